/* Salted commitments: the log binds itself to words that it does not show. */
import { encode } from "./bytes.js";
import { canonical } from "./canonical.js";
import { asBytes32 } from "./fields.js";
import { sha256 } from "./sha256.js";

const PREFIX = encode("parvis/commit/v1\n");

/* The commitment to bytes that are canonical already. */
export const commitBytes = (salt, bytes) => sha256(PREFIX, salt, bytes);

export const commit = (salt, payload) => commitBytes(salt, canonical(payload));

/* The commitment that a row opens. */
export const commitmentOf = (row) => commit(asBytes32(row.salt), row.payload);
