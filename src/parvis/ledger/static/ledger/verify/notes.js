/* Keys, signed notes, checkpoints and receipts: c2sp.org/signed-note, tlog-checkpoint, tlog-proof. */
import { Malformed, encode, fromBase64, join, same, toBase64, toHex } from "./bytes.js";
import { toWhole } from "./canonical.js";
import { verifySignature } from "./ed25519.js";
import { sha256 } from "./sha256.js";

const ED25519 = Uint8Array.of(1);
const DASH = "\u2014";
const MOST_SIGNATURES = 64;
const MOST_CHARACTERS = 1_000_000;
const MOST_HASHES = 63;
const CONTROLS = /[\u0000-\u0009\u000b-\u001f]/;
const NOT_IN_NAMES = /[+\p{Z}\u0000-\u0020\u0085]/u;
const SIZE = /^(?:0|[1-9][0-9]{0,18})$/;
const FIRST_LINE = "c2sp.org/tlog-proof@v1";
const INDEX_LINE = /^index (0|[1-9][0-9]{0,18})$/;

function must(holds) {
  if (!holds) throw new Malformed("not in this format");
}

const isKeyName = (name) => name !== "" && !NOT_IN_NAMES.test(name);

/* A key written in one line: its name, its number, 0x01 and its 32 bytes. */
export function parseVkey(text) {
  const [name, number, ...rest] = text.split("+");
  must(rest.length);
  const data = fromBase64(rest.join("+"));
  must(data.length === 33 && data[0] === 1 && isKeyName(name));
  const bytes = data.subarray(1), id = sha256(encode(`${name}\n`), ED25519, bytes).subarray(0, 4);
  must(number === toHex(id) && `${name}+${number}+${toBase64(data)}` === text);
  return { name, id, bytes, vkey: text };
}

/* A text, which ends with a newline, and its signatures, none of which is verified yet. */
function parseNote(text) {
  must(text.length <= MOST_CHARACTERS && !CONTROLS.test(text));
  const blank = text.lastIndexOf("\n\n"), signed = text.slice(blank + 2);
  must(blank >= 0 && signed.endsWith("\n"));
  const lines = signed.slice(0, -1).split("\n");
  must(lines.length <= MOST_SIGNATURES);
  return { text: text.slice(0, blank + 1), signatures: lines.map(parseSignature) };
}

function parseSignature(line) {
  const [dash, name, sent, ...more] = line.split(" ");
  must(dash === DASH && sent !== undefined && !more.length && isKeyName(name));
  const data = fromBase64(sent);
  must(data.length >= 5);
  return { name, id: data.subarray(0, 4), data: data.subarray(4) };
}

/* What a checkpoint says (origin, size, root), whoever signed it: nothing is verified. */
export function readCheckpoint(note) {
  const lines = parseNote(note).text.split("\n");
  must(lines.length >= 4 && lines.pop() === "" && lines.every(Boolean) && SIZE.test(lines[1]));
  const root = fromBase64(lines[2]);
  must(root.length === 32);
  return { origin: lines[0], size: toWhole(lines[1]), root };
}

/* Whether one at least of the keys signed a note, and no signature of theirs is false. */
export async function isSigned(text, keys) {
  const note = parseNote(text), message = encode(note.text);
  let verified = 0;
  for (const { name, id, data } of note.signatures) {
    const key = keys.find((one) => one.name === name && same(one.id, id));
    if (!key) continue;
    if (!(await verifySignature(key.bytes, message, data))) return false;
    verified++;
  }
  return verified > 0;
}

/* A receipt: the place of a leaf, its proof, its checkpoint, and what else its holder has. */
export function parseProof(text) {
  const blank = text.indexOf("\n\n"), lines = text.slice(0, blank).split("\n");
  must(blank >= 0 && lines.shift() === FIRST_LINE && lines.length);
  const extra = lines[0].startsWith("extra ") ? fromBase64(lines.shift().slice(6)) : join();
  const found = INDEX_LINE.exec(lines.shift() ?? ""), hashes = lines.map(fromBase64);
  must(found && hashes.length <= MOST_HASHES && hashes.every((hash) => hash.length === 32));
  return { index: toWhole(found[1]), hashes, checkpoint: text.slice(blank + 2), extra };
}
