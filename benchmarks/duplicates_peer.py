"""Near-duplicate groups by `datasketch`, in the interpreter that has it: `duplicates_peer.py IN.npz OUT.npy`.

Words come ready (see `benchmarks.duplicates`); the sets of pairs of words, MinHash, LSH and the union of what
it brings together are timed.
"""

import json
import sys
import time
from itertools import pairwise
from pathlib import Path

import numpy as np
from datasketch import MinHash, MinHashLSH

SHORTEST = 9


def main() -> None:
    source, target = sys.argv[1:3]
    stored = np.load(source)
    start, before = time.perf_counter(), time.process_time()
    parents = _linked(stored["vocabulary"], stored["codes"], stored["lengths"])
    seconds, cpu = round(time.perf_counter() - start, 2), round(time.process_time() - before, 2)
    np.save(target, _groups(parents))
    line = next(
        line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM")
    )
    figures = {"steps": {"duplicates": seconds}, "cpu": cpu, "memory": int(line.split()[1]) // 1024}
    print(json.dumps(figures))


def _linked(vocabulary: np.ndarray, codes: np.ndarray, lengths: np.ndarray) -> list[int]:
    """A parent for each text: each new text is tied to those that the index holds already."""
    index = MinHashLSH(threshold=0.5, num_perm=64)
    parents = list(range(len(lengths)))
    start = 0
    for row, length in enumerate(lengths.tolist()):
        words = vocabulary[codes[start : start + length]].tolist()
        start += length
        if length < SHORTEST:
            continue
        signature = MinHash(num_perm=64)
        signature.update_batch([" ".join(pair).encode() for pair in pairwise(words)])
        for other in index.query(signature):
            parents[_root(parents, row)] = _root(parents, other)
        index.insert(row, signature, check_duplication=False)
    return parents


def _root(parents: list[int], row: int) -> int:
    while parents[row] != row:
        parents[row] = parents[parents[row]]
        row = parents[row]
    return row


def _groups(parents: list[int]) -> np.ndarray:
    roots = np.array([_root(parents, row) for row in range(len(parents))])
    shared = np.bincount(roots, minlength=len(roots))[roots] > 1
    return np.where(shared, roots, -1)


if __name__ == "__main__":
    main()
