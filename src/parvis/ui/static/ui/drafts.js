/* Lists the texts that autosave.js keeps in this browser, inside `data-parvis-drafts`: a hidden section with a list and a template. */
import { PREFIX, load } from "./autosave.js";

export function listDrafts(root) {
  for (const section of root.querySelectorAll("[data-parvis-drafts]")) show(section);
}

function show(section) {
  for (const key of keys()) {
    const draft = load(key);
    if (draft?.path && draft.words) section.querySelector("ul").append(line(section, key, draft));
  }
  section.hidden = !section.querySelector("li");
}

function keys() {
  try { return Object.keys(localStorage).filter((key) => key.startsWith(PREFIX)); } catch { return []; }
}

function line(section, key, draft) {
  const item = section.querySelector("template").content.firstElementChild.cloneNode(true);
  const link = item.querySelector("a");
  link.href = draft.path;
  link.textContent = draft.words;
  const button = item.querySelector("button");
  button.setAttribute("aria-label", `${button.textContent}: ${draft.words}`);
  button.addEventListener("click", () => {
    localStorage.removeItem(key);
    item.remove();
    section.hidden = !section.querySelector("li");
  });
  return item;
}
