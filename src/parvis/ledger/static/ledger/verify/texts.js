/* What became of texts: a text is the chain of its versions, named by its first leaf. */
export class Texts {
  constructor() {
    this.first = new Map();
    this.before = new Map();
    this.on = new Map();
    this.revised = new Set();
    this.hidden = new Set();
    this.withdrawn = new Set();
    this.erased = new Set();
    this.private = new Set();
  }

  /* What a leaf does to the text that it refers to. */
  follow({ kind, seq, ref }) {
    const first = this.first.get(ref) ?? ref;
    if (kind.endsWith(".revised")) {
      this.first.set(seq, first);
      this.before.set(seq, ref);
      this.revised.add(ref);
    } else if (kind.endsWith(".withdrawn")) this.withdrawn.add(first);
    else if (kind === "moderation.hide") this.hidden.add(first);
    else if (kind === "moderation.restore") this.hidden.delete(first);
    else this.erase(ref);
  }

  /* A text for the team alone is said to be so from its first version on. */
  keepBack({ seq, ref }) {
    if (ref === null || this.private.has(ref)) this.private.add(seq);
  }

  /* An argument leaves with the text, or the argument, that it speaks of. */
  hang({ seq, ref }) { this.on.set(seq, ref); }

  /* Why the row of a leaf is not there, or null when the log does not say. */
  absence(seq) {
    if (this.erased.has(seq)) return "erased";
    const left = this.left(seq);
    if (left) return left;
    if (this.private.has(seq)) return "private";
    return this.revised.has(seq) ? "revised" : null;
  }

  /* Whether a text was withdrawn or hidden, or what it speaks of was. */
  left(seq) {
    for (let found = seq; found !== undefined;) {
      const first = this.first.get(found) ?? found;
      if (this.withdrawn.has(first)) return "withdrawn";
      if (this.hidden.has(first)) return "hidden";
      found = this.on.get(first);
    }
    return null;
  }

  /* Words are erased with those of the earlier versions; a later version, made anonymous, stays. */
  erase(seq) {
    for (let found = seq; found !== undefined && !this.erased.has(found); found = this.before.get(found)) {
      this.erased.add(found);
    }
  }
}
