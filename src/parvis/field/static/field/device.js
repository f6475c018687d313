/* The page of a device: keeps each answer sealed, says at any moment where they are, and sends them once. */
import { empty, isTouched, missing, show, written } from "./answers.js";
import { seal } from "./hpke.js";
import { watch } from "./idle.js";
import { forget, install, isInstalled } from "./install.js";
import { keep, mark, sent, waiting } from "./kept.js";
import { sendAll } from "./sending.js";

const LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ";
const OFTEN = [5000, 15000, 60000];
const root = document.querySelector("[data-parvis-field]");
const { send: url, key, opens, ends, idle } = root.dataset;
const kit = Number(root.dataset.parvisField);
const said = JSON.parse(root.dataset.said), pages = JSON.parse(root.dataset.pages);
const part = (name) => root.querySelector(`[data-parvis-${name}]`);
const form = part("answers"), thanks = part("thanks"), bar = part("bar"), button = part("send");
const plural = new Intl.PluralRules(document.documentElement.lang), number = new Intl.NumberFormat(document.documentElement.lang);
const others = "BroadcastChannel" in window ? new BroadcastChannel(`parvis-field-${kit}`) : null;
const state = { ready: false, offline: !navigator.onLine, sending: false, gone: false, open: root.dataset.open === "yes", words: "" };
const isClosed = Boolean(root.dataset.shut);
let timer = 0, failures = 0, token = root.querySelector("input[name=csrfmiddlewaretoken]").value;

const counted = (forms, n) => forms[plural.select(n) === "one" ? 0 : 1].replace("%(n)s", number.format(n));

/* Where everything is, in one sentence; a second one when there is more to know. */
async function tell() {
  const kept = await waiting(kit), stuck = kept.filter((one) => one.stays).length, n = kept.length - stuck, done = await sent(kit);
  const lines = [];
  if (state.gone) lines.push(["stop", said.gone]);
  if (state.sending && n && !state.offline) lines.push(["busy", counted(said.sending, n)]);
  else if (n) lines.push(["wait", counted(state.offline ? said.offline : said.waiting, n)]);
  else if (state.offline) lines.push(["wait", said.alone]);
  else if (!state.ready && !isClosed) lines.push(["busy", said.preparing]);
  else if (done) lines.push(["good", counted(said.sent, done)]);
  else lines.push(isClosed ? ["stop", root.dataset.shut] : ["good", said.ready]);
  if (stuck) lines.push(["stop", counted(said.stays, stuck)]);
  if (n && done) lines.push(["", counted(said.sent_already, done)]);
  if (!n && done && state.ready && !state.gone) lines.push(["", said.ready]);
  if (state.words && !state.gone) lines.push(["stop", state.words]);
  bar.dataset.tone = lines[0][0];
  const words = lines.map(([, line]) => line);
  if (bar.dataset.words !== words.join("\n")) {
    bar.dataset.words = words.join("\n");
    bar.replaceChildren(...words.map((line) => Object.assign(document.createElement("p"), { textContent: line })));
  }
  button.hidden = !kept.length || state.sending;
  if (!kept.length && isClosed && !state.offline) forget(kit);
  return n;
}

/* New answers only while the site takes them, as far as this device knows. */
function openOrNot() {
  const now = Date.now(), isEarly = now < Number(opens), isOver = Number(ends) > 0 && now >= Number(ends);
  const takes = Boolean(form) && state.open && !state.gone && !isEarly && !isOver;
  if (form) form.hidden = !takes || !thanks.hidden;
  part("shut").hidden = takes || state.gone || !form;
  part("shut").textContent = takes ? "" : isEarly ? said.early : isOver ? said.over : said.closed;
}

async function send() {
  clearTimeout(timer);
  state.sending = true;
  await tell();
  const told = await sendAll({ kit, url, token: csrf });
  state.sending = false;
  state.offline = !told.reached;
  state.words = told.words;
  state.gone = Boolean(told.gone);
  if (told.open !== undefined) state.open = told.open;
  others?.postMessage(told.reached ? "reached" : "moved");
  openOrNot();
  const n = await tell();
  failures = told.reached && !n ? 0 : failures + 1;
  if (!told.reached || (n && !state.gone)) timer = setTimeout(send, OFTEN[Math.min(Math.max(failures - 1, 0), OFTEN.length - 1)]);
}

async function csrf(isRefused) {
  if (isRefused) {
    const page = await (await fetch(location.pathname, { cache: "no-store" })).text();
    token = new DOMParser().parseFromString(page, "text/html").querySelector("input[name=csrfmiddlewaretoken]")?.value ?? token;
  }
  return token;
}

async function save() {
  const found = missing(form);
  show(form, part("missing"), found, said.needed);
  if (found.length) return;
  const id = crypto.randomUUID(), code = newCode(), written_at = new Date().toISOString();
  const info = `parvis field 1\n${kit}\n${id}\n${code}\n${written_at}`;
  part("unsaved").hidden = true;
  try {
    const sealed = await seal(written(form), bytes(key), info);
    await keep({ key: id, kit, code, written_at, sealed: base64(sealed) });
  } catch {
    part("unsaved").hidden = false;
    part("unsaved").focus();
    return;
  }
  empty(form);
  part("code").textContent = code;
  part("where").textContent = `${root.dataset.sheets.replace(/^https?:\/\//, "")}${code}/`;
  thanks.hidden = false;
  openOrNot();
  thanks.focus();
  scrollTo(0, 0);
  others?.postMessage("moved");
  send();
}

function next() {
  thanks.hidden = true;
  if (form) { empty(form); show(form, part("missing"), [], ""); }
  openOrNot();
  document.querySelector("h1").focus();
  scrollTo(0, 0);
}

const bytes = (text) => Uint8Array.from(atob(text), (one) => one.charCodeAt(0));
const base64 = (content) => btoa(Array.from(content, (one) => String.fromCharCode(one)).join(""));

/* Each letter as likely as another: a byte beyond the last whole round is drawn again. */
function newCode() {
  let code = "";
  while (code.length < 10) {
    const [drawn] = crypto.getRandomValues(new Uint8Array(1));
    if (drawn < 256 - (256 % LETTERS.length)) code += LETTERS[drawn % LETTERS.length];
  }
  return code;
}

async function prepare() {
  try {
    await install(kit, pages);
    state.ready = true;
  } catch {
    state.ready = await isInstalled(kit, pages).catch(() => false);
  }
  tell();
}

function start() {
  root.classList.add("field--scripted");
  for (const one of root.querySelectorAll("[data-parvis-scripted]")) one.hidden = false;
  form?.addEventListener("submit", (event) => { event.preventDefault(); save(); });
  part("next").addEventListener("click", (event) => { event.preventDefault(); history.replaceState(null, "", location.pathname); next(); });
  button.addEventListener("click", async () => {
    for (const one of await waiting(kit)) if (one.stays) await mark(one.key, "");
    send();
  });
  addEventListener("online", () => { state.offline = false; if (!isClosed) prepare(); send(); });
  addEventListener("offline", () => { state.offline = true; tell(); });
  document.addEventListener("visibilitychange", () => document.hidden || send());
  addEventListener("beforeunload", (event) => { if (form && isTouched(form)) event.preventDefault(); });
  others?.addEventListener("message", ({ data }) => (data === "reached" && state.offline ? send() : tell()));
  setInterval(openOrNot, 30000);
  if (idle) watch({ ask: part("ask"), seconds: Number(idle), grace: 30, leave: next, isBusy: () => !thanks.hidden || (form && isTouched(form)) });
  openOrNot();
  send();
  if (!isClosed) prepare();
}

const can = window.isSecureContext && crypto.subtle && window.indexedDB && navigator.serviceWorker && navigator.locks && window.caches
  && crypto.randomUUID && AbortSignal.timeout;
if (!can) {
  bar.dataset.tone = "wait";
  bar.textContent = said.bare;
} else {
  waiting(kit).then(start, () => { bar.dataset.tone = "wait"; bar.textContent = said.bare; });
}
