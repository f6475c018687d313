"""The public register: sums by moderator and by theme, each decision and its appeal, the promised delay."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from parvis.accounts.errors import Refused
from parvis.ballots.tests.factories import SetAsideFactory
from parvis.consultations.enums import Role
from parvis.consultations.pseudonyms import pseudonym
from parvis.consultations.tests.factories import KindFactory, TeamMemberFactory, ThemeFactory
from parvis.contributions.tests.factories import ContributionFactory
from parvis.debate.tests.factories import ArgumentFactory
from parvis.ledger.domain.append import space_of
from parvis.moderation import appeals
from parvis.moderation.domain.appeal import appeal
from parvis.moderation.domain.hide import hide
from parvis.moderation.domain.promise_appeals import promise_appeals
from parvis.moderation.domain.rule import rule
from parvis.moderation.enums import AppealOutcome, Reason
from parvis.moderation.models import Appeal, AppealPromise, Ruling
from parvis.moderation.register import Sum, by_moderator, by_theme, cells_of, register_page
from parvis.moderation.tests.factories import moderator_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def kind():
    return KindFactory()


@pytest.fixture
def page(kind):
    return kind.consultation


def hidden(kind, actor, theme=None, words=""):
    item = ContributionFactory(kind=kind, theme=theme)
    decision = hide(actor=actor, target=item, reason=Reason.OFF_TOPIC)
    return appeal(actor=item.author, decision=decision, text=words) if words else decision


def test_sums_are_by_theme_and_by_moderator(kind, page):
    roads = ThemeFactory(consultation=page, name="Routes")
    left, right = moderator_of(page), moderator_of(page)
    made = [hidden(kind, left, roads, "Non."), hidden(kind, left, roads, "Non.")]
    hidden(kind, left)
    hidden(kind, right, roads)
    said = ArgumentFactory(contribution=ContributionFactory(kind=kind, theme=roads))
    hide(actor=right, target=said, reason=Reason.HATE)
    rule(actor=right, appeal=made[0], outcome=AppealOutcome.REVERSED, message="Oui.")
    rule(actor=right, appeal=made[1], outcome=AppealOutcome.UPHELD, message="Non.")
    SetAsideFactory(consultation=page, moderator=right)
    cells = cells_of(page)
    names = [pseudonym(person.pk, space_of(page.pk)) for person in (left, right)]
    assert by_moderator(cells) == {names[1]: Sum(4, 0, 0), names[0]: Sum(3, 2, 1)}
    assert by_theme(cells) == {
        "Routes": Sum(5, 2, 1),
        "sans thème": Sum(1, 0, 0),
        "votes mis de côté": Sum(1, 0, 0),
    }


def test_another_consultation_counts_for_itself(kind, page):
    hidden(kind, moderator_of(page))
    assert cells_of(KindFactory().consultation) == []


def test_an_appeal_is_late_after_the_delay_of_its_day(page, kind):
    organiser = TeamMemberFactory(consultation=page, role=Role.ORGANISER).participant
    promise_appeals(actor=organiser, consultation=page, days=2)
    made = hidden(kind, moderator_of(page), words="Non.")
    assert (appeals.standing_of(page).late, appeals.standing_of(page).waiting) == (0, 1)
    long_ago = timezone.make_aware(datetime(2026, 1, 5, 12))
    Appeal.objects.filter(pk=made.pk).update(created_at=long_ago)
    AppealPromise.objects.update(made_at=long_ago - timedelta(days=1))
    standing = appeals.standing_of(page)
    assert (standing.sent, standing.waiting, standing.late, standing.promised) == (1, 1, 1, 2)
    [line] = appeals.waiting_appeals(page)
    assert (line.clock.due.isoformat(), line.clock.is_late) == ("2026-01-07", True)
    ruling = rule(actor=organiser, appeal=made, outcome=AppealOutcome.UPHELD, message="Non.")
    Ruling.objects.filter(pk=ruling.pk).update(created_at=long_ago + timedelta(days=1))
    [line] = appeals.decided_appeals(page)
    assert (line.clock.is_late, line.clock.sentence) == (False, "tranché en 1 jour")
    assert appeals.standing_of(page).median_days == 1


def test_only_an_organiser_promises_and_the_same_number_adds_nothing(page):
    organiser = TeamMemberFactory(consultation=page, role=Role.ORGANISER).participant
    for days in (3, 3, 5):
        promise_appeals(actor=organiser, consultation=page, days=days)
    assert list(AppealPromise.objects.order_by("pk").values_list("days", flat=True)) == [3, 5]
    for actor, days in ((moderator_of(page), 4), (organiser, 0), (organiser, 91)):
        with pytest.raises(Refused):
            promise_appeals(actor=actor, consultation=page, days=days)


def test_appeals_wait_for_those_who_moderate(page, kind):
    moderator = moderator_of(page)
    hidden(kind, moderator, words="Non.")
    analyst = TeamMemberFactory(consultation=page, role=Role.ANALYST).participant
    assert appeals.waiting_for(moderator, [page.pk]) == {page.pk: 1}
    assert appeals.waiting_for(analyst, [page.pk]) == {}


def test_the_register_costs_the_same_whatever_it_holds(page, kind, django_assert_num_queries):
    moderator, second = moderator_of(page), moderator_of(page)
    hidden(kind, moderator, words="Non.")
    with django_assert_num_queries(9):
        cells_of(page), register_page(page), appeals.waiting_appeals(page)
    for _number in range(2):
        made = hidden(kind, moderator, words="Non.")
        rule(actor=second, appeal=made, outcome=AppealOutcome.UPHELD, message="Non.")
    with django_assert_num_queries(9):
        cells_of(page), register_page(page), appeals.waiting_appeals(page)


def test_decisions_come_by_pages(page, kind, monkeypatch):
    monkeypatch.setattr("parvis.moderation.register.PAGE_SIZE", 2)
    decisions = [hidden(kind, moderator_of(page)) for _number in range(3)]
    first = register_page(page)
    rest = register_page(page, before=first.next)
    assert [line.decision.pk for line in (*first.lines, *rest.lines)] == [
        decision.pk for decision in reversed(decisions)
    ]
    assert rest.next == ""
