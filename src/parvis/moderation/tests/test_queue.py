"""The queue: what waits, oldest first, by pages that put several tables together, forwards and backwards."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parvis.accounts.tests.factories import ParticipantFactory
from parvis.consultations.enums import Role
from parvis.consultations.models import ConsultationPage
from parvis.consultations.tests.factories import (
    ConsultationFactory,
    KindFactory,
    PhaseFactory,
    TeamMemberFactory,
    ThemeFactory,
)
from parvis.contributions.enums import State
from parvis.contributions.tests.factories import ContributionFactory, WaitingTextFactory
from parvis.debate.tests.factories import ArgumentFactory
from parvis.moderation.domain.report import report
from parvis.moderation.enums import CaseKind, Reason, Wait
from parvis.moderation.models import Appeal, Case
from parvis.moderation.queue import (
    EPOCH,
    RANKS,
    TICK,
    Filters,
    Place,
    next_to_decide,
    place_of,
    places,
    read_place,
    unread_for,
    unread_in,
)
from parvis.moderation.queue_lines import item_of, queue_page
from parvis.moderation.tests.factories import AppealFactory, CaseFactory, moderator_of

START = datetime(2026, 3, 2, 8, tzinfo=UTC)
MOMENTS = st.integers(min_value=0, max_value=10**16).map(lambda ticks: EPOCH + ticks * TICK)
EVERYTHING = Filters()


@given(MOMENTS, st.sampled_from(Wait), st.integers(min_value=1, max_value=10**18 - 1))
def test_a_place_is_read_as_it_was_written(since: datetime, wait: Wait, pk: int) -> None:
    place = place_of(since, wait, pk)
    assert (read_place(str(place)), place.wait) == (place, wait)


@pytest.mark.parametrize(
    "written", ["", "x", "12-unread", "12-lost-3", "-1-unread-3", "9" * 30 + "-unread-1", "1-unread-1-1"]
)
def test_an_address_that_cannot_be_read_begins_at_the_beginning(written: str) -> None:
    assert read_place(written) is None


@pytest.fixture
def consultation(db: None) -> ConsultationPage:
    return ConsultationFactory()


def unread(consultation: ConsultationPage, minute: int, **given: object):
    given.setdefault("kind", KindFactory(consultation=consultation))
    return ContributionFactory(to_read_since=START + timedelta(minutes=minute), **given)


def opened(case: Case, minute: int) -> Case:
    Case.objects.filter(pk=case.pk).update(opened_at=START + timedelta(minutes=minute))
    return case


def reported(target, minute: int = 0) -> Case:
    return opened(report(actor=ParticipantFactory(), target=target, reason=Reason.INSULT).case, minute)


@pytest.fixture
def crowd(consultation: ConsultationPage) -> list[tuple[str, int]]:
    """One of each reason to wait, and several at the same moment; in the order of the queue."""
    kind = KindFactory(consultation=consultation)
    first, second, third = (unread(consultation, minute, kind=kind) for minute in (1, 3, 3))
    guest = WaitingTextFactory(kind=kind, received_at=START + timedelta(minutes=3))
    said = ArgumentFactory(contribution=ContributionFactory(kind=kind))
    case = reported(said, 3)
    appeal = AppealFactory(decision__contribution__kind=kind)
    Appeal.objects.filter(pk=appeal.pk).update(created_at=START + timedelta(minutes=3))
    strange = opened(CaseFactory(consultation=consultation), 3)
    last = unread(consultation, 4, kind=kind)
    return [
        ("unread", first.pk),
        ("reported", case.pk),
        ("guest", guest.pk),
        ("unread", second.pk),
        ("unread", third.pk),
        ("appeal", appeal.pk),
        ("strange", strange.pk),
        ("unread", last.pk),
    ]


def said(found: list[Place]) -> list[tuple[str, int]]:
    return [(str(place.wait), place.pk) for place in found]


@pytest.mark.parametrize("size", [1, 2, 3, 8])
def test_pages_follow_one_another_without_a_gap_both_ways(consultation, crowd, size) -> None:
    seen, beside = [], None
    while found := places(consultation=consultation, filters=EVERYTHING, beside=beside, size=size):
        seen += found
        beside = found[-1]
    assert said(seen) == crowd
    back, beside = [], seen[-1]
    while found := places(
        consultation=consultation, filters=EVERYTHING, beside=beside, size=size, backwards=True
    ):
        back += found
        beside = found[-1]
    assert back == seen[-2::-1]


def test_the_list_shows_each_thing_once_with_what_it_is_about(consultation, crowd, monkeypatch) -> None:
    monkeypatch.setattr("parvis.moderation.queue_lines.PAGE_SIZE", 5)
    page = queue_page(consultation=consultation, filters=EVERYTHING, beside=None)
    rest = queue_page(consultation=consultation, filters=EVERYTHING, beside=read_place(page.next))
    assert (len(page.lines), len(rest.lines), rest.next) == (5, 3, "")
    lines = {line.place.wait: line for line in (*page.lines, *rest.lines)}
    assert (lines[Wait.REPORTED].reports, lines[Wait.APPEAL].appeal.pk) == (1, dict(crowd)["appeal"])
    assert lines[Wait.STRANGE].title.endswith("new.example")
    assert {wait for wait, line in lines.items() if line.is_decided_alike} == {
        Wait.REPORTED,
        Wait.GUEST,
        Wait.UNREAD,
    }


def test_a_text_that_was_reported_waits_once(consultation) -> None:
    text = unread(consultation, 1)
    assert unread_in(consultation) == 1
    case = reported(text, 5)
    assert said(places(consultation=consultation, filters=EVERYTHING)) == [("reported", case.pk)]
    found = item_of(consultation, "unread", text.pk)
    assert found is not None
    assert (found.case, found.place) == (case, place_of(text.to_read_since, Wait.UNREAD, text.pk))


@pytest.mark.parametrize("state", [State.HIDDEN, State.WITHDRAWN])
def test_what_is_not_public_and_what_is_elsewhere_does_not_wait(consultation, state) -> None:
    unread(consultation, 1, state=state)
    unread(ConsultationFactory(), 1)
    ContributionFactory(kind=KindFactory(consultation=consultation))
    opened_elsewhere = CaseFactory()
    assert places(consultation=consultation, filters=EVERYTHING) == []
    assert item_of(consultation, "reported", opened_elsewhere.pk) is None
    assert item_of(consultation, "strange", opened_elsewhere.pk) is None


def test_filters_hold_for_every_reason_to_wait(consultation) -> None:
    theme, phase = ThemeFactory(consultation=consultation), PhaseFactory(consultation=consultation)
    kind = KindFactory(consultation=consultation)
    there = {"kind": kind, "theme": theme, "phase": phase}
    for place in (there, {"kind": kind}):
        unread(consultation, 1, **place)
        WaitingTextFactory(**place)
        item = ContributionFactory(**place)
        reported(item)
        reported(ArgumentFactory(contribution=item))
        AppealFactory(**{f"decision__contribution__{name}": value for name, value in place.items()})
    CaseFactory(consultation=consultation)
    found = {
        name: sorted(str(place.wait) for place in places(consultation=consultation, filters=filters))
        for name, filters in {
            "all": EVERYTHING,
            "theme": Filters(theme=theme),
            "phase": Filters(phase=phase),
            "guests": Filters(wait=Wait.GUEST),
            "guests of the theme": Filters(wait=Wait.GUEST, theme=theme),
        }.items()
    }
    one_place = ["appeal", "guest", "reported", "reported", "unread"]
    assert found == {
        "all": sorted([*one_place * 2, "strange"]),
        "theme": one_place,
        "phase": one_place,
        "guests": ["guest", "guest"],
        "guests of the theme": ["guest"],
    }


def test_appeals_and_strange_figures_are_not_among_what_is_decided_alike(consultation, crowd) -> None:
    seen, place = [], None
    while place := next_to_decide(consultation, EVERYTHING, place):
        seen.append((str(place.wait), place.pk))
    assert seen == [one for one in crowd if one[0] not in ("appeal", "strange")]
    assert next_to_decide(consultation, Filters(wait=Wait.APPEAL), None) is None


def test_those_who_moderate_are_told_what_nobody_has_read(consultation) -> None:
    for minute in (5, 2):
        unread(consultation, minute)
    person = moderator_of(consultation)
    found = unread_for(person, [consultation.pk])[consultation.pk]
    assert (found.count, found.since) == (2, START + timedelta(minutes=2))
    analyst = TeamMemberFactory(consultation=consultation, role=Role.ANALYST).participant
    assert (unread_for(analyst, [consultation.pk]), unread_for(ParticipantFactory(), [consultation.pk])) == (
        {},
        {},
    )


@pytest.mark.parametrize("count", [1, 3])
def test_a_page_costs_the_same_whatever_waits(consultation, count, django_assert_num_queries) -> None:
    kind = KindFactory(consultation=consultation)
    for minute in range(count):
        text = unread(consultation, minute, kind=kind)
        WaitingTextFactory(kind=kind)
        reported(ContributionFactory(kind=kind))
        reported(ArgumentFactory(contribution=text))
        AppealFactory(decision__contribution__kind=kind)
        CaseFactory(consultation=consultation, subject=f"{minute}.example")
        pasted = f"contribution:{text.pk}"
        CaseFactory(consultation=consultation, kind=CaseKind.PASTED, subject=pasted)
    # Five to find each reason; one for texts, guests and appeals each; four for reports, three for figures.
    with django_assert_num_queries(15):
        page = queue_page(consultation=consultation, filters=EVERYTHING, beside=None)
        assert len([(line.title, line.theme, line.phase) for line in page.lines]) == 7 * count


def test_counting_what_nobody_has_read_is_bounded(consultation, monkeypatch) -> None:
    monkeypatch.setattr("parvis.moderation.queue.COUNTED", 2)
    counted = []
    for minute in range(4):
        unread(consultation, minute)
        counted.append(unread_in(consultation))
    assert counted == [1, 2, 3, 3]


def test_ranks_follow_the_enumeration() -> None:
    assert [place_of(START, wait, 1).wait for wait in Wait] == list(RANKS)
