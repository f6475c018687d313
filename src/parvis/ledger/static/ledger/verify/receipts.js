/* A receipt: what somebody was given when their act was accepted, held against the log. */
import { Malformed, encode, same } from "./bytes.js";
import { canonical, parse } from "./canonical.js";
import { commit } from "./commitments.js";
import { asBytes32, asRecord } from "./fields.js";
import { readLeaf } from "./leaf.js";
import { parseProof } from "./notes.js";
import { leafHash, verifyInclusion } from "./tree.js";
import { keptText, readGiven, reading } from "./trust.js";

/* A proof of inclusion, with its checkpoint, and what its holder alone has. */
export function readReceipt(source, data) {
  const proof = reading("receipt_senseless", source, () => parseProof(keptText(data)));
  return { source, proof, signed: readGiven(source, encode(proof.checkpoint)) };
}

/* Holds it against the log, whose agreement with the receipt's checkpoint is checked apart. */
export function checkReceipt({ source, proof, signed }, log, findings) {
  const seq = proof.index, line = log.kept.get(seq), { size, root } = signed.head;
  if (!line) findings.report("receipt_absent", { seq, name: source });
  else if (!verifyInclusion(leafHash(line), seq, size, proof.hashes, root)) {
    findings.report("receipt_not_proved", { seq, name: source });
  } else {
    try {
      checkExtra({ seq, source, line, extra: readExtra(proof) }, findings);
    } catch (error) {
      if (!(error instanceof Malformed)) throw error;
      findings.report("receipt_senseless", { name: source });
    }
  }
}

const readExtra = (proof) => (proof.extra.length ? asRecord(parse(proof.extra)) : {});

function checkExtra({ seq, source, line, extra }, findings) {
  if ("leaf" in extra && !same(canonical(extra.leaf), line)) {
    findings.report("receipt_leaf_differs", { seq, name: source });
    return;
  }
  const { kind, commitment } = readLeaf(line);
  if (!("salt" in extra) || !("payload" in extra)) findings.remark("receipt_good", { seq, kind });
  else if (commitment && same(commit(asBytes32(extra.salt), extra.payload), commitment)) {
    findings.remark("receipt_opened", { seq, kind });
  } else findings.report("receipt_words_differ", { seq, name: source });
}
