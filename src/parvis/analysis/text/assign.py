"""New texts in known topics: a frozen model, which can be kept in a file."""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
import polars as pl
import scipy.sparse as sp
import Stemmer
from numpy.typing import NDArray

from parvis.analysis.accents import bare
from parvis.analysis.errors import AnalysisError
from parvis.analysis.text.contentless import contentless
from parvis.analysis.text.features import Features, weighted
from parvis.analysis.text.mixture import Mixture, Placed, Texts, gather, place
from parvis.analysis.text.reading import as_series
from parvis.analysis.text.stopwords import SNOWBALL
from parvis.analysis.text.tokens import Tokens, tokenise
from parvis.analysis.text.vectors import Block, Space

VERSION = 1


@dataclass(frozen=True, slots=True)
class Model:
    """Topics ready to receive texts: V types, V' features, k topics and their subtopics."""

    vocabulary: tuple[str, ...]
    """(V,) known types, in the order of their code points."""
    feature_of_type: NDArray[np.int32]
    """(V,) column of each, -1 for one that does not count."""
    languages: tuple[str, ...]
    """ISO 639-1 codes in which an unknown word is stemmed, the main one first."""
    idf: NDArray[np.float32]
    """(V',)"""
    feature_language: NDArray[np.int32]
    """(V',) see `mixture.Texts`."""
    space: Space
    topics: Mixture
    subtopics: tuple[Mixture, ...]
    """(k,) those of each topic."""
    first: NDArray[np.int32]
    """(k,) id of the first subtopic of each topic; the others follow."""

    def to_bytes(self) -> bytes:
        """As a `.npz` file, which holds words and numbers, and no text."""
        buffer = BytesIO()
        np.savez_compressed(buffer, allow_pickle=False, **_packed(self))
        return buffer.getvalue()

    def save(self, path: Path) -> None:
        """Write these bytes to a file."""
        path.write_bytes(self.to_bytes())


@dataclass(frozen=True, slots=True)
class Assigned:
    """Where n new texts go."""

    topic: NDArray[np.int32]
    """(n,) -1 where contentless. A text without a known word goes to the most likely topic, affinity 0."""
    subtopic: NDArray[np.int32]
    affinity: NDArray[np.float32]
    """(n,) cosine with the centre of the topic: low for a text about something else."""
    contentless: NDArray[np.bool_]


def assign(model: Model, texts: Sequence[str] | pl.Series) -> Assigned:
    """Place new texts in the topics of a run, which do not change.

    A text of the run goes where it went, unless it went with its near-duplicates. An unknown word counts
    with those of its stem.

    Raises
    ------
    AnalysisError
        `not_text` when something other than text is given.
    """
    series = as_series(texts)
    tokens = tokenise(series)
    empty = contentless(series)
    tfidf = weighted(_counted(model, tokens), model.idf)
    rows = np.flatnonzero(~empty)
    found = gather(tfidf[rows], model.space, model.feature_language)
    placed = place(found, model.topics)
    inner = np.zeros(len(rows), np.int32)
    for topic, mixture in enumerate(model.subtopics):
        inside = np.flatnonzero(placed.label == topic)
        if len(inside):
            inner[inside] = model.first[topic] + place(found.take(inside), mixture).label
    return _spread_out(rows, placed, inner, empty)


def _spread_out(
    rows: NDArray[np.int64], placed: Placed, inner: NDArray[np.int32], empty: NDArray[np.bool_]
) -> Assigned:
    topic, subtopic = np.full((2, len(empty)), -1, np.int32)
    affinity = np.zeros(len(empty), np.float32)
    topic[rows], subtopic[rows], affinity[rows] = placed.label, inner, placed.affinity
    return Assigned(topic, subtopic, affinity, empty)


def _counted(model: Model, tokens: Tokens) -> sp.csr_matrix:
    columns = _columns(model, tokens.vocabulary)
    column = columns[tokens.codes] if len(tokens.codes) else tokens.codes
    held = column >= 0
    ends = np.concatenate([np.zeros(1, np.int64), np.cumsum(held, dtype=np.int64)])[tokens.starts]
    shape = (len(tokens.lengths), len(model.idf))
    counts = sp.csr_matrix((np.ones(int(ends[-1]), np.float32), column[held], ends), shape=shape)
    counts.sum_duplicates()
    return counts


def _columns(model: Model, vocabulary: list[str]) -> NDArray[np.int32]:
    """Column of each type: that of the same type, else that of its stem, else -1."""
    known = dict(zip(model.vocabulary, model.feature_of_type.tolist(), strict=True))
    stemmers = [Stemmer.Stemmer(SNOWBALL[code]) for code in model.languages]
    by_stem: dict[str, int] = {}
    for word, column in known.items():
        if column >= 0:
            for stem in _stems(word, stemmers):
                by_stem.setdefault(stem, column)
    found = (
        known[word]
        if word in known
        else next((by_stem[s] for s in _stems(word, stemmers) if s in by_stem), -1)
        for word in vocabulary
    )
    return np.fromiter(found, np.int32, len(vocabulary))


def _stems(word: str, stemmers: list[Stemmer.Stemmer]) -> list[str]:
    return [bare(stemmer.stemWord(word)) for stemmer in stemmers]


def model_of(
    tokens: Tokens,
    features: Features,
    languages: Sequence[str],
    texts: Texts,
    mixtures: Sequence[Mixture],
) -> Model:
    """The model of a run: topics in the order of their ids, then the subtopics of each."""
    topics, *subtopics = mixtures
    sizes = [mixture.k for mixture in subtopics]
    first = topics.k + np.concatenate([np.zeros(1, np.int64), np.cumsum(sizes)])[:-1]
    return Model(
        tuple(tokens.vocabulary),
        features.feature_of_type,
        tuple(languages),
        features.idf,
        texts.language,
        texts.space,
        topics,
        tuple(subtopics),
        first.astype(np.int32),
    )


def load(path: Path) -> Model:
    """Read a model that `Model.save` wrote.

    Raises
    ------
    AnalysisError
        `not_a_model` when the file is something else, or was written by another version.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise _not_a_model(path.name) from error
    return from_bytes(data, name=path.name)


def from_bytes(data: bytes, *, name: str = "model") -> Model:
    """Read what `Model.to_bytes` gave. `name`: what errors call it.

    Raises
    ------
    AnalysisError
        `not_a_model`: see `load`.
    """
    try:
        with np.load(BytesIO(data), allow_pickle=False) as held:
            stored = {key: held[key] for key in held.files}
        if int(stored["version"]) != VERSION:
            raise _not_a_model(name)
        return _unpacked(stored)
    except (OSError, ValueError, KeyError, TypeError, EOFError, BadZipFile) as error:
        raise _not_a_model(name) from error


def _not_a_model(name: str) -> AnalysisError:
    message = f"{name} does not hold topics of this version: analyse the texts again to make it"
    return AnalysisError("not_a_model", message, file=name)


def _packed(model: Model) -> dict[str, NDArray]:
    mixtures = (model.topics, *model.subtopics)
    return {
        "version": np.array(VERSION),
        "vocabulary": np.array(model.vocabulary, dtype=np.str_),
        "feature_of_type": model.feature_of_type,
        "languages": np.array(model.languages, dtype=np.str_),
        "idf": model.idf,
        "feature_language": model.feature_language,
        "axes": np.hstack([block.axes for block in model.space.blocks]),
        "widths": np.array([block.axes.shape[1] for block in model.space.blocks]),
        "weights": np.array([block.weight for block in model.space.blocks]),
        "words": np.hstack([mixture.words for mixture in mixtures]),
        "centres": np.vstack([mixture.centres for mixture in mixtures]),
        "bias": np.concatenate([mixture.bias for mixture in mixtures]),
        "sizes": np.array([mixture.k for mixture in mixtures]),
        "first": model.first,
    }


def _unpacked(stored: dict[str, NDArray]) -> Model:
    axes = np.split(stored["axes"], np.cumsum(stored["widths"])[:-1], axis=1)
    blocks = [
        Block(np.ascontiguousarray(one), float(weight))
        for one, weight in zip(axes, stored["weights"], strict=True)
    ]
    cuts = np.cumsum(stored["sizes"])[:-1]
    words = np.split(stored["words"], cuts, axis=1)
    parts = zip(words, np.split(stored["centres"], cuts), np.split(stored["bias"], cuts), strict=True)
    topics, *subtopics = [Mixture(np.ascontiguousarray(w), centres, bias) for w, centres, bias in parts]
    return Model(
        tuple(stored["vocabulary"].tolist()),
        stored["feature_of_type"],
        tuple(stored["languages"].tolist()),
        stored["idf"],
        stored["feature_language"],
        Space(tuple(blocks)),
        topics,
        tuple(subtopics),
        stored["first"],
    )
