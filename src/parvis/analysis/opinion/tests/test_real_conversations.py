"""Real conversations: the groups and figures that were published, found again from the votes."""

import csv

import numpy as np
import pytest
from sklearn.metrics import adjusted_rand_score

from parvis.analysis.opinion.pipeline import analyse
from parvis.analysis.opinion.reading import read
from parvis.analysis.opinion.statistics import count, group_informed_consensus
from parvis.analysis.opinion.tests.data import POLIS, needs_polis

pytestmark = needs_polis
NAMES = ("brexit-consensus", "scoop-hivemind.taxes", "bg2050-volunteers")


def in_two(conversation, **options):
    return analyse(
        conversation.votes, groups=2, refused=conversation.refused, meta=conversation.meta, **options
    )


@pytest.mark.parametrize("name", NAMES)
def test_the_published_groups_are_found_again(name):
    conversation = read(POLIS / name)
    placed = conversation.published >= 0
    found = in_two(conversation, resamples=0)
    assert not found.sparse
    assert adjusted_rand_score(conversation.published[placed], found.group[placed]) >= 0.78


def test_the_published_consensus_is_found_again_on_every_statement():
    folder = POLIS / "bg2050-volunteers"
    conversation = read(folder)
    with (folder / "comments.csv").open(encoding="utf-8", newline="") as file:
        published = {
            int(row["comment-id"]): float(row["group-informed-consensus"]) for row in csv.DictReader(file)
        }
    found = group_informed_consensus(count(conversation.votes, conversation.published, 2))
    expected = [published[statement] for statement in conversation.statements]
    assert len(expected) == 371
    assert np.abs(found - expected).max() < 1e-9


def test_refused_statements_weigh_nothing_and_mark_nobody():
    conversation = read(POLIS / "scoop-hivemind.taxes")
    found = in_two(conversation, resamples=0)
    refused = set(np.flatnonzero(conversation.refused).tolist())
    named = {mark.statement for marks in found.representative for mark in marks}
    assert len(refused) == 57
    assert not refused & (named | {*found.consensus_agree, *found.consensus_disagree})
    assert not found.statement_position[conversation.refused].any()
    assert not found.statements.priority[conversation.refused].any()


def test_a_result_says_how_stable_it_is():
    steady = in_two(read(POLIS / "brexit-consensus"))
    shaky = in_two(read(POLIS / "bg2050-volunteers"))
    assert steady.stability > 0.7
    assert steady.notes == ()
    assert shaky.stability < 0.5
    assert shaky.notes == ("no_clear_groups",)


@pytest.mark.parametrize("name", NAMES)
def test_groups_count_down_and_with_the_unplaced_make_everybody(name):
    found = in_two(read(POLIS / name), resamples=0)
    sizes = np.bincount(found.group[found.group >= 0], minlength=found.k).tolist()
    assert sizes == sorted(sizes, reverse=True)
    assert sum(sizes) + found.unplaced == len(found.group)
