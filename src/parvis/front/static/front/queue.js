/* The queue of moderation: one letter does what a button or a link of the page does (`data-parvis-key`), what was
   done is announced, and the heading has the focus. A letter does nothing in a field, with another key held, nor
   once the person switched them off (WCAG 2.1.4); the choice stays in this browser. */
const CHOICE = "parvis-desk-keys";
const FIELDS = "input, select, textarea, [contenteditable]";
let isLeaving = false;

function isOn() {
  try {
    return localStorage.getItem(CHOICE) !== "off";
  } catch {
    return true;
  }
}

function keep(choice) {
  try {
    localStorage.setItem(CHOICE, choice);
  } catch {
    /* A browser that keeps nothing: they are on again on the next page. */
  }
}

function watchSwitch(part) {
  const box = part.querySelector("[data-parvis-keys]");
  box.checked = isOn();
  box.addEventListener("change", () => keep(box.checked ? "on" : "off"));
  for (const scripted of part.querySelectorAll("[data-parvis-scripted]")) scripted.hidden = false;
}

function act(target) {
  if (target instanceof HTMLDetailsElement) {
    target.open = true;
    target.querySelector("summary").focus();
  } else if (target.matches(FIELDS)) {
    target.focus();
  } else {
    isLeaving = true;
    target.click();
  }
}

function watchKeys(part) {
  document.addEventListener("keydown", (event) => {
    const isHeld = event.ctrlKey || event.metaKey || event.altKey || event.repeat || event.isComposing;
    if (isLeaving || isHeld || event.target.closest?.(FIELDS) || !isOn()) return;
    const key = event.key.toLowerCase();
    const target = [...part.querySelectorAll("[data-parvis-key]")].find((one) =>
      one.dataset.parvisKey.split(" ").includes(key),
    );
    if (!target) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    act(target);
  }, { capture: true });
  window.addEventListener("pageshow", () => { isLeaving = false; });
}

function announce(part) {
  const status = part.querySelector("[data-parvis-said=new]");
  if (!status) return;
  const said = status.textContent;
  status.textContent = "";
  setTimeout(() => { status.textContent = said; }, 100);
}

const part = document.querySelector("[data-parvis-queue]");
if (part) {
  watchSwitch(part);
  watchKeys(part);
  announce(part);
  part.dataset.parvisQueue = "ready";
  document.querySelector("[data-parvis-focus]")?.focus();
}
