/* What the reader gets: the sentences of `verify.py`, which the site serves in the language of the page, or a record. */
import { toHex } from "./bytes.js";

const MOST_SHOWN = 100;
const OF_WITHHELD = ["hidden", "few", "together", "open", "private", "revised"];
const OF_ERASED = ["withdrawn", "erased"];
const OF_TOTALS = ["totals_differ", "totals_too_large", "totals_differ_from_leaves", "total_twice", "final_differs"];
const UNPRINTABLE = /(?! )[\p{C}\p{Z}]/gu;
const FIELD = /\{(\w+)(:s)?\}/g;

export const isSound = ({ complete, findings }) => complete && !findings.wrong;
export const unprovedOf = (result) => result.olderRows + result.unprovedRows + result.importedVotes;

/* `words`: `{lang, sentences}`, as the site serves them. `say` writes the sentence of a code with its facts. */
export const sayer = ({ lang, sentences }) => (code, facts = {}) =>
  sentences[code].replace(FIELD, (_, name, plural) => (plural ? pluralOf(facts[name], lang) : shown(facts[name], lang)));

function pluralOf(number, lang) {
  return (lang === "fr" ? number > 1 : number !== 1) ? "s" : "";
}

function shown(value, lang) {
  if (typeof value === "string") return value.replace(UNPRINTABLE, "?");
  return value.toString().replace(/\B(?=(?:\d{3})+$)/g, lang === "fr" ? "\u00a0" : ",");
}

/* The report in sentences. */
export function writeText(result, words) {
  const say = sayer(words), lines = [];
  if (result.manifest && result.latest && result.complete) {
    lines.push(...heading(result, say), ...counts(result, say), ...checks(result, say));
  }
  lines.push(...result.findings.remarks.map(({ code, facts }) => say(code, facts)));
  lines.push(...anomalies(result, say), writeVerdict(result, words));
  return `${lines.join("\n")}\n`;
}

/* Its last line. */
export const writeVerdict = (result, words) => sayer(words)(verdictOf(result), { n: unprovedOf(result) });

function heading({ manifest: { title, space, origin }, key, keyGiven, leaves, findings }, say) {
  const lines = [say("export", { title, space, origin, leaves })];
  if (key && !findings.counts.has("key_unexpected")) lines.push(say(keyGiven ? "key_given" : "key_found", { key: key.vkey }));
  return lines;
}

function counts({ outcome, olderRows, unprovedRows }, say) {
  const sum = (names) => names.reduce((total, name) => total + outcome.get(name), 0);
  const facts = { verified: outcome.get("verified"), withheld: sum(OF_WITHHELD), erased: sum(OF_ERASED) };
  const lines = [say("rows", { ...facts, unexplained: outcome.get("unexplained") })];
  const parts = [...OF_WITHHELD, ...OF_ERASED].map((name) => [name, outcome.get(name)]);
  return [...lines, ...listed([...parts, ["older", olderRows], ["unproved", unprovedRows]], say)];
}

const listed = (parts, say) => parts.filter(([, n]) => n).map(([code, n]) => `  - ${say(code, { n })}`);

function checks({ findings, ballots, votes, asideVotes, importedVotes, consistent }, say) {
  const differ = OF_TOTALS.some((code) => findings.counts.has(code));
  const lines = [differ ? say("totals_do_not_match") : say("totals_match", { ballots, votes })];
  lines.push(...listed([["aside", asideVotes], ["imported", importedVotes]], say));
  if (consistent) lines.push(say("consistent", { n: consistent }));
  return lines;
}

function anomalies({ findings }, say) {
  if (!findings.wrong) return [];
  const lines = findings.anomalies.slice(0, MOST_SHOWN).map((one) => `  ! ${sentence(one, say)}`);
  if (findings.wrong > MOST_SHOWN) lines.push(`  ${say("and_more", { n: findings.wrong - MOST_SHOWN })}`);
  return [say("anomalies", { n: findings.wrong }), ...lines];
}

const sentence = ({ code, seq, facts }, say) => say(code, seq === null ? facts : { ...facts, seq });

function verdictOf(result) {
  if (!result.complete) return "not_read";
  if (!isSound(result)) return "not_sound";
  if (!result.keyGiven) return "sound_by_its_key";
  return unprovedOf(result) ? "sound_but" : "sound";
}

/* The report for a machine, on one line: what `verify.py --json` writes. */
export const writeJson = (result, words) =>
  JSON.stringify(recordOf(result, words), (_, value) => (typeof value === "bigint" ? Number(value) : value));

function recordOf(result, words) {
  const { findings, latest, manifest, outcome } = result, say = sayer(words);
  const names = ["verified", ...OF_WITHHELD, ...OF_ERASED, "unexplained"];
  return {
    format: "parvis-verify/1",
    sound: isSound(result),
    complete: result.complete,
    space: manifest && manifest.space,
    origin: latest && latest.head.origin,
    size: latest && latest.head.size,
    root: latest && toHex(latest.head.root),
    key: result.key && result.key.vkey,
    key_given: result.keyGiven,
    counts: Object.fromEntries(names.map((name) => [name, outcome.get(name)])),
    older_rows: result.olderRows,
    unproved_rows: result.unprovedRows,
    ballots: result.ballots,
    votes: result.votes,
    aside_votes: result.asideVotes,
    imported_votes: result.importedVotes,
    consistent_checkpoints: result.consistent,
    remarks: findings.remarks.map(({ code, facts }) => ({ code, ...facts })),
    anomalies_in_all: findings.wrong,
    anomalies: findings.anomalies.map((one) => ({ code: one.code, seq: one.seq, ...one.facts, text: sentence(one, say) })),
  };
}
