/* On a device left with the public: when nobody has touched it for a while, asks; then `leave`. */
const GESTURES = ["pointerdown", "keydown", "input", "scroll", "touchstart"];

export function watch({ ask, seconds, grace, isBusy, leave }) {
  const button = ask.querySelector("button");
  let timer = 0;
  const wait = () => {
    clearTimeout(timer);
    ask.hidden = true;
    timer = setTimeout(warn, seconds * 1000);
  };
  const warn = () => {
    if (!isBusy()) { wait(); return; }
    ask.hidden = false;
    button.focus();
    timer = setTimeout(() => { leave(); wait(); }, grace * 1000);
  };
  for (const gesture of GESTURES) document.addEventListener(gesture, wait, { passive: true, capture: true });
  button.addEventListener("click", wait);
  wait();
}
