/* Checks beside the page, so that the page stays alive and can stop it. */
import { Malformed } from "./bytes.js";
import { verifyExport } from "./check.js";
import { parseVkey } from "./notes.js";
import { isSound, sayer, unprovedOf, writeJson, writeText, writeVerdict } from "./report.js";

const MOST_GIVEN_BYTES = 2_000_000;
const EVERY_MS = 100;

class Stopped extends Error {}
let stopped = false;

addEventListener("message", async ({ data }) => {
  if (data.stop) { stopped = true; return; }
  try {
    postMessage(await check(data));
  } catch (error) {
    postMessage(error instanceof Stopped ? { stopped } : { failed: String(error) });
  }
});

postMessage({ ready: true });

async function check({ file, vkeys, receipts, since, words }) {
  const keys = [];
  for (const text of vkeys) {
    const key = readKey(text);
    if (!key) return { noKey: sayer(words)("no_vkey", { text }) };
    keys.push(key);
  }
  const given = { keys, receipts: await readAll(receipts), since: await readAll(since) };
  const result = await verifyExport(file, given, progress());
  const kind = !isSound(result) ? "error" : result.keyGiven && !unprovedOf(result) ? "success" : "warning";
  return { kind, verdict: writeVerdict(result, words), text: writeText(result, words), record: writeJson(result, words) };
}

function readKey(text) {
  try {
    return parseVkey(text);
  } catch (error) {
    if (error instanceof Malformed) return null;
    throw error;
  }
}

const readAll = (files) => Promise.all(files.map(async (file) =>
  [file.name, new Uint8Array(await file.slice(0, MOST_GIVEN_BYTES).arrayBuffer())]));

/* Tells how far it is, ten times a second, and hears then whether to stop. */
function progress() {
  let last = performance.now();
  stopped = false;
  return async (read, total) => {
    if (performance.now() - last < EVERY_MS) return;
    postMessage({ percent: Math.min(100, Math.floor((100 * read) / total)) });
    await new Promise((resolve) => { setTimeout(resolve); });
    if (stopped) throw new Stopped();
    last = performance.now();
  };
}
