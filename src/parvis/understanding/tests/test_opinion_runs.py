"""Groups of opinion of a ballot: known camps are found, nobody's place is told, nothing is half written."""

import json

import numpy as np
import pytest

from parvis.accounts.errors import Refused
from parvis.accounts.tests.factories import ParticipantFactory
from parvis.analysis.opinion.pipeline import analyse
from parvis.analysis.opinion.reading import read
from parvis.analysis.opinion.tests.data import POLIS, needs_polis
from parvis.ballots.models import Vote
from parvis.ballots.tests.factories import BallotFactory, SetAsideFactory
from parvis.consultations.enums import Role
from parvis.consultations.models import PhaseAction
from parvis.consultations.tests.factories import TeamMemberFactory
from parvis.contributions.enums import State
from parvis.contributions.models import Contribution
from parvis.ledger.models import Pending
from parvis.understanding import grouping
from parvis.understanding.ballot_votes import read_votes
from parvis.understanding.cells import told
from parvis.understanding.domain.ask_analysis import cancel_analysis
from parvis.understanding.domain.ask_opinions import ask_opinions
from parvis.understanding.domain.forget_places import forget_places
from parvis.understanding.domain.name_group import name_group
from parvis.understanding.domain.publish_analysis import publish_analysis, take_back_analysis
from parvis.understanding.domain.run_analysis import run_analysis
from parvis.understanding.enums import RunState
from parvis.understanding.models import Analysis, Grouping, OpinionPlace, OpinionStatement
from parvis.understanding.opinion_queries import figures_of, groups_of
from parvis.understanding.queries import published_analyses, published_groupings, to_run
from parvis.understanding.stages import OPINION_STAGES, percent_done
from parvis.understanding.tests.ballots import SHARED, STATEMENTS, camps, cast, divided, end, grouped
from parvis.understanding.tests.runs import analyst_of

pytestmark = pytest.mark.django_db


def waiting(ballot: PhaseAction) -> Analysis:
    place = ballot.phase.consultation
    return ask_opinions(actor=analyst_of(place), consultation=place, ballot=ballot)


def test_two_camps_are_found_with_what_marks_divides_and_bridges_them() -> None:
    made = grouped(divided(60))
    groups = groups_of(made)
    every = sorted(figures_of(made), key=lambda one: one.contribution_id)

    assert (made.state, made.progress, made.people, made.texts, made.apart) == (
        RunState.DONE, 100, 60, STATEMENTS, 0,
    )  # fmt: skip
    assert [group.people for group in groups] == [30, 30]
    assert made.grouping.is_clear
    assert made.stability > 0.9
    by_voter = dict(OpinionPlace.objects.filter(analysis=made).values_list("participant", "group"))
    sides = [by_voter[pk] for pk in sorted(by_voter)]
    assert sides in ([0] * 30 + [1] * 30, [1] * 30 + [0] * 30)
    bridging = sorted(every, key=lambda one: -one.bridging)[:SHARED]
    assert {one.contribution_id for one in bridging} == {one.contribution_id for one in every[:SHARED]}
    assert min(one.divisive for one in every[SHARED:]) > 0.5
    assert {one.contribution_id for one in every if one.shared > 0} == {
        one.contribution_id for one in every[:SHARED]
    }
    marking = {mark[0] for group in groups for mark in group.marks}
    assert marking <= {one.contribution_id for one in every}
    assert len(marking) >= 5


def test_figures_are_those_of_the_votes() -> None:
    ballot = divided(40)
    made = grouped(ballot)
    for one in figures_of(made):
        votes = list(
            Vote.objects.filter(ballot=ballot, contribution=one.contribution_id).values_list(
                "choice", flat=True
            )
        )
        assert (one.agree, one.disagree, one.seen) == (votes.count(1), votes.count(-1), len(votes))
        assert tuple(map(sum, zip(*one.by_group, strict=True))) == (one.agree, one.disagree, one.seen)
        assert one.controversy == pytest.approx(np.var(votes))
        assert one.agreement == pytest.approx(np.mean(votes))


@needs_polis
@pytest.mark.parametrize("name", ["brexit-consensus"])
def test_a_real_conversation_gives_through_the_database_what_the_engine_gives_of_its_file(name: str) -> None:
    file = read(POLIS / name)
    ballot = BallotFactory(statements=True)
    people = ParticipantFactory.create_batch(file.votes.shape[0])
    answers = np.full(file.votes.shape, 9)
    answers[file.votes.rows(), file.votes.statements] = file.votes.values
    items = cast(ballot, people, answers)
    hidden = [item.pk for item, out in zip(items, file.refused | file.meta, strict=True) if out]
    Contribution.objects.filter(pk__in=hidden).update(state=State.HIDDEN)

    made = grouped(end(ballot))
    found = analyse(file.votes, refused=file.refused | file.meta)
    column = {item.pk: place for place, item in enumerate(items)}
    stored = OpinionStatement.objects.filter(analysis=made)
    assert stored.count() == len(items) - len(hidden)
    gaps = [abs(one.consensus - found.statements.consensus[column[one.contribution_id]]) for one in stored]
    assert max(gaps) < 1e-9
    assert [group.people for group in groups_of(made)] == np.bincount(found.group[found.group >= 0]).tolist()
    assert made.stability == pytest.approx(found.stability, abs=1e-4)
    assert made.apart == found.unplaced


def test_no_group_nor_hexagon_nor_cell_holds_fewer_than_ten_people() -> None:
    made = grouped(divided(60, small=6), groups=2)
    assert min(group.people for group in groups_of(made)) >= 10
    if made.grouping.k == 1:
        assert not made.grouping.is_clear
    assert "small_groups" in made.notes
    clear = grouped(divided(80))
    assert all(cell["people"] >= 10 for cell in clear.grouping.drawing["cells"])
    assert clear.grouping.drawing["cells"]


@pytest.mark.parametrize(
    ("seens", "seen", "shown"),
    [
        ((30, 20), 50, [True, True]),
        ((30, 9), 39, [False, False]),
        ((30, 9), 45, [True, False]),
        ((30, 12, 9), 51, [True, False, False]),
        ((30, 0), 30, [True, False]),
        ((3, 4), 7, [False, False]),
    ],
)
def test_votes_of_a_few_are_told_neither_nor_by_what_is_left(seens, seen, shown) -> None:
    assert told(seens, seen) == shown


def test_people_who_vote_at_random_make_no_clear_groups() -> None:
    ballot = BallotFactory(statements=True)
    random = np.random.default_rng(1)
    cast(ballot, ParticipantFactory.create_batch(60), random.choice([1, 0, -1], (60, 10)))
    made = grouped(end(ballot))
    assert not made.grouping.is_clear
    assert "no_clear_groups" in made.notes


def test_votes_set_aside_or_ended_and_merged_texts_count_as_everywhere() -> None:
    ballot = divided(40)
    read_whole = read_votes(ballot)
    votes = Vote.objects.filter(ballot=ballot).order_by("pk")
    first, second = votes[0], votes[1]
    Vote.objects.filter(pk=first.pk).update(is_live=False)
    aside = SetAsideFactory(consultation=ballot.phase.consultation)
    Vote.objects.filter(pk=second.pk).update(set_aside=aside)
    again = read_votes(ballot)
    assert again.votes.size == read_whole.votes.size - 2
    assert again.sha256 != read_whole.sha256


def test_a_statement_hidden_since_is_in_no_figure() -> None:
    made = grouped(divided(40))
    one = next(figures_of(made)).contribution_id
    Contribution.objects.filter(pk=one).update(state=State.HIDDEN)
    assert one not in {figures.contribution_id for figures in figures_of(made)}


def test_whoever_leaves_takes_their_place_along_and_counts_on_as_before() -> None:
    made = grouped(divided(40))
    person = OpinionPlace.objects.filter(analysis=made).first().participant
    forget_places(actor=person)
    assert not OpinionPlace.objects.filter(participant=person).exists()
    assert OpinionPlace.objects.filter(analysis=made).count() == 39
    assert sum(group.people for group in groups_of(made)) == 40


def test_a_closed_account_has_no_place_on_a_later_map() -> None:
    ballot = divided(40)
    person = Vote.objects.filter(ballot=ballot).first().voter
    type(person).objects.filter(pk=person.pk).update(erased_at="2026-01-01T00:00Z", is_active=False)
    made = grouped(ballot)
    assert made.people == 40
    assert not OpinionPlace.objects.filter(participant=person).exists()


def test_nothing_is_published_before_single_votes_may_be_known() -> None:
    ballot = BallotFactory(statements=True)
    cast(ballot, ParticipantFactory.create_batch(40), camps(40))
    made = grouped(ballot)
    person = analyst_of(made.consultation)
    with pytest.raises(Refused, match="pas terminé"):
        publish_analysis(actor=person, analysis=made)
    end(ballot)
    publish_analysis(actor=person, analysis=made)
    assert published_groupings(made.consultation) == [made]
    assert published_analyses(made.consultation) == []

    few = BallotFactory(statements=True)
    cast(few, ParticipantFactory.create_batch(20), camps(20)[:, :1])
    other = grouped(end(few))
    with pytest.raises(Refused, match="30"):
        publish_analysis(actor=analyst_of(other.consultation), analysis=other)


def test_votes_hidden_until_the_close_are_not_read_before() -> None:
    ballot = BallotFactory(statements=True, ballot_hides_counts=True)
    cast(ballot, ParticipantFactory.create_batch(40), camps(40))
    with pytest.raises(Refused, match="jusqu’à"):
        waiting(ballot)
    end(ballot)
    assert grouped(ballot).state == RunState.DONE


@pytest.mark.parametrize("role", [Role.MODERATOR, Role.ANIMATOR, Role.GUARANTOR, Role.OBSERVER, None])
def test_only_organisers_and_analysts_ask(role: Role | None) -> None:
    ballot = divided(20)
    person = ParticipantFactory()
    if role:
        TeamMemberFactory(consultation=ballot.phase.consultation, participant=person, role=role)
    with pytest.raises(Refused):
        ask_opinions(actor=person, consultation=ballot.phase.consultation, ballot=ballot)


def test_few_people_a_strange_ballot_and_a_second_run_at_once_are_refused() -> None:
    ballot = divided(20)
    place = ballot.phase.consultation
    person = analyst_of(place)
    of_another = divided(20)
    other_method = BallotFactory(approval=True, phase=ballot.phase)
    for given in (
        {"ballot": None}, {"ballot": of_another}, {"ballot": other_method}, {"ballot": ballot, "groups": 1},
        {"ballot": ballot, "groups": 6}, {"ballot": ballot, "seed": -1},
    ):  # fmt: skip
        with pytest.raises(Refused):
            ask_opinions(actor=person, consultation=place, **given)
    first = waiting(ballot)
    with pytest.raises(Refused, match="est en cours"):
        waiting(ballot)
    cancel_analysis(actor=person, analysis=first)
    Vote.objects.filter(ballot=ballot, voter=Vote.objects.filter(ballot=ballot).first().voter).update(
        is_live=False
    )
    with pytest.raises(Refused, match="19"):
        waiting(ballot)


def test_one_that_is_cancelled_meanwhile_stores_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    made = waiting(divided(40))
    real = grouping.compute

    def slowly(*votes, tell, **given):
        tell("map", 0.0)
        cancel_analysis(actor=analyst_of(made.consultation), analysis=made)
        return real(*votes, tell=tell, **given)

    monkeypatch.setattr(grouping, "compute", slowly)
    run_analysis(analysis=made)
    made.refresh_from_db()
    assert made.state == RunState.CANCELLED
    assert not Grouping.objects.filter(analysis=made).exists()
    assert not OpinionPlace.objects.exists()


def test_one_that_a_stopped_server_left_is_begun_again_three_times_in_all(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made = waiting(divided(20))

    def stop(*_votes, **_given):
        raise SystemExit

    monkeypatch.setattr(grouping, "compute", stop)
    for _each in range(3):
        assert list(to_run()) == [made]
        with pytest.raises(SystemExit):
            run_analysis(analysis=made)
    run_analysis(analysis=made)
    made.refresh_from_db()
    assert (made.state, made.trouble) == (RunState.FAILED, {"code": "stopped"})


def test_the_log_has_the_digests_of_the_votes_and_of_what_came_out() -> None:
    ballot = divided(40)
    made = grouped(ballot)
    person = analyst_of(made.consultation)
    publish_analysis(actor=person, analysis=made)
    made.refresh_from_db()
    leaf = Pending.objects.get(kind="analysis.published")
    assert leaf.public == {
        "analysis": made.pk,
        "ballot": ballot.pk,
        "input": read_votes(ballot).sha256,
        "result": made.result_sha256,
        "votes": 40 * STATEMENTS,
    }
    assert len(made.result_sha256) == 64
    with pytest.raises(Refused):
        name_group(actor=person, group=groups_of(made)[0], words="Ceux qui marchent")
    take_back_analysis(actor=person, analysis=made)
    name_group(actor=person, group=groups_of(made)[0], words="Ceux qui marchent")
    publish_analysis(actor=person, analysis=made)
    digests = Pending.objects.filter(kind="analysis.published").order_by("pk")
    assert digests[0].public["result"] != digests[1].public["result"]


def test_only_clear_groups_are_named_in_few_words() -> None:
    made = grouped(divided(40))
    person, group = analyst_of(made.consultation), groups_of(made)[0]
    for actor, words in ((ParticipantFactory(), "Autres"), (person, "x" * 81)):
        with pytest.raises(Refused):
            name_group(actor=actor, group=group, words=words)
    Analysis.objects.filter(pk=made.pk).update(stability=0.3)
    with pytest.raises(Refused, match="groupes"):
        name_group(actor=person, group=group, words="Autres")


def test_the_same_votes_and_seed_give_the_same_groups() -> None:
    ballot = divided(40)
    one, two = grouped(ballot), grouped(ballot)
    assert one.input_sha256 == two.input_sha256
    assert json.dumps(one.grouping.drawing) == json.dumps(two.grouping.drawing)
    assert [(g.people, g.marks) for g in groups_of(one)] == [(g.people, g.marks) for g in groups_of(two)]


def test_each_stage_moves_the_bar() -> None:
    assert sum(weight for weight, _words in OPINION_STAGES.values()) == 100
    assert percent_done("map", 0.5, "opinions") == 65
    assert percent_done("keeping", 1.0, "opinions") == 100
