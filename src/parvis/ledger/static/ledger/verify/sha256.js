/* SHA-256, synchronous and by pieces: the browser's own is neither, and a promise for each line costs more than its hash. */
import { CUBES, SQUARES } from "./constants.js";

const K = Int32Array.from(CUBES, (whole) => Number(BigInt.asIntN(32, whole >> 32n)));
const START = Int32Array.from(SQUARES, (whole) => Number(BigInt.asIntN(32, whole >> 32n)));
const words = new Int32Array(64);

/* Mixes the 64 bytes at `at` into the state. */
function mix(state, bytes, at) {
  for (let t = 0; t < 16; t++, at += 4) {
    words[t] = (bytes[at] << 24) | (bytes[at + 1] << 16) | (bytes[at + 2] << 8) | bytes[at + 3];
  }
  for (let t = 16; t < 64; t++) {
    const x = words[t - 15], y = words[t - 2];
    const s0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
    const s1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
    words[t] = (words[t - 16] + s0 + words[t - 7] + s1) | 0;
  }
  let a = state[0], b = state[1], c = state[2], d = state[3];
  let e = state[4], f = state[5], g = state[6], h = state[7];
  for (let t = 0; t < 64; t++) {
    const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
    const t1 = (h + s1 + (g ^ (e & (f ^ g))) + K[t] + words[t]) | 0;
    const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
    const t2 = (s0 + ((a & b) | (c & (a | b)))) | 0;
    h = g; g = f; f = e; e = (d + t1) | 0;
    d = c; c = b; b = a; a = (t1 + t2) | 0;
  }
  state[0] += a; state[1] += b; state[2] += c; state[3] += d;
  state[4] += e; state[5] += f; state[6] += g; state[7] += h;
}

export class Sha256 {
  constructor() {
    this.state = new Int32Array(8);
    this.block = new Uint8Array(64);
    this.reset();
  }

  reset() {
    this.state.set(START);
    this.length = 0;
    return this;
  }

  update(bytes) {
    const held = this.length % 64;
    this.length += bytes.length;
    let at = 0;
    if (held) {
      at = Math.min(64 - held, bytes.length);
      this.block.set(at === bytes.length ? bytes : bytes.subarray(0, at), held);
      if (held + at < 64) return this;
      mix(this.state, this.block, 0);
    }
    for (; at + 64 <= bytes.length; at += 64) mix(this.state, bytes, at);
    if (at < bytes.length) this.block.set(bytes.subarray(at));
    return this;
  }

  digest() {
    const { block, state, length } = this;
    let held = length % 64;
    block[held++] = 0x80;
    if (held > 56) {
      block.fill(0, held);
      mix(state, block, 0);
      held = 0;
    }
    block.fill(0, held, 56);
    const view = new DataView(block.buffer);
    view.setUint32(56, Math.floor(length / 0x20000000));
    view.setUint32(60, (length << 3) >>> 0);
    mix(state, block, 0);
    const out = new Uint8Array(32), outView = new DataView(out.buffer);
    for (let place = 0; place < 8; place++) outView.setInt32(4 * place, state[place]);
    return out;
  }
}

const shared = new Sha256();

/* The hash of short parts, one after the other. */
export function sha256(...parts) {
  shared.reset();
  for (const part of parts) shared.update(part);
  return shared.digest();
}
