/* The reader's guess stays in this browser and stands again beside the verdict. */
"use strict";

// file:// pages of one machine may share one storage: the prefix keeps this course's apart
const keyOf = (claim) => `military-diplomacy/guess/${claim}`;

function recall(claim) {
  try {
    return localStorage.getItem(keyOf(claim));
  } catch {
    return null; // storage is switched off: nothing is remembered, all else works
  }
}

function remember(claim, verdict) {
  try {
    localStorage.setItem(keyOf(claim), verdict);
  } catch {
    /* as above */
  }
}

function showAgain(claim, verdict) {
  document.querySelectorAll(".guess-again").forEach((place) => {
    if (place.dataset.claim === claim) {
      place.querySelector("strong").textContent = verdict || "none yet";
      place.hidden = false;
    }
  });
}

document.querySelectorAll(".guess-again").forEach((place) => {
  showAgain(place.dataset.claim, recall(place.dataset.claim));
});
document.querySelectorAll("fieldset.guess").forEach((fieldset) => {
  const claim = fieldset.dataset.claim;
  const kept = recall(claim);
  fieldset.querySelectorAll("input").forEach((input) => {
    if (kept) input.checked = input.value === kept;
  });
  fieldset.addEventListener("change", (event) => {
    remember(claim, event.target.value);
    showAgain(claim, event.target.value);
  });
});
