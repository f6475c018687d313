/* Lets a reader comment on the words that they select in `data-parvis-quote`: the link `data-parvis-quote-link` carries them to the form.
   Without this script, the words are copied by hand into the form to which the same link leads. */
const text = document.querySelector("[data-parvis-quote]");
const link = document.querySelector("[data-parvis-quote-link]");
const LONGEST = 500;

if (text && link) {
  const shown = document.querySelector("[data-parvis-quoted]");
  const address = link.getAttribute("href");
  document.addEventListener("selectionchange", () => {
    const words = selected();
    if (!words) return;
    link.setAttribute("href", `${address}?quoted=${encodeURIComponent(words)}`);
    shown.textContent = `“${words}”`;
    shown.hidden = false;
  });
}

/* Spaces and line breaks are one space, as the server reads them. */
function selected() {
  const selection = document.getSelection();
  if (!selection || selection.isCollapsed || !text.contains(selection.anchorNode) || !text.contains(selection.focusNode)) return "";
  const words = selection.toString().replace(/\s+/g, " ").trim();
  return words.length <= LONGEST ? words : "";
}
