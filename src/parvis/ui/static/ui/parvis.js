/* The one script of public pages: each behaviour is a module, hooked by a data attribute; pages work without any. */
import { watchDialogs } from "./dialog.js";
import { watchCopies } from "./copy.js";
import { keepTypedText } from "./autosave.js";
import { listDrafts } from "./drafts.js";
import { watchIdleness } from "./idle.js";

watchDialogs(document);
watchCopies(document);
keepTypedText(document);
listDrafts(document);
watchIdleness(document);

for (const part of document.querySelectorAll("[data-parvis-scripted]")) part.hidden = false;
document.querySelector("[data-parvis-focus]")?.focus();
document.addEventListener("click", (event) => {
  if (event.target.closest("[data-parvis-print]")) window.print();
});
document.addEventListener("htmx:afterSwap", (event) => {
  for (const part of event.target.querySelectorAll("[data-parvis-scripted]")) part.hidden = false;
  watchCopies(event.target);
  keepTypedText(event.target);
});
