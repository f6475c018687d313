"""New texts in known topics."""

import numpy as np
import pytest

from parvis.analysis.errors import AnalysisError
from parvis.analysis.text import assign, fit, load
from parvis.analysis.text.tests.planted import planted


@pytest.fixture(scope="module")
def run():
    texts, subject = planted(400)
    return texts, subject, fit(texts, topics=4)


def test_texts_of_the_run_go_where_they_went(run):
    texts, _, found = run
    again = assign(found.model, texts)
    alone = found.topics.group < 0
    assert (again.topic == found.topics.topic)[alone].all()
    assert (again.subtopic == found.topics.subtopic)[alone].all()
    assert again.affinity == pytest.approx(found.topics.affinity, abs=1e-5)


def test_a_text_goes_to_the_same_place_alone_or_with_others(run):
    texts, _, found = run
    together = assign(found.model, texts[:20]).topic
    assert [int(assign(found.model, [text]).topic[0]) for text in texts[:20]] == together.tolist()


def test_new_texts_go_with_their_subject(run):
    texts, subject, found = run
    names = {int(subject[row]): int(found.topics.topic[row]) for row in range(len(texts))}
    others, theirs = planted(200, seed=9)
    assert np.mean(assign(found.model, others).topic == [names[one] for one in theirs]) > 0.97


def test_an_unknown_form_counts_with_its_stem(run):
    _, _, found = run
    texts = ["les médecins et leurs pharmacies", "le médecin et sa pharmacie"]
    one, other = assign(found.model, texts).topic
    assert one == other
    assert (assign(found.model, texts).affinity > 0.2).all()


def test_nothing_to_read_has_no_topic(run):
    found = assign(run[2].model, ["", "ras", "zzyzx inconnu"])
    assert found.contentless.tolist() == [True, True, False]
    assert found.topic[:2].tolist() == [-1, -1]
    assert found.topic[2] >= 0
    assert found.affinity.tolist() == [0, 0, 0]
    assert len(assign(run[2].model, []).topic) == 0


def test_a_model_kept_in_a_file_places_alike(run, tmp_path):
    texts, _, found = run
    found.model.save(tmp_path / "topics.npz")
    kept = assign(load(tmp_path / "topics.npz"), texts)
    now = assign(found.model, texts)
    assert (kept.topic == now.topic).all()
    assert (kept.subtopic == now.subtopic).all()
    assert (kept.affinity == now.affinity).all()


@pytest.mark.parametrize("content", [b"", b"topics", b"PK\x03\x04 broken"])
def test_another_file_is_refused(tmp_path, content):
    path = tmp_path / "other.npz"
    path.write_bytes(content)
    with pytest.raises(AnalysisError) as refused:
        load(path)
    assert refused.value.code == "not_a_model"


def test_a_file_without_topics_is_refused(tmp_path):
    np.savez(tmp_path / "other.npz", words=np.zeros(3))
    with pytest.raises(AnalysisError) as refused:
        load(tmp_path / "other.npz")
    assert refused.value.details == {"file": "other.npz"}
    with pytest.raises(AnalysisError):
        load(tmp_path / "absent.npz")
