"""Votes and counters: at the last second, in loops, with what nobody asked for, and by those who organise."""

from __future__ import annotations

import csv
import random
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.core import signing
from django.db.models import F
from django.test import Client
from django.urls import NoReverseMatch, reverse
from wagtail.snippets.models import get_snippet_models

from parvis.accounts.enums import IdentityLevel, Origin
from parvis.accounts.models import Participant
from parvis.accounts.tests.factories import ParticipantFactory, StaffFactory
from parvis.ballots.domain.cast import cast, withdraw
from parvis.ballots.domain.fold import fold
from parvis.ballots.domain.recount import recount
from parvis.ballots.enums import Choice
from parvis.ballots.models import Tally, TallyDelta, Vote
from parvis.ballots.tests.factories import BallotFactory, VoteFactory, folded, item_of, recounted
from parvis.ballots.tests.test_parallel import together
from parvis.consultations.enums import Role
from parvis.consultations.models import Phase, PhaseAction
from parvis.consultations.queries import database_now
from parvis.consultations.tests.factories import PhaseActionFactory, TeamMemberFactory
from parvis.contributions.forms import SALT
from parvis.contributions.models import Contribution
from parvis.debate.models import Argument
from parvis.debate.tests.factories import open_debate
from parvis.opendata.imports.run import run_import
from tests.hostile.requests import outcome

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)
MINUTE = timedelta(minutes=1)


@pytest.fixture
def ballot() -> PhaseAction:
    return BallotFactory()


@pytest.fixture
def item(ballot: PhaseAction) -> Contribution:
    return item_of(ballot)


@pytest.fixture
def voter() -> Participant:
    return ParticipantFactory()


def browser(person: Participant) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(person)
    return client


def vote(person: Participant, ballot: PhaseAction, item: Contribution, **form: object):
    return browser(person).post(reverse("ballots:cast", args=[ballot.pk, item.pk]), {"choice": "for", **form})


@pytest.mark.django_db(transaction=True)
def test_h13_loops_of_votes_changes_and_withdrawals_end_as_last_acknowledged() -> None:
    """Ten people, each in one loop of a hundred acts of their own, all at the same time on two items."""
    ballot, draw = BallotFactory(), random.Random(13)  # noqa: S311
    items, voters = [item_of(ballot) for _ in range(2)], [ParticipantFactory() for _ in range(10)]
    plans = [[(draw.choice(items), draw.choice([*Choice, None])) for _ in range(100)] for _ in voters]
    offered = {Choice.FOR, Choice.MIXED, Choice.AGAINST}
    last: dict[tuple[int, int], int] = {}

    def loop(voter: Participant, plan: list) -> None:
        for item, choice in plan:
            key = voter.pk, item.pk
            if choice not in offered:
                withdraw(actor=voter, ballot=ballot, contribution=item)
                last.pop(key, None)
            else:
                last[key] = cast(actor=voter, ballot=ballot, contribution=item, choice=choice).choice

    together([lambda v=v, p=p: loop(v, p) for v, p in zip(voters, plans, strict=True)], threads=10)
    fold()

    live = Vote.objects.filter(is_live=True).values_list("voter_id", "contribution_id", "choice")
    assert {(voter, item): choice for voter, item, choice in live} == last
    assert folded() == recounted()
    assert recount() == ()


def closing(phase: Phase, *, in_: timedelta) -> None:
    Phase.objects.filter(pk=phase.pk).update(ends_at=database_now() + in_)


@pytest.mark.parametrize(("left", "ends"), [(5 * SECOND, ("done", 1)), (-SECOND, ("refused", 0))])
def test_h16_a_vote_just_before_the_end_counts_and_one_just_after_does_not(
    ballot, item, voter, left: timedelta, ends: tuple[str, int]
) -> None:
    closing(ballot.phase, in_=left)

    answer = vote(voter, ballot, item)

    assert (outcome(answer), Vote.objects.count()) == ends


def test_h16_the_clock_of_the_browser_counts_for_nothing(ballot, item, voter) -> None:
    closing(ballot.phase, in_=-SECOND)
    address = reverse("ballots:cast", args=[ballot.pk, item.pk])
    form = {"choice": "for", "now": "2020-01-01T00:00:00Z", "opened": sign(ballot, ago=MINUTE)}

    answer = browser(voter).post(address, form, headers={"date": "Wed, 01 Jan 2020 00:00:00 GMT"})

    assert (outcome(answer), Vote.objects.count()) == ("refused", 0)


def sign(action: PhaseAction, *, ago: timedelta) -> str:
    return signing.dumps({"action": action.pk, "at": (database_now() - ago).timestamp()}, salt=SALT)


def deposit(person: Participant, action: PhaseAction, **form: object):
    words = {
        "step": "publish",
        "key": str(uuid4()),
        "title": "Un banc",
        "text": "Les parents attendent debout.",
    }
    return browser(person).post(reverse("contributions:submit", args=[action.pk]), {**words, **form})


@pytest.mark.parametrize(
    ("ago", "said", "late"), [(14 * MINUTE, "done", [True]), (16 * MINUTE, "refused", [])]
)
def test_h16_a_text_begun_before_the_end_may_still_be_sent_for_a_quarter_of_an_hour(
    voter, ago: timedelta, said: str, late: list[bool]
) -> None:
    action = PhaseActionFactory()
    closing(action.phase, in_=-ago)

    answer = deposit(voter, action, opened=sign(action, ago=60 * MINUTE))

    assert outcome(answer) == said
    assert list(Contribution.objects.values_list("is_late", flat=True)) == late


@pytest.mark.parametrize("proof", ["", "forged", "begun after", "of another form"])
def test_h16_grace_asks_for_a_proof_that_the_text_was_begun_before(voter, proof: str) -> None:
    action, other = PhaseActionFactory(), PhaseActionFactory()
    closing(action.phase, in_=-5 * MINUTE)
    proofs = {
        "forged": sign(action, ago=60 * MINUTE)[:-2] + "xx",
        "begun after": sign(action, ago=MINUTE),
        "of another form": sign(other, ago=60 * MINUTE),
    }

    answer = deposit(voter, action, opened=proofs.get(proof, ""))

    assert (outcome(answer), Contribution.objects.count()) == ("refused", 0)


def extra(other: Participant) -> dict[str, object]:
    """What somebody adds to a form in the hope that it is believed."""
    return {
        "weight": "100",
        "level": "3",
        "identity_level": "3",
        "author": other.pk,
        "author_id": other.pk,
        "voter": other.pk,
        "created_at": "2020-01-01T00:00:00Z",
        "origin": "paper",
        "state": "hidden",
        "is_live": "",
        "support_count": "99",
        "imported_count": "99",
        "is_late": "",
        "reacted_at": "2020-01-01",
    }


def test_h17_nothing_more_than_the_choice_is_read_of_a_vote(ballot, item, voter) -> None:
    assert outcome(vote(voter, ballot, item, **extra(StaffFactory()))) == "done"
    fold()

    made = Vote.objects.get()
    assert (made.voter_id, made.identity_level, made.origin) == (voter.pk, IdentityLevel.EMAIL, Origin.WEB)
    assert (made.choice, made.is_live) == (Choice.FOR, True)
    assert abs(made.created_at - database_now()) < MINUTE
    assert list(Tally.objects.values_list("count", "imported_count")) == [(1, 0)]


def test_h17_nothing_more_than_its_words_is_read_of_a_text(voter) -> None:
    action = PhaseActionFactory()

    assert outcome(deposit(voter, action, **extra(StaffFactory()))) == "done"

    made = Contribution.objects.get()
    assert (made.author_id, made.identity_level, made.origin) == (voter.pk, IdentityLevel.EMAIL, Origin.WEB)
    assert (made.state, made.is_late, made.reacted_at) == ("published", False, None)
    assert abs(made.created_at - database_now()) < MINUTE


def test_h17_nothing_more_than_its_words_is_read_of_an_argument(voter) -> None:
    item = open_debate()
    form = {"side": "for", "text": "Une raison.", **extra(StaffFactory())}

    assert outcome(browser(voter).post(reverse("debate:argue", args=[item.pk]), form)) == "done"

    made = Argument.objects.get()
    assert (made.author_id, made.identity_level, made.origin) == (voter.pk, IdentityLevel.EMAIL, Origin.WEB)
    assert (made.state, made.support_count, made.imported_support_count) == ("published", 0, 0)


def test_h17_a_vote_in_another_format_is_no_vote(ballot, item, voter) -> None:
    address = reverse("ballots:cast", args=[ballot.pk, item.pk])

    answer = browser(voter).post(address, {"choice": "for", "weight": 9}, content_type="application/json")

    assert (outcome(answer), Vote.objects.count()) == ("refused", 0)


WRONG = [
    "",
    "9",
    "-9",
    "1",
    "-1",
    "NaN",
    "1e400",
    "inf",
    "FOR",
    "for ",
    "for\x00",
    "support",
    "agree",
    "é",
    "a" * 10_000,
]


@pytest.mark.parametrize("choice", WRONG, ids=lambda choice: repr(choice)[:12])
def test_h18_an_answer_that_is_not_offered_leaves_no_row(ballot, item, voter, choice: str) -> None:
    answer = vote(voter, ballot, item, choice=choice)

    assert (outcome(answer), Vote.objects.count(), TallyDelta.objects.count()) == ("refused", 0, 0)


def test_h18_an_answer_given_twice_in_one_form_is_one_vote(ballot, item, voter) -> None:
    address = reverse("ballots:cast", args=[ballot.pk, item.pk])

    browser(voter).post(address, {"choice": ["for", "against"]})

    assert list(Vote.objects.values_list("choice", flat=True)) == [Choice.AGAINST]


def test_h18_an_item_of_another_ballot_is_not_there(ballot, voter) -> None:
    other = item_of(BallotFactory())

    answer = vote(voter, ballot, other)

    assert (answer.status_code, Vote.objects.count()) == (404, 0)


def test_h18_an_item_of_another_phase_of_the_same_consultation_is_refused(ballot, item, voter) -> None:
    later = BallotFactory(phase__consultation=ballot.phase.consultation, kind=ballot.kind)

    answer = vote(voter, later, item)

    assert outcome(answer) in {"refused", "404"}
    assert Vote.objects.count() == 0


@pytest.mark.parametrize("address", ["/ballots/{big}/{item}/", "/ballots/{ballot}/{big}/"])
def test_h18_a_number_beyond_every_number_is_not_there(ballot, item, voter, address: str) -> None:
    numbers = {"big": 10**30, "ballot": ballot.pk, "item": item.pk}

    answer = browser(voter).post(address.format(**numbers), {"choice": "for"})

    assert (answer.status_code, Vote.objects.count()) == (404, 0)


@pytest.mark.parametrize("role", Role)
def test_h19_nobody_of_the_team_votes(ballot, item, role: Role) -> None:
    member = TeamMemberFactory(consultation=ballot.phase.consultation, role=role)

    answer = vote(member.participant, ballot, item)

    assert (outcome(answer), Vote.objects.count()) == ("refused", 0)


def test_h19_an_administrator_does_not_vote(ballot, item) -> None:
    answer = vote(StaffFactory(is_superuser=True), ballot, item)

    assert (outcome(answer), Vote.objects.count()) == ("refused", 0)


def test_h19_no_page_of_the_desk_edits_votes_totals_or_the_texts_of_people() -> None:
    models = {Vote, Tally, TallyDelta, Contribution, Argument}

    assert models & set(get_snippet_models()) == set()
    for model in models:
        for name in ("list", "edit", "add", "delete"):
            with pytest.raises(NoReverseMatch):
                reverse(f"wagtailsnippets_{model._meta.app_label}_{model._meta.model_name}:{name}")
    with pytest.raises(NoReverseMatch):
        reverse("admin:index")


def a_conversation(folder: Path) -> Path:
    """A file of votes that somebody made up."""
    files = {
        "summary.csv": [["topic", "Invented"], ["url", "https://pol.is/1"]],
        "comments.csv": [
            ["timestamp", "comment-id", "author-id", "agrees", "disagrees", "moderated", "comment-body"],
            ["1500000000000", "0", "0", "9", "0", "1", "Un banc"],
        ],
        "votes.csv": [
            ["timestamp", "datetime", "comment-id", "voter-id", "vote"],
            *(["1500000001000", "", "0", str(voter), "1"] for voter in range(9)),
        ],
    }
    for name, rows in files.items():
        with (folder / name).open("w", encoding="utf-8", newline="") as stream:
            csv.writer(stream).writerows(rows)
    return folder


def test_h19_an_import_never_goes_into_a_consultation_in_which_people_vote(
    ballot, item, voter, tmp_path
) -> None:
    slug = ballot.phase.consultation.slug
    vote(voter, ballot, item)
    fold()

    alone = run_import(format_name="polis", path=a_conversation(tmp_path))
    report = run_import(format_name="polis", path=a_conversation(tmp_path), slug=slug)

    assert (alone.counts["votes"], alone.refusals) == (9, ())
    assert (report.counts["votes"], len(report.refusals)) == (0, 1)
    assert list(Vote.objects.filter(ballot=ballot).values_list("voter_id", flat=True)) == [voter.pk]
    assert list(Tally.objects.filter(ballot=ballot).values_list("count", "imported_count")) == [(1, 0)]


def change_a_total(vote: Vote) -> None:
    Tally.objects.filter(ballot=vote.ballot).update(count=F("count") + 5)


def change_a_vote(vote: Vote) -> None:
    Vote.objects.filter(pk=vote.pk).update(choice=Choice.AGAINST)


def delete_a_vote(vote: Vote) -> None:
    Vote.objects.filter(pk=vote.pk).delete()


def add_a_vote(vote: Vote) -> None:
    Vote.objects.create(
        ballot=vote.ballot, contribution=vote.contribution, voter=ParticipantFactory(), choice=1
    )


@pytest.mark.parametrize(
    ("change", "drifts"),
    [
        (change_a_total, [(Choice.FOR, -5)]),
        (change_a_vote, [(Choice.AGAINST, 1), (Choice.FOR, -1)]),
        (delete_a_vote, [(Choice.FOR, -1)]),
        (add_a_vote, [(Choice.FOR, 1)]),
    ],
)
def test_h19_what_is_changed_in_the_tables_is_found_by_the_recount(change, drifts, caplog) -> None:
    made = VoteFactory()
    fold()
    assert recount() == ()

    change(made)

    assert [(found.choice, found.amount) for found in recount()] == drifts
    assert "tally corrected" in caplog.text
    assert folded() == recounted()
