// Wishes to the server, and what it tells of other windows and readers.

import { alarm, article, find, newName, say } from "./page.js";
import { at, filter, highlight } from "./walking.js";

const { document: id, snapshot } = document.body.dataset;
const tab = newName();
const held = new Map(); // rows that changed elsewhere while being edited here
let version = Number(document.body.dataset.version);
let unsaved = null; // a wish that did not reach the server
let refusal = ""; // why the last wish was not granted

export async function ask(address, fields) {
  const asked = new URLSearchParams(fields);
  asked.set("tab", tab);
  asked.set("after", version);
  let answer, state;
  try {
    answer = await fetch(address, { method: "POST", body: asked, headers: { Accept: "application/json" } });
    state = await answer.json();
  } catch {
    unsaved = { address, fields: [...asked] };
    alarm("Not saved: the server does not answer. It is tried again.");
    return null;
  }
  unsaved = null;
  refusal = state.refused || state.error || "";
  alarm(refusal || state.problem || "");
  if (state.rows) take(state, true);
  return answer.ok ? state : null;
}

async function retry() {
  if (!unsaved) return;
  const state = await ask(unsaved.address, unsaved.fields);
  if (state) say("Saved now.");
}

function take(state, own = false) {
  for (const row of state.rows) {
    const old = find(row.id);
    if (!own && isBusy(old)) held.set(row.id, row.html);
    else put(old, row.html);
  }
  version = Math.max(version, state.version);
  const save = find("save");
  if (save) save.elements.version.value = version;
  find("progress").max = state.total || 1;
  find("progress").value = state.total ? state.decided : 1;
  find("told").textContent = state.told;
  find("stale").hidden = String(state.snapshot) === snapshot;
  filter();
  highlight(at());
}

function put(old, html) {
  const inside = old.contains(document.activeElement);
  const made = new DOMParser().parseFromString(html, "text/html").body.firstElementChild;
  old.replaceWith(made);
  held.delete(made.id);
  if (inside) at()?.focus({ preventScroll: true });
}

export const isBusy = (row) => [...row.querySelectorAll("textarea, input:not([type=hidden])")].some((field) => field.value !== field.defaultValue) || row.contains(document.activeElement?.closest("textarea, input"));

export function release(row) {
  if (row && held.has(row.id)) put(row, held.get(row.id));
}

// ---- what others do meanwhile

let wait = 0;
export async function listen() {
  clearTimeout(wait);
  try {
    if (unsaved) await retry();
    const query = new URLSearchParams({ after: version, tab });
    const answer = await fetch(`/d/${id}/changes?${query}`, { headers: { Accept: "application/json" } });
    if (answer.ok) {
      const state = await answer.json();
      if (!unsaved) alarm(refusal || state.problem);
      if ("told" in state) take(state);
      find("stale").hidden = String(state.snapshot) === snapshot;
      const others = find("others");
      const words = state.tabs ? `Also open ${state.tabs === 1 ? "in another window" : `in ${state.tabs} other windows`}: ${state.others}. What they decide appears here.` : "";
      if (others.textContent !== words) others.textContent = words;
      others.hidden = !words;
    }
  } catch {
    alarm(unsaved ? "Not saved: the server does not answer. It is tried again." : "The server does not answer.");
  }
  wait = setTimeout(listen, document.hidden ? 12000 : 3000);
}
document.addEventListener("visibilitychange", () => { if (!document.hidden) listen(); });
addEventListener("pagehide", () => navigator.sendBeacon(`/d/${id}/leave`, new URLSearchParams({ tab })));
const typed = () => [...article.querySelectorAll("details[open] :is(textarea, input)")].some((field) => field.value !== field.defaultValue);
addEventListener("beforeunload", (event) => { if (unsaved || typed()) event.preventDefault(); });
