/* Does the work that `accounts/door.py` asks for while the address is being typed, then lets the form go.

   The proof of work of altcha, version 2: which number, added to a nonce, leads by PBKDF2 to a key with the
   given beginning? The browser's own functions do it aside, so the page never stalls. A browser that cannot
   keeps the form for the seconds that the site asks of it. Without this script, the site says them itself. */

const form = document.querySelector("[data-parvis-door]");
if (form) watch(form);

function watch(form) {
  const { parvisDoor, parvisDoorLeast, parvisDoorWait } = form.dataset;
  const shown = performance.now();
  const least = pause(shown, Number(parvisDoorLeast));
  const ready = solve(JSON.parse(parvisDoor)).then(
    (work) => { form.elements.work.value = work; return least; },
    () => pause(shown, Number(parvisDoorWait)),
  );
  let state = "working";
  ready.then(() => { if (state === "asked") form.submit(); state = "ready"; });
  form.addEventListener("submit", (event) => {
    if (state === "ready") return;
    event.preventDefault();
    state = "asked";
    const status = form.querySelector("[data-parvis-door-status]");
    status.textContent = status.dataset.parvisDoorWords;
  });
  window.addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
}

/* A tenth more than the site counts: its clock started a little later than the page. */
function pause(since, seconds) {
  const left = since + seconds * 1100 - performance.now();
  return new Promise((resolve) => { setTimeout(resolve, Math.max(left, 0)); });
}

async function solve({ algorithm, cost, keyLength, keyPrefix, nonce, salt }) {
  const [name, hash] = algorithm.split("/");
  const start = bytes(nonce);
  const password = new Uint8Array(start.length + 4);
  password.set(start);
  const counter = new DataView(password.buffer, start.length);
  const options = { name, hash, salt: bytes(salt), iterations: cost };
  for (let number = 0; ; number += 1) {
    counter.setUint32(0, number);
    const key = await crypto.subtle.importKey("raw", password, name, false, ["deriveBits"]);
    const found = hex(new Uint8Array(await crypto.subtle.deriveBits(options, key, keyLength * 8)));
    if (found.startsWith(keyPrefix)) return `${number}.${found}`;
  }
}

function bytes(text) {
  return Uint8Array.from(text.match(/../g), (pair) => Number.parseInt(pair, 16));
}

function hex(array) {
  return Array.from(array, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
