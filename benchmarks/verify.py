"""Seconds and memory of `verify.py` on an export of a million leaves.

Promise: at most 30 s and 300 MB. Nine leaves of ten are votes, each published with its salt; the others are
contributions of 300 characters, of which some were revised, hidden or erased.
"""

import argparse
import hashlib
import json
import multiprocessing
import os
import random
import subprocess
import sys
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from benchmarks.harness import print_json, print_table
from parvis.merkle.canonical import canonical
from parvis.merkle.checkpoints import checkpoint_text
from parvis.merkle.commitments import PREFIX
from parvis.merkle.notes import Key, sign_note
from parvis.merkle.single import build
from parvis.merkle.tree import Head, leaf_hash

MOST_SECONDS = 30
MOST_MEGABYTES = 300
ORIGIN = "log.example.org"
START = 1_763_700_000
WORDS = (
    "une",
    "école",
    "à",
    "l’ombre,",
    "des",
    "trains",
    "l’été",
    "et",
    "un",
    "banc",
    "près",
    "du",
    "lycée.",
)


def main() -> int:
    arguments = _arguments()
    with tempfile.TemporaryDirectory() as folder:
        export, verifier = Path(folder) / "export.zip", Path(folder) / "verify.py"
        verifier.write_text(build(), encoding="utf-8")
        # Made by another process: this one stays small, and memory is measured from where it starts.
        with multiprocessing.get_context("spawn").Pool(1) as pool:
            vkey, rows = pool.apply(make_export, (export, arguments.leaves))
        figures = {"leaves": arguments.leaves, "rows": rows, **_measure(verifier, export, vkey)}
    print_table(("export", "figure"), list(figures.items()))
    print_json("verify", figures)
    kept = figures["cpu_seconds"] <= MOST_SECONDS and figures["megabytes"] <= MOST_MEGABYTES
    return 0 if figures["sound"] and kept else 1


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="benchmarks.verify", description=__doc__)
    parser.add_argument("--leaves", type=int, default=1_000_000)
    return parser.parse_known_args()[0]


def _measure(verifier: Path, export: Path, vkey: str) -> dict:
    """Seconds of the processor (what other work on the machine does not change), seconds passed, memory."""
    command = [sys.executable, "-I", "-S", str(verifier), str(export), "--vkey", vkey, "--json"]
    start = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        report = json.loads(process.stdout.read())
        used = os.wait4(process.pid, 0)[2]
        process.returncode = 0
    return {
        "cpu_seconds": round(used.ru_utime + used.ru_stime, 1),
        "seconds": round(time.perf_counter() - start, 1),
        "megabytes": round(used.ru_maxrss / 1024),
        "zip_megabytes": round(export.stat().st_size / 1e6),
        "verified": report["counts"]["verified"],
        "sound": report["sound"],
    }


def make_export(path: Path, leaves: int) -> tuple[str, int]:
    """A sound export; the key that signed it, and how many rows it has."""
    private = Ed25519PrivateKey.from_private_bytes(bytes(32))
    key = Key(ORIGIN, private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw))
    head, acts, files = Head(), _Acts(leaves), {}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        files["ledger/leaves.jsonl"] = _write(archive, "ledger/leaves.jsonl", acts.leaves(head))
        note = sign_note(checkpoint_text(ORIGIN, head.size, head.root()), (key, private.sign))
        random.Random(1).shuffle(acts.votes)
        for name, rows in (("votes", acts.votes), ("contributions", acts.texts)):
            files[f"rows/{name}.jsonl"] = _write(archive, f"rows/{name}.jsonl", rows)
        files["ledger/checkpoint.txt"] = _write(archive, "ledger/checkpoint.txt", [note.encode()])
        files["tallies.json"] = _write(archive, "tallies.json", [json.dumps(acts.totals()).encode()])
        archive.writestr("manifest.json", json.dumps(_manifest(key, files)))
    return key.vkey, len(acts.votes) + len(acts.texts)


def _manifest(key: Key, files: dict) -> dict:
    consultation = {"space": "c1", "slug": "bench", "title": "Bench"}
    return {
        "format": "parvis-export/1", "consultation": consultation, "made_at": START, "software": "0",
        "origin": ORIGIN, "vkey": key.vkey, "files": files,
    }  # fmt: skip


def _write(archive: zipfile.ZipFile, name: str, parts: Iterator[bytes] | list[bytes]) -> dict:
    digest, size = hashlib.sha256(), 0
    with archive.open(name, "w") as stream:
        for part in parts:
            digest.update(part)
            size += len(part)
            stream.write(part)
    return {"sha256": digest.hexdigest(), "bytes": size}


class _Acts:
    """Makes leaves, and keeps the rows that open them."""

    def __init__(self, leaves: int) -> None:
        self.random, self.count = random.Random(7), leaves
        self.votes: list[bytes] = []
        self.texts: list[bytes] = []
        self.counts: Counter[tuple[int, int, int]] = Counter()

    def leaves(self, head: Head) -> Iterator[bytes]:
        for seq in range(self.count):
            line = self._text(seq) if seq % 10 == 0 else self._vote(seq)
            head.append(leaf_hash(line))
            yield line + b"\n"

    def _vote(self, seq: int) -> bytes:
        item, choice, level = self.random.randrange(900), self.random.choice((1, 0, -1)), 1 + seq % 3
        self.counts[item, choice, level] += 1
        payload = (
            f'{{"ballot":3,"choice":{choice},"item":{item},"level":{level},'
            f'"tracker":"{self.random.randbytes(32).hex()}"}}'
        )
        salt = self.random.randbytes(32)
        self.votes.append(f'{{"payload":{payload},"salt":"{salt.hex()}"}}\n'.encode())
        return _leaf(seq, "vote.cast", salt, payload.encode(), f'{{"ballot":3,"level":{level}}}')

    def _text(self, seq: int) -> bytes:
        """Every fifth text is hidden by the one after, which is a decision of moderation."""
        if seq % 50 == 10:
            return _leaf(seq, "moderation.hide", None, b"", '{"reason":"off_topic"}', ref=seq - 10)
        payload = canonical({"id": seq, "title": "Idée", "text": " ".join(self.random.choices(WORDS, k=50))})
        salt = self.random.randbytes(32)
        if seq % 50 and seq != self.count:
            row = b'{"payload":%b,"salt":"%b","seq":%d}\n' % (payload, salt.hex().encode(), seq)
            self.texts.append(row)
        return _leaf(seq, "contribution.accepted", salt, payload, '{"channel":"web","level":1}')

    def totals(self) -> list[dict]:
        return [
            {"ballot": 3, "method": "support", "item": item, "choice": choice, "level": level, "count": count,
             "imported": 0}
            for (item, choice, level), count in sorted(self.counts.items())
        ]  # fmt: skip


def _leaf(
    seq: int, kind: str, salt: bytes | None, payload: bytes, public: str, *, ref: int | None = None
) -> bytes:
    commitment = "null" if salt is None else f'"{hashlib.sha256(PREFIX + salt + payload).hexdigest()}"'
    return (
        f'{{"c":{commitment},"kind":"{kind}","pub":{public},"ref":{"null" if ref is None else ref},'
        f'"seq":{seq},"space":"c1","t":{START + seq // 100},"v":1}}'
    ).encode()


if __name__ == "__main__":
    sys.exit(main())
