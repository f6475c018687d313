/* JSON read and written in one way only, so that everybody hashes the same; integers alone, of any size.
   Small integers are numbers, large ones BigInt; objects have no prototype, whatever the names of their keys. */
import { Malformed, byCodePoint, decode, encode } from "./bytes.js";

const STRICT_STRING = /"(?:[^"\\\u0000-\u001f]|\\["\\bfnrt]|\\u00(?:0[0-7bef]|1[0-9a-f]))*"/y;
const LOOSE_STRING = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9A-Fa-f]{4}))*"/y;
const INTEGER = /-?(?:0|[1-9][0-9]{0,4298})(?![0-9.eE])/y;
const BLANKS = /[ \t\n\r]*/y;
const NON_ASCII = /[^\u0000-\u007f]/;
const LONE_SURROGATE = /\p{Cs}/u;
const WORDS = [["true", true], ["false", false], ["null", null]];
const DEEPEST = 900;

/* Reads what `canonical` wrote; any other way to write the same value is refused. */
export const parse = (bytes) => new Reader(decode(bytes), true).whole();

/* Reads JSON in any layout; a key written twice is refused. */
export const parseJson = (bytes) => new Reader(decode(bytes), false).whole();

/* Writes a value: sorted keys, no spaces, strings in normal form C. */
export const canonical = (value) => encode(write(value));

/* An integer written in decimal. */
export function toWhole(text) {
  const number = Number(text);
  return Number.isSafeInteger(number) ? number : BigInt(text);
}

class Reader {
  constructor(text, strict) {
    this.text = text;
    this.strict = strict;
    this.string = strict ? STRICT_STRING : LOOSE_STRING;
    this.at = 0;
    this.depth = 0;
  }

  whole() {
    const value = this.value();
    this.skip();
    if (this.at !== this.text.length) throw new Malformed("more than one value");
    return value;
  }

  value() {
    this.skip();
    const first = this.text[this.at];
    if (first === '"') return this.words();
    if (first === "{") return this.nested("}", Object.create(null), (found) => this.pair(found));
    if (first === "[") return this.nested("]", [], (found) => found.push(this.value()));
    const word = WORDS.find(([name]) => this.text.startsWith(name, this.at));
    if (word) { this.at += word[0].length; return word[1]; }
    return this.integer();
  }

  nested(end, found, readOne) {
    if (++this.depth > DEEPEST) throw new Malformed("nested too deep");
    this.at++;
    this.last = null;
    this.skip();
    if (!this.takes(end)) {
      do { readOne(found); this.skip(); } while (this.takes(","));
      if (!this.takes(end)) throw new Malformed("not closed");
    }
    this.depth--;
    return found;
  }

  pair(found) {
    this.skip();
    const last = this.last, key = this.words();
    if (key in found || (this.strict && last !== null && byCodePoint(last, key) >= 0)) throw new Malformed("keys");
    this.skip();
    if (!this.takes(":")) throw new Malformed("a key without a value");
    found[key] = this.value();
    this.last = key;
  }

  words() {
    const token = this.match(this.string);
    const text = token.includes("\\") ? JSON.parse(token) : token.slice(1, -1);
    if (NON_ASCII.test(text) && this.strict && text.normalize("NFC") !== text) throw new Malformed("not in form C");
    if (!this.strict && LONE_SURROGATE.test(text)) throw new Malformed("half a character");
    return text;
  }

  integer() {
    const token = this.match(INTEGER);
    if (token === "-0" && this.strict) throw new Malformed("minus zero");
    return toWhole(token) || 0;
  }

  match(pattern) {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text);
    if (!found) throw new Malformed("not JSON of this format");
    this.at = pattern.lastIndex;
    return found[0];
  }

  takes(character) {
    if (this.text[this.at] !== character) return false;
    this.at++;
    return true;
  }

  skip() {
    if (this.strict) return;
    BLANKS.lastIndex = this.at;
    BLANKS.exec(this.text);
    this.at = BLANKS.lastIndex;
  }
}

function write(value) {
  if (value === null || typeof value === "boolean") return String(value);
  if (typeof value === "number" || typeof value === "bigint") return value.toString();
  if (typeof value === "string") return JSON.stringify(value.normalize("NFC"));
  if (Array.isArray(value)) return `[${value.map(write).join(",")}]`;
  if (value === undefined) throw new Malformed("nothing to write");
  const keys = Object.keys(value).sort(byCodePoint);
  return `{${keys.map((key) => `${write(key)}:${write(value[key])}`).join(",")}}`;
}
