"""The result of each method, as the public reads it."""

from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from parvis.accounts.tests.factories import ParticipantFactory
from parvis.ballots.domain.cast import cast
from parvis.ballots.domain.cast_paper import cast_paper
from parvis.ballots.domain.compare import compare
from parvis.ballots.domain.count_outcome import count_endings
from parvis.ballots.domain.enter_paper import enter_batch
from parvis.ballots.domain.fold import fold
from parvis.ballots.models import PaperBatch
from parvis.ballots.tests.factories import BallotFactory, close, items_of
from parvis.consultations.tests.factories import TeamMemberFactory
from parvis.front.composition.result import compose

pytestmark = pytest.mark.django_db
PAPERS = {
    "approval": ([1, None], [1, 1], [1, None]),
    "points": ([7, 3], [2, None], [None, 1]),
    "ranking": ([1, 2], [1, 2], [2, 1]),
    "grade": ([5, 2], [4, 3], [5, 0]),
    "judgment": ([5, 2], [4, 3], [5, 0]),
    "budget": ([1, None], [1, None], [None, 1]),
}


def voted(method, **options):
    """A ballot where the first item wins, closed and counted."""
    ballot = BallotFactory(**{method: True}, **options)
    first, last = items_of(ballot, 2, costs=(600, 700))
    for choices in PAPERS[method]:
        given = dict(zip((first.pk, last.pk), choices, strict=True))
        cast_paper(actor=ParticipantFactory(), ballot=ballot, choices=given)
    close(ballot)
    fold()
    count_endings()
    return ballot, first, last


def read(client, ballot):
    """The page in English, its letters as they are read."""
    path = reverse("front:result", args=[ballot.phase.consultation.slug])
    return unescape(client.get(f"/en{path}").content.decode())


SAID = {
    "approval": ["3"],
    "points": ["from 2 people", "Points that people kept: 17"],
    "ranking": ["Duels (Schulze)", "Points (Borda)", "Instant run-off", "put the same first"],
    "grade": ["Mean grade", "median 5", "Number of people by grade"],
    "judgment": ["excellent", "a majority gives at least"],
    "budget": ["€600", "By equal shares", "funded"],
}


@pytest.mark.parametrize("method", PAPERS)
def test_the_result_of_each_method_names_the_first_and_who_voted(client, method):
    ballot, first, _last = voted(method)
    page = read(client, ballot)
    assert f"“{first}”" in page
    assert all(words in page for words in [*SAID[method], "3 people voted", "By origin: web 3"])
    assert page.count("<svg") > 0


def test_pairs_show_how_often_each_is_preferred(client):
    ballot = BallotFactory(pairs=True)
    better, worse = items_of(ballot, 2)
    for _ in range(3):
        compare(actor=ParticipantFactory(), ballot=ballot, better=better.pk, worse=worse.pk)
    close(ballot)
    count_endings()
    page = read(client, ballot)
    assert f"“{better}”" in page
    assert "preferred 3 times, not preferred 0 times" in page


def test_ways_of_counting_that_disagree_are_said_to():
    ballot = BallotFactory(ranking=True)
    items = items_of(ballot, 3)
    for order, people in (("ABC", 3), ("BCA", 2)):
        for _ in range(people):
            choices = {items["ABC".index(letter)].pk: at for at, letter in enumerate(order, start=1)}
            cast_paper(actor=ParticipantFactory(), ballot=ballot, choices=choices)
    close(ballot)
    count_endings()
    (result,) = compose(ballot.phase.consultation).ballots
    assert str(items[0]) in result.notes[0]
    assert str(items[1]) in result.notes[0]


def test_a_closed_ballot_is_said_to_be_counted_until_it_is(client):
    ballot = BallotFactory(points=True)
    items_of(ballot, 1)
    close(ballot)
    assert "is being counted" in read(client, ballot)


@pytest.mark.parametrize(("quorum", "words"), [(3, "Quorum reached"), (4, "Quorum not reached")])
def test_the_quorum_is_held_against_the_people_who_voted(client, quorum, words):
    ballot, _first, _last = voted("points", ballot_quorum=quorum)
    assert words in read(client, ballot)


def test_the_threshold_names_what_reached_it(client):
    ballot = BallotFactory(support=True, ballot_threshold=2)
    reached, short = items_of(ballot, 2)
    for item in (reached, reached, short):
        cast(actor=ParticipantFactory(), ballot=ballot, contribution=item, choice=1)
    close(ballot)
    fold()
    page = read(client, ballot)
    assert f"Reached the threshold of 2 people in favour: “{reached}”." in page


def test_votes_on_paper_stand_apart(client):
    ballot, first, last = voted("points")
    actor = TeamMemberFactory(consultation=ballot.phase.consultation).participant
    enter_batch(actor=actor, ballot=ballot, label="A", sheets=40, counts={(last.pk, 9): 40})
    page = read(client, ballot)
    assert "counted by hand: 40 sheets" in page
    assert (page.index(f"“{first}”") < page.index("counted by hand"), PaperBatch.objects.count()) == (True, 1)


@pytest.mark.parametrize("number", [1, 3])
def test_the_cost_of_results_does_not_depend_on_items_nor_votes(number):
    ballot = BallotFactory(points=True)
    items = items_of(ballot, number)
    for _ in range(number):
        cast_paper(actor=ParticipantFactory(), ballot=ballot, choices={item.pk: 1 for item in items})
    close(ballot)
    count_endings()
    with CaptureQueriesContext(connection) as queries:
        compose(ballot.phase.consultation)
    assert len(queries) == 17
