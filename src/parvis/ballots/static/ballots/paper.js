/* A ballot paper that counts as one goes: what is left, one step more or less, an order moved by arrows or by hand.
   The fields of the form stay what is sent: without this script they are filled by hand. */
const paper = document.querySelector("[data-parvis-paper]");
const lines = () => [...paper.querySelectorAll("[data-parvis-line]")];
const field = (line) => line.querySelector("input, select");
const kind = paper?.dataset.parvisPaper;

function taken(line) {
  const input = field(line);
  if (kind === "tick") return input.checked ? Number(line.dataset.cost ?? 1) : 0;
  if (kind === "rank") return input.value ? 1 : 0;
  return Math.max(0, Number(input.value) || 0);
}

function said(count) {
  const language = document.documentElement.lang || undefined;
  const currency = paper.dataset.currency;
  const style = currency ? { style: "currency", currency, maximumFractionDigits: 0 } : {};
  return new Intl.NumberFormat(language, style).format(count);
}

function count() {
  const output = paper.querySelector("[data-parvis-left]");
  if (!output) return;
  const used = lines().reduce((sum, line) => sum + taken(line), Number(paper.dataset.others));
  const left = Number(paper.dataset.limit) - used;
  output.textContent = left < 0 ? `${output.dataset.over} (${said(-left)})` : `${output.dataset.words} ${said(left)}`;
  output.classList.toggle("paper__left--over", left < 0);
  for (const button of paper.querySelectorAll('[data-parvis-step="1"]')) {
    const mine = taken(button.closest("[data-parvis-line]"));
    button.disabled = field(button.closest("[data-parvis-line]")).disabled || left < 1 || mine >= Number(paper.dataset.each);
  }
}

function step(button) {
  const input = field(button.closest("[data-parvis-line]"));
  const value = Math.max(0, (Number(input.value) || 0) + Number(button.dataset.parvisStep));
  input.value = value || "";
  count();
}

const ranked = () => lines().filter((line) => field(line).value).sort((a, b) => field(a).value - field(b).value);

/* Ranked lines first, in their order: the page shows the order that it sends. */
function arrange(order) {
  const most = Number(paper.dataset.limit) - Number(paper.dataset.others);
  for (const line of lines()) field(line).value = "";
  order.slice(0, most).forEach((line, place) => { field(line).value = String(place + 1); });
  const list = paper.querySelector(".paper__lines");
  const kept = order.slice(0, most);
  for (const line of [...kept, ...lines().filter((each) => !kept.includes(each))]) list.append(line);
  show();
}

function show() {
  for (const line of lines()) {
    const value = field(line).value;
    line.classList.toggle("paper__line--ranked", Boolean(value));
    line.querySelector(".paper__place").textContent = value;
    line.querySelector('[data-parvis-move="out"]').hidden = !value;
    line.querySelector('[data-parvis-move="down"]').hidden = !value;
  }
  count();
}

function move(line, way) {
  const order = ranked();
  const at = order.indexOf(line);
  if (way === "out" || at < 0) {
    if (at < 0) order.push(line); else order.splice(at, 1);
  } else {
    const to = Math.min(Math.max(at + (way === "up" ? -1 : 1), 0), order.length - 1);
    order.splice(to, 0, ...order.splice(at, 1));
  }
  arrange(order);
}

function watchDragging() {
  let held = null;
  for (const line of lines()) line.draggable = !field(line).disabled;
  paper.addEventListener("dragstart", (event) => { held = event.target.closest?.("[data-parvis-line]"); });
  paper.addEventListener("dragover", (event) => { if (held) event.preventDefault(); });
  paper.addEventListener("drop", (event) => {
    const onto = event.target.closest?.("[data-parvis-line]");
    if (!held || !onto || held === onto) return;
    event.preventDefault();
    const order = ranked().filter((line) => line !== held);
    const at = order.indexOf(onto);
    order.splice(at < 0 ? order.length : at, 0, held);
    arrange(order);
    held = null;
  });
}

if (paper) {
  paper.addEventListener("input", count);
  paper.addEventListener("click", (event) => {
    const stepper = event.target.closest("[data-parvis-step]");
    if (stepper) step(stepper);
    const mover = event.target.closest("[data-parvis-move]");
    if (mover) {
      move(mover.closest("[data-parvis-line]"), mover.dataset.parvisMove);
      (mover.hidden ? mover.parentElement.querySelector("button:not([hidden])") : mover).focus();
    }
  });
  if (kind === "rank") {
    for (const select of paper.querySelectorAll(".paper__rank")) select.classList.add("visually-hidden"), select.tabIndex = -1, select.setAttribute("aria-hidden", "true");
    arrange(ranked());
    watchDragging();
  }
  count();
}
