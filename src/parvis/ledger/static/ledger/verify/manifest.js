/* What the export says of itself: which consultation, which log, which files. */
import { Malformed, byCodePoint, toHex } from "./bytes.js";
import { parseJson, toWhole } from "./canonical.js";
import { asBytes32, asList, asRecord, asText, asWhole } from "./fields.js";
import { Unreadable } from "./findings.js";

const MANIFEST = "manifest.json";
const FORMAT = "parvis-export/1";
const SEALED_FOLDERS = /^(?:rules|synthesis)\//;
const WHY_WITHHELD = ["few", "open"];

export async function readManifest(archive) {
  const data = await archive.whole(MANIFEST);
  try {
    return understand(asRecord(parseJson(data)));
  } catch (error) {
    throw error instanceof Malformed ? new Unreadable("manifest_senseless") : error;
  }
}

function understand(record) {
  if (record.format !== FORMAT) throw new Malformed("another format");
  const consultation = asRecord(record.consultation);
  return {
    space: asText(consultation.space),
    title: asText(consultation.title),
    origin: asText(record.origin),
    vkey: asText(record.vkey),
    older: asWhole("older" in record ? record.older : 0),
    together: new Set(asList("together_ballots" in record ? record.together_ballots : []).map(asWhole)),
    withheld: readWithheld("withheld_ballots" in record ? record.withheld_ballots : {}),
    files: new Map(Object.entries(asRecord(record.files)).map(([name, value]) => [name, readFile(value)])),
  };
}

function readWithheld(value) {
  const found = Object.entries(asRecord(value)).map(([ballot, why]) => [readBallot(ballot), why]);
  if (!found.every(([, why]) => WHY_WITHHELD.includes(why))) throw new Malformed("withheld for no known reason");
  return new Map(found);
}

export function readBallot(text) {
  if (!/^-?[0-9]{1,4300}$/.test(text)) throw new Malformed("not the number of a ballot");
  return toWhole(text);
}

function readFile(value) {
  const record = asRecord(value);
  return { sha256: toHex(asBytes32(record.sha256)), bytes: asWhole(record.bytes) };
}

/* Holds every file against its fingerprint; to be done last, since it reads what was not read yet. */
export async function checkFiles(archive, manifest, findings) {
  const names = archive.names.filter((name) => name !== MANIFEST).sort(byCodePoint);
  const missing = [...manifest.files.keys()].filter((name) => !names.includes(name)).sort(byCodePoint);
  for (const name of missing) findings.report("file_missing", { name });
  for (const name of names) {
    const told = manifest.files.get(name);
    const found = told && await archive.fingerprint(name);
    if (!told) findings.report("file_unlisted", { name });
    else if (found.sha256 !== told.sha256 || found.bytes !== told.bytes) findings.report("file_altered", { name });
  }
}

/* Rules and syntheses are those whose fingerprint the log holds, and all of them are there. */
export async function checkTexts(archive, sealed, findings) {
  const found = new Map();
  for (const name of archive.names.filter((one) => SEALED_FOLDERS.test(one)).sort(byCodePoint)) {
    found.set((await archive.fingerprint(name)).sha256, name);
  }
  const digests = new Set(sealed.values());
  for (const [digest, name] of found) if (!digests.has(digest)) findings.report("text_altered", { name });
  for (const [seq, digest] of sealed) if (!found.has(digest)) findings.report("text_missing", { seq });
}
