/* Opens the published rows: each is what its leaf commits to, and each leaf is opened or explained. */
import { Malformed, byCodePoint, decode, encode, fromHex, same, toHex } from "./bytes.js";
import { parse, toWhole } from "./canonical.js";
import { commitBytes, commitmentOf } from "./commitments.js";
import { asRecord, asWhole, asWholeOrNull } from "./fields.js";
import { Counts, MOST_HELD } from "./findings.js";
import { ENDED, EXPECTED, MISSING, OPENED } from "./log.js";

const VOTES = "rows/votes.jsonl";
const ROWS = /^rows\/.*\.jsonl$/s;
const VOTE_FRAME = /^\{"payload":(\{"ballot":(0|-?[1-9][0-9]{0,17}),"choice":(0|-?[1-9][0-9]{0,17}),"item":(0|-?[1-9][0-9]{0,17}),"level":(0|-?[1-9][0-9]{0,17}),"tracker":"[0-9a-f]*"\}),"salt":"([0-9a-f]{64})"\}$/;
const ENDINGS = { [OPENED]: "vote_twice", [ENDED]: "vote_ended" };

/* Ballot, item, choice and level in one name, and back. */
export const voteName = ({ ballot, item, choice, level }) => `${ballot} ${item} ${choice} ${level}`;

/* What was opened: `outcome` counts leaves by what became of them, `counted` votes by their choice; `together`, by ballot
   and level, the leaves of votes that are told without their level. */
export class Rows {
  constructor(log, manifest, findings) {
    Object.assign(this, { log, manifest, findings });
    this.outcome = new Counts();
    this.counted = new Counts();
    this.aside = new Counts();
    this.together = new Map();
    this.older = 0;
    this.unproved = 0;
    this.altered = new Map();
  }

  /* Opens every file of rows, then explains the leaves that stay closed. */
  async openAll(archive) {
    for (const name of archive.names.filter((one) => ROWS.test(one)).sort(byCodePoint)) await this.openFile(archive, name);
    const found = this.manifest.older > this.older ? this.manifest.older : this.older;
    if (found > this.log.older) this.findings.report("older_unannounced", { found, announced: this.log.older });
    for (const [ballot, votes] of this.aside) {
      const told = this.log.votes.asideOf(ballot);
      if (votes > told) this.findings.report("aside_unexplained", { ballot, votes, told });
    }
    this.reportAltered();
    this.explain();
  }

  async openFile(archive, name) {
    let number = 0;
    await archive.lines(name, (line) => {
      number++;
      try {
        if (name === VOTES) this.openVote(line, number);
        else this.openText(line, name, number);
      } catch (error) {
        if (!(error instanceof Malformed)) throw error;
        this.findings.report("row_unreadable", { name, line: number });
      }
    });
  }

  openText(bytes, name, line) {
    const { log } = this, row = asRecord(parse(bytes)), seq = asWholeOrNull(row.seq);
    if (seq === null) this.countOlder(row);
    else if (!log.has(seq) || !this.isOurs(seq)) this.findings.report("row_outside", { name, line, seq });
    else if (log.states[seq] === MISSING) return;
    else if (row.salt === null) this.openWithoutSalt(seq);
    else if (!same(commitmentOf(row), log.commitment(seq))) this.rememberAltered(seq, commitmentOf(row));
    else if (log.states[seq] === OPENED) this.findings.report("row_twice", { name, line, seq });
    else this.open(seq);
  }

  open(seq) {
    this.log.states[seq] = OPENED;
    this.outcome.add("verified");
  }

  /* Words still shown, whose salt was erased: nothing proves them any longer, and the log says why. */
  openWithoutSalt(seq) {
    if (this.log.texts.absence(seq) === "erased") this.unproved++;
    else this.findings.report("row_without_salt", { seq });
  }

  /* Whether a leaf is one of the consultation that holds words, and no vote. */
  isOurs(seq) {
    const state = this.log.states[seq];
    return (state === EXPECTED || state === OPENED || state === MISSING) && !this.log.stations[seq];
  }

  openVote(bytes, line) {
    const found = VOTE_FRAME.exec(decode(bytes));
    if (found) {
      const [ballot, choice, item, level] = found.slice(2, 6).map(toWhole), vote = { ballot, choice, item, level };
      const commitment = commitBytes(fromHex(found[6]), encode(found[1]));
      if (this.matchVote(commitment, vote, line)) this.counted.add(voteName(vote));
      return;
    }
    const row = asRecord(parse(bytes)), vote = readVote(asRecord(row.payload));
    if (row.salt === null) this.countOlder(row);
    else if (!this.matchVote(commitmentOf(row), vote, line)) return;
    if (row.set_aside === true) this.aside.add(vote.ballot);
    else this.counted.add(voteName(vote));
  }

  /* Whether a vote is a live one of the log, of this ballot and level, not opened yet. */
  matchVote(commitment, { ballot, item, level }, line) {
    const { log, findings } = this, seq = log.votes.find(commitment);
    if (seq < 0 || !same(log.commitment(seq), commitment)) {
      findings.report("vote_outside", { line, ballot, item });
      return false;
    }
    const where = log.votes.where[log.stations[seq]], state = log.states[seq];
    if (where.ballot !== ballot || where.level !== level) {
      findings.report("vote_moved", { line, seq });
      return false;
    }
    if (state !== EXPECTED) {
      findings.report(ENDINGS[state] ?? "vote_erased", { line, seq });
      return false;
    }
    this.open(seq);
    return true;
  }

  countOlder(row) {
    if (row.salt !== null) throw new Malformed("a salt without a leaf");
    this.older++;
  }

  /* Told at the end: a row that differs from its leaf may be that of another one. */
  rememberAltered(seq, commitment) {
    this.log.states[seq] = OPENED;
    if (this.altered.size < MOST_HELD) this.altered.set(toHex(commitment), seq);
    else this.findings.report("row_altered", { seq });
  }

  reportAltered() {
    const moved = new Map();
    for (let seq = 0; this.altered.size && seq < this.log.length; seq++) {
      const commitment = toHex(this.log.commitment(seq));
      if (this.altered.has(commitment)) moved.set(commitment, seq);
    }
    for (const [commitment, seq] of this.altered) {
      const other = moved.get(commitment);
      if (other === undefined) this.findings.report("row_altered", { seq });
      else this.findings.report("row_moved", { seq, other });
    }
  }

  /* Leaves that no row opened. */
  explain() {
    const { states, stations, texts, votes, length } = this.log;
    for (let seq = states.indexOf(EXPECTED); seq >= 0 && seq < length; seq = states.indexOf(EXPECTED, seq + 1)) {
      const station = stations[seq];
      const why = station ? this.whyNoVote(votes.where[station]) : texts.absence(seq);
      if (!why) this.findings.report("unexplained", { seq });
      this.outcome.add(why || "unexplained");
    }
    if (votes.erased.total()) this.outcome.add("erased", votes.erased.total());
  }

  whyNoVote({ ballot, level }) {
    const { withheld, together } = this.manifest;
    if (withheld.has(ballot) || !together.has(ballot)) return withheld.get(ballot);
    if (!this.together.has(ballot)) this.together.set(ballot, new Counts());
    this.together.get(ballot).add(level);
    return "together";
  }
}

function readVote(payload) {
  const [ballot, item, choice, level] = ["ballot", "item", "choice", "level"].map((name) => asWhole(payload[name]));
  return { ballot, item, choice, level };
}
