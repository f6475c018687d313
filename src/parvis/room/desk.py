"""Forms of the desk: a room, and what it will be asked."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from parvis.consultations.enums import LIMITED, SCALES, BallotMethod
from parvis.contributions.domain.wording import as_said
from parvis.contributions.forms.said import PlacedForm
from parvis.contributions.said import SaidDraft
from parvis.gatherings.models import Event
from parvis.room.domain.prepare import ActivityDraft
from parvis.room.enums import METHODS, ActivityKind
from parvis.room.models import MOST_COMPARED, MOST_ITEMS, Activity, Answer
from parvis.ui import words

LONGEST_ITEM = 120
MOST_GIVEN, MOST_MONEY = 1000, 10**12
PRICED = re.compile(r"^(?P<item>\S.*?)\s*[:=]\s*(?P<cost>\d[\d\s]{0,15})\D{0,5}$")
"""A project, then its cost, with or without spaces and a sign of currency."""


class RoomForm(forms.Form):
    title = forms.CharField(
        label=gettext_lazy("Title"),
        max_length=120,
        help_text=gettext_lazy("As the room reads it on the screen before the first activity."),
    )
    event = forms.TypedChoiceField(label=gettext_lazy("Event"), coerce=int, empty_value=None, required=False)

    def __init__(self, *args: Any, events: Sequence[Event], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.events = {event.pk: event for event in events}
        self.fields["event"].choices = [  # type: ignore[attr-defined]
            ("", _("no event")),
            *((pk, event.title) for pk, event in self.events.items()),
        ]

    def chosen_event(self) -> Event | None:
        return self.events.get(self.cleaned_data["event"])


class ActivityForm(forms.Form):
    """What the room is asked. The fields of a vote are read for a vote alone."""

    kind = forms.ChoiceField(label=gettext_lazy("Activity"), choices=ActivityKind, widget=forms.RadioSelect)
    title = forms.CharField(label=gettext_lazy("What is asked"), max_length=160)
    seconds = forms.IntegerField(
        label=gettext_lazy("Seconds"),
        required=False,
        min_value=5,
        max_value=7200,
        help_text=gettext_lazy("Empty: until you stop it."),
    )
    method = forms.ChoiceField(
        label=gettext_lazy("Voting method"),
        choices=[("", "—"), *((method.value, method.label) for method in METHODS)],
        required=False,
        help_text=gettext_lazy("For a vote alone, as all that follows."),
    )
    items = forms.CharField(
        label=gettext_lazy("What is voted on, one a line"),
        required=False,
        widget=forms.Textarea({"rows": 5}),
        help_text=gettext_lazy(
            "Twelve at most, six for pairs. For a budget, each line ends with a colon and a cost, as in"
            " Benches: 1500"
        ),
    )
    limit = forms.IntegerField(
        label=gettext_lazy("Most in all: items, ranks, points or money"),
        required=False,
        min_value=1,
        max_value=MOST_MONEY,
        help_text=gettext_lazy("Needed for approval, ranking, points and a budget."),
    )
    limit_each = forms.IntegerField(
        label=gettext_lazy("Most points on one line"), required=False, min_value=1, max_value=1000
    )
    scale = forms.TypedChoiceField(
        label=gettext_lazy("Highest grade"),
        choices=[("", "—"), *((scale, str(scale)) for scale in SCALES)],
        coerce=int,
        empty_value=None,
        required=False,
    )

    def clean_items(self) -> tuple[str, ...]:
        lines = (" ".join(line.split()) for line in self.cleaned_data["items"].splitlines())
        return tuple(line for line in lines if line)

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        if said.get("kind") == ActivityKind.BALLOT and not self.errors:
            self._check_vote(said)
        return said

    def draft(self) -> ActivityDraft:
        """What the method does not take is left out."""
        said = self.cleaned_data
        kind, method = ActivityKind(said["kind"]), said["method"]
        if kind != ActivityKind.BALLOT:
            return ActivityDraft(kind, said["title"], said["seconds"])
        return ActivityDraft(
            kind,
            said["title"],
            said["seconds"],
            method=method,
            items=said["items"],
            costs=said["costs"] if method == BallotMethod.BUDGET else None,
            limit=said["limit"] if method in LIMITED else None,
            limit_each=said["limit_each"] if method == BallotMethod.POINTS else None,
            scale=said["scale"] if method == BallotMethod.GRADE else None,
        )

    def _check_vote(self, said: dict[str, Any]) -> None:
        given = dict(said)
        if not given["method"]:
            self.add_error("method", _("Choose how the room votes."))
        if given["method"] == BallotMethod.BUDGET:
            given["items"], given["costs"] = self._priced(given["items"], given["limit"])
        self._check_items(given["items"], given["method"])
        self._check_limits(given)
        if not self.errors:
            said.update(given)

    def _priced(self, lines: tuple[str, ...], limit: int | None) -> tuple[tuple[str, ...], tuple[int, ...]]:
        """Each line of a budget is a project and its cost: here they come apart."""
        read = [PRICED.match(line) for line in lines]
        found = [one for one in read if one is not None]
        items = tuple(one["item"] for one in found)
        costs = tuple(int("".join(one["cost"].split())) for one in found)
        if len(found) < len(lines):
            unread = next(line for line, one in zip(lines, read, strict=True) if one is None)
            said = _("“%(line)s”: write the project, a colon, then its cost.") % {"line": unread}
            self.add_error("items", said)
            return lines, costs
        if not all(0 < cost <= MOST_MONEY for cost in costs):
            self.add_error("items", _("Each project costs something: one at least."))
        elif limit and any(cost > limit for cost in costs):
            self.add_error("items", _("A project costs more than the whole budget: nobody could choose it."))
        return items, costs

    def _check_items(self, items: tuple[str, ...], method: str) -> None:
        if not 1 <= len(items) <= MOST_ITEMS:
            self.add_error("items", _("Write one to twelve lines."))
        elif method == BallotMethod.PAIRS and not 2 <= len(items) <= MOST_COMPARED:
            self.add_error("items", _("Write two to six lines: each is compared with all others."))
        if any(len(item) > LONGEST_ITEM for item in items):
            self.add_error("items", _("A line is too long: 120 characters at most."))
        if len(set(items)) < len(items):
            self.add_error("items", _("Two lines are the same."))

    def _check_limits(self, said: dict[str, Any]) -> None:
        items, method, limit = said["items"], said["method"], said["limit"] or 0
        needs_limit = method in LIMITED and method != BallotMethod.SUPPORT
        if needs_limit and not limit:
            self.add_error("limit", _("This method needs a limit."))
        if limit > MOST_GIVEN and method in LIMITED and method != BallotMethod.BUDGET:
            self.add_error("limit", _("A thousand at most, except for money."))
        if method == BallotMethod.RANKING and limit > len(items):
            self.add_error("limit", _("There are fewer lines than ranks."))
        if method == BallotMethod.GRADE and not said["scale"]:
            self.add_error("scale", _("Choose the highest grade."))


class KeepForm(PlacedForm):
    """Questions of a room that are made contributions, all of one kind."""

    questions = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Questions"),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Tick at least one question.")},
    )
    field_order = ("questions", "kind", "theme", "key")

    def __init__(
        self, *args: Any, questions: Sequence[Answer], least: int | None = None, **kwargs: Any
    ) -> None:
        """`questions`: with `backing`, their supports; those that have a contribution are left out."""
        self.rows = {one.pk: one for one in questions if one.contribution_id is None}
        ticked = [pk for pk, one in self.rows.items() if least is not None and one.backing >= least]  # type: ignore[attr-defined]
        super().__init__(*args, initial={"questions": ticked}, **kwargs)
        self.fields["questions"].choices = [  # type: ignore[attr-defined]
            (pk, _backed(one)) for pk, one in self.rows.items()
        ]

    def drafts(self) -> list[tuple[Answer, SaidDraft]]:
        """A question is its own title, and its own text."""
        found = []
        for pk in self.cleaned_data["questions"]:
            title, text = as_said(self.rows[pk].texts[0])
            found.append((self.rows[pk], self.draft_of(title=title, text=text)))
        return found


def _backed(question: Answer) -> str:
    count: int = question.backing  # type: ignore[attr-defined]
    said = ngettext("%(n)s support", "%(n)s supports", count) % {"n": words.number(count)}
    return f"{question.texts[0]} ({said})"


def initial_of(activity: Activity) -> dict[str, Any]:
    """An activity as it is, ready to be changed."""
    names = ("kind", "title", "seconds", "method", "limit", "limit_each", "scale")
    lines = list(activity.items)
    if activity.costs:
        lines = [f"{item}: {cost}" for item, cost in zip(lines, activity.costs, strict=True)]
    return {**{name: getattr(activity, name) for name in names}, "items": "\n".join(lines)}
