"""The queue of the desk: what is looked for in it, what is beside one text, and what was done last."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, TypedDict
from urllib.parse import urlencode

from django import forms
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from parvis.consultations import permissions
from parvis.consultations.models import ConsultationPage, Phase, Theme
from parvis.contributions.enums import State
from parvis.contributions.models import Contribution
from parvis.contributions.permissions import Actor, Reader
from parvis.contributions.showing import Said, said
from parvis.contributions.waiting import WaitingText
from parvis.debate.models import Argument
from parvis.moderation.cases import reasons_of
from parvis.moderation.domain.work_off import Done
from parvis.moderation.enums import Wait
from parvis.moderation.hints import Hint, hints_in
from parvis.moderation.models import Case, Decision, Reading
from parvis.moderation.past import History, PastDecision, close_decisions, history_of
from parvis.moderation.queries import subject_of
from parvis.moderation.queue import Filters, Place, next_to_decide
from parvis.moderation.queue_lines import Item, QueueLine, Text

LAST = "queue_last"
"""Where the session keeps what was done last, and the rows that take it back."""


class QueueForm(forms.Form):
    """Read from the address: what cannot be read filters nothing."""

    wait = forms.ChoiceField(
        label=_("What waits"), choices=[("", _("everything")), *Wait.choices], required=False
    )
    theme = forms.ModelChoiceField(
        label=_("Theme"), queryset=Theme.objects.none(), required=False, empty_label=_("every theme")
    )
    phase = forms.ModelChoiceField(
        label=_("Phase"), queryset=Phase.objects.none(), required=False, empty_label=_("every phase")
    )

    def __init__(self, *args: Any, consultation: ConsultationPage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("theme", "phase"):
            self.fields[name].queryset = getattr(consultation, f"{name}s").all()  # type: ignore[attr-defined]
        self.full_clean()

    def filters(self) -> Filters:
        wait = self.cleaned_data.get("wait")
        return Filters(
            wait=Wait(wait) if wait else None,
            theme=self.cleaned_data.get("theme"),
            phase=self.cleaned_data.get("phase"),
        )

    def kept(self) -> dict[str, str]:
        """The filters as an address says them."""
        return {name: self.data[name] for name in self.fields if self.cleaned_data.get(name)}


def item_address(consultation: ConsultationPage, place: Place, kept: dict[str, str]) -> str:
    """The page of one text, from which the next ones follow under the same filters."""
    address = reverse("desk:queue_item", args=[consultation.pk, str(place.wait), place.pk])
    return f"{address}?{urlencode(kept)}" if kept else address


def list_address(consultation: ConsultationPage, kept: dict[str, str]) -> str:
    address = reverse("desk:queue", args=[consultation.pk])
    return f"{address}?{urlencode(kept)}" if kept else address


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the list, and the page where it is decided on: empty for whoever only reads there."""

    line: QueueLine
    address: str
    is_closed: bool


def rows_of(
    consultation: ConsultationPage, lines: Iterable[QueueLine], kept: dict[str, str], actor: Actor
) -> list[Row]:
    """Appeals and strange figures are decided on pages of their own, by those who moderate."""
    reader = Reader(actor, consultation)
    may_decide = permissions.can(actor, "moderate", consultation)
    rows = []
    for line in lines:
        if line.is_decided_alike:
            address = item_address(consultation, line.place, kept)
        else:
            address = _apart(consultation, line) if may_decide else ""
        rows.append(Row(line, address, is_closed=is_closed(line.text, reader)))
    return rows


def is_closed(text: Text | None, reader: Reader) -> bool:
    """Whether its author took it back: nobody of the team reads it any longer."""
    if text is None or isinstance(text, WaitingText):
        return False
    return not reader.may_read(text)


def former_words(text: Text | None, reader: Reader) -> Contribution | None:
    """The public text whose words these would change; nothing once its author took it back."""
    former = text.revises if isinstance(text, WaitingText) else None
    return (
        former if former is not None and former.state == State.PUBLISHED and reader.may_read(former) else None
    )


def _apart(consultation: ConsultationPage, line: QueueLine) -> str:
    if line.appeal is not None:
        return reverse("desk:appeal", args=[consultation.pk, line.appeal.pk])
    return reverse("desk:case", args=[consultation.pk, line.place.pk])


def beside(
    consultation: ConsultationPage,
    form: QueueForm,
    place: Place | None,
    *,
    backwards: bool = False,
) -> str:
    """The address of the text that comes next in the queue, or before; empty when there is none."""
    found = next_to_decide(consultation, form.filters(), place, backwards=backwards)
    return item_address(consultation, found, form.kept()) if found is not None else ""


@dataclass(frozen=True, slots=True)
class Beside:
    """What somebody who decides sees beside the words themselves."""

    said: list[Said]
    reasons: list[tuple[str, str]]
    hints: list[Hint]
    history: History | None
    past: list[PastDecision]
    decision: Decision | None


def answers_of(item: Item) -> list[Said]:
    """What the form asked, and what was answered; nothing of an argument."""
    if isinstance(item.text, Argument):
        return []
    return said(list(item.text.kind.questions.all()), item.text.form_answers)


def words_of(item: Item) -> str:
    """All that its author wrote: title, text, answers."""
    title = "" if isinstance(item.text, Argument) else item.text.title
    return "\n".join([title, item.text.text, *_lines(answers_of(item))])


def _lines(answers: Iterable[Said]) -> list[str]:
    return [line for one in answers for line in one.lines]


def what_is_beside(consultation: ConsultationPage, item: Item) -> Beside:
    """A constant number of queries."""
    text, answers = item.text, answers_of(item)
    title = "" if isinstance(text, Argument) else text.title
    return Beside(
        said=answers,
        reasons=reasons_of(item.case) if item.case is not None else [],
        hints=hints_in(title, text.text, *_lines(answers)),
        history=history_of(text),
        past=close_decisions(
            consultation,
            title=title,
            text=text.text,
            besides=text.pk if isinstance(text, Contribution) else None,
        ),
        decision=None if isinstance(text, WaitingText) else text.decisions.first(),
    )


class Last(TypedDict):
    """What somebody did last in the queue of one consultation: in numbers alone, as it outlives texts."""

    consultation: int
    is_new: bool
    refusal: str
    did: str
    sort: str
    text: int
    undo: dict[str, int] | None


@dataclass(frozen=True, slots=True)
class Shown:
    """The same, in words; `is_new` the first time that it is said."""

    said: str
    is_new: bool
    is_refused: bool
    can_be_undone: bool


SORTS: dict[str, type[Text]] = {
    "contribution": Contribution,
    "argument": Argument,
    "waitingtext": WaitingText,
    "guesttext": WaitingText,  # its name in sessions that are older than this version
}
DID = {
    "kept": _("Kept: “%(title)s”."),
    "hidden": _("Hidden: “%(title)s”. Its author is told."),
    "published": _("Published: “%(title)s”."),
    "refused": _("Not published: “%(title)s”."),
    "undone": _("Taken back: “%(title)s” waits again."),
}


def remember(
    request: HttpRequest, consultation: ConsultationPage, did: str, text: Text, done: Done | None = None
) -> None:
    """Said on the next page, which announces it once; `done` is taken back until something else is done."""
    undo = None
    if done is not None:
        rows = {"decision": done.decision, "reading": done.reading, "case": done.case}
        undo = {name: row.pk for name, row in rows.items() if row is not None}
    request.session[LAST] = Last(
        consultation=consultation.pk,
        is_new=True,
        refusal="",
        did=did,
        sort=str(text._meta.model_name),
        text=text.pk,
        undo=undo,
    )


def refuse_with(request: HttpRequest, consultation: ConsultationPage, sentence: str) -> None:
    """Nothing was done, and why: said once."""
    request.session[LAST] = Last(
        consultation=consultation.pk, is_new=True, refusal=sentence, did="", sort="", text=0, undo=None
    )


def last_of(request: HttpRequest, consultation: ConsultationPage) -> Shown | None:
    """What was done last here; a second reading no longer says that it is new, nor what was refused."""
    last = _last(request, consultation)
    if last is None or not (last["is_new"] or last["undo"] is not None):
        return None
    if last["is_new"]:
        request.session[LAST] = {**last, "is_new": False}
    said = last["refusal"] or str(DID[last["did"]]) % {"title": _title_of(last)}
    return Shown(said, last["is_new"], bool(last["refusal"]), last["undo"] is not None)


def done_last(request: HttpRequest, consultation: ConsultationPage) -> Done | None:
    """What can be taken back, read anew; None when there is nothing."""
    last = _last(request, consultation)
    if last is None or last["undo"] is None:
        return None
    rows, target = last["undo"], _text_of(last)
    if not isinstance(target, Contribution | Argument):
        return None
    return Done(
        target,
        decision=Decision.objects.filter(pk=rows.get("decision", 0)).first(),
        reading=Reading.objects.filter(pk=rows.get("reading", 0)).first(),
        case=Case.objects.filter(pk=rows.get("case", 0)).first(),
    )


def _last(request: HttpRequest, consultation: ConsultationPage) -> Last | None:
    last: Last | None = request.session.get(LAST)
    return last if last is not None and last["consultation"] == consultation.pk else None


def _text_of(last: Last) -> Text | None:
    found: Text | None = SORTS[last["sort"]]._default_manager.filter(pk=last["text"]).first()
    return found


def _title_of(last: Last) -> str:
    """Of a text that its author took back since, nothing."""
    text = _text_of(last)
    if text is None or text.state == State.WITHDRAWN:
        return str(_("Text not public"))
    return str(text)[:60]


def subject(item: Item) -> str:
    """How those who look at it name it."""
    return subject_of(item.text)
