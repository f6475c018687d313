/* The whole check of one export, in order. Each module here is that of the same name in `verify.py`, and finds the same. */
import { openArchive } from "./archive.js";
import { Counts, Findings, Unreadable } from "./findings.js";
import { Log } from "./log.js";
import { checkFiles, checkTexts, readManifest } from "./manifest.js";
import { isSigned } from "./notes.js";
import { checkReceipt, readReceipt } from "./receipts.js";
import { Rows } from "./rows.js";
import { checkTallies } from "./tallies.js";
import { checkLatest, checkOlder, readGiven, readLatest, readOlder, trustedKeys } from "./trust.js";

const LEAVES = "ledger/leaves.jsonl";

/* Checks an export (a File), and never throws for what is in it. `given`: keys, and the names and bytes of receipts
   and of older checkpoints; `tell` hears how far it is, as `openArchive` says. */
export async function verifyExport(file, { keys = [], receipts = [], since = [] }, tell) {
  const findings = new Findings(), result = {
    findings, complete: false, manifest: null, latest: null, key: null, keyGiven: keys.length > 0, leaves: 0,
    outcome: new Counts(), olderRows: 0, unprovedRows: 0, ballots: 0, votes: 0, asideVotes: 0, importedVotes: 0, consistent: 0,
  };
  try {
    await verify(await openArchive(file, tell), { keys, receipts, since }, result);
    result.complete = true;
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    findings.report(error.code, error.facts);
  }
  return result;
}

async function verify(archive, given, result) {
  const { findings } = result;
  const manifest = result.manifest = await readManifest(archive);
  const latest = result.latest = await readLatest(archive);
  const receipts = given.receipts.map(([name, data]) => readReceipt(name, data));
  const older = [...await readOlder(archive), ...given.since.map(([name, data]) => readGiven(name, data))];
  older.push(...receipts.map(({ signed }) => signed));
  const log = await readLog(archive, manifest, older, receipts, findings);
  result.leaves = log.head.size;
  const keys = await trustedKeys(given.keys, manifest, log, findings);
  result.key = await firstToSign(latest, keys);
  await checkLatest(latest, manifest, keys, log, findings);
  result.consistent = await checkOlder(older, latest, keys, log, findings);
  for (const receipt of receipts) checkReceipt(receipt, log, findings);
  await verifyRows(archive, manifest, log, result);
  await checkTexts(archive, log.sealed, findings);
  await checkFiles(archive, manifest, findings);
}

async function readLog(archive, manifest, older, receipts, findings) {
  const sizes = older.map(({ head }) => head.size), seqs = receipts.map(({ proof }) => proof.index);
  const log = new Log(manifest.space, findings, { sizes, seqs });
  await archive.lines(LEAVES, (line) => log.add(line));
  log.finish();
  return log;
}

async function firstToSign(latest, keys) {
  for (const key of keys) if (await isSigned(latest.note, [key])) return key;
  return keys[0];
}

async function verifyRows(archive, manifest, log, result) {
  const rows = new Rows(log, manifest, result.findings);
  await rows.openAll(archive);
  Object.assign(result, { outcome: rows.outcome, olderRows: rows.older, unprovedRows: rows.unproved });
  const { ballots, imported } = await checkTallies(archive, rows);
  Object.assign(result, { ballots, importedVotes: imported, votes: rows.counted.total(), asideVotes: rows.aside.total() });
}
