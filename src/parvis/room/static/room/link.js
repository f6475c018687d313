/* What phones and screens share: asking for a state again and again, without asking together, and a clock. */
const LONGEST = 10000;

export const jitter = (milliseconds) => milliseconds * (0.75 + Math.random() / 2);

export const backoff = (failures) => jitter(Math.min(500 * 2 ** failures, LONGEST));

/* Calls `changed` with each new state; `lost(true)` when nothing answers, `lost(false)` when it does again. */
export function follow(url, every, { changed, lost, clock }) {
  let etag = "", failures = 0, timer = 0;
  const ask = async () => {
    try {
      const headers = { Accept: "application/json", ...(etag && { "If-None-Match": etag }) };
      const response = await fetch(url, { headers, cache: "no-store", signal: AbortSignal.timeout(8000) });
      if (response.status !== 304 && !response.ok) throw new Error(String(response.status));
      clock.set(Number(response.headers.get("X-Parvis-Now")));
      if (response.status === 200) {
        const state = await response.json();
        etag = response.headers.get("ETag") || "";
        changed(state);
      }
      if (failures) lost(false);
      failures = 0;
    } catch {
      failures += 1;
      if (failures > 1) lost(true);
    }
    timer = setTimeout(ask, failures ? backoff(failures) : jitter(every));
  };
  const soon = () => { clearTimeout(timer); timer = setTimeout(ask, 300 * Math.random()); };
  addEventListener("online", soon);
  document.addEventListener("visibilitychange", () => document.hidden || soon());
  soon();
}

/* The server's time as seen from here, and what is left until its `ends`. */
export function makeClock() {
  let shift = 0;
  return {
    set(now) { if (now) shift = now - Date.now(); },
    left(ends) {
      const seconds = Math.max(0, Math.ceil((ends - Date.now() - shift) / 1000));
      return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
    },
  };
}
