/* Answers for the page of a device when the network does not. The page keeps its own copy (see `install.js`): this
   worker stores nothing, and looks nowhere else. */
const PATIENCE = 4000;
let network = true;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || request.cache === "no-store" || new URL(request.url).origin !== self.location.origin) return;
  event.respondWith(answer(request));
});

/* The network first, while it answers; then what was kept, page and files of the same day. */
async function answer(request) {
  const kept = await find(request.url);
  if (!kept) return fetch(request);
  const isPage = request.mode === "navigate";
  if (!isPage && !network) return kept;
  try {
    const fresh = await soon(fetch(request));
    if (!fresh.ok && fresh.type !== "opaqueredirect") throw new Error(String(fresh.status));
    if (isPage) network = true;
    return fresh;
  } catch {
    if (isPage) network = false;
    return kept;
  }
}

async function find(url) {
  for (const name of await caches.keys()) {
    if (!name.startsWith("parvis-field-")) continue;
    const kept = await (await caches.open(name)).match(url, { ignoreVary: true });
    if (kept) return kept;
  }
  return undefined;
}

function soon(asked) {
  return Promise.race([asked, new Promise((_resolve, reject) => setTimeout(() => reject(new Error("late")), PATIENCE))]);
}
