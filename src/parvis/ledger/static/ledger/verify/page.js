/* The page that checks an export. All that it needs is here once it is open: from then on, nothing is asked of the network. */
const old = document.querySelector("[data-parvis-verify-old]");
const box = document.querySelector("[data-parvis-verify]");
const report = document.querySelector("[data-parvis-report]");
const form = box.querySelector("form");
const progress = box.querySelector("[data-parvis-progress]");
const failed = box.querySelector("[data-parvis-failed]");
const said = box.querySelector("[data-parvis-said]");
const button = form.querySelector("button");
const { export: exportField, keys: keysField, since: sinceField, receipts: receiptsField } = form.elements;
let worker = null;

function isAble() {
  try { return Boolean(new DecompressionStream("deflate-raw") && "replaceAll" in String.prototype); } catch { return false; }
}

function start() {
  worker = new Worker(new URL("./worker.js", import.meta.url), { type: "module" });
  worker.addEventListener("message", ({ data }) => hear(data));
  worker.addEventListener("error", breakOff);
}

/* A worker that never was ready: the browser has none made of modules. */
function breakOff(event) {
  if (!box.hidden) return finish(failed);
  event.preventDefault();
  return show(old);
}

function hear(data) {
  if ("ready" in data) show(box);
  else if ("percent" in data) showPercent(data.percent);
  else if ("failed" in data) finish(failed);
  else if ("stopped" in data) sayStopped();
  else if ("noKey" in data) refuseKey(data.noKey);
  else showReport(data);
}

function showPercent(percent) {
  progress.querySelector("progress").value = percent;
  progress.querySelector("[data-parvis-percent]").textContent = `${percent}\u00a0%`;
}

/* Ends a check, and shows what came of it. */
function finish(shown) {
  progress.hidden = true;
  button.disabled = false;
  said.textContent = "";
  if (shown) shown.hidden = false;
}

function refuseKey(words) {
  finish(null);
  keysField.setCustomValidity(words);
  keysField.reportValidity();
}

function showReport({ kind, verdict, text, record }) {
  for (const part of report.querySelectorAll("[data-parvis-verdict]")) {
    part.hidden = part.dataset.parvisVerdict !== kind;
    const words = part.querySelector("p");
    words.replaceChildren(words.firstElementChild, ` ${part.hidden ? "" : verdict}`);
  }
  document.getElementById("verify-report").textContent = text;
  document.getElementById("verify-record").textContent = record;
  finish(report);
  document.getElementById("report-title").focus();
}

function check(words) {
  report.hidden = failed.hidden = true;
  progress.hidden = false;
  button.disabled = true;
  said.textContent = said.dataset.parvisStarted;
  showPercent(0);
  worker.postMessage({
    words,
    file: exportField.files[0],
    vkeys: keysField.value.split(/\s+/).filter(Boolean),
    receipts: [...receiptsField.files],
    since: [...sinceField.files],
  });
}

function sayStopped() {
  finish(null);
  said.textContent = said.dataset.parvisStopped;
  button.focus();
}

async function open() {
  const words = await (await fetch(box.dataset.parvisVerify)).json();
  form.addEventListener("submit", (event) => { event.preventDefault(); check(words); });
  keysField.addEventListener("input", () => keysField.setCustomValidity(""));
  progress.querySelector("[data-parvis-stop]").addEventListener("click", () => worker.postMessage({ stop: true }));
  start();
}

function show(part) { part.hidden = false; }

if (isAble()) open();
else show(old);
