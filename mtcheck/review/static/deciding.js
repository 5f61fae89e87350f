// Decisions on findings: one, the same for all alike, and undo.

import { find, say } from "./page.js";
import { ask } from "./server.js";
import { at, filter, go, nextOpen, shows, step } from "./walking.js";

export async function decide(form, button) {
  const card = form.closest(".card");
  const fields = [...new FormData(form, button)];
  const before = card.id;
  for (const b of card.querySelectorAll("button")) b.disabled = true;
  const state = await ask(form.action, fields);
  const now = find(before);
  for (const b of now?.querySelectorAll("button") ?? []) b.disabled = false;
  if (!state) return go(now);
  offerSame(state);
  const said = now?.querySelector(".decided")?.textContent ?? (now ? "Open again." : "Taken back.");
  if (now && now.dataset.status !== "open" && button.value !== "confirm") nextOpen();
  else if (button.value === "confirm") step(1, (c) => shows(c) && c.classList.contains("to-confirm")) || go(now);
  else if (now) go(now);
  filter();
  const more = state.alike ? ` ${find("alike").textContent}: press s.` : "";
  say(said.trim().replace(/\s+/g, " ") + more);
  return true;
}

/** After a decision: the same for all others of that rule on those words. */
function offerSame(state) {
  const form = find("same");
  form.hidden = !state.alike;
  form.elements.namedItem("item").value = state.item;
  form.elements.request.value = state.request;
  const words = find(`i${state.item}`)?.querySelector("q").textContent ?? "";
  const shown = words.length > 24 ? `${words.slice(0, 23)}…` : words;
  const quoted = /^[“"«]/.test(shown) ? shown : `“${shown}”`;
  find("alike").textContent = `Same for ${state.alike === 1 ? "the other" : `${state.alike} other`} ${quoted}`;
}

export async function same(form) {
  const state = await ask(form.action, [...new FormData(form)]);
  if (!state) return;
  form.hidden = true;
  if (at()?.dataset.status !== "open") nextOpen();
  filter();
  say(`Done for all alike. ${state.told}`);
}

export async function undo(form) {
  const state = await ask(form.action, [...new FormData(form)]);
  if (!state) return;
  form.elements.request.value = state.request;
  find("same").hidden = true;
  if (!state.item) return say("Nothing left to undo.");
  const card = find(`i${state.item}`);
  if (card) go(card);
  filter();
  say("Undone.");
}
