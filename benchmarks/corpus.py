"""A large consultation made of real answers: `python -m benchmarks.corpus --size 500000 FOLDER`.

Each text joins three real answers to the same question, drawn at random; 120 campaigns of lightly edited
copies of such a text are planted among them. Columns of the Parquet file: `text`, `question` (the label) and
`campaign` (0 to 119, -1 outside). The same file for the same size and seed. Nothing is written elsewhere.
"""

import argparse
import os
from pathlib import Path

import numpy as np
import polars as pl

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"
ANSWERS = Path(os.environ.get("PARVIS_SHARED_DATA", SHARED)) / "grand-debat" / "answers_30k.csv.gz"
CAMPAIGNS = 120
SHARE = 0.06
"""Of the texts that are copies of a campaign."""
SHORTEST, LONGEST = 25, 120
"""Words of the text of a campaign."""


def build(folder: Path, size: int, seed: int = 0) -> Path:
    """The file `consultation-<size>-<seed>.parquet` of a folder, made if it is not there."""
    path = folder / f"consultation-{size}-{seed}.parquet"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        corpus(size, seed).write_parquet(path)
    return path


def corpus(size: int, seed: int = 0) -> pl.DataFrame:
    """Texts, their question and their campaign, in random order."""
    if not ANSWERS.exists():
        raise SystemExit(f"{ANSWERS} is absent: set PARVIS_SHARED_DATA to the folder of the real data.")
    rng = np.random.default_rng(seed)
    answers = pl.read_csv(ANSWERS, columns=["label", "text"]).drop_nulls().sort("label", maintain_order=True)
    copies = _copies(answers, _sizes(size, rng), rng)
    others = _joined(answers, size - len(copies), rng).with_columns(campaign=pl.lit(-1, pl.Int32))
    order = rng.permutation(size)
    return pl.concat([copies, others])[order]


def _sizes(size: int, rng: np.random.Generator) -> np.ndarray:
    """Copies of each campaign: from a handful to crowds, as campaigns are."""
    weights = rng.lognormal(0, 0.8, CAMPAIGNS)
    return np.maximum(3, np.round(weights / weights.sum() * size * SHARE)).astype(int)


def _joined(answers: pl.DataFrame, size: int, rng: np.random.Generator) -> pl.DataFrame:
    """Three answers to one question, the question drawn as often as it is answered."""
    label = answers["label"]
    counts = label.value_counts(sort=False).sort("label")["count"].to_numpy()
    ends = np.cumsum(counts)
    question = np.searchsorted(ends, rng.integers(0, len(answers), size), side="right")
    starts, widths = (ends - counts)[question], counts[question]
    drawn = [answers["text"].gather(starts + (rng.random(size) * widths).astype(int)) for _ in range(3)]
    text = pl.select(pl.concat_str(drawn, separator=". ")).to_series()
    return pl.DataFrame({"text": text, "question": label.gather(starts)})


def _copies(answers: pl.DataFrame, sizes: np.ndarray, rng: np.random.Generator) -> pl.DataFrame:
    candidates = _joined(answers, 20 * len(sizes), rng)
    words = candidates["text"].str.split(" ").list.len()
    chosen = candidates.filter(words.is_between(SHORTEST, LONGEST)).head(len(sizes))
    vocabulary = (
        answers["text"].str.split(" ").explode(empty_as_null=False).unique(maintain_order=True).to_list()
    )
    rows = [
        (_edited(text, vocabulary, rng), question, campaign)
        for campaign, (text, question) in enumerate(chosen.iter_rows())
        for _ in range(sizes[campaign])
    ]
    schema = {"text": pl.String, "question": pl.String, "campaign": pl.Int32}
    return pl.DataFrame(rows, schema=schema, orient="row")


def _edited(text: str, vocabulary: list[str], rng: np.random.Generator) -> str:
    """A copy as people make them: as it is one time in four, else one to three small changes."""
    if rng.random() < 0.25:
        return text
    words = text.split(" ")
    for kind in rng.integers(0, 5, rng.integers(1, 4)):
        place = int(rng.integers(0, len(words)))
        other = vocabulary[int(rng.integers(0, len(vocabulary)))]
        if kind == 0:
            del words[place]
        elif kind == 1:
            words[place] = other
        elif kind == 2:
            words.insert(place, other)
        elif kind == 3:
            words = [*words, "Merci", "de", "votre", "attention", "."]
        else:
            words[place] = words[place].upper()
    return " ".join(words)


def main() -> None:
    parser = argparse.ArgumentParser(prog="benchmarks.corpus", description=__doc__)
    parser.add_argument("folder", type=Path, help="where to write, outside the repository")
    parser.add_argument("--size", type=int, default=500_000)
    parser.add_argument("--seed", type=int, default=0)
    arguments = parser.parse_args()
    print(build(arguments.folder, arguments.size, arguments.seed))


if __name__ == "__main__":
    main()
