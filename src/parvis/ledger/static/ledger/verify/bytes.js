/* Bytes and the ways to write them. `Malformed` is thrown for whatever is not as the format asks. */
export class Malformed extends Error {}

const encoder = new TextEncoder();
const strict = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
const withoutMark = new TextDecoder("utf-8", { fatal: true });
const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));
const HEX_DIGITS = /^(?:[0-9a-f]{2})*$/;

export const encode = (text) => encoder.encode(text);

/* UTF-8 to text, as it is. */
export const decode = (bytes) => orMalformed(() => strict.decode(bytes));

/* UTF-8 to text, without the mark that some editors put first. */
export const decodeFile = (bytes) => orMalformed(() => withoutMark.decode(bytes));

/* Does what reads; whatever it throws says that what was read makes no sense. */
function orMalformed(read) {
  try { return read(); } catch { throw new Malformed("not as it should be written"); }
}

export function toHex(bytes) {
  let text = "";
  for (const byte of bytes) text += HEX[byte];
  return text;
}

export function fromHex(text) {
  if (!HEX_DIGITS.test(text)) throw new Malformed("not hexadecimal in lower case");
  const bytes = new Uint8Array(text.length / 2);
  for (let place = 0; place < bytes.length; place++) bytes[place] = parseInt(text.substr(2 * place, 2), 16);
  return bytes;
}

export const toBase64 = (bytes) => btoa(String.fromCharCode(...bytes));

/* Base64 in its only form. */
export function fromBase64(text) {
  const binary = orMalformed(() => atob(text));
  const bytes = Uint8Array.from(binary, (character) => character.charCodeAt(0));
  if (btoa(binary) !== text) throw new Malformed("not base64 in its only form");
  return bytes;
}

export function same(first, second) {
  if (first.length !== second.length) return false;
  for (let place = 0; place < first.length; place++) if (first[place] !== second[place]) return false;
  return true;
}

export function join(...parts) {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let place = 0;
  for (const part of parts) { whole.set(part, place); place += part.length; }
  return whole;
}

/* Order by code point: that of canonical JSON, which the order of JavaScript (by UTF-16 unit) is not. */
export function byCodePoint(first, second) {
  const length = Math.min(first.length, second.length);
  for (let place = 0; place < length; place++) {
    const one = first.charCodeAt(place), other = second.charCodeAt(place);
    if (one !== other) return rank(one) - rank(other);
  }
  return first.length - second.length;
}

/* Surrogates write code points above all those that one unit writes. */
const rank = (unit) => (unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit);
