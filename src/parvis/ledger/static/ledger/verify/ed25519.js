/* Ed25519 signatures (RFC 8032, section 5.1.7): by the browser where it can, else by the same arithmetic in BigInt.
   Strict either way: points and numbers in their only form, keys of small order refused. */
import { join, same, toHex } from "./bytes.js";
import { sha512 } from "./sha512.js";

const FIELD = 2n ** 255n - 19n;
const ORDER = 2n ** 252n + 27742317777372353535851937790883648493n;
const NEUTRAL = [0n, 1n, 1n, 0n];
const mod = (number) => { const left = number % FIELD; return left < 0n ? left + FIELD : left; };
const invert = (number) => power(mod(number), FIELD - 2n);
const CURVE = mod(-121665n * invert(121666n));
const ROOT_OF_MINUS_ONE = power(2n, (FIELD - 1n) / 4n);
const BASE = readPoint(toBytes(mod(4n * invert(5n))));
const keys = new Map();

/* Whether `signature` is that of `message` by the holder of the key. */
export async function verifySignature(publicKey, message, signature, { own = false } = {}) {
  if (publicKey.length !== 32 || signature.length !== 64 || toNumber(signature.subarray(32)) >= ORDER) return false;
  const key = await readKey(publicKey);
  if (!key) return false;
  if (key.browser && !own) return crypto.subtle.verify("Ed25519", key.browser, signature, message);
  const number = toNumber(signature.subarray(32));
  const challenge = toNumber(sha512(join(signature.subarray(0, 32), publicKey, message))) % ORDER;
  return same(writePoint(timesBoth(number, BASE, challenge, opposite(key.point))), signature.subarray(0, 32));
}

/* The point of a key, and the key of the browser where it has one; null for what is no key. */
async function readKey(publicKey) {
  const name = toHex(publicKey);
  if (!keys.has(name)) {
    const point = readPoint(publicKey);
    const good = point && !equal(times(8n, point), NEUTRAL);
    keys.set(name, good ? { point, browser: await importKey(publicKey) } : null);
  }
  return keys.get(name);
}

async function importKey(publicKey) {
  try { return await crypto.subtle.importKey("raw", publicKey, "Ed25519", false, ["verify"]); } catch { return null; }
}

function add([x1, y1, z1, t1], [x2, y2, z2, t2]) {
  const a = mod((y1 - x1) * (y2 - x2)), b = mod((y1 + x1) * (y2 + x2));
  const c = mod(2n * t1 * t2 * CURVE), d = mod(2n * z1 * z2);
  const e = b - a, f = d - c, g = d + c, h = b + a;
  return [mod(e * f), mod(g * h), mod(f * g), mod(e * h)];
}

function times(number, point) {
  let found = NEUTRAL;
  for (; number; number >>= 1n, point = add(point, point)) if (number & 1n) found = add(found, point);
  return found;
}

/* number * point + otherNumber * other, bit after bit together. */
function timesBoth(number, point, otherNumber, other) {
  const table = [NEUTRAL, point, other, add(point, other)];
  let found = NEUTRAL;
  for (let bit = 255n; bit >= 0n; bit--) {
    found = add(found, found);
    const choice = Number(((number >> bit) & 1n) | (((otherNumber >> bit) & 1n) << 1n));
    if (choice) found = add(found, table[choice]);
  }
  return found;
}

const opposite = ([x, y, z, t]) => [mod(-x), y, z, mod(-t)];

function equal(first, second) {
  return !mod(first[0] * second[2] - second[0] * first[2]) && !mod(first[1] * second[2] - second[1] * first[2]);
}

/* The point that these 32 bytes say, or null when they are no point, or another way to write one. */
function readPoint(bytes) {
  const whole = toNumber(bytes), y = whole & ((1n << 255n) - 1n), sign = whole >> 255n;
  const x = y < FIELD ? findX(y) : null;
  if (x === null || (x === 0n && sign)) return null;
  const right = (x & 1n) === sign ? x : FIELD - x;
  return [right, y, 1n, mod(right * y)];
}

function findX(y) {
  const square = mod((y * y - 1n) * invert(CURVE * y * y + 1n));
  let x = power(square, (FIELD + 3n) / 8n);
  if (mod(x * x - square)) x = mod(x * ROOT_OF_MINUS_ONE);
  return mod(x * x - square) ? null : x;
}

function writePoint([x, y, z]) {
  const inverse = invert(z);
  return toBytes(mod(y * inverse) | ((mod(x * inverse) & 1n) << 255n));
}

function power(number, exponent) {
  let found = 1n;
  for (; exponent; exponent >>= 1n, number = mod(number * number)) if (exponent & 1n) found = mod(found * number);
  return found;
}

function toNumber(bytes) {
  return BigInt(`0x${toHex(Uint8Array.from(bytes).reverse())}`);
}

function toBytes(number) {
  return Uint8Array.from({ length: 32 }, (_, place) => Number((number >> BigInt(8 * place)) & 255n));
}
