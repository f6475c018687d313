/* Wagtail fills the field of a rich text (Draftail) a quarter of a second after its last change: a button of the
   editor that is pressed sooner acts once that is done, so that the last words are not lost.

   It gives these fields no name: each takes that of its label, or of the panel that holds it. */
const WAIT = 400;
let changedAt = -WAIT;
let isWaiting = false;

const inRichText = (node) => (node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement)?.closest(".Draftail-Editor");

function nameFields() {
  for (const field of document.querySelectorAll("[data-edit-form] .Draftail-Editor [contenteditable=true]:not([aria-label])")) {
    const wrapper = field.closest(".w-field__wrapper, .w-panel");
    const label = (wrapper?.querySelector(":scope > .w-field__label") ?? field.closest(".w-panel")?.querySelector(".w-panel__heading"))?.innerText.trim();
    if (label) field.setAttribute("aria-label", label);
  }
}

new MutationObserver((changes) => {
  nameFields();
  if (changes.some((change) => inRichText(change.target))) changedAt = performance.now();
}).observe(document, { subtree: true, childList: true, characterData: true });

window.addEventListener("click", (event) => {
  const button = event.target.closest("[data-edit-form] [type=submit]");
  const left = changedAt + WAIT - performance.now();
  if (!button || left <= 0) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  if (isWaiting) return;
  isWaiting = true;
  setTimeout(() => {
    isWaiting = false;
    button.click();
  }, left);
}, { capture: true });
