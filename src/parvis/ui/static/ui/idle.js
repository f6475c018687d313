/* On a shared device: when nobody has touched it for `data-parvis-idle` seconds, asks; a minute later, sends its form. */
const GRACE = 60;
const GESTURES = ["pointerdown", "keydown", "input", "scroll", "touchstart"];

export function watchIdleness(root) {
  const form = root.querySelector("form[data-parvis-idle]");
  if (!form) return;
  const ask = form.querySelector("[data-parvis-ask]");
  let timer;
  const wait = () => {
    clearTimeout(timer);
    ask.hidden = true;
    timer = setTimeout(warn, Number(form.dataset.parvisIdle) * 1000);
  };
  const warn = () => {
    ask.hidden = false;
    ask.querySelector("button").focus();
    timer = setTimeout(() => form.submit(), GRACE * 1000);
  };
  for (const gesture of GESTURES) root.addEventListener(gesture, wait, { passive: true, capture: true });
  ask.querySelector("button").addEventListener("click", wait);
  wait();
}
