"""Makes exports from acts: sound ones, then any that somebody tampered with."""

import hashlib
import json
import zipfile
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from parvis.merkle.canonical import canonical, parse
from parvis.merkle.checkpoints import checkpoint_text
from parvis.merkle.commitments import commit
from parvis.merkle.notes import Key, sign_note
from parvis.merkle.proof_text import ProofText, receipt_extra
from parvis.merkle.proofs import inclusion_proof, nodes_of
from parvis.merkle.tree import leaf_hash, root_of
from parvis.merkle.verifier.tallies import tally_digest

ORIGIN = "log.example.org"
SPACE = "c12"
START = 1_763_700_000


class Signer:
    """A key that signs, the same for the same seed."""

    def __init__(self, seed: int = 1, name: str = ORIGIN) -> None:
        self.private = Ed25519PrivateKey.from_private_bytes(bytes([seed]) * 32)
        public = self.private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
        self.key = Key(name, public)

    def sign(self, size: int, root: bytes) -> str:
        text = checkpoint_text(self.key.name, size, root)
        return sign_note(text, (self.key, self.private.sign))


@dataclass
class Made:
    """A log, the rows beside it, and the totals; `write` makes the zip. Everything may be changed before."""

    signer: Signer = field(default_factory=Signer)
    leaves: list[bytes] = field(default_factory=list)
    rows: dict[str, list[dict[str, Any]]] = field(default_factory=lambda: {"contributions": [], "votes": []})
    tallies: list[dict[str, Any]] | None = None
    older: list[dict[str, Any]] = field(default_factory=list)
    manifest: dict[str, Any] = field(default_factory=dict)
    random: Random = field(default_factory=lambda: Random(5))  # noqa: S311

    def tell(self, kind: str, *, row: str = "", payload: Any = None, **fields: Any) -> int:
        """Add a leaf and, with `row`, the published row that opens it; returns the place of the leaf."""
        seq, salt = len(self.leaves), self.random.randbytes(32)
        leaf = {
            "v": 1,
            "seq": seq,
            "t": fields.get("t", START + seq),
            "kind": kind,
            "space": fields.get("space", SPACE),
            "c": None if payload is None else commit(salt, payload).hex(),
            "ref": fields.get("ref"),
            "pub": fields.get("pub", {}),
        }
        self.leaves.append(canonical(leaf))
        if row == "votes":
            self.rows[row].append({"salt": salt.hex(), "payload": payload})
        elif row:
            self.rows.setdefault(row, []).append({"seq": seq, "salt": salt.hex(), "payload": payload})
        return seq

    def contribute(self, text: str, **fields: Any) -> int:
        payload = {"id": len(self.leaves), "title": "Idée", "text": text}
        return self.tell("contribution.accepted", row="contributions", payload=payload, **fields)

    def vote(self, *, ballot: int = 3, item: int = 1, choice: int = 1, level: int = 1, **fields: Any) -> int:
        vote = {"ballot": ballot, "item": item, "choice": choice, "level": level}
        vote["tracker"] = self.random.randbytes(32).hex()
        kind = "vote.changed" if "ref" in fields else "vote.cast"
        return self.tell(
            kind, row="votes", payload=vote, pub={"ballot": ballot, "level": level}, t=START, **fields
        )

    def drop(self, seq: int, row: str = "contributions") -> None:
        """Publish the row of a leaf no longer."""
        self.rows[row] = [one for one in self.rows[row] if one["seq"] != seq]

    def drop_vote(self, seq: int) -> dict[str, Any]:
        """Publish the row of the vote of a leaf no longer."""
        commitment = parse(self.leaves[seq])["c"]
        place = [commit_of(one) for one in self.rows["votes"]].index(commitment)
        return self.rows["votes"].pop(place)

    def tell_together(self, *seqs: int) -> None:
        """Publish these votes in the totals alone, without their level."""
        told = [self.drop_vote(seq)["payload"] for seq in seqs]
        lines: Counter[tuple[int, int, int]] = Counter((v["ballot"], v["item"], v["choice"]) for v in told)
        self.tallies = self.totals() + [
            {"ballot": ballot, "method": "support", "item": item, "choice": choice, "level": None,
             "count": count, "imported": 0}
            for (ballot, item, choice), count in sorted(lines.items())
        ]  # fmt: skip
        self.manifest["together_ballots"] = sorted({vote["ballot"] for vote in told})

    def close(self, ballot: int = 3) -> int:
        """Seal the totals of a ballot, as they now are."""
        lines = [line for line in self.tallies or self.totals() if line["ballot"] == ballot]
        votes = sum(line["count"] for line in lines)
        return self.tell("tally.final", pub={"ballot": ballot, "votes": votes, "sha256": tally_digest(lines)})

    def totals(self) -> list[dict[str, Any]]:
        live = [row["payload"] for row in self.rows["votes"] if not row.get("set_aside")]
        counts = Counter((v["ballot"], v["item"], v["choice"], v["level"]) for v in live)
        return [
            {"ballot": ballot, "method": "support", "item": item, "choice": choice, "level": level,
             "count": count, "imported": 0}
            for (ballot, item, choice, level), count in sorted(counts.items())
        ]  # fmt: skip

    def root(self, size: int | None = None) -> bytes:
        return root_of(map(leaf_hash, self.leaves[:size]))

    def note(self, size: int | None = None) -> str:
        """The signed checkpoint of the first `size` leaves."""
        size = len(self.leaves) if size is None else size
        return self.signer.sign(size, self.root(size))

    def keep_checkpoint(self) -> str:
        """Sign the log as it is, and keep that among the earlier checkpoints."""
        note = self.note()
        self.older.append({"size": len(self.leaves), "note": note})
        return note

    def receipt(self, seq: int, **extra: Any) -> str:
        """The receipt of a leaf, in the log as it now is."""
        node = nodes_of([leaf_hash(leaf) for leaf in self.leaves])
        hashes = tuple(inclusion_proof(seq, len(self.leaves), node))
        return str(ProofText(seq, hashes, self.note(), receipt_extra(self.leaves[seq], **extra)))

    def files(self) -> dict[str, bytes]:
        votes = list(self.rows["votes"])
        self.random.shuffle(votes)
        rows = {**self.rows, "votes": votes}
        tallies = self.totals() if self.tallies is None else self.tallies
        return {
            "ledger/leaves.jsonl": lines(self.leaves),
            "ledger/checkpoint.txt": self.note().encode(),
            "ledger/checkpoints.jsonl": lines(canonical(one) for one in self.older),
            **{f"rows/{name}.jsonl": lines(map(canonical, of)) for name, of in rows.items()},
            "tallies.json": json.dumps(tallies).encode(),
            "README.txt": b"Read me.\n",
        }

    def write(self, path: Path, **changed: bytes | None) -> Path:
        """Write the zip; `changed` files take the place of those made (None: left out)."""
        files = {name: data for name, data in {**self.files(), **changed}.items() if data is not None}
        return write_zip(path, {"manifest.json": self.describe(files), **files})

    def describe(self, files: dict[str, bytes]) -> bytes:
        """The manifest of these files."""
        listed = {
            name: {"sha256": hashlib.sha256(data).hexdigest(), "bytes": len(data)}
            for name, data in files.items()
        }
        described = {
            "format": "parvis-export/1",
            "consultation": {"space": SPACE, "slug": "mobility", "title": "Se déplacer demain"},
            "made_at": START + 10**6,
            "software": "0.1.0",
            "origin": self.signer.key.name,
            "vkey": self.signer.key.vkey,
            "files": listed,
            **self.manifest,
        }
        return json.dumps(described, indent=1).encode()


def a_consultation() -> Made:
    """Two earlier checkpoints, five contributions, forty votes on two items, one ballot closed."""
    made = Made()
    made.tell("software.version", space="log", pub={"version": "0.1.0"})
    for text in ("Un banc.", "Des trains.", "Une école ?", "L’été, l’ombre.", "Des vélos."):
        made.contribute(text)
    made.keep_checkpoint()
    for number in range(40):
        made.vote(item=1 + number % 2, choice=1 if number % 3 else -1, level=1 + number % 2)
    made.keep_checkpoint()
    made.close()
    return made


def few_at_a_level(ballot: int = 3) -> tuple[Made, list[int], list[int]]:
    """Forty votes on one item at level 1, three at level 3; and the places of both."""
    made = Made()
    made.tell("software.version", space="log", pub={"version": "0.1.0"})
    many = [made.vote(ballot=ballot, choice=1 if number % 3 else -1) for number in range(40)]
    return made, many, [made.vote(ballot=ballot, level=3) for _number in range(3)]


def commit_of(row: dict[str, Any]) -> str:
    return commit(bytes.fromhex(row["salt"]), row["payload"]).hex()


def lines(of: Any) -> bytes:
    return b"".join(one + b"\n" for one in of)


def write_zip(path: Path, files: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return path


def rewrite(made: Made, seq: int, /, **fields: object) -> None:
    """Write a leaf again, otherwise."""
    made.leaves[seq] = canonical({**parse(made.leaves[seq]), **fields})
