// Walking from finding to finding, and which of them are shown.

import { article, find, say } from "./page.js";

export let current = null; // id of the card the reader is at

const cards = () => [...article.querySelectorAll(".card")];
export const shows = (card) => !card.hidden;
export const at = () => current && find(current);

export function highlight(card) {
  for (const old of document.querySelectorAll(".current")) old.classList.remove("current");
  if (!card) return;
  for (const part of article.querySelectorAll(`[data-card="${card.id}"]`)) part.classList.add("current");
  card.classList.add("current");
}

/** Be at a card without moving the page; `null`: at none. */
export function stand(card) {
  current = card?.id ?? null;
  highlight(card);
}

export function go(card, focus = true) {
  if (!card) return false;
  stand(card);
  if (focus) card.focus({ preventScroll: true });
  const smooth = matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth";
  const row = card.closest(".row");
  const fits = row.offsetHeight < innerHeight * 0.6;
  (fits ? row : card).scrollIntoView({ block: fits ? "center" : "nearest", behavior: smooth });
  return true;
}

export function step(by, wanted = shows) {
  const list = cards();
  const from = at() ? list.indexOf(at()) : by > 0 ? -1 : list.length;
  for (let i = from + by; i >= 0 && i < list.length; i += by) if (wanted(list[i])) return go(list[i]);
  return false;
}

const isOpen = (card) => shows(card) && card.dataset.status === "open";

export function nextOpen() {
  if (step(1, isOpen)) return;
  const first = cards().find((card) => isOpen(card) && card !== at());
  if (first) go(first);
  else say(`No open finding left. ${find("told").textContent}`);
}

const filters = find("filters");

export function filter() {
  const { status, severity, category } = Object.fromEntries(new FormData(filters));
  let shown = 0;
  for (const card of cards()) {
    const fits =
      (!status || (status === "to-confirm" ? card.classList.contains("to-confirm") : card.dataset.status === status)) &&
      (!severity || card.dataset.severity === severity) &&
      (!category || card.dataset.category === category);
    const stays = fits || card.id === current;
    card.hidden = !stays;
    if (fits) shown += 1;
    for (const part of article.querySelectorAll(`[data-card="${card.id}"]`)) part.classList.toggle("out", !stays);
  }
  const all = cards().length;
  find("shown").textContent = status || severity || category ? `${shown} of ${all} shown` : "";
}

filters.addEventListener("change", (event) => {
  if (event.target.id === "keys") return;
  stand(null);
  filter();
});
filters.addEventListener("submit", (event) => event.preventDefault());
