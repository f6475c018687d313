/* A phone in a room: follows the screen, keeps what is sent until the server says that it has it. */
import { backoff, follow, makeClock } from "./link.js";

const root = document.querySelector("[data-parvis-room]");
const ask = root.querySelector("[data-parvis-ask]");
const live = root.querySelector("[data-parvis-live]");
const status = root.querySelector("[data-parvis-status]");
const token = root.querySelector("[data-parvis-token] input").value;
const clock = makeClock();
const NAME = `parvis-room-${root.dataset.parvisRoom}`;
const memory = { queue: [], sent: {} };
let ends = null, shown = `${root.dataset.activity} ${root.dataset.step}`, failures = 0, isSending = false, timer = 0;

/* Kept on the phone, so that a page closed too soon, or a phone out of reach, loses nothing. */
function read() {
  try { return { ...memory, ...JSON.parse(localStorage.getItem(NAME) || "{}") }; } catch { return memory; }
}
function write(kept) {
  Object.assign(memory, kept);
  try { localStorage.setItem(NAME, JSON.stringify(kept)); } catch { /* a private window keeps it in memory */ }
}

function newKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 15) | 64;
  bytes[8] = (bytes[8] & 63) | 128;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

function say(words, kind) {
  status.replaceChildren();
  if (!words) return;
  const box = document.createElement("div"), text = document.createElement("p");
  box.className = `alert alert--${kind}`;
  text.textContent = words;
  box.append(text);
  status.append(box);
}

/* What this phone has sent already: its form goes, its supports are pressed. */
function dress() {
  const kept = read(), form = ask.querySelector("form[data-parvis-send]");
  const activity = form && form.elements.activity.value;
  const isWaiting = kept.queue.some((one) => one.activity === activity);
  if (form) form.hidden = isWaiting || root.dataset.full === activity || (kept.sent[activity] || 0) >= Number(form.dataset.most);
  for (const one of live.querySelectorAll("form[data-parvis-send]")) {
    const isMine = kept.sent[`support-${one.dataset.parvisSend}`] || kept.queue.some((other) => other.question === one.dataset.parvisSend);
    one.querySelector("button").disabled = Boolean(isMine);
  }
  tick();
  count();
}

/* What is left of a budget, of points or of choices, as the sheet is filled; the server counts it again. */
function count() {
  const place = ask.querySelector("[data-parvis-budget]");
  if (!place) return;
  const used = [...place.form.querySelectorAll("input")].reduce((sum, one) => {
    if (one.type === "checkbox") return sum + (one.checked ? Number(one.dataset.cost) : 0);
    return sum + (one.type === "number" ? Math.max(0, Number(one.value) || 0) : 0);
  }, 0);
  const left = Number(place.dataset.parvisBudget) - used, { currency } = place.dataset;
  const style = currency ? { style: "currency", currency, maximumFractionDigits: 0 } : {};
  const said = new Intl.NumberFormat(document.documentElement.lang || undefined, style).format(Math.abs(left));
  place.textContent = left < 0 ? `${place.dataset.over} ${said}` : `${place.dataset.words} ${said}`;
  place.classList.toggle("room__left--over", left < 0);
}

function tick() {
  const place = ask.querySelector("[data-parvis-left]");
  if (!place) return;
  place.hidden = !ends;
  place.textContent = ends ? `${root.dataset.left} ${clock.left(ends)}` : "";
}

async function flush() {
  if (isSending) return;
  isSending = true;
  clearTimeout(timer);
  for (let kept = read(); kept.queue.length; kept = read()) {
    const [first] = kept.queue;
    let words = "", kind = "success";
    try {
      const response = await fetch(first.url, {
        method: "POST",
        body: new URLSearchParams(first.fields),
        headers: { Accept: "application/json", "X-CSRFToken": token },
        signal: AbortSignal.timeout(8000),
      });
      if (response.status >= 500 || [408, 429].includes(response.status)) throw new Error(String(response.status));
      const told = response.headers.get("Content-Type")?.startsWith("application/json") ? await response.json() : {};
      if (!response.ok) [words, kind] = [told.words || `${response.status}`, "error"];
    } catch {
      failures += 1;
      say(root.dataset.waiting, "warning");
      timer = setTimeout(flush, backoff(failures));
      break;
    }
    failures = 0;
    const now = read(), name = first.question ? `support-${first.question}` : first.activity;
    now.queue = now.queue.filter((one) => one.id !== first.id);
    if (kind === "success") {
      now.sent[name] = (now.sent[name] || 0) + 1;
      const form = ask.querySelector("form[data-parvis-send]");
      if (form && form.elements.activity.value === first.activity) form.reset();
    }
    write(now);
    say(words || root.dataset.sent, kind);
    dress();
  }
  isSending = false;
}

root.addEventListener("submit", (event) => {
  const form = event.target.closest("form[data-parvis-send]");
  if (!form) return;
  event.preventDefault();
  const fields = Object.fromEntries(new FormData(form)), kept = read();
  delete fields.csrfmiddlewaretoken;
  if (fields.activity) fields.key = newKey();
  kept.queue.push({ id: newKey(), url: form.getAttribute("action"), fields, activity: fields.activity, question: fields.question });
  write(kept);
  say(root.dataset.waiting, "warning");
  dress();
  flush();
});

root.addEventListener("input", count);
addEventListener("online", () => { failures = 0; flush(); });
setInterval(tick, 500);
follow(root.dataset.state, 2500, {
  clock,
  lost(isLost) {
    if (read().queue.length) return;
    if (isLost) say(root.dataset.lost, "warning");
    else if (status.textContent === root.dataset.lost) say("");
  },
  changed(state) {
    ends = state.ends;
    const next = `${state.activity} ${state.step}`;
    if (next !== shown) {
      if (!state.activity || String(state.activity) !== shown.split(" ")[0]) say("");
      ask.innerHTML = state.ask;
      shown = next;
    }
    const focused = document.activeElement && live.contains(document.activeElement) ? document.activeElement.id : "";
    live.innerHTML = state.live;
    if (focused) document.getElementById(focused)?.focus();
    dress();
  },
});
dress();
flush();
