"""The same by red-dwarf: `python opinions_peer.py FOLDER [GROUPS]` by an interpreter that has it, JSON out.

FOLDER holds rows.npy, cols.npy and values.npy. Only NumPy, red-dwarf and the standard library are there.
"""

import json
import sys
import time
from pathlib import Path

import numpy as np
from reddwarf.implementations.polis import run_pipeline


def peak() -> float:
    """Most memory that this process ever held, in MB."""
    status = Path("/proc/self/status").read_text()
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM")) / 1024


def main(folder: Path, groups: int | None) -> dict[str, object]:
    before = peak()
    columns = (np.load(folder / f"{name}.npy").tolist() for name in ("rows", "cols", "values"))
    votes = [
        {"participant_id": row, "statement_id": col, "vote": value, "modified": place}
        for place, (row, col, value) in enumerate(zip(*columns, strict=True))
    ]
    loaded = peak()
    refused = np.load(folder / "refused.npy").tolist()
    start, cpu = time.perf_counter(), time.process_time()
    found = run_pipeline(votes=votes, mod_out_statement_ids=refused, force_group_count=groups, random_state=0)
    label = found.participants_df["cluster_id"].fillna(-1)
    return {
        "seconds": time.perf_counter() - start,
        "cpu": time.process_time() - cpu,
        "interpreter": before,
        "inputs": loaded,
        "peak": peak(),
        "participants": found.participants_df.index.tolist(),
        "label": label.astype(int).tolist(),
    }


if __name__ == "__main__":
    print(json.dumps(main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else None)))
