// What keys, clicks and forms do.

import { decide, same, undo } from "./deciding.js";
import { choose, choosing, markIt, openMarking } from "./marking.js";
import { article, find, say } from "./page.js";
import { isBusy, listen, release } from "./server.js";
import { at, current, filter, go, nextOpen, stand, step } from "./walking.js";

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.matches(".card form")) {
    event.preventDefault();
    decide(form, event.submitter);
  } else if (form.id === "undo") {
    event.preventDefault();
    undo(form);
  } else if (form.id === "same") {
    event.preventDefault();
    same(form);
  } else if (form.matches("#marking form")) {
    event.preventDefault();
    markIt(form);
  }
});

const inField = (target) => target.matches("input:not([type=checkbox], [type=radio]), textarea, select");

function press(card, key) {
  const reject = card.querySelector("details.reject");
  if (reject?.open && /^[1-9]$/.test(key)) return click(card.querySelector(`[data-reason="${key}"]`));
  if (key === "a") return click(card.querySelector("[data-first]"));
  if (key === "e" || key === "r") {
    const part = card.querySelector(`summary[data-key="${key}"]`)?.parentElement;
    if (!part) return click(card.querySelector(`button[data-key="${key}"]`));
    for (const other of card.querySelectorAll("details.edit, details.reject")) other.open = other === part && !part.open;
    if (part.open) enter(part);
    return true;
  }
  return click(card.querySelector(`button[data-key="${key}"]`));
}

/** Go into what has been opened: the words to edit, or the reasons. */
function enter(part) {
  const words = part.querySelector("textarea");
  (words ?? part.querySelector("[data-reason]")).focus({ preventScroll: true });
  words?.select();
  part.scrollIntoView({ block: "nearest" });
}

function click(button) {
  if (!button || button.disabled) return false;
  button.click();
  return true;
}

const actions = {
  n: () => step(1) || say("That was the last finding."),
  p: () => step(-1) || say("That was the first finding."),
  o: nextOpen,
  m: openMarking,
  u: () => find("undo").requestSubmit(),
  s: () => find("same").hidden || find("same").requestSubmit(),
  f: () => find("by-status").focus(),
  "?": () => find("help").showModal(),
};

document.addEventListener("keydown", (event) => {
  const field = inField(event.target);
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && event.target.matches("textarea")) {
    event.preventDefault();
    return click(event.target.closest("details, form").querySelector("button"));
  }
  if (document.querySelector("dialog[open]")) return;
  if (event.key === "Escape") {
    if (choosing) return choose(event);
    const card = event.target.closest(".card");
    for (const part of card?.querySelectorAll("details.edit, details.reject") ?? []) part.open = false;
    for (const form of card?.querySelectorAll("form") ?? []) form.reset();
    if (card) { card.focus({ preventScroll: true }); release(card.closest(".row")); }
    return;
  }
  if (choosing && !field && choose(event)) return;
  if (event.ctrlKey || event.metaKey || event.altKey || field || !find("keys").checked) return;
  const around = event.target.closest(".card");
  if (around && around.id !== current) {
    stand(around);
  }
  const act = actions[event.key];
  const done = act ? (act(), true) : at() && press(at(), event.key);
  if (done) event.preventDefault();
});

document.addEventListener("click", (event) => {
  const doing = event.target.closest("[data-do]")?.dataset.do;
  if (doing === "next") actions.n();
  else if (doing === "previous") actions.p();
  else if (doing === "open") nextOpen();
  else if (doing === "mark") openMarking();
  else if (doing === "help") find("help").showModal();
  else if (doing === "cancel") find("marking").close();
  if (doing || String(getSelection())) return;
  const part = event.target.closest("[data-card]");
  if (part && find(part.dataset.card)) {
    event.preventDefault();
    const card = find(part.dataset.card);
    card.hidden = false;
    go(card);
  }
});
article.addEventListener("click", (event) => {
  const part = event.target.closest("summary")?.parentElement;
  if (part?.matches("details.edit, details.reject")) requestAnimationFrame(() => { if (part.open) enter(part); });
});
find("mark-selection").addEventListener("pointerdown", (event) => event.preventDefault());

article.addEventListener("focusin", (event) => {
  const card = event.target.closest(".card");
  if (!card || card.id === current) return;
  stand(card);
});
article.addEventListener("focusout", (event) => {
  const row = event.target.closest(".row");
  if (row && !row.contains(event.relatedTarget) && !isBusy(row)) release(row);
});

find("keys").checked = localStorage.getItem("mtcheck-keys") !== "off";
find("keys").addEventListener("change", (event) => localStorage.setItem("mtcheck-keys", event.target.checked ? "on" : "off"));

filter();
const asked = location.hash ? find(location.hash.slice(1)) : null;
if (asked?.matches(".card")) go(asked);
listen();
