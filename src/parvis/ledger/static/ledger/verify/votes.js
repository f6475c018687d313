/* What the log says of votes. A station is a ballot and an identity level, numbered from 1. */
import { Malformed, toHex } from "./bytes.js";
import { asRecord, asWhole } from "./fields.js";
import { Counts } from "./findings.js";
import { readBallot } from "./manifest.js";

export class Votes {
  constructor() {
    this.where = [{ ballot: 0, level: 0 }];
    this.live = new Counts();
    this.erased = new Counts();
    this.last = new Map();
    this.finals = new Map();
    this.extended = -1;
    this.aside = new Map();
    this.stations = new Map();
    this.places = new Map();
    this.clashes = new Map();
  }

  station(ballot, level) {
    const name = `${asWhole(ballot)} ${asWhole(level)}`;
    if (!this.stations.has(name)) this.stations.set(name, this.where.push({ ballot, level }) - 1);
    return this.stations.get(name);
  }

  /* Keeps where a commitment is: by a short number made from it, and the whole of it where two have the same. */
  put(commitment, seq) {
    const short = shorten(commitment);
    if (this.places.has(short)) this.clashes.set(toHex(commitment), seq);
    else this.places.set(short, seq);
  }

  /* The leaf that may hold a commitment, or -1; who looks there compares the whole of it. */
  find(commitment) {
    const clash = this.clashes.size ? this.clashes.get(toHex(commitment)) : undefined;
    return clash ?? this.places.get(shorten(commitment)) ?? -1;
  }

  /* The last leaf that is a vote of a ballot, or -1. */
  lastOf(ballot) {
    let last = -1;
    for (const [at, seq] of this.last) if (this.where[at].ballot === ballot) last = Math.max(last, seq);
    return last;
  }

  erasedAt(ballot, level) {
    return this.erased.get(this.stations.get(`${ballot} ${level}`) ?? 0);
  }

  /* What other leaves say of ballots. */
  note(leaf) {
    if (leaf.kind === "tally.final") this.finals.set(asWhole(leaf.pub.ballot), leaf);
    else if (leaf.kind === "extension") this.extended = leaf.seq;
    else if (leaf.kind === "moderation.set_aside") this.aside.set(leaf.seq, readAside(leaf.pub.ballots));
    else if (leaf.kind === "moderation.put_back") this.aside.delete(asWhole(leaf.ref));
  }

  /* How many votes of a ballot were set aside, and not put back; some may have been changed since. */
  asideOf(ballot) {
    let sum = 0;
    for (const ballots of this.aside.values()) sum += Number(ballots.get(ballot) ?? 0);
    return sum;
  }
}

function readAside(value) {
  return new Map(Object.entries(asRecord(value)).map(([ballot, votes]) => [readBallot(ballot), asWhole(votes)]));
}

/* The first 53 bits. */
function shorten(commitment) {
  if (commitment.length !== 32) throw new Malformed("not a commitment");
  let number = 0;
  for (let place = 0; place < 6; place++) number = number * 256 + commitment[place];
  return number * 32 + (commitment[6] >> 3);
}
