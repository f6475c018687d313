/* Makes a device ready to work without network: its page in each language, and the files that this page uses. */
const named = (kit) => `parvis-field-${kit}`;

export async function install(kit, pages) {
  for (const { worker, scope } of pages) await navigator.serviceWorker.register(worker, { scope, updateViaCache: "none" });
  await navigator.serviceWorker.ready;
  const cache = await caches.open(named(kit));
  const urls = [...pages.map(({ page }) => new URL(page, location.href).href), ...files()];
  const fresh = await Promise.all(urls.map(async (url) => [url, await fetch(url, { cache: "no-store" })]));
  for (const [url, response] of fresh) if (!response.ok || response.redirected) throw new Error(url);
  for (const [url, response] of fresh) await cache.put(url, response);
  await navigator.storage?.persist?.().catch(() => false);
}

export const isInstalled = async (kit, pages) => {
  const cache = await caches.open(named(kit));
  const found = await Promise.all(pages.map(({ page }) => cache.match(new URL(page, location.href).href, { ignoreVary: true })));
  return Boolean(navigator.serviceWorker.controller) && found.every(Boolean);
};

export const forget = (kit) => caches.delete(named(kit));

/* Of the site alone: what the page names, and what its files asked for. */
function files() {
  const found = [...document.querySelectorAll("link[rel=stylesheet], link[rel=icon], link[rel=modulepreload], script[src], img[src]")].map((one) => one.href || one.src);
  const asked = performance.getEntriesByType("resource").filter((one) => ["css", "link", "script", "img", "other"].includes(one.initiatorType)).map((one) => one.name);
  const isFile = (url) => new URL(url).origin === location.origin && /^\/(static|media|look)\//.test(new URL(url).pathname);
  return [...new Set([...found, ...asked].filter(isFile))];
}
