"use strict";
(() => {
  const root = document.documentElement;
  const notes = () => [...document.querySelectorAll(".note")];
  const visible = (note) => getComputedStyle(note).display !== "none";
  const shown = document.getElementById("shown");
  const keys = document.getElementById("keys");
  root.classList.add("scripted");
  for (const part of document.querySelectorAll(".js")) part.hidden = false;

  function mark(id) {
    for (const old of document.querySelectorAll(".current")) old.classList.remove("current");
    if (!id) return;
    for (const part of document.querySelectorAll(`[data-n="${id}"]`)) part.classList.add("current");
    document.getElementById(id)?.classList.add("current");
  }

  function go(note) {
    if (!note) return;
    mark(note.id);
    note.focus({ preventScroll: true });
    note.closest(".row").scrollIntoView({ block: "nearest" });
    note.scrollIntoView({ block: "nearest" });
  }

  function step(by) {
    const list = notes();
    const from = document.querySelector(".note.current");
    let at = from ? list.indexOf(from) + by : by > 0 ? 0 : list.length - 1;
    while (at >= 0 && at < list.length && !visible(list[at])) at += by;
    go(list[at]);
  }

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !keys?.checked) return;
    if (event.target.matches("input:not([type=checkbox], [type=radio]), textarea, select")) return;
    if (event.key === "n") step(1);
    else if (event.key === "p") step(-1);
    else if (event.key === "Escape") mark(null);
    else return;
    event.preventDefault();
  });

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a");
    if (link?.matches(".ref, .number")) mark(link.closest(".note")?.id ?? link.hash.slice(1));
    if (link || String(getSelection())) return;
    const part = event.target.closest("[data-n]");
    const note = part && document.getElementById(part.dataset.n);
    if (note && visible(note)) go(note);
  });

  function point(event) {
    const part = event.target.closest?.("[data-n], .note");
    const id = part?.dataset.n ?? part?.id;
    for (const old of document.querySelectorAll(".over")) old.classList.remove("over");
    if (!id || (event.type !== "pointerover" && event.type !== "focusin")) return;
    for (const mine of document.querySelectorAll(`[data-n="${id}"]`)) mine.classList.add("over");
    document.getElementById(id)?.classList.add("over");
  }
  for (const type of ["pointerover", "focusin", "focusout"]) document.addEventListener(type, point);

  function count() {
    if (!shown) return;
    const all = notes();
    const now = all.filter(visible).length;
    shown.textContent = now === all.length ? "" : `${now} of ${all.length} shown`;
  }
  const form = document.querySelector(".filters");
  form?.addEventListener("change", count);
  form?.addEventListener("reset", () => setTimeout(count));
})();
