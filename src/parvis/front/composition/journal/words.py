"""The lines of Wagtail's log in words: an act, its object, and what changed, before and after."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import FieldDoesNotExist
from django.db.models import Model
from django.utils.dateparse import parse_datetime
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import PageLogEntry

from parvis.accounts.models import Participant
from parvis.conduct.models import DataRecord
from parvis.consultations.enums import Role
from parvis.consultations.models import Kind, Phase
from parvis.consultations.questions import Question
from parvis.front.composition.journal.sources import Told
from parvis.ui import words

MODELS: dict[str, type[Model]] = {
    "phase": Phase,
    "kind": Kind,
    "question": Question,
    "record": DataRecord,
}
"""By what is before the dot in the name of an act: whose fields it changes."""
OWN: dict[str, Promise | str] = {
    "themes": gettext_lazy("themes"),
    "domains": gettext_lazy("trusted domains"),
    "actions": gettext_lazy("what it opens"),
}
YES_OR_NO = {"yes": gettext_lazy("yes"), "no": gettext_lazy("no")}


@dataclass(frozen=True, slots=True)
class Change:
    """One field, as it was and as it is."""

    label: str
    before: str
    after: str


def told_of(entry: PageLogEntry, people: Mapping[int, Participant]) -> Told:
    """What was done; the role and the person are named as they are today."""
    said: list[str] = [entry.data["about"]] if entry.data.get("about") else []
    if (person := entry.data.get("person")) in people:
        said.append(str(people[person]))
    if role := entry.data.get("role"):
        said.append(str(Role(role).label) if role in Role.values else role)
    if not entry.action.startswith("parvis."):
        said.append(entry.label)
    return Told(str(entry.message), ", ".join(said))


def changes_of(entry: PageLogEntry) -> tuple[Change, ...]:
    """Each field that changed, by its name in the forms."""
    model = MODELS.get(entry.action.removeprefix("parvis.").partition(".")[0])
    rows = entry.data.get("changes") or {}
    return tuple(_change(model, name, *values) for name, values in rows.items())


def _change(model: type[Model] | None, name: str, before: str, after: str) -> Change:
    choices: dict[str, object] = {}
    label = str(OWN.get(name, name))
    if model is not None and name not in OWN:
        try:
            field = model._meta.get_field(name)
        except FieldDoesNotExist:
            return Change(label, _value(before, choices), _value(after, choices))
        label = str(getattr(field, "verbose_name", name))
        choices = {str(code): words for code, words in getattr(field, "flatchoices", [])}
    return Change(label, _value(before, choices), _value(after, choices))


def _value(value: str, choices: Mapping[str, object]) -> str:
    if value in choices:
        return str(choices[value])
    moment = _moment(value)
    if moment is not None:
        return words.moment(moment)
    return str(YES_OR_NO.get(value, value)) or _("nothing")


def _moment(value: str) -> datetime | None:
    """A moment in ISO; None for anything else, such as a title that looks like one and is not."""
    try:
        found = parse_datetime(value) if "T" in value else None
    except ValueError:
        return None
    return found if found is not None and found.tzinfo is not None else None
