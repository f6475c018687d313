/* The browser's part of a vote's tracker: 16 random bytes, sent with the vote and kept here.
   With it, the server cannot give one tracker to two people who voted alike; the page of one's votes checks that it was used. */
const KEY = "parvis-vote-shares";
const MOST = 500;

const hex = (bytes) => Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, "0")).join("");
const bytes = (text) => Uint8Array.from(text.match(/../g) ?? [], (pair) => parseInt(pair, 16));

function kept() {
  try { return JSON.parse(localStorage.getItem(KEY)) ?? []; } catch { return []; }
}

function keep(share) {
  try { localStorage.setItem(KEY, JSON.stringify([...kept(), share].slice(-MOST))); } catch { /* nothing is kept here */ }
}

document.addEventListener("submit", (event) => {
  const field = event.target.querySelector("[data-parvis-share]");
  if (!field) return;
  field.value = hex(crypto.getRandomValues(new Uint8Array(16)));
  keep(field.value);
}, true);

async function check(line) {
  const { parvisServer: server, parvisBrowser: browser, parvisTracker: tracker } = line.dataset;
  if (!crypto.subtle || !kept().includes(browser)) return;
  const made = hex(await crypto.subtle.digest("SHA-256", bytes(server + browser)));
  line.querySelector(made === tracker ? "[data-parvis-good]" : "[data-parvis-bad]").hidden = false;
}

for (const line of document.querySelectorAll("[data-parvis-tracker]")) check(line);
