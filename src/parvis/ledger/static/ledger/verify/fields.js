/* Values of a parsed JSON, of the type that the format asks for; Malformed on any other. */
import { Malformed, fromHex } from "./bytes.js";

const HEX_32 = /^[0-9a-f]{64}$/;

function must(holds) {
  if (!holds) throw new Malformed("not of this type");
}

export const isWhole = (value) => typeof value === "bigint" || Number.isInteger(value);

export function asRecord(value) {
  must(typeof value === "object" && value !== null && !Array.isArray(value));
  return value;
}

export function asList(value) {
  must(Array.isArray(value));
  return value;
}

export function asText(value) {
  must(typeof value === "string");
  return value;
}

export function asWhole(value) {
  must(isWhole(value));
  return value;
}

export const asWholeOrNull = (value) => (value === null ? null : asWhole(value));

export function asBytes32(value) {
  must(typeof value === "string" && HEX_32.test(value));
  return fromHex(value);
}
