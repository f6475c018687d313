/* Counts the votes again, and holds the published totals and the final tallies of the log against them. */
import { Malformed, toHex } from "./bytes.js";
import { canonical, parseJson, toWhole } from "./canonical.js";
import { asList, asRecord, asWhole, asWholeOrNull } from "./fields.js";
import { Counts, Unreadable } from "./findings.js";
import { voteName } from "./rows.js";
import { sha256 } from "./sha256.js";

const TALLIES = "tallies.json";
const FEW_VOTES = 30;
/* Where a total is of all levels together. */
const NO_LEVEL = -1;
/* People told together: four at most for each of four levels, and five others. By some methods, one gives several votes on one item. */
const MOST_TOGETHER = 21;
const MANY_VOTES = new Set(["pairs"]);
const compare = (one, other) => (one < other ? -1 : Number(one > other));
const ascending = (values) => [...new Set(values)].sort(compare);

/* Checks all totals; how many ballots, and how many votes were imported as totals. */
export async function checkTallies(archive, rows) {
  const lines = await readTallies(archive), tallies = new Tallies(lines, rows);
  tallies.check();
  let imported = 0;
  for (const line of [...lines.values()].flat()) imported += Number(line.imported);
  return { ballots: lines.size, imported };
}

/* The lines of each ballot. */
async function readTallies(archive) {
  const found = new Map();
  if (!archive.names.includes(TALLIES)) return found;
  const data = await archive.whole(TALLIES);
  try {
    for (const line of asList(parseJson(data)).map(asRecord)) {
      const ballot = asWhole(line.ballot);
      keyOf(line); asWhole(line.count); asWhole(line.imported);
      found.set(ballot, [...(found.get(ballot) ?? []), line]);
    }
  } catch (error) {
    throw error instanceof Malformed ? new Unreadable("tallies_senseless") : error;
  }
  return found;
}

class Tallies {
  constructor(lines, rows) {
    Object.assign(this, { lines, rows, log: rows.log, votes: rows.log.votes, findings: rows.findings });
    this.counted = new Map();
    for (const [name, votes] of rows.counted) {
      const [ballot, item, choice, level] = name.split(" ").map(toWhole);
      if (!this.counted.has(ballot)) this.counted.set(ballot, new Map());
      this.counted.get(ballot).set(name, { ballot, item, choice, level, votes });
    }
  }

  /* Every ballot that has votes, totals or a final tally. */
  check() {
    const { votes } = this, voted = [...votes.last.keys()].map((at) => votes.where[at].ballot);
    for (const ballot of ascending([...this.counted.keys(), ...voted, ...this.lines.keys(), ...votes.finals.keys()])) {
      const why = this.rows.manifest.withheld.get(ballot);
      if (why) this.checkWithheld(ballot, why);
      else this.checkShown(ballot);
      this.checkFinal(ballot, why);
    }
  }

  /* Votes are shown: each total is their number, but for votes erased since. */
  checkShown(ballot) {
    const told = this.told(ballot), counted = this.counted.get(ballot) ?? new Map(), excess = new Counts();
    const keys = [...new Map([...told, ...counted]).values()].sort(byKey);
    const together = this.rows.manifest.together.has(ballot);
    if (together) this.checkTogether(ballot, [...told.values()].filter(({ level }) => level === NO_LEVEL));
    for (const key of keys) {
      if (together && key.level === NO_LEVEL) continue;
      const name = voteName(key), totals = [told, counted].map((of) => of.get(name)?.votes ?? 0);
      const gap = Number(totals[0]) - totals[1];
      if (gap < 0 || (gap > 0 && !votesErased(this.votes, key))) this.differs(key, totals);
      excess.add(key.level, Math.max(gap, 0));
    }
    for (const [level, gap] of excess) {
      const erased = votesErased(this.votes, { ballot, level });
      if (erased > 0 && erased < gap) this.findings.report("totals_too_large", { ballot, level });
    }
  }

  /* Totals without a level are as many as the leaves that no row opened, of few people. */
  checkTogether(ballot, told) {
    const live = this.live(ballot), closed = this.rows.together.get(ballot) ?? new Counts(), items = new Counts();
    for (const { item, votes } of told) items.add(item, Number(votes));
    const found = closed.total(), total = items.total(), spare = this.spare();
    let most = found + spare;
    for (const { ballot: of, level } of this.votes.where) if (of === ballot) most += votesErased(this.votes, { ballot, level });
    if (total < found - this.votes.asideOf(ballot) || total > most) {
      this.findings.report("totals_differ_from_leaves", { ballot, level: NO_LEVEL, told: total, found });
    }
    if (found && !spare && [...live].every(([level, leaves]) => closed.get(level) < leaves)) {
      this.findings.report("together_for_nothing", { ballot, votes: found });
    }
    if ((this.lines.get(ballot) ?? []).some(({ method }) => MANY_VOTES.has(method))) return;
    for (const item of ascending([...items.keys()])) {
      if (items.get(item) > MOST_TOGETHER) this.findings.report("together_too_many", { ballot, item, votes: items.get(item) });
    }
  }

  differs({ ballot, item, choice, level }, [told, found]) {
    const facts = { ballot, item, choice, level: level === NO_LEVEL ? "-" : level, told, found };
    this.findings.report("totals_differ", facts);
  }

  /* Votes are not shown: totals are held against the number of live leaves, by level if they say it. */
  checkWithheld(ballot, why) {
    const aside = this.votes.asideOf(ballot), all = this.live(ballot);
    if (why === "few" && all.total() - aside >= FEW_VOTES) {
      this.findings.report("withheld_for_nothing", { ballot, votes: all.total() });
    }
    if (!this.lines.has(ballot)) return;
    const [told, live, erased] = this.byLevel(ballot, all);
    for (const level of ascending([...told.keys(), ...live.keys()])) {
      const most = live.get(level) + erased.get(level) + this.spare();
      if (live.get(level) - aside <= told.get(level) && told.get(level) <= most) continue;
      this.findings.report("totals_differ_from_leaves", { ballot, level, told: told.get(level), found: live.get(level) });
    }
  }

  /* Votes told, live and erased by level; all together where the totals do not tell levels apart. */
  byLevel(ballot, live) {
    const told = new Counts(), erased = new Counts();
    for (const { level, votes } of this.told(ballot).values()) told.add(level, Number(votes));
    for (const level of live.keys()) erased.add(level, votesErased(this.votes, { ballot, level }));
    const parts = [told, live, erased];
    return told.has(NO_LEVEL) ? parts.map((of) => new Counts([[NO_LEVEL, of.total()]])) : parts;
  }

  /* Votes older than the log that are not shown one by one. */
  spare() { return Math.max(0, this.log.older - this.rows.older); }

  /* The final tally that the log holds is that of these totals, and no vote came after. */
  checkFinal(ballot, why) {
    const final = this.votes.finals.get(ballot);
    if (!final) return;
    const last = this.votes.lastOf(ballot), { seq } = final;
    if (why === "open" && Math.max(last, this.votes.extended) < seq) {
      this.findings.report("withheld_though_closed", { seq, ballot });
    }
    if (why !== "open" && last > seq) this.findings.report("vote_after_final", { seq: last, ballot });
    if (why !== "open" && final.pub.sha256 !== digestOf(this.lines.get(ballot) ?? [])) {
      this.findings.report("final_differs", { seq, ballot });
    }
  }

  told(ballot) {
    const told = new Map();
    for (const line of this.lines.get(ballot) ?? []) {
      const [item, choice, level] = keyOf(line), name = voteName({ ballot, item, choice, level });
      if (told.has(name)) this.findings.report("total_twice", { ballot, item, choice });
      told.set(name, { ballot, item, choice, level, votes: line.count });
    }
    return new Map([...told].filter(([, { votes }]) => votes));
  }

  live(ballot) {
    const live = new Counts();
    for (const [station, { ballot: of, level }] of this.votes.where.entries()) {
      if (of === ballot && this.votes.live.get(station)) live.set(level, this.votes.live.get(station));
    }
    return live;
  }
}

const votesErased = (votes, { ballot, level }) => votes.erasedAt(ballot, level);

/* What a total is the total of: item, choice and level. */
function keyOf(line) {
  const level = asWholeOrNull(line.level);
  return [asWhole(line.item), asWhole(line.choice), level === null ? NO_LEVEL : level];
}

function byKey(one, other) {
  return compare(one.item, other.item) || compare(one.choice, other.choice) || compare(one.level, other.level);
}

/* The fingerprint of the totals of one ballot: sorted by item, choice and level, null first. */
function digestOf(lines) {
  const ordered = lines.map((line) => [keyOf(line), line]).sort(([one], [other]) => {
    for (const place of [0, 1, 2]) if (one[place] !== other[place]) return compare(one[place], other[place]);
    return 0;
  });
  return toHex(sha256(canonical(ordered.map(([, line]) => line))));
}
