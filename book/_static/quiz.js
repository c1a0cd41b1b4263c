/* The reader commits first: feedback shows for the options chosen, after Check.
   Without this script each option's feedback opens by itself (<details>). */
"use strict";

function feedbackOn(input) {
  const paragraph = input.closest("label").nextElementSibling.querySelector("p").cloneNode(true);
  paragraph.querySelectorAll("[id]").forEach((element) => element.removeAttribute("id"));
  return paragraph;
}

function summary(inputs) {
  const paragraph = document.createElement("p");
  const word = document.createElement("strong");
  const wrong = inputs.some((input) => input.checked && input.dataset.right === "false");
  const missing = inputs.some((input) => !input.checked && input.dataset.right === "true");
  word.textContent = wrong || missing ? "Look again." : "Right.";
  if (wrong) paragraph.append(word, " Not every choice is right.");
  else paragraph.append(word, missing ? " Something is missing." : " That is all.");
  return paragraph;
}

document.querySelectorAll(".quiz-question").forEach((question) => {
  const inputs = [...question.querySelectorAll("input")];
  const button = document.createElement("button");
  const status = document.createElement("div");
  button.type = "button";
  button.className = "quiz-check";
  button.textContent = "Check";
  status.className = "quiz-status";
  status.setAttribute("role", "status");

  button.addEventListener("click", () => {
    const chosen = inputs.filter((input) => input.checked);
    if (!chosen.length) {
      const paragraph = document.createElement("p");
      paragraph.textContent = "Choose an answer first.";
      status.replaceChildren(paragraph);
    } else if (chosen[0].type === "radio") {
      status.replaceChildren(feedbackOn(chosen[0]));
    } else {
      const each = chosen.map((input) => {
        const paragraph = feedbackOn(input);
        paragraph.prepend(`${input.value}. `);
        return paragraph;
      });
      status.replaceChildren(summary(inputs), ...each);
    }
  });
  // feedback on an answer that is no longer chosen would mislead
  question.addEventListener("change", () => status.replaceChildren());
  question.append(button, status);
  // open for print; the style hides them on the screen
  question.querySelectorAll("details").forEach((details) => { details.open = true; });
});
document.querySelectorAll(".quiz").forEach((quiz) => quiz.classList.add("quiz-scripted"));
