"use strict";
(() => {
  const body = document.body;
  const article = document.getElementById("article");
  if (!article) return;

  const id = body.dataset.document;
  const find = (name) => document.getElementById(name);
  const tab = [...crypto.getRandomValues(new Uint8Array(16))].map((b) => b.toString(16).padStart(2, "0")).join("");
  const name = () => [...crypto.getRandomValues(new Uint8Array(16))].map((b) => b.toString(16).padStart(2, "0")).join("");
  let version = Number(body.dataset.version);
  let current = null; // id of the card the reader is at
  let unsaved = null; // a wish that did not reach the server
  let refusal = ""; // why the last wish was not granted
  const held = new Map(); // rows that changed elsewhere while being edited here

  // ---- saying things

  function say(words) {
    find("said").textContent = "";
    requestAnimationFrame(() => { find("said").textContent = words; });
  }

  function alarm(words) {
    find("alert").textContent = words;
    find("alert").hidden = !words;
  }

  // ---- walking

  const cards = () => [...article.querySelectorAll(".card")];
  const shows = (card) => !card.hidden;
  const at = () => current && find(current);

  function highlight(card) {
    for (const old of document.querySelectorAll(".current")) old.classList.remove("current");
    if (!card) return;
    for (const part of article.querySelectorAll(`[data-card="${card.id}"]`)) part.classList.add("current");
    card.classList.add("current");
  }

  function go(card, focus = true) {
    if (!card) return false;
    current = card.id;
    highlight(card);
    if (focus) card.focus({ preventScroll: true });
    const smooth = matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth";
    const row = card.closest(".row");
    const fits = row.offsetHeight < innerHeight * 0.6;
    (fits ? row : card).scrollIntoView({ block: fits ? "center" : "nearest", behavior: smooth });
    return true;
  }

  function step(by, wanted = shows) {
    const list = cards();
    const from = at() ? list.indexOf(at()) : by > 0 ? -1 : list.length;
    for (let i = from + by; i >= 0 && i < list.length; i += by) if (wanted(list[i])) return go(list[i]);
    return false;
  }

  const isOpen = (card) => shows(card) && card.dataset.status === "open";

  function nextOpen() {
    if (step(1, isOpen)) return;
    const first = cards().find((card) => isOpen(card) && card !== at());
    if (first) go(first);
    else say(`No open finding left. ${find("told").textContent}`);
  }

  // ---- filters

  const filters = find("filters");

  function filter() {
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
    current = null;
    highlight(null);
    filter();
  });
  filters.addEventListener("submit", (event) => event.preventDefault());

  // ---- asking the server

  async function ask(address, fields) {
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
    find("stale").hidden = String(state.snapshot) === body.dataset.snapshot;
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

  const isBusy = (row) => [...row.querySelectorAll("textarea, input:not([type=hidden])")].some((field) => field.value !== field.defaultValue) || row.contains(document.activeElement?.closest("textarea, input"));

  function release(row) {
    if (row && held.has(row.id)) put(row, held.get(row.id));
  }

  async function decide(form, button) {
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

  async function same(form) {
    const state = await ask(form.action, [...new FormData(form)]);
    if (!state) return;
    form.hidden = true;
    if (at()?.dataset.status !== "open") nextOpen();
    filter();
    say(`Done for all alike. ${state.told}`);
  }

  async function undo(form) {
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

  // ---- what others do meanwhile

  let wait = 0;
  async function listen() {
    clearTimeout(wait);
    try {
      if (unsaved) await retry();
      const query = new URLSearchParams({ after: version, tab });
      const answer = await fetch(`/d/${id}/changes?${query}`, { headers: { Accept: "application/json" } });
      if (answer.ok) {
        const state = await answer.json();
        if (!unsaved) alarm(refusal || state.problem);
        if ("told" in state) take(state);
        find("stale").hidden = String(state.snapshot) === body.dataset.snapshot;
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

  // ---- marking a missed error

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

  function openMarking() {
    chosen = selection();
    if (!chosen) return startChoosing();
    const form = dialog.querySelector("form");
    form.reset();
    for (const field of ["first", "first_count", "last", "last_count"]) form.elements[field].value = chosen[field];
    form.elements.request.value = name();
    form.elements.replacement.value = chosen.text;
    form.elements.replacement.dataset.was = chosen.text;
    find("marking-words").textContent = chosen.text;
    stopChoosing();
    dialog.showModal();
    form.elements.category.focus();
  }

  async function markIt(form) {
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
  let choosing = null;

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

  function choose(event) {
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

  // ---- keys and clicks

  const inField = (target) => target.matches("input:not([type=checkbox], [type=radio]), textarea, select");

  function press(card, key) {
    const reject = card.querySelector("details.reject");
    if (reject?.open && /^[1-9]$/.test(key)) return click(card.querySelector(`[data-reason="${key}"]`));
    if (key === "a") return click(card.querySelector("[data-first]"));
    if (key === "e" || key === "r") {
      const part = card.querySelector(`summary[data-key="${key}"]`)?.parentElement;
      if (!part) return click(card.querySelector(`button[data-key="${key}"]`));
      for (const other of card.querySelectorAll("details.edit, details.reject")) other.open = other === part && !part.open;
      if (part.open) part.querySelector(key === "e" ? "textarea" : "[data-reason]").focus();
      if (part.open && key === "e") part.querySelector("textarea").select();
      return true;
    }
    return click(card.querySelector(`button[data-key="${key}"]`));
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
      current = around.id;
      highlight(around);
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
    else if (doing === "cancel") dialog.close();
    if (doing || String(getSelection())) return;
    const part = event.target.closest("[data-card]");
    if (part && find(part.dataset.card)) {
      event.preventDefault();
      const card = find(part.dataset.card);
      card.hidden = false;
      go(card);
    }
  });
  find("mark-selection").addEventListener("pointerdown", (event) => event.preventDefault());

  article.addEventListener("focusin", (event) => {
    const card = event.target.closest(".card");
    if (!card || card.id === current) return;
    current = card.id;
    highlight(card);
  });
  article.addEventListener("focusout", (event) => {
    const row = event.target.closest(".row");
    if (row && held.has(row.id) && !row.contains(event.relatedTarget) && !isBusy(row)) release(row);
  });

  find("keys").checked = localStorage.getItem("mtcheck-keys") !== "off";
  find("keys").addEventListener("change", (event) => localStorage.setItem("mtcheck-keys", event.target.checked ? "on" : "off"));

  filter();
  const asked = location.hash ? find(location.hash.slice(1)) : null;
  if (asked?.matches(".card")) go(asked);
  listen();
})();
