/* Goes through the leaves, in order, and keeps of each what the rows are held against: some 40 bytes, and where each vote is. */
import { Malformed } from "./bytes.js";
import { asText, asWhole } from "./fields.js";
import { readLeaf } from "./leaf.js";
import { Texts } from "./texts.js";
import { Head, leafHash } from "./tree.js";
import { Votes } from "./votes.js";

/* The state of a leaf. CLOSED: nothing to open. EXPECTED: a row must open it. OPENED: one did.
   ENDED: a vote that was changed or withdrawn. ERASED: its words are gone. MISSING: no line has its number. */
export const CLOSED = 0, EXPECTED = 1, OPENED = 2, ENDED = 3, ERASED = 4, MISSING = 5;

const VOTE_KINDS = new Set(["vote.cast", "vote.changed", "vote.withdrawn"]);
const HANGING = new Set(["argument.accepted", "coauthor.accepted"]);
const EXPLANATIONS = new Set(["moderation.hide", "moderation.restore", "erasure"]);
const SEALING = new Set(["rules.published", "rules.changed", "synthesis.published"]);
const MOST_SKIPPED = 10_000;
const LATE_SECONDS = 2 * 3600;
const LATE_VOTE_SECONDS = 26 * 3600;

/* The whole log, and what it says of the votes and texts of one consultation (`space`). */
export class Log {
  constructor(space, findings, { sizes, seqs }) {
    Object.assign(this, { space, findings, sizes: new Set(sizes), seqs: new Set(seqs) });
    this.head = new Head();
    this.roots = new Map();
    this.kept = new Map();
    this.length = 0;
    this.reserve(1024);
    this.votes = new Votes();
    this.texts = new Texts();
    this.rotations = [];
    this.older = 0;
    this.sealed = new Map();
    this.latest = 0;
    this.skipped = 0;
    this.missing = new Set();
  }

  /* Takes the next line of the log. */
  add(line) {
    if (this.sizes.has(this.head.size)) this.roots.set(this.head.size, this.head.root());
    this.head.append(leafHash(line));
    const leaf = readOrNull(line);
    if (!leaf) {
      this.findings.report("leaf_unreadable", { seq: this.length });
      this.put(CLOSED, null);
      return;
    }
    if (leaf.seq === this.length) this.place(leaf);
    else this.misplaced(leaf);
    if (this.seqs.has(leaf.seq)) this.kept.set(leaf.seq, line.slice());
  }

  /* After the last line. */
  finish() {
    this.roots.set(this.head.size, this.head.root());
    for (const seq of [...this.missing].sort((one, other) => one - other)) this.findings.report("leaf_missing", { seq });
  }

  /* The commitment of a leaf; 32 zero bytes where it has none. */
  commitment(seq) { return this.commitments.subarray(32 * seq, 32 * seq + 32); }

  has(seq) { return seq >= 0 && seq < this.length; }

  reserve(room) {
    const grown = { states: new Uint8Array(room), commitments: new Uint8Array(32 * room), stations: new Uint32Array(room) };
    for (const name of Object.keys(grown)) if (this[name]) grown[name].set(this[name]);
    Object.assign(this, grown);
  }

  /* A leaf whose number is not that of its line. */
  misplaced(leaf) {
    const gap = Number(leaf.seq) - this.length;
    if (this.missing.delete(leaf.seq)) {
      this.findings.report("leaf_out_of_order", { seq: leaf.seq });
      this.states[leaf.seq] = CLOSED;
      this.commitments.fill(0, 32 * leaf.seq, 32 * leaf.seq + 32);
      if (leaf.commitment) this.commitments.set(leaf.commitment, 32 * leaf.seq);
      this.understand(leaf);
    } else if (gap > 0 && gap <= MOST_SKIPPED - this.skipped) {
      this.skipped += gap;
      while (this.length < leaf.seq) { this.missing.add(this.length); this.put(MISSING, null); }
      this.place(leaf);
    } else {
      this.findings.report("leaf_misplaced", { seq: leaf.seq, line: this.head.size });
      if (!this.has(leaf.seq)) this.put(CLOSED, null);
    }
  }

  place(leaf) {
    this.put(CLOSED, leaf.commitment);
    this.understand(leaf);
  }

  put(state, commitment) {
    if (this.length === this.states.length) this.reserve(2 * this.length);
    this.states[this.length] = state;
    if (commitment) this.commitments.set(commitment, 32 * this.length);
    this.length++;
  }

  understand(leaf) {
    this.checkTime(leaf);
    try {
      if (leaf.space === this.space) this.tell(leaf);
      else if (EXPLANATIONS.has(leaf.kind)) this.explain(leaf);
      if (leaf.kind === "key.rotate") this.rotations.push(leaf);
    } catch (error) {
      if (!(error instanceof Malformed)) throw error;
      this.findings.report("leaf_senseless", { seq: leaf.seq });
    }
  }

  checkTime(leaf) {
    const vote = VOTE_KINDS.has(leaf.kind), time = Number(leaf.time);
    if (time < this.latest - (vote ? LATE_VOTE_SECONDS : LATE_SECONDS)) {
      this.findings.report("leaf_back_dated", { seq: leaf.seq });
    }
    if (!vote) this.latest = Math.max(this.latest, time);
  }

  /* What a leaf of the consultation changes. */
  tell(leaf) {
    const { kind, ref, seq } = leaf;
    if (leaf.commitment) this.states[seq] = EXPECTED;
    if (leaf.pub.private === true) this.texts.keepBack(leaf);
    if (VOTE_KINDS.has(kind)) this.vote(leaf);
    else if (EXPLANATIONS.has(kind)) this.explain(leaf);
    else if (ref !== null && /\.(?:revised|withdrawn)$/.test(kind)) {
      this.checkReference(leaf);
      this.texts.follow(leaf);
    } else if (ref !== null && HANGING.has(kind)) {
      this.checkReference(leaf);
      this.texts.hang(leaf);
    } else this.note(leaf);
  }

  /* What a leaf says of rows older than the log, of published texts, of ballots. */
  note(leaf) {
    if (leaf.kind === "software.version") this.older += Number(asWhole("older" in leaf.pub ? leaf.pub.older : 0));
    else if (SEALING.has(leaf.kind)) this.sealed.set(leaf.seq, asText(leaf.pub.sha256));
    else this.votes.note(leaf);
  }

  vote(leaf) {
    const { votes } = this, station = votes.station(leaf.pub.ballot, leaf.pub.level);
    votes.last.set(station, leaf.seq);
    if (leaf.commitment) {
      this.stations[leaf.seq] = station;
      votes.live.add(station);
      votes.put(leaf.commitment, leaf.seq);
    }
    if (leaf.ref !== null) this.endVote(leaf, votes.where[station].ballot);
  }

  /* A vote changed or withdrawn ends the one that it refers to. */
  endVote(leaf, ballot) {
    this.checkReference(leaf);
    const station = this.stations[leaf.ref];
    if (this.states[leaf.ref] !== EXPECTED || this.votes.where[station].ballot !== ballot) {
      throw new Malformed("a vote ends a live vote of its ballot");
    }
    this.states[leaf.ref] = ENDED;
    this.votes.live.add(station, -1);
  }

  /* A text hidden or shown again, a row erased. */
  explain(leaf) {
    if (leaf.ref === null) return;
    this.checkReference(leaf);
    const station = this.stations[leaf.ref];
    if (leaf.kind === "erasure" && this.states[leaf.ref] === EXPECTED && station) {
      this.states[leaf.ref] = ERASED;
      this.votes.live.add(station, -1);
      this.votes.erased.add(station);
    } else this.texts.follow(leaf);
  }

  checkReference({ ref, seq }) {
    if (ref === null || ref >= seq || !this.has(ref)) throw new Malformed("a leaf refers to an earlier one");
  }
}

function readOrNull(line) {
  try {
    return readLeaf(line);
  } catch (error) {
    if (error instanceof Malformed) return null;
    throw error;
  }
}
