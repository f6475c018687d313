"""The days of a consultation that begins, in its legal frame."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest
from django.utils import timezone
from django.utils.translation import override
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from parvis.accounts.errors import Refused
from parvis.conduct.calendar import check_answer, days_of, first_answer, least_days, proposed_answer
from parvis.conduct.enums import Step
from parvis.conduct.facts import LEAST_DAYS, Period
from parvis.conduct.rules.book import BY_CODE
from parvis.conduct.tests.made import OVER, SOUND, texts
from parvis.consultations.calendar import closing, shortest, whole_days
from parvis.consultations.enums import LegalProfile
from parvis.consultations.templates_catalogue import CATALOGUE, ENVIRONMENT, IDEA_BOX

FIRST = date(2027, 3, 1)
TEMPLATES = st.sampled_from(list(CATALOGUE.values()))
patient = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
"""A machine that is busy elsewhere is slow, and no proof of anything."""
PROFILES = st.sampled_from(LegalProfile)
LAW = {LegalProfile.COMMITTEE: 15, LegalProfile.ENVIRONMENT: 21, LegalProfile.INDIVIDUAL: 15}


def midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def facts_of(slots, profile: LegalProfile, base=SOUND, **changes):
    """What the rules look at, once these days are rows."""
    periods = tuple(Period(midnight(slot.first), midnight(slot.after)) for slot in slots if slot.plan.actions)
    return replace(base, periods=periods, page=texts(profile=profile), **changes)


@patient
@given(template=TEMPLATES, profile=PROFILES, start=st.dates(date(2000, 1, 1), date(2090, 1, 1)))
def test_the_days_of_every_template_keep_the_rule_of_their_frame(template, profile, start: date) -> None:
    slots = days_of(template, profile=profile, starts_on=start)
    facts = facts_of(slots, profile)
    assert facts.days == whole_days(slots) >= least_days(profile)
    assert BY_CODE["C06"].check(facts) is None


@patient
@given(template=TEMPLATES, profile=PROFILES, days=st.integers(-400, 400))
def test_a_last_day_is_kept_or_refused_as_the_rule_would(template, profile, days: int) -> None:
    last = FIRST + timedelta(days=days)
    try:
        slots = days_of(template, profile=profile, starts_on=FIRST, closes_on=last)
    except Refused:
        too_few = days < shortest(template) - 1
        assert too_few or profile in LAW
        return
    assert closing(slots) == last
    if profile in LAW:
        assert BY_CODE["C06"].check(facts_of(slots, profile)) is None


@pytest.mark.parametrize(("profile", "least"), LAW.items())
def test_the_law_gives_the_first_last_day_that_would_do(profile: LegalProfile, least: int) -> None:
    assert LEAST_DAYS[profile] == least_days(profile) == least
    first = FIRST + timedelta(days=least)  # the opening day left out

    assert closing(days_of(IDEA_BOX, profile=profile, starts_on=FIRST, closes_on=first)) == first
    with override("en"), pytest.raises(Refused) as refused:
        days_of(IDEA_BOX, profile=profile, starts_on=FIRST, closes_on=first - timedelta(days=1))
    assert f"{least} whole days" in str(refused.value)
    assert f"{first.day} March 2027" in str(refused.value)


@pytest.mark.parametrize("profile", [LegalProfile.FREE, LegalProfile.PRIVATE])
def test_where_the_law_says_nothing_a_short_one_is_left_to_the_organiser(profile: LegalProfile) -> None:
    slots = days_of(IDEA_BOX, profile=profile, starts_on=FIRST, closes_on=FIRST + timedelta(days=6))
    assert whole_days(slots) == 6
    assert BY_CODE["C06"].check(facts_of(slots, profile)) is not None
    with override("en"), pytest.raises(Refused, match="2 March 2027"):
        days_of(IDEA_BOX, profile=profile, starts_on=FIRST, closes_on=FIRST)


@pytest.mark.parametrize(("profile", "days"), [(LegalProfile.ENVIRONMENT, 22), (LegalProfile.INDIVIDUAL, 16)])
def test_the_environmental_procedure_lasts_what_the_frame_asks_for(profile: LegalProfile, days: int) -> None:
    slots = days_of(ENVIRONMENT, profile=profile, starts_on=FIRST)
    assert [slot.days for slot in slots] == [days, 4, 92]


@patient
@given(template=TEMPLATES, profile=PROFILES)
def test_the_first_answer_is_one_that_the_rules_let_through(template, profile) -> None:
    """Where the law leaves four days to think, the day before would be refused by the rule as well."""
    slots = days_of(template, profile=profile, starts_on=FIRST)
    first = first_answer(slots, profile=profile)
    over = facts_of(slots, profile, base=OVER, step=Step.CLOSED, decided_on=first)
    rule = BY_CODE["C39"]
    assert not rule.applies(over) or rule.check(over) is None
    before = facts_of(slots, profile, base=OVER, step=Step.CLOSED, decided_on=first - timedelta(days=1))
    assert not rule.applies(before) or rule.check(before) is not None
    check_answer(slots, profile=profile, answer_due=first)
    with pytest.raises(Refused):
        check_answer(slots, profile=profile, answer_due=first - timedelta(days=1))
    assert proposed_answer(slots) >= first
