"""What a team does, act by act: one line in Wagtail's log of the page, in the transaction of the act.

Acts that a table tells with who and when (decisions of moderation, answers, merges...) write nothing here:
the page that shows the journal reads both.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from datetime import datetime, timedelta
from enum import Enum
from itertools import islice
from typing import TYPE_CHECKING, Any

from django.db.models import Model
from django.db.models.functions import Now
from wagtail.log_actions import log
from wagtail.models import PageLogEntry

from parvis.consultations.enums import DeskAct, Role

if TYPE_CHECKING:
    from parvis.accounts.models import Participant
    from parvis.consultations.models import ConsultationPage

Changes = Mapping[str, tuple[str, str]]
LONGEST = 300
"""Characters of a value that are kept: enough to know which one it was."""
MOST = 50
"""Fields that one line tells of."""
DAY = timedelta(days=1)


def note(
    *,
    actor: Participant | None,
    consultation: ConsultationPage,
    act: DeskAct,
    about: str = "",
    role: Role | None = None,
    person: Participant | None = None,
    changes: Changes | None = None,
) -> None:
    """Write one line. Nothing of anybody is in it but their number: no name, no address, none of their words.

    `about` names a thing of the consultation, `changes` say each field before and after. Without an actor,
    the platform acted by itself, and there is nothing to answer for.
    """
    if actor is None:
        return
    told: dict[str, Any] = {
        "about": about[:LONGEST],
        "role": role and str(role),
        "person": person and person.pk,
        "changes": {name: list(values) for name, values in islice((changes or {}).items(), MOST)},
    }
    data = {name: value for name, value in told.items() if value}
    log(consultation, act.action, user=actor, title=consultation.title, data=data)


def note_once_a_day(
    *, actor: Participant, consultation: ConsultationPage, act: DeskAct, about: str = ""
) -> None:
    """The same for what is done again and again, such as reading: the first time of a day says it."""
    said = PageLogEntry.objects.filter(page=consultation.pk, user=actor.pk, action=act.action)
    if about:
        said = said.filter(data__about=about)
    if not said.filter(timestamp__gte=Now() - DAY).exists():
        note(actor=actor, consultation=consultation, act=act, about=about)


def differences(former: object, new: object) -> dict[str, tuple[str, str]]:
    """Of two drafts of one thing (dataclasses), each field that differs, before and after."""
    values = {
        held.name: (getattr(former, held.name), getattr(new, held.name))
        for held in fields(former)  # type: ignore[arg-type]
    }
    return {name: (written(old), written(now)) for name, (old, now) in values.items() if old != now}


def written(value: object) -> str:
    """A value as the journal keeps it: moments in ISO, choices by their code, things by their name.

    What has a form of its own (the settings of a question) is not kept: that it changed is.
    """
    if value is None or isinstance(value, bool):
        return {None: "", True: "yes", False: "no"}[value]
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, frozenset | list | tuple):
        return ", ".join(sorted(written(one) for one in value))[:LONGEST]
    return str(value)[:LONGEST] if isinstance(value, Model | str | int) else ""
