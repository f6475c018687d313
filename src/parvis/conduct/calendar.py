"""The days of a consultation that begins, within what its legal frame asks for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parvis.accounts.errors import Refused
from parvis.conduct.facts import ADVISED_DAYS, LEAST_DAYS
from parvis.conduct.rules.end import THINKING, Interval
from parvis.consultations.calendar import Slot, closing, lay, shortest, whole_days
from parvis.consultations.enums import LegalProfile
from parvis.consultations.templates_catalogue import Template
from parvis.ui import words

PROMISED = timedelta(days=60)
"""From the close to the answer: what is proposed."""


def least_days(profile: LegalProfile) -> int:
    """Whole days to take part, the opening day left out: what the law asks for, or what is advised."""
    return LEAST_DAYS.get(profile, ADVISED_DAYS)


def days_of(
    template: Template, *, profile: LegalProfile, starts_on: date, closes_on: date | None = None
) -> tuple[Slot, ...]:
    """The phases on their days. Raises `Refused` for too early a close, with the first that would do."""
    least = least_days(profile)
    if closes_on is None:
        return lay(template, starts_on, least=least)
    first = _first_close(template, profile, starts_on)
    if closes_on >= first:
        return lay(template, starts_on, least=least, closes_on=closes_on)
    if profile in LEAST_DAYS:
        said = ngettext(
            "In this legal frame people have %(least)s whole day at least, the opening day left out: the last"
            " day to take part is %(day)s or a later one.",
            "In this legal frame people have %(least)s whole days at least, the opening day left out: the"
            " last day to take part is %(day)s or a later one.",
            least,
        )
        raise Refused(said % {"least": words.number(least), "day": words.day(first)})
    raise Refused(
        _("Each phase lasts two days at least: the last day to take part is %(day)s or a later one.")
        % {"day": words.day(first)}
    )


def check_answer(slots: Sequence[Slot], *, profile: LegalProfile, answer_due: date) -> None:
    """Raises `Refused` when the answer would come before what people say was read."""
    first = first_answer(slots, profile=profile)
    if answer_due >= first:
        return
    if profile in Interval.profiles:
        raise Refused(
            _("In this legal frame four days pass between the close and the decision: %(day)s or later.")
            % {"day": words.day(first)}
        )
    raise Refused(
        _("The answer comes once people have had their say: %(day)s or later.") % {"day": words.day(first)}
    )


def first_answer(slots: Sequence[Slot], *, profile: LegalProfile) -> date:
    """The first day on which the answer may be due."""
    after = closing(slots) + timedelta(days=1)
    return after + THINKING if profile in Interval.profiles else after


def proposed_answer(slots: Sequence[Slot]) -> date:
    """Two months after the close."""
    return closing(slots) + PROMISED


def _first_close(template: Template, profile: LegalProfile, starts_on: date) -> date:
    """The first close that gives each phase its two days and, where the law says how many, people theirs."""
    day = starts_on + timedelta(days=shortest(template) - 1)
    least = LEAST_DAYS.get(profile, 0)
    while whole_days(lay(template, starts_on, closes_on=day)) < least:
        day += timedelta(days=1)
    return day
