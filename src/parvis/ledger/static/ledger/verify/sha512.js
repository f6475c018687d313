/* SHA-512, plain and slow: for signatures, where the browser has no Ed25519 of its own. */
import { CUBES, SQUARES } from "./constants.js";

const MASK = (1n << 64n) - 1n;
const turn = (word, by) => ((word >> by) | (word << (64n - by))) & MASK;

function padded(bytes) {
  const whole = new Uint8Array(Math.ceil((bytes.length + 17) / 128) * 128);
  whole.set(bytes);
  whole[bytes.length] = 0x80;
  new DataView(whole.buffer).setUint32(whole.length - 4, bytes.length * 8);
  return whole;
}

function schedule(view, at) {
  const words = Array.from({ length: 16 }, (_, t) => view.getBigUint64(at + 8 * t));
  for (let t = 16; t < 80; t++) {
    const x = words[t - 15], y = words[t - 2];
    const s0 = turn(x, 1n) ^ turn(x, 8n) ^ (x >> 7n);
    const s1 = turn(y, 19n) ^ turn(y, 61n) ^ (y >> 6n);
    words.push((words[t - 16] + s0 + words[t - 7] + s1) & MASK);
  }
  return words;
}

function mix(state, words) {
  let [a, b, c, d, e, f, g, h] = state;
  for (let t = 0; t < 80; t++) {
    const s1 = turn(e, 14n) ^ turn(e, 18n) ^ turn(e, 41n);
    const t1 = h + s1 + (g ^ (e & (f ^ g))) + CUBES[t] + words[t];
    const s0 = turn(a, 28n) ^ turn(a, 34n) ^ turn(a, 39n);
    const t2 = s0 + ((a & b) | (c & (a | b)));
    [h, g, f, e, d, c, b, a] = [g, f, e, (d + t1) & MASK, c, b, a, (t1 + t2) & MASK];
  }
  return [a, b, c, d, e, f, g, h].map((word, place) => (state[place] + word) & MASK);
}

export function sha512(bytes) {
  const whole = padded(bytes), view = new DataView(whole.buffer);
  let state = SQUARES;
  for (let at = 0; at < whole.length; at += 128) state = mix(state, schedule(view, at));
  const out = new Uint8Array(64), outView = new DataView(out.buffer);
  state.forEach((word, place) => outView.setBigUint64(8 * place, word));
  return out;
}
