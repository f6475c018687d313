/* What is found: anomalies, which make an export unsound, and remarks, which do not. Codes are those of the table of texts. */
export const MOST_HELD = 1000;

/* What was given cannot be read: a code, with its facts. */
export class Unreadable extends Error {
  constructor(code, facts = {}) {
    super(code);
    this.code = code;
    this.facts = facts;
  }
}

/* How many of each. */
export class Counts extends Map {
  get(key) { return super.get(key) ?? 0; }
  add(key, by = 1) { this.set(key, this.get(key) + by); }
  total() { let sum = 0; for (const count of this.values()) sum += count; return sum; }
}

/* The first thousand anomalies are held, all are counted. */
export class Findings {
  constructor() {
    this.anomalies = [];
    this.remarks = [];
    this.counts = new Counts();
  }

  get wrong() { return this.counts.total(); }

  report(code, { seq = null, ...facts } = {}) {
    this.counts.add(code);
    if (this.anomalies.length < MOST_HELD) this.anomalies.push({ code, seq, facts });
  }

  remark(code, facts = {}) { this.remarks.push({ code, facts }); }
}
