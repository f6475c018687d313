/* The files of an export, each read once, with its fingerprint on the way, and never more than it may. */
import { Malformed, toHex } from "./bytes.js";
import { Unreadable } from "./findings.js";
import { Sha256 } from "./sha256.js";
import { BadZip, MOST_DIRECTORY_BYTES, readBlocks, readEnd, readEntries } from "./zip.js";

const MOST_BYTES = 2e9;
const MOST_FILES = 1000;
const MOST_LINE_BYTES = 1_000_000;
const MOST_WHOLE_BYTES = 16_000_000;
const METHODS = [0, 8];
const NEWLINE = 10;
const UNPRINTABLE = /(?! )[\p{C}\p{Z}]/u;

/* Opens a zip; `tell` hears how many bytes were read and how many there are, once unpacked, and may stop all by throwing. */
export async function openArchive(file, tell = async () => {}) {
  if (file.size > MOST_BYTES) throw new Unreadable("too_big", { name: file.name });
  try {
    const end = await readEnd(file);
    if (end.size > MOST_DIRECTORY_BYTES) throw new Unreadable("too_big", { name: file.name });
    const entries = await readEntries(file, end);
    checkEntries(entries);
    return new Archive(file, entries, tell);
  } catch (error) {
    if (error instanceof Unreadable) throw error;
    throw isBroken(error) ? new Unreadable("not_a_zip", { name: file.name }) : error;
  }
}

const isBroken = (error) => error instanceof BadZip || error instanceof Malformed || error instanceof DOMException;

class Archive {
  constructor(file, entries, tell) {
    this.file = file;
    this.tell = tell;
    this.entries = new Map(entries.filter(({ name }) => !name.endsWith("/")).map((entry) => [entry.name, entry]));
    this.names = [...this.entries.keys()];
    this.prints = new Map();
    this.left = MOST_BYTES;
    this.total = entries.reduce((sum, { size }) => sum + size, 0);
  }

  /* Calls `take` with each line of a file, without its end; only a file that is cut lacks one. */
  async lines(name, take) {
    let rest = new Uint8Array(0);
    for await (const block of this.blocks(name)) {
      const bytes = rest.length ? joined(rest, block) : block;
      let start = 0;
      for (let end = bytes.indexOf(NEWLINE); end >= 0; end = bytes.indexOf(NEWLINE, start)) {
        if (end - start >= MOST_LINE_BYTES) throw new Unreadable("line_cut", { name });
        take(bytes.subarray(start, end));
        start = end + 1;
      }
      rest = bytes.slice(start);
      if (rest.length >= MOST_LINE_BYTES) throw new Unreadable("line_cut", { name });
    }
    if (rest.length) throw new Unreadable("line_cut", { name });
  }

  /* A short file, in one piece. */
  async whole(name) {
    let whole = new Uint8Array(0);
    for await (const block of this.blocks(name)) {
      whole = joined(whole, block);
      if (whole.length > MOST_WHOLE_BYTES) throw new Unreadable("too_big", { name });
    }
    return whole;
  }

  /* SHA-256 and length of a file, read now if it was not before. */
  async fingerprint(name) {
    if (!this.prints.has(name)) for await (const _ of this.blocks(name));
    return this.prints.get(name);
  }

  async *blocks(name) {
    const entry = this.entries.get(name), hash = new Sha256();
    if (!entry) throw new Unreadable("file_missing", { name });
    try {
      for await (const block of readBlocks(this.file, entry)) {
        hash.update(block);
        this.left -= block.length;
        if (this.left < 0) throw new Unreadable("too_big", { name });
        await this.tell(MOST_BYTES - this.left, this.total);
        yield block;
      }
    } catch (error) {
      throw isBroken(error) ? new Unreadable("file_broken", { name }) : error;
    }
    this.prints.set(name, { bytes: hash.length, sha256: toHex(hash.digest()) });
  }
}

function joined(first, second) {
  const whole = new Uint8Array(first.length + second.length);
  whole.set(first);
  whole.set(second, first.length);
  return whole;
}

function checkEntries(entries) {
  const total = entries.reduce((sum, { size }) => sum + size, 0);
  if (entries.length > MOST_FILES || total > MOST_BYTES) throw new Unreadable("too_big", { name: "zip" });
  const seen = new Set();
  for (const { name: whole, encrypted, method } of entries) {
    const name = whole.endsWith("/") ? whole.slice(0, -1) : whole;
    const folded = name.toUpperCase().toLowerCase();
    if (!isPlain(name)) throw new Unreadable("name_refused", { name });
    if (seen.has(folded)) throw new Unreadable("name_twice", { name });
    if (encrypted || !METHODS.includes(method)) throw new Unreadable("file_broken", { name });
    seen.add(folded);
  }
}

/* Whether a name stays below the folder where somebody would unpack it. */
function isPlain(name) {
  return !UNPRINTABLE.test(name) && !/[\\:]/.test(name) && !name.split("/").some((part) => ["", ".", ".."].includes(part));
}
