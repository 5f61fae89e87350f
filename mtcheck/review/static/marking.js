// Marking what no rule has found, by selecting it or by choosing words with the keyboard.

import { article, find, newName, say } from "./page.js";
import { ask } from "./server.js";
import { at, current, go } from "./walking.js";

const dialog = find("marking");
let chosen = null; // what the dialog is about

/** The selection as places in runs of the article: [offset of the run, characters behind it]. */
function selection() {
  const range = getSelection().rangeCount ? getSelection().getRangeAt(0) : null;
  if (!range || range.collapsed) return null;
  const runs = [...article.querySelectorAll(".t")].filter((run) => range.intersectsNode(run));
  const parts = runs.map((run) => {
    const part = document.createRange();
    part.selectNodeContents(run);
    if (run.contains(range.startContainer)) part.setStart(range.startContainer, range.startOffset);
    if (run.contains(range.endContainer)) part.setEnd(range.endContainer, range.endOffset);
    return { run, part, text: part.toString() };
  }).filter(({ text }) => text);
  if (!parts.some(({ text }) => text.trim())) return null;
  const [first, last] = [parts[0], parts[parts.length - 1]];
  const before = document.createRange();
  before.selectNodeContents(first.run);
  before.setEnd(first.part.startContainer, first.part.startOffset);
  const upto = document.createRange();
  upto.selectNodeContents(last.run);
  upto.setEnd(last.part.endContainer, last.part.endOffset);
  const length = (r) => [...r.toString()].length;
  return {
    first: first.run.dataset.s, first_count: length(before),
    last: last.run.dataset.s, last_count: length(upto),
    text: parts.map(({ text }) => text).join("").trim(),
  };
}

export function openMarking() {
  chosen = selection();
  if (!chosen) return startChoosing();
  const form = dialog.querySelector("form");
  form.reset();
  for (const field of ["first", "first_count", "last", "last_count"]) form.elements[field].value = chosen[field];
  form.elements.request.value = newName();
  form.elements.replacement.value = chosen.text;
  form.elements.replacement.dataset.was = chosen.text;
  find("marking-words").textContent = chosen.text;
  stopChoosing();
  dialog.showModal();
  form.elements.category.focus();
}

export async function markIt(form) {
  const fields = new FormData(form);
  if (fields.get("replacement") === form.elements.replacement.dataset.was) fields.delete("replacement");
  const state = await ask(form.action, [...fields]);
  if (!state) return say(find("alert").textContent);
  dialog.close();
  getSelection().removeAllRanges();
  const card = find(`i${state.item}`);
  if (card) go(card);
  say(card?.dataset.category === "other" ? "Changed." : "Marked.");
}

document.addEventListener("selectionchange", () => {
  const range = getSelection().rangeCount && getSelection().getRangeAt(0);
  const inside = range && !range.collapsed && article.contains(range.commonAncestorContainer) && !!selection();
  find("mark-selection").hidden = !inside;
});

// choosing words by keyboard: a paragraph, its first and its last word
export let choosing = null;

function wordsOf(target) {
  const words = [];
  let word = null;
  const walker = document.createTreeWalker(target, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    if (!node.parentElement.closest(".t")) continue;
    for (const piece of node.data.matchAll(/\s+|\S+/g)) {
      if (/^\s/.test(piece[0])) { word = null; continue; }
      const end = [node, piece.index + piece[0].length];
      if (word) word.end = end;
      else words.push((word = { start: [node, piece.index], end }));
    }
  }
  return words;
}

function startChoosing() {
  const row = at()?.closest(".row") ?? [...article.querySelectorAll(".row")].find((r) => r.getBoundingClientRect().bottom > 120);
  const mark = current && row?.querySelector(`.u[data-card="${current}"] .t`);
  if (!row) return;
  const words = wordsOf(row.querySelector(".target"));
  const first = mark ? Math.max(0, words.findIndex((w) => mark.contains(w.start[0]))) : 0;
  choosing = { row, words, first, last: first };
  select("Choosing words. ");
}

function stopChoosing() { choosing = null; }

function select(prefix = "") {
  const { words, first, last } = choosing;
  if (!words.length) return;
  const [from, to] = first <= last ? [first, last] : [last, first];
  getSelection().setBaseAndExtent(...words[from].start, ...words[to].end);
  words[last].start[0].parentElement.scrollIntoView({ block: "nearest" });
  say(prefix + getSelection().toString());
}

export function choose(event) {
  const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  const rows = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (event.key === "Escape") { stopChoosing(); getSelection().removeAllRanges(); say("No words chosen."); }
  else if (event.key === "Enter" || event.key === "m") openMarking();
  else if (by) {
    choosing.last = Math.min(Math.max(choosing.last + by, 0), choosing.words.length - 1);
    if (!event.shiftKey) choosing.first = choosing.last;
    select();
  } else if (rows) {
    const all = [...article.querySelectorAll(".row")];
    const row = all[all.indexOf(choosing.row) + rows];
    if (row) { choosing = { row, words: wordsOf(row.querySelector(".target")), first: 0, last: 0 }; select(); }
  } else return false;
  event.preventDefault();
  return true;
}
