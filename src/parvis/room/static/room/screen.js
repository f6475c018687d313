/* The screen: shows each new state, the time left, and the table beside each picture. */
import { follow, makeClock } from "./link.js";

const root = document.querySelector("[data-parvis-screen]");
const stage = root.querySelector("[data-parvis-stage]");
const status = root.querySelector("[data-parvis-status]");
const clock = makeClock();
let ends = null;

const dress = () => {
  for (const table of stage.querySelectorAll("details")) table.open = true;
};
const tick = () => {
  const place = stage.querySelector("[data-parvis-left]");
  if (place) place.textContent = ends ? `· ${root.dataset.left} ${clock.left(ends)}` : "";
};

dress();
setInterval(tick, 500);
follow(root.dataset.parvisScreen, 1000, {
  clock,
  lost: (isLost) => { status.textContent = isLost ? root.dataset.lost : ""; },
  changed(state) {
    ends = state.ends;
    stage.innerHTML = state.html;
    dress();
    tick();
  },
});
