"""The whole reading: planted topics, exact numbers, small inputs, the same answer each time."""

import hashlib
import json
import os
import subprocess
import sys
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from joblib import parallel_config
from sklearn.metrics import adjusted_rand_score, homogeneity_score, v_measure_score

from parvis.analysis.errors import AnalysisError
from parvis.analysis.text import fit, modelling, topics
from parvis.analysis.text.tests.planted import SUBJECTS, nested, planted
from parvis.analysis.text.tokens import tokenise


def digest(found):
    return hashlib.sha256(found.topic.tobytes() + found.subtopic.tobytes()).hexdigest()


def check(found, texts):
    """What holds of any reading."""
    n = len(texts)
    for column in (
        found.topic,
        found.subtopic,
        found.affinity,
        found.contentless,
        found.group,
        found.language,
    ):
        assert column.shape == (n,)
    assert [topic.id for topic in found.topics] == list(range(len(found.topics)))
    sizes = [topic.size for topic in found.topics if topic.parent is None]
    assert sizes == sorted(sizes, reverse=True)
    for topic in found.topics:
        column = found.topic if topic.parent is None else found.subtopic
        rows = np.flatnonzero(column == topic.id)
        assert topic.size == len(rows) > 0
        assert set(topic.quotes) <= set(rows.tolist())
        assert 0 <= topic.stability <= 1
    assert ((found.topic < 0) == found.contentless).all()
    for row in np.flatnonzero(found.topic >= 0):
        assert found.topics[found.subtopic[row]].parent == found.topic[row]
    for level in found.levels:
        held = sorted(one for group in level.groups for one in group)
        wanted = [t.id for t in found.topics if (t.parent is not None) == (level.name == "fine")]
        assert held == wanted


@pytest.fixture(scope="module")
def corpus():
    return planted(600)


@pytest.mark.parametrize("number", [None, 4])
def test_planted_topics_are_recovered_with_their_words(corpus, number):
    texts, subject = corpus
    found = topics(texts, topics=number)
    check(found, texts)
    assert found.k == 4
    assert adjusted_rand_score(subject, found.topic) > 0.97
    assert found.stability > 0.95
    lists = [set(words) for words in SUBJECTS.values()]
    for topic in found.topics[:4]:
        assert max(len(set(topic.words) & words) for words in lists) >= 8


@pytest.mark.parametrize("number", [1, 2, 7, 40])
def test_as_many_topics_as_asked(corpus, number):
    found = topics(corpus[0], topics=number)
    check(found, corpus[0])
    assert found.k == number
    assert "fewer_topics_than_asked" not in found.notes


def test_fewer_where_fewer_texts_are_distinct():
    texts = ["plus de bus le soir", "moins de taxe", "plus de bus le soir"] * 20
    found = topics(texts, topics=9)
    check(found, texts)
    assert found.k == 2
    assert "fewer_topics_than_asked" in found.notes


def test_near_duplicates_go_together_and_count_one_by_one(corpus):
    text = (
        "Nous demandons une piste pour les vélos le long du canal, de la gare au collège, avant la rentrée."
    )
    texts = [*corpus[0], *[text, text.replace("avant", "dès"), text.upper()] * 5]
    found = topics(texts, topics=4)
    check(found, texts)
    assert len(set(found.topic[-15:].tolist())) == 1
    assert len(set(found.group[-15:].tolist())) == 1
    assert found.group[-1] >= 0


def test_quotes_differ(corpus):
    texts, _ = corpus
    found = topics(texts, topics=4)
    for topic in found.topics:
        for one, other in combinations(topic.quotes, 2):
            words = [set(tokenise([texts[row]]).vocabulary) for row in (one, other)]
            assert len(words[0] & words[1]) < 0.7 * len(words[0] | words[1])


def test_subjects_within_a_theme_are_its_subtopics():
    texts, theme, subject = nested()
    found = topics(texts, topics=2)
    check(found, texts)
    assert adjusted_rand_score(theme, found.topic) > 0.95
    assert homogeneity_score(subject, found.subtopic) > 0.9


@pytest.mark.parametrize("size", [0, 1, 2, 5, 30])
def test_few_texts_give_a_small_result_with_a_note(size):
    texts = planted(size)[0]
    found = topics(texts)
    check(found, texts)
    assert found.k <= max(1, size // 6)
    expected = "nothing_to_read" if size == 0 else "few_documents"
    assert (expected in found.notes) == (size < 30)


@pytest.mark.parametrize(
    "texts",
    [
        ["", " ", "?"],
        ["ras"] * 40,
        ["le la les", "comment faire"],
        ["a" * 100_000],
        ["🙂", "日本語です"],
        ["bus"] * 300,
    ],
)
def test_poor_texts_give_a_sensible_result(texts):
    check(topics(texts), texts)


def test_progress_is_told_by_stage(corpus):
    told = []
    topics(corpus[0], progress=lambda stage, done: told.append((stage, done)))
    assert {"words", "duplicates", "features", "vectors", "number", "topics", "stability", "results"} <= {
        stage for stage, _ in told
    }
    assert all(0 <= done <= 1 for _, done in told)
    assert told[-1] == ("results", 1.0)


@pytest.mark.parametrize(
    ("number", "seed", "code"), [(0, 0, "bad_number_of_topics"), (True, 0, "bad_number_of_topics")]
)
def test_a_bad_number_is_refused(number, seed, code):
    with pytest.raises(AnalysisError) as refused:
        topics(["bus"], topics=number, seed=seed)
    assert refused.value.code == code


def test_a_bad_seed_or_languages_are_refused():
    with pytest.raises(AnalysisError) as refused:
        topics(["bus"], seed=-1)
    assert refused.value.code == "bad_seed"
    with pytest.raises(AnalysisError) as refused:
        topics(["bus", "vélo"], languages=["fr"])
    assert refused.value.details == {"texts": 2, "languages": 1}


def test_same_texts_same_answer(corpus):
    assert digest(topics(corpus[0])) == digest(topics(corpus[0]))
    assert digest(topics(corpus[0], topics=9, seed=1)) != digest(topics(corpus[0], topics=9, seed=2))


def test_the_answer_does_not_depend_on_the_workers(corpus):
    found = digest(topics(corpus[0], topics=6))
    with parallel_config(backend="loky", n_jobs=2):
        assert digest(topics(corpus[0], topics=6)) == found
    with parallel_config(backend="sequential"):
        assert digest(topics(corpus[0], topics=6)) == found


SCRIPT = """
import json, sys
from parvis.analysis.text import topics
from parvis.analysis.text.tests.planted import planted
from parvis.analysis.text.tests.test_topics import digest
print(json.dumps(digest(topics(planted(600)[0], topics=6))))
"""


@pytest.mark.parametrize("threads", ["1", "2"])
def test_the_answer_does_not_depend_on_the_threads(corpus, threads):
    names = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "POLARS_MAX_THREADS", "LOKY_MAX_CPU_COUNT")
    environment = {**os.environ, **dict.fromkeys(names, threads), "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT], env=environment, capture_output=True, text=True, check=True
    )
    assert json.loads(done.stdout) == digest(topics(corpus[0], topics=6))


def test_a_large_corpus_is_placed_from_a_sample(corpus, monkeypatch):
    monkeypatch.setattr(modelling, "SAMPLE", 300)
    texts, subject = corpus
    found = topics(texts, topics=4)
    check(found, texts)
    assert v_measure_score(subject, found.topic) > 0.95


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.text(max_size=40)
        | st.lists(st.sampled_from(["bus", "vélo", "taxe", "école", "le", "🙂", "ß"]), max_size=8).map(
            " ".join
        ),
        max_size=40,
    ),
    st.none() | st.integers(1, 12),
)
def test_any_texts_give_a_whole_result(texts, number):
    run = fit(texts, topics=number)
    check(run.topics, texts)
    assert number is None or run.topics.k <= number
