/* What moves on a page of the desk is asked again each two seconds, until it says that it is over. */
const EVERY = 2000;
const root = document.querySelector("[data-parvis-host]");
let shift = 0, last = "";

function show(html) {
  if (html === last) return;
  last = html;
  const focused = root.contains(document.activeElement) ? document.activeElement.id : "";
  if (root.contains(document.activeElement) && !focused) return void (last = "");
  root.innerHTML = html;
  if (focused) document.getElementById(focused)?.focus();
}

function tick() {
  const place = root.querySelector("[data-parvis-ends]");
  if (!place) return;
  const ends = Number(place.dataset.parvisEnds);
  const seconds = Math.max(0, Math.ceil((ends - Date.now() - shift) / 1000));
  place.textContent = ends ? `· ${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}` : "";
}

async function ask() {
  try {
    const response = await fetch(root.dataset.parvisHost, { cache: "no-store", signal: AbortSignal.timeout(8000) });
    const date = Date.parse(response.headers.get("Date") || "");
    if (date) shift = date - Date.now();
    if (response.ok) show(await response.text());
  } catch { /* asked again in a moment */ }
  tick();
  if (!root.querySelector("[data-parvis-over]")) setTimeout(ask, EVERY);
}

if (root) {
  setInterval(tick, 500);
  setTimeout(ask, EVERY);
}
