/* The tree of hashes of RFC 6962 and RFC 9162: one root for all leaves, in order, and proofs that a leaf is in it. */
import { same } from "./bytes.js";
import { sha256 } from "./sha256.js";

const LEAF = Uint8Array.of(0), NODE = Uint8Array.of(1);

export const leafHash = (bytes) => sha256(LEAF, bytes);
const nodeHash = (left, right) => sha256(NODE, left, right);

/* All that is needed to add leaves: the size of the tree and its peaks. */
export class Head {
  constructor() {
    this.size = 0;
    this.peaks = [];
  }

  append(leaf) {
    for (let size = this.size; size & 1; size >>>= 1) leaf = nodeHash(this.peaks.pop(), leaf);
    this.peaks.push(leaf);
    this.size++;
  }

  root() {
    if (!this.peaks.length) return sha256();
    return this.peaks.reduceRight((root, peak) => nodeHash(peak, root));
  }
}

/* Whether the leaf of this hash is at `index` of the tree of this size and root (RFC 9162, 2.1.3.2). */
export function verifyInclusion(leaf, index, size, proof, root) {
  if (index < 0 || index >= size) return false;
  let place = BigInt(index), last = BigInt(size) - 1n, found = leaf;
  for (const beside of proof) {
    if (last === 0n) return false;
    if (place & 1n || place === last) {
      found = nodeHash(beside, found);
      while (place && !(place & 1n)) { place >>= 1n; last >>= 1n; }
    } else {
      found = nodeHash(found, beside);
    }
    place >>= 1n; last >>= 1n;
  }
  return last === 0n && same(found, root);
}
