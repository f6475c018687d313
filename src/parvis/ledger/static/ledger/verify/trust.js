/* Which keys are believed, and what they signed: the checkpoint of the export, and older ones. */
import { Malformed, decode, decodeFile, encode, fromBase64, same } from "./bytes.js";
import { parseJson } from "./canonical.js";
import { verifySignature } from "./ed25519.js";
import { asRecord, asText, asWhole } from "./fields.js";
import { Unreadable } from "./findings.js";
import { isSigned, parseVkey, readCheckpoint } from "./notes.js";

const CHECKPOINT = "ledger/checkpoint.txt";
const CHECKPOINTS = "ledger/checkpoints.jsonl";
const ROTATION_PREFIX = "parvis/key.rotate/v1\n";
const MOST_CHECKPOINTS = 5000;

/* A checkpoint, as a note and as what it says; `source` is the file where it was. */
const readNote = (source, note) => ({ source, note, head: readCheckpoint(note) });

/* Does what reads a file; says which one makes no sense. */
export function reading(code, source, read) {
  try {
    return read();
  } catch (error) {
    throw error instanceof Malformed ? new Unreadable(code, { name: source }) : error;
  }
}

/* The checkpoint of the export, not verified yet. */
export async function readLatest(archive) {
  const data = await archive.whole(CHECKPOINT);
  return reading("checkpoint_senseless", CHECKPOINT, () => readNote(CHECKPOINT, decode(data)));
}

/* The checkpoints of earlier days that the export holds, not verified yet. */
export async function readOlder(archive) {
  const found = [];
  if (!archive.names.includes(CHECKPOINTS)) return found;
  await archive.lines(CHECKPOINTS, (line) => reading("checkpoint_senseless", CHECKPOINTS, () => {
    const record = asRecord(parseJson(line));
    const signed = readNote(CHECKPOINTS, asText(record.note));
    if (asWhole(record.size) !== signed.head.size || found.length === MOST_CHECKPOINTS) throw new Malformed("size");
    found.push(signed);
  }));
  return found;
}

/* The text of a file that somebody kept. Mail and editors change the ends of lines: these are put right. */
export function keptText(data) {
  return `${decodeFile(data).replaceAll("\r\n", "\n").replace(/^\n+|\n+$/g, "")}\n`;
}

/* A checkpoint that somebody kept. */
export const readGiven = (source, data) =>
  reading("checkpoint_senseless", source, () => readNote(source, keptText(data)));

/* The keys given, or else that of the export, and those that they lead to by a change of key. */
export async function trustedKeys(given, manifest, log, findings) {
  const keys = [...given];
  if (!keys.length) {
    findings.remark("key_from_export");
    keys.push(keyOf(manifest));
  }
  for (const leaf of [...log.rotations, ...[...log.rotations].reverse()]) {
    for (const key of await followRotation(leaf, keys)) if (!holds(keys, key)) keys.push(key);
  }
  return keys;
}

const holds = (keys, key) => keys.some(({ vkey }) => vkey === key.vkey);

function keyOf(manifest) {
  try {
    return parseVkey(manifest.vkey);
  } catch (error) {
    throw error instanceof Malformed ? new Unreadable("manifest_senseless") : error;
  }
}

/* The key on the other side of a change that a trusted key signed. */
async function followRotation({ pub }, keys) {
  try {
    const pair = [parseVkey(asText(pub.former)), parseVkey(asText(pub.new))];
    const sent = [pub.signed_by_former, pub.signed_by_new].map((text) => fromBase64(asText(text)));
    const text = encode(`${ROTATION_PREFIX}${pair[0].vkey}\n${pair[1].vkey}\n`);
    for (const [place, key] of pair.entries()) {
      if (holds(keys, key) && await verifySignature(key.bytes, text, sent[place])) return pair;
    }
  } catch (error) {
    if (!(error instanceof Malformed)) throw error;
  }
  return [];
}

/* Holds the checkpoint of the export against the trusted keys, and the leaves against it. */
export async function checkLatest(latest, manifest, keys, log, findings) {
  const { origin, size, root } = latest.head;
  if (origin !== manifest.origin) findings.report("other_log", { name: CHECKPOINT, origin, expected: manifest.origin });
  if (!(await isSigned(latest.note, keys))) findings.report("key_unexpected", { name: CHECKPOINT, key: keys[0].vkey });
  if (size !== log.head.size) findings.report("size_differs", { signed: size, found: log.head.size });
  else if (!same(root, log.roots.get(size))) findings.report("root_differs", { size });
}

/* Holds earlier checkpoints against the leaves; how many agree. */
export async function checkOlder(older, latest, keys, log, findings) {
  let good = 0, start = 0;
  for (const signed of [...older].sort((one, other) => (one.head.size < other.head.size ? -1 : Number(one.head.size > other.head.size)))) {
    const { size } = signed.head, code = await faultOf(signed, latest, keys, log);
    if (code === null) { good++; start = size; continue; }
    findings.report(code, { name: signed.source, size, start, now: latest.head.size, origin: latest.head.origin });
  }
  return good;
}

async function faultOf({ head, note }, latest, keys, log) {
  if (head.origin !== latest.head.origin) return "older_of_other_log";
  if (!(await isSigned(note, keys))) return "older_key_unexpected";
  if (head.size > log.head.size) return "rolled_back";
  const root = log.roots.get(head.size);
  if (root && same(head.root, root)) return null;
  return head.size === latest.head.size ? "fork" : "not_extended";
}
