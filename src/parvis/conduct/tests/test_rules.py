"""Each rule: where it holds, where it does not, and where it does not apply."""

import runpy
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from parvis.conduct import algorithms
from parvis.conduct.enums import Effect, Mode, State, Step
from parvis.conduct.evaluated import Left
from parvis.conduct.facts import Asked, Clock, Facts, Period, Returned
from parvis.conduct.models import Inspection
from parvis.conduct.outages import Lost
from parvis.conduct.rehearsed import Rehearsed
from parvis.conduct.rules.base import Line
from parvis.conduct.rules.book import BY_CODE, RULES, judge
from parvis.conduct.tests.made import CLOSES, OPENS, OVER, SOUND, attested, record, texts
from parvis.conduct.watched import Change as Told
from parvis.conduct.watched import Changes, Delay, Signing
from parvis.consultations.enums import BallotMethod, LegalProfile
from parvis.following.enums import PublicationKind
from parvis.following.told import Standing

Change = Callable[[Facts], Facts]
PROFILES = list(LegalProfile)
OPEN = replace(SOUND, step=Step.OPEN, now=OPENS + timedelta(days=2))
LATE = replace(OVER, now=CLOSES + timedelta(days=90))
SOON = replace(SOUND, now=OPENS - timedelta(hours=2))
NEAR = replace(OPEN, now=CLOSES - timedelta(hours=71))


def page(**changes: Any) -> Change:
    return lambda facts: replace(facts, page=texts(**{"profile": facts.page.profile, **changes}))


def facts(**changes: Any) -> Change:
    return lambda held: replace(held, **changes)


def returned(**changes: Any) -> Change:
    return lambda held: replace(held, returned=replace(held.returned, **changes))


def watched(**changes: Any) -> Change:
    return lambda held: replace(held, watched=replace(held.watched, **changes))


def inspected(**changes: Any) -> Change:
    """What the job found last, with one thing that is not as it should be."""

    def spoil(held: Facts) -> Facts:
        known = held.watched.inspection
        assert known is not None
        return watched(inspection=Inspection(**{"made_at": known.made_at, "acts": 12} | changes))(held)

    return spoil


def lost(**changes: Any) -> Change:
    return lambda held: replace(held, lost=replace(held.lost, **changes))


def who(**changes: Any) -> Change:
    return lambda held: replace(held, who=replace(held.who, **changes))


def under(profile: LegalProfile, held: Facts = SOUND) -> Facts:
    return replace(held, page=texts(profile=profile))


def line(code: str, held: Facts, step: Step | None = None) -> Line:
    return BY_CODE[code].judge(held, step=held.step if step is None else step)


def later(held: Facts) -> Facts:
    """The day of the answer was put off once it was promised: it is late all the same."""
    return replace(
        held, decided_on=None, page=texts(answer_due=date(2099, 1, 1)), promised_for=date(2026, 6, 1)
    )


OLD = Standing(PublicationKind.SYNTHESIS, "Ce que vous avez dit", CLOSES + timedelta(days=10), 12, 1, 0)
COMMITTEE, ENVIRONMENT = under(LegalProfile.COMMITTEE), under(LegalProfile.ENVIRONMENT)
SHORT = (Period(OPENS, OPENS + timedelta(days=15)),)
FAILURES: list[tuple[str, Facts, Change]] = [
    ("C01", SOUND, page(profile="")),
    ("C01", SOUND, facts(promised=LegalProfile.COMMITTEE)),
    ("C02", SOUND, page(summary="")),
    ("C02", SOUND, page(presentation="")),
    ("C02", SOUND, page(use_of_contributions=" ")),
    ("C02", SOUND, page(decision_maker="")),
    ("C02", SOUND, facts(periods=())),
    ("C03", SOUND, facts(periods=(Period(OPENS, None),))),
    ("C03", SOUND, facts(periods=())),
    ("C04", COMMITTEE, facts(sources=SOUND.sources[1:])),
    ("C04", COMMITTEE, page(replaced_committee="")),
    ("C04", ENVIRONMENT, facts(sources=SOUND.sources[:2])),
    ("C05", COMMITTEE, page(announcement="")),
    ("C05", COMMITTEE, facts(attestations={})),
    ("C06", COMMITTEE, facts(periods=SHORT)),
    ("C06", SOUND, facts(periods=SHORT)),
    ("C07", SOUND, page(open_points="")),
    ("C07", SOUND, page(open_points='<p data-block-key="a"></p><p>&nbsp;</p>')),
    ("C07", SOUND, page(settled_points="")),
    ("C07", SOUND, page(alternatives="")),
    ("C08", SOUND, page(funder="")),
    ("C08", SOUND, page(operator="")),
    ("C08", SOUND, page(contact="")),
    ("C09", SOUND, page(answer_due=None)),
    ("C09", SOUND, page(answer_in_charge="")),
    ("C09", SOUND, page(answer_due=date(2026, 3, 20))),
    ("C10", SOUND, facts(asked=(Asked("Où ?", is_closed=True),))),
    ("C10", SOUND, facts(attestations=attested(["C14"]))),
    ("C11", SOUND, facts(sources=SOUND.sources[:2])),
    ("C11", SOUND, facts(sources=(*SOUND.sources[:2], SOUND.sources[0]))),
    ("C12", SOUND, page(presentation=f"<p>{'Considérant nonobstant interdisciplinarité ' * 12}</p>")),
    ("C12", SOUND, page(presentation="<p>Le PLU change.</p>")),
    ("C13", SOUND, page(has_no_guarantor=False)),
    ("C14", SOUND, page(offline_ways="")),
    ("C14", SOUND, facts(attestations=attested(["C10"]))),
    ("C15", SOUND, facts(accessibility_on=None)),
    ("C15", SOUND, facts(accessibility_on=date(2022, 1, 1))),
    ("C17", SOUND, facts(record=None)),
    ("C17", SOUND, facts(record=record(assessment=" "))),
    ("C18", SOUND, facts(asked=(Asked("Votre âge", is_personal=True, is_required=True),))),
    ("C20", SOUND, facts(appeals=Clock())),
    ("C22", SOON, facts(rehearsal=None)),
    ("C22", SOON, facts(rehearsal=Rehearsed(OPENS - timedelta(hours=10), passed=False))),
    ("C22", SOON, facts(rehearsal=Rehearsed(OPENS - timedelta(hours=25), passed=True))),
    ("C22", OPEN, facts(rehearsal=None)),
    ("C28", OPEN, facts(moderators=1)),
    ("C26", OPEN, facts(team_votes=1)),
    ("C27", OPEN, facts(unexplained=2)),
    ("C28", OPEN, facts(appeals=Clock(2, 1, 5))),
    ("C29", OPEN, facts(reports=Clock(2, 1))),
    ("C31", OPEN, facts(questions=Clock(2, 1, 5))),
    ("C16", SOUND, watched(puzzles=("django_recaptcha",))),
    ("C19", SOUND, watched(levels=frozenset({0, 1}))),
    ("C19", SOUND, watched(levels=frozenset({1, 3}))),
    ("C19", OVER, watched(undivided=2)),
    ("C21", SOUND, page(title="Référendum sur la passerelle")),
    ("C21", SOUND, watched(names=("Grand sondage",))),
    ("C23", OPEN, watched(delay=Delay(20, timedelta(hours=3), timedelta(days=4)))),
    ("C23", OPEN, watched(unsaid=1)),
    ("C24", OPEN, inspected(unlogged=1)),
    ("C24", OPEN, inspected(made_at=OPENS - timedelta(days=1))),
    ("C24", OPEN, watched(signing=Signing(is_halted=True))),
    ("C24", OPEN, watched(signing=Signing(OPENS + timedelta(days=1)))),
    ("C25", OPEN, watched(changes=Changes(is_reframed=True))),
    ("C25", OPEN, watched(changes=Changes(shortened=1))),
    ("C25", OPEN, watched(changes=Changes((Told(1, 2, OPENS, ("phases", "team")),)))),
    ("C32", OPEN, inspected(ungrouped=3)),
    ("C33", OPEN, watched(misattributed=2, misattributed_late=1)),
    ("C33", OPEN, facts(moderators=0)),
    ("C34", OPEN, inspected(endless=1)),
    ("C35", NEAR, lost(lost=timedelta(minutes=61))),
    ("C35", OVER, lost(lost=timedelta(hours=3))),
    ("C35", NEAR, lost(watched_since=None)),
    ("C36", OVER, inspected(late=4)),
    ("C37", OVER, returned(ballots_told=0)),
    ("C38", OVER, returned(archived_at=None)),
    ("C38", OVER, returned(archived_at=CLOSES - timedelta(days=1))),
    ("C40", LATE, returned(synthesised_on=None)),
    ("C40", OVER, lambda held: replace(held, decided_on=date(2026, 5, 1), returned=Returned())),
    ("C40", under(LegalProfile.COMMITTEE, OVER), facts(decided_on=date(2026, 5, 1))),
    ("C41", OVER, returned(method="")),
    ("C42", replace(LATE, decided_on=date(2026, 6, 1)), facts(decided_on=None)),
    ("C42", replace(LATE, decided_on=date(2026, 6, 1)), later),
    ("C43", LATE, returned(has_answers=False)),
    ("C43", LATE, returned(silent_commitments=1)),
    ("C44", replace(OVER, told=(OLD,)), facts(told=(replace(OLD, waiting=3),))),
    ("C44", replace(OVER, told=(OLD,)), facts(told=(replace(OLD, sent=0, failed=2),))),
    ("C45", OVER, who(asked=0)),
    ("C45", OVER, who(compared=0)),
    ("C45", OVER, who(stated_at=None)),
    ("C45", OVER, who(stated_at=CLOSES - timedelta(minutes=1))),
    ("C46", OVER, facts(left=Left())),
    ("C46", OVER, facts(left=Left(unasked=2, is_sealed=True))),
    ("C46", OVER, facts(left=Left(unapplied=("Sign-in codes",), is_sealed=True))),
]
ELSEWHERE: list[tuple[str, Facts]] = [
    ("C04", under(LegalProfile.FREE)),
    ("C04", under(LegalProfile.PRIVATE)),
    ("C05", ENVIRONMENT),
    ("C10", replace(SOUND, asked=(Asked("Dites pourquoi"),))),
    ("C18", replace(SOUND, asked=(Asked("Dites pourquoi"),))),
    ("C35", replace(OPEN, periods=(Period(OPENS, None),))),
    ("C35", replace(OVER, lost=Lost(timedelta(hours=3), watched_since=CLOSES + timedelta(days=1)))),
    ("C37", replace(OVER, returned=Returned())),
    ("C45", replace(OVER, who=replace(OVER.who, people=49))),
    ("C39", OVER),
    ("C43", replace(OVER, returned=Returned())),
]


@pytest.mark.parametrize("profile", PROFILES)
@pytest.mark.parametrize("held", [SOUND, OPEN, OVER])
def test_a_sound_consultation_keeps_every_rule_of_its_frame(held: Facts, profile: LegalProfile) -> None:
    found = judge(under(profile, held))

    assert [line for line in found if line.state == State.FAILS] == []
    assert {line.rule.code for line in found if line.state == State.DECLARED} <= {"C05", "C10", "C14"}


@pytest.mark.parametrize(("code", "held", "spoil"), FAILURES)
def test_a_rule_fails_alone_and_says_where_to_go_on(code: str, held: Facts, spoil: Change) -> None:
    assert line(code, held).state in (State.HOLDS, State.DECLARED)

    spoilt = line(code, spoil(held))

    assert spoilt.state == State.FAILS
    assert spoilt.finding is not None
    assert spoilt.finding.sentence.endswith(".")


@pytest.mark.parametrize(("code", "held"), ELSEWHERE)
def test_a_rule_of_another_frame_does_not_apply(code: str, held: Facts) -> None:
    assert line(code, held).state == State.ELSEWHERE


def test_every_rule_is_seen_to_fail() -> None:
    assert {code for code, *_ in FAILURES} | {"C30", "C39"} == set(BY_CODE)
    assert len(RULES) == len(BY_CODE)
    assert [rule.code for rule in RULES] == sorted(BY_CODE)


@pytest.mark.parametrize(
    ("profile", "days", "effect"),
    [
        (LegalProfile.COMMITTEE, 15, Effect.BLOCK),
        (LegalProfile.INDIVIDUAL, 15, Effect.BLOCK),
        (LegalProfile.ENVIRONMENT, 21, Effect.BLOCK),
        (LegalProfile.FREE, 21, Effect.WARN),
        (LegalProfile.PRIVATE, 21, Effect.WARN),
    ],
)
def test_c06_counts_whole_days_and_leaves_the_opening_day_out(
    profile: LegalProfile, days: int, effect: Effect
) -> None:
    """From eight o'clock on the first day to eight o'clock on the last: neither is whole."""
    enough = Period(OPENS, OPENS + timedelta(days=days + 1))
    short = Period(OPENS, OPENS + timedelta(days=days))

    assert line("C06", replace(under(profile), periods=(enough,))).state == State.HOLDS
    found = line("C06", replace(under(profile), periods=(short,)))
    assert (found.state, found.effect) == (State.FAILS, effect)


def test_c06_counts_a_day_once_and_leaves_a_pause_out() -> None:
    first = Period(OPENS, OPENS + timedelta(days=11))
    same = Period(OPENS + timedelta(days=2), OPENS + timedelta(days=11))
    later = Period(OPENS + timedelta(days=30), OPENS + timedelta(days=41))

    assert replace(SOUND, periods=(first, same, later)).days == 20


@pytest.mark.parametrize(("day", "state"), [(date(2026, 4, 6), State.FAILS), (date(2026, 4, 7), State.HOLDS)])
@pytest.mark.parametrize("profile", [LegalProfile.ENVIRONMENT, LegalProfile.INDIVIDUAL])
def test_c39_leaves_four_days_between_the_close_and_the_decision(
    profile: LegalProfile, day: date, state: State
) -> None:
    held = replace(under(profile, OVER), decided_on=day)

    assert line("C39", held, Step.DECIDED).state == state
    nobody = replace(held, returned=replace(held.returned, has_spoken=False))
    assert line("C39", nobody, Step.DECIDED).state == State.HOLDS


def test_c39_a_close_at_midnight_leaves_its_day_whole() -> None:
    midnight = (Period(OPENS, datetime(2026, 4, 2, 22, tzinfo=UTC)),)
    held = replace(under(LegalProfile.ENVIRONMENT, OVER), periods=midnight)
    assert line("C39", replace(held, decided_on=date(2026, 4, 6)), Step.DECIDED).state == State.FAILS
    assert line("C39", replace(held, decided_on=date(2026, 4, 7)), Step.DECIDED).state == State.HOLDS


def test_what_ends_a_minute_before_midnight_has_that_day_whole() -> None:
    period = Period(OPENS, datetime(2026, 3, 17, 22, 59, tzinfo=UTC))
    assert len(period.whole_days()) == 15


def test_the_day_after_the_close_nothing_is_said_to_be_kept_that_is_not_there() -> None:
    """Not even that it is late: it is not due yet."""
    soon = replace(OVER, now=CLOSES + timedelta(hours=20), returned=Returned(has_contributions=True))
    after = {line.rule.code: line.state for line in judge(soon) if line.rule.code >= "C37"}
    assert set(after.values()) <= {State.LATER, State.ELSEWHERE}


@pytest.mark.parametrize("code", [rule.code for rule in RULES if rule.mode != Mode.CHECKED])
def test_what_nobody_declared_fails_however_well_it_is_filled(code: str) -> None:
    found = line(code, replace(under(LegalProfile.COMMITTEE), attestations={}))

    assert (found.state, found.finding and found.finding.place) == (State.FAILS, "attest")


def test_c30_a_voting_method_that_nobody_described_is_told(monkeypatch) -> None:
    voted = replace(SOUND, methods=frozenset(BallotMethod))
    assert line("C30", voted).state == State.HOLDS

    known = [row for row in algorithms.REGISTER if BallotMethod.PAIRS not in row.methods]
    monkeypatch.setattr(algorithms, "REGISTER", tuple(known))
    found = line("C30", voted)
    assert (found.state, str(BallotMethod.PAIRS.label) in str(found.finding)) == (State.FAILS, True)


def test_the_register_names_code_that_is_there() -> None:
    root = Path(__file__).resolve().parents[4]
    assert [row.source for row in algorithms.REGISTER if not (root / row.source).is_file()] == []
    codes = [row.code for row in algorithms.REGISTER]
    assert len(codes) == len(set(codes))


def test_c45_says_who_is_missing_while_there_is_time_and_fails_for_nobody() -> None:
    few = who(missing=("Man", "18 to 29", "Worker", "Farmer"))
    found = line("C45", few(OPEN))
    assert (found.state, found.finding and found.finding.place) == (State.LATER, "panel")
    assert "Man, 18 to 29" in str(found.finding)
    assert "Farmer" not in str(found.finding)
    assert line("C45", OPEN).finding is None
    assert (line("C45", few(OVER)).state, line("C45", few(OVER)).finding) == (State.HOLDS, None)


def test_what_is_not_due_yet_waits() -> None:
    states = {line.rule.code: line.state for line in judge(replace(SOUND, step=Step.DRAFT))}

    assert set(states.values()) <= {State.LATER, State.ELSEWHERE}
    assert line("C40", SOUND).state == State.LATER


def test_the_page_of_reference_is_the_one_that_the_rules_make() -> None:
    tool = runpy.run_path(str(Path(__file__).resolve().parents[4] / "tools" / "rules_table.py"))

    assert tool["PAGE"].read_text(encoding="utf-8") == tool["page"]()


@pytest.mark.parametrize(
    ("step", "rehearsal", "state"),
    [
        (Step.DRAFT, None, State.LATER),
        (Step.DRAFT, Rehearsed(SOUND.now - timedelta(days=2), passed=True), State.LATER),
        (Step.DRAFT, Rehearsed(SOUND.now - timedelta(hours=2), passed=True), State.HOLDS),
        (Step.DRAFT, Rehearsed(SOUND.now - timedelta(days=2), passed=False), State.FAILS),
        (Step.ANNOUNCED, None, State.LATER),
        (Step.ANNOUNCED, Rehearsed(SOUND.now - timedelta(hours=2), passed=False), State.FAILS),
    ],
)
def test_c22_asks_a_draft_for_nothing_but_not_to_have_failed(
    step: Step, rehearsal: Rehearsed | None, state: State
) -> None:
    """Thirty-two hours before the opening."""
    found = line("C22", replace(SOUND, step=step, rehearsal=rehearsal), Step.ANNOUNCED)

    assert (found.state, found.effect) == (state, Effect.BLOCK if step == Step.DRAFT else Effect.WARN)


def test_c22_counts_the_day_from_when_people_could_come() -> None:
    """It was published the day after its phase began."""
    published = OPENS + timedelta(days=1)
    held = replace(OPEN, page=texts(first_published_at=published))

    early, timely = Rehearsed(OPENS - timedelta(hours=1), passed=True), Rehearsed(OPENS, passed=True)

    assert line("C22", replace(held, rehearsal=early)).state == State.FAILS
    assert line("C22", replace(held, rehearsal=timely)).state == State.HOLDS
