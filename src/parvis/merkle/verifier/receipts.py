"""A receipt: what somebody was given when their act was accepted, held against the log."""

from parvis.merkle.canonical import Value, canonical, parse
from parvis.merkle.commitments import commit
from parvis.merkle.proof_text import ProofText, parse_proof
from parvis.merkle.proofs import verify_inclusion
from parvis.merkle.tree import leaf_hash
from parvis.merkle.verifier.fields import as_bytes32, as_record
from parvis.merkle.verifier.findings import Findings, Unreadable
from parvis.merkle.verifier.leaf import read_leaf
from parvis.merkle.verifier.log import Log
from parvis.merkle.verifier.trust import Signed, read_given


class Receipt:
    """A proof of inclusion, with its checkpoint, and what its holder alone has."""

    def __init__(self, source: str, data: bytes) -> None:
        try:
            text = data.decode("utf-8-sig").replace("\r\n", "\n").strip("\n") + "\n"
            self.proof: ProofText = parse_proof(text)
        except ValueError:
            raise Unreadable("receipt_senseless", name=source) from None
        self.source = source
        self.signed: Signed = read_given(source, self.proof.checkpoint.encode())

    def check(self, log: Log, findings: Findings) -> None:
        """Hold it against the log, whose agreement with the receipt's checkpoint is checked apart."""
        seq, head = self.proof.index, self.signed.head
        line = log.kept.get(seq)
        if line is None:
            findings.report("receipt_absent", seq=seq, name=self.source)
            return
        if not verify_inclusion(leaf_hash(line), seq, head.size, self.proof.hashes, head.root):
            findings.report("receipt_not_proved", seq=seq, name=self.source)
            return
        try:
            self._check_extra(line, findings)
        except (ValueError, KeyError):
            findings.report("receipt_senseless", name=self.source)

    def _check_extra(self, line: bytes, findings: Findings) -> None:
        seq, extra = self.proof.index, self._extra()
        if "leaf" in extra and canonical(extra["leaf"]) != line:
            findings.report("receipt_leaf_differs", seq=seq, name=self.source)
            return
        leaf = read_leaf(line)
        if "salt" not in extra or "payload" not in extra:
            findings.remark("receipt_good", seq=seq, kind=leaf.kind)
        elif commit(as_bytes32(extra["salt"]), extra["payload"]) == leaf.commitment:
            findings.remark("receipt_opened", seq=seq, kind=leaf.kind)
        else:
            findings.report("receipt_words_differ", seq=seq, name=self.source)

    def _extra(self) -> dict[str, Value]:
        return as_record(parse(self.proof.extra)) if self.proof.extra else {}
