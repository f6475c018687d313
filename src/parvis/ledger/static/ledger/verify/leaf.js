/* Reads one leaf from its line. Most are read by their frame alone, several times faster than by `parse`. */
import { Malformed, decode, encode, fromHex } from "./bytes.js";
import { parse, toWhole } from "./canonical.js";
import { asBytes32, asRecord, asText, asWhole, asWholeOrNull } from "./fields.js";

const FRAME = /^\{"c":(?:"([0-9a-f]{64})"|null),"kind":"([a-z._]+)","pub":(\{[ -~]*\}),"ref":(?:(0|[1-9][0-9]{0,17})|null),"seq":(0|[1-9][0-9]{0,17}),"space":"([a-z0-9]*)","t":(0|[1-9][0-9]{0,17}),"v":1\}$/;
const KEYS = "c,kind,pub,ref,seq,space,t,v";
const MOST_LINE = 65_535;
const MOST_KNOWN = 4096;
const known = new Map();

/* `commitment` and `ref` are null where the leaf has none. */
export function readLeaf(line) {
  if (line.length > MOST_LINE) throw new Malformed("a leaf is too long");
  const found = FRAME.exec(decode(line));
  if (!found) return readSlowly(line);
  return {
    seq: toWhole(found[5]),
    time: toWhole(found[7]),
    kind: found[2],
    space: found[6],
    commitment: found[1] ? fromHex(found[1]) : null,
    ref: found[4] ? toWhole(found[4]) : null,
    pub: readPublic(found[3]),
  };
}

/* Many leaves say the same of themselves. */
function readPublic(text) {
  let found = known.get(text);
  if (!found) {
    found = asRecord(parse(encode(text)));
    if (known.size >= MOST_KNOWN) known.clear();
    known.set(text, found);
  }
  return found;
}

function readSlowly(line) {
  const value = asRecord(parse(line));
  if (Object.keys(value).sort().join() !== KEYS || asWhole(value.v) !== 1) throw new Malformed("not a leaf");
  return {
    seq: asWhole(value.seq),
    time: asWhole(value.t),
    kind: asText(value.kind),
    space: asText(value.space),
    commitment: value.c === null ? null : asBytes32(value.c),
    ref: asWholeOrNull(value.ref),
    pub: asRecord(value.pub),
  };
}
