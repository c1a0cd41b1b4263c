/* Filters and sorts the ledger in the page; without it all claims stand in the article's order. */
"use strict";

document.querySelectorAll(".ledger").forEach((ledger) => {
  const tools = ledger.querySelector(".ledger-tools");
  const list = ledger.querySelector(".ledger-list");
  const claims = [...list.children]; // in the article's order
  const status = tools.querySelector("[role=status]");
  // verdicts rank as their menu lists them, other words by the alphabet
  const verdicts = [...tools.elements.verdict.options].map((option) => option.value);
  const keys = {
    article: () => 0,
    verdict: (claim) => verdicts.indexOf(claim.dataset.verdict),
    type: (claim) => claim.dataset.type,
  };

  function show() {
    const words = tools.elements.words.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    claims.forEach((claim) => {
      const text = claim.textContent.toLowerCase();
      const fits =
        ["verdict", "type", "section"].every((name) => {
          const wanted = tools.elements[name].value;
          return !wanted || claim.dataset[name] === wanted;
        }) && words.every((word) => text.includes(word));
      claim.hidden = !fits;
      shown += fits;
    });
    const key = keys[tools.elements.order.value];
    const compare = (a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0); // stable
    list.append(...[...claims].sort(compare));
    status.textContent = `${shown} of ${claims.length} claims`;
  }

  tools.hidden = false;
  tools.addEventListener("input", show);
  tools.addEventListener("reset", () => setTimeout(show)); // once the fields are empty
  tools.addEventListener("submit", (event) => event.preventDefault());
  show();
});
