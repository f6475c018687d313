/* Reads the list of files at the end of a zip (its central directory), and the bytes of one file, block after block. */
import { decode } from "./bytes.js";

export const MOST_DIRECTORY_BYTES = 1_000_000;
export const BLOCK_BYTES = 1 << 18;
const END_BYTES = 22, ENTRY_BYTES = 46, LOCAL_BYTES = 30;
const END = 0x06054b50, ENTRY = 0x02014b50, LOCAL = 0x04034b50;
const STORED = 0, ENCRYPTED = 1, UTF8 = 0x800;
/* Letters 128 to 255 of names that do not say that they are in UTF-8 (code page 437). */
const OLD_LETTERS = "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u00a0";
const CRC = Uint32Array.from({ length: 256 }, (_, byte) => {
  for (let bit = 0; bit < 8; bit++) byte = byte & 1 ? (byte >>> 1) ^ 0xedb88320 : byte >>> 1;
  return byte;
});

/* The zip is broken, or is none. */
export class BadZip extends Error {}

function must(holds) {
  if (!holds) throw new BadZip();
}

const read = async (file, start, end) => new Uint8Array(await file.slice(start, end).arrayBuffer());
const viewOf = (bytes) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/* Where the end record is, and what it says of the list. */
export async function readEnd(file) {
  const start = Math.max(0, file.size - END_BYTES - 65_535);
  const bytes = await read(file, start, file.size), view = viewOf(bytes);
  let place = bytes.length - END_BYTES;
  while (place >= 0 && view.getUint32(place, true) !== END) place--;
  must(place >= 0);
  return { at: start + place, size: view.getUint32(place + 12, true), offset: view.getUint32(place + 16, true) };
}

/* The entries of the list. */
export async function readEntries(file, end) {
  const start = end.at - end.size;
  must(start >= 0 && start >= end.offset);
  const bytes = await read(file, start, end.at), view = viewOf(bytes), entries = [];
  for (let at = 0; at < bytes.length;) {
    must(at + ENTRY_BYTES <= bytes.length && view.getUint32(at, true) === ENTRY);
    const lengths = [28, 30, 32].map((place) => view.getUint16(at + place, true));
    const name = bytes.subarray(at + ENTRY_BYTES, at + ENTRY_BYTES + lengths[0]);
    entries.push(entryAt(view, at, name, start - end.offset));
    at += ENTRY_BYTES + lengths[0] + lengths[1] + lengths[2];
  }
  return entries;
}

function entryAt(view, at, name, shift) {
  const flags = view.getUint16(at + 8, true);
  return {
    name: readName(name, flags),
    method: view.getUint16(at + 10, true),
    encrypted: Boolean(flags & ENCRYPTED),
    crc: view.getUint32(at + 16, true),
    packed: view.getUint32(at + 20, true),
    size: view.getUint32(at + 24, true),
    offset: view.getUint32(at + 42, true) + shift,
  };
}

function readName(bytes, flags) {
  if (flags & UTF8) return decode(bytes);
  return Array.from(bytes, (byte) => (byte < 128 ? String.fromCharCode(byte) : OLD_LETTERS[byte - 128])).join("");
}

/* The bytes of a file by blocks, all full but the last. The last comes once the checksum is seen to be right. */
export async function* readBlocks(file, entry) {
  const start = await findStart(file, entry);
  const packed = file.slice(start, start + entry.packed);
  const stream = entry.method === STORED ? packed.stream() : unpack(packed);
  const reader = stream.getReader();
  try {
    yield* checked(blocksOf(reader, entry.size), entry);
  } catch (error) {
    throw error instanceof TypeError || error instanceof DOMException ? new BadZip() : error;
  } finally {
    await reader.cancel().catch(() => {});
  }
}

const unpack = (packed) => packed.stream().pipeThrough(new DecompressionStream("deflate-raw"));

/* Where the bytes of a file begin: its own heading says, and repeats its name. */
async function findStart(file, entry) {
  const bytes = await read(file, entry.offset, entry.offset + LOCAL_BYTES);
  must(bytes.length === LOCAL_BYTES);
  const view = viewOf(bytes);
  must(view.getUint32(0, true) === LOCAL);
  const start = entry.offset + LOCAL_BYTES, length = view.getUint16(26, true);
  const name = await read(file, start, start + length);
  must(readNameOrNull(name, view.getUint16(6, true)) === entry.name);
  return start + length + view.getUint16(28, true);
}

function readNameOrNull(bytes, flags) {
  try { return readName(bytes, flags); } catch { return null; }
}

/* Cuts what comes into blocks, and stops where the list said that the file ends. */
async function* blocksOf(reader, size) {
  let block = new Uint8Array(Math.min(size, BLOCK_BYTES)), filled = 0, left = size;
  while (left > 0) {
    const { value, done } = await reader.read();
    if (done) break;
    for (let at = 0; at < value.length && left > 0;) {
      const part = value.subarray(at, at + Math.min(block.length - filled, left));
      block.set(part, filled);
      filled += part.length; at += part.length; left -= part.length;
      if (filled === block.length) { yield block; block = new Uint8Array(Math.min(left, BLOCK_BYTES)); filled = 0; }
    }
  }
  if (filled) yield block.subarray(0, filled);
}

async function* checked(blocks, entry) {
  let crc = -1, last = null;
  for await (const block of blocks) {
    if (last) yield last;
    for (let place = 0; place < block.length; place++) crc = CRC[(crc ^ block[place]) & 255] ^ (crc >>> 8);
    last = block;
  }
  must(((crc ^ -1) >>> 0) === entry.crc);
  if (last) yield last;
}
