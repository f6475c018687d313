"""Two runs compared, by hand."""

from dataclasses import replace

import numpy as np
import pytest

from parvis.analysis.errors import AnalysisError
from parvis.analysis.text import compare
from parvis.analysis.text.results import Topic, Topics


def run(topic, k):
    label = np.array(topic, np.int32)
    none = np.full(len(label), -1, np.int32)
    return Topics(
        topic=label,
        subtopic=none,
        affinity=np.zeros(len(label), np.float32),
        contentless=label < 0,
        group=none,
        language=np.full(len(label), "fr"),
        topics=tuple(Topic(i, None, int((label == i).sum()), (), (), 1.0) for i in range(k)),
        campaigns=(),
        levels=(),
        stability=1.0,
        seed=0,
    )


def test_topics_are_matched_so_that_most_documents_stay():
    """0 shares 2 with the new 1 and 2 with the new 0; 1 shares 3 with the new 0 only."""
    found = compare(run([0, 0, 0, 0, 1, 1, 1, -1], 2), run([0, 0, 1, 1, 0, 0, 0, -1], 2))
    assert [(match.before, match.after, match.shared) for match in found.matches] == [(1, 0, 3), (0, 1, 2)]
    assert [match.jaccard for match in found.matches] == pytest.approx([3 / 5, 2 / 4])
    assert found.moved.tolist() == [0, 1]
    assert found.gone == found.new == ()


def test_a_topic_that_is_gone_and_one_that_is_new():
    found = compare(run([0, 0, 0, 1], 2), run([0, 0, 1, 2], 3))
    assert found.gone == ()
    assert found.new == (1,)
    back = compare(run([0, 0, 1, 2], 3), run([0, 0, 0, 1], 2))
    assert back.gone == (1,)
    assert back.moved.tolist() == [2]


def test_the_same_run_agrees_with_itself_whatever_the_names():
    before = run([0, 0, 1, 2, 2, -1], 3)
    renamed = replace(before, topic=np.array([2, 2, 0, 1, 1, -1], np.int32))
    found = compare(before, renamed)
    assert found.agreement == 1
    assert found.moved.tolist() == []


def test_a_document_that_gains_or_loses_a_topic_has_moved():
    assert compare(run([0, 0, -1], 1), run([0, -1, 0], 1)).moved.tolist() == [1, 2]


def test_nothing_compares_with_nothing():
    found = compare(run([], 0), run([], 0))
    assert found.matches == ()
    assert found.agreement == 1


def test_runs_on_other_documents_are_refused():
    with pytest.raises(AnalysisError) as refused:
        compare(run([0], 1), run([0, 0], 1))
    assert refused.value.code == "different_documents"
