"""What two people read otherwise on one sheet, and the choice between them, field by field."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _

from parvis.consultations.models import Theme
from parvis.consultations.questions import Question
from parvis.contributions.showing import lines_of
from parvis.paper.models import Sheet, Typing
from parvis.paper.typed import Words, read_words

FIRST, SECOND = "first", "second"


@dataclass(frozen=True, slots=True)
class Difference:
    """One field: `name` in the form, its words, and what each of the two read."""

    name: str
    label: str
    first: str
    second: str


class SettleForm(forms.Form):
    """One choice for each field that differs. Hidden: the idempotency key."""

    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, data: QueryDict | None = None, *, sheet: Sheet) -> None:
        super().__init__(data, initial={"key": uuid4()})
        self.readings: list[Typing] = list(sheet.typings.select_related("member"))
        self.differences = list(_differences(sheet, *(one.words for one in self.readings)))
        for one in self.differences:
            self.fields[one.name] = forms.ChoiceField(
                label=one.label,
                choices=[(FIRST, one.first or _("nothing")), (SECOND, one.second or _("nothing"))],
                widget=forms.RadioSelect,
            )

    def words(self) -> Words:
        """Of a valid form: what both read, and of the rest what was chosen."""
        first, second = (one.words for one in self.readings)
        merged: dict[str, Any] = {**first, "answers": dict(first["answers"])}
        for one in self.differences:
            if self.cleaned_data[one.name] == FIRST:
                continue
            name, _dot, code = one.name.partition(".")
            if code:
                merged["answers"][code] = second["answers"].get(code)
            else:
                merged[name] = second[name]
        return read_words(merged)


def _differences(sheet: Sheet, first: dict[str, Any], second: dict[str, Any]) -> Iterator[Difference]:
    labels = {"page": _("Page of the register"), "title": _("Title"), "text": _("Your text")}
    for name, label in labels.items():
        if first[name] != second[name]:
            yield Difference(name, label, first[name], second[name])
    if first["theme"] != second["theme"]:
        names = dict(Theme.objects.filter(consultation=sheet.batch.consultation_id).values_list("pk", "name"))
        yield Difference("theme", _("Theme"), names.get(first["theme"], ""), names.get(second["theme"], ""))
    if first["responds_to"] != second["responds_to"]:
        numbers = [f"C-{one['responds_to']}" for one in (first, second)]
        yield Difference("responds_to", _("Responds to"), *numbers)
    for question in sheet.batch.kind.questions.all():
        code = question.code
        if first["answers"].get(code) != second["answers"].get(code):
            yield Difference(
                f"answers.{code}", question.label, _said(question, first), _said(question, second)
            )


def _said(question: Question, words: dict[str, Any]) -> str:
    answer = words["answers"].get(question.code)
    return "" if answer is None else ", ".join(lines_of(question, answer))
