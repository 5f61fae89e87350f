// The page: its parts by id, and what is said to the reader.

export const article = document.getElementById("article");

export const find = (id) => document.getElementById(id);

/** A name nobody else has, so that a wish sent twice is granted once. */
export const newName = () => [...crypto.getRandomValues(new Uint8Array(16))].map((b) => b.toString(16).padStart(2, "0")).join("");

export function say(words) {
  find("said").textContent = "";
  requestAnimationFrame(() => { find("said").textContent = words; });
}

export function alarm(words) {
  find("alert").textContent = words;
  find("alert").hidden = !words;
}
