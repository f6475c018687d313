"""Forms of the desk: a room, and what it will be asked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parvis.consultations.enums import LIMITED, SCALES, BallotMethod
from parvis.gatherings.models import Event
from parvis.room.domain.prepare import ActivityDraft
from parvis.room.enums import METHODS, ActivityKind
from parvis.room.models import MOST_ITEMS, Activity

LONGEST_ITEM = 120


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
            ("", _("none of these")),
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
    )
    limit = forms.IntegerField(
        label=gettext_lazy("Most in all: items, ranks or points"),
        required=False,
        min_value=1,
        max_value=1000,
        help_text=gettext_lazy("Needed for approval, ranking and points."),
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
            limit=said["limit"] if method in LIMITED else None,
            limit_each=said["limit_each"] if method == BallotMethod.POINTS else None,
            scale=said["scale"] if method == BallotMethod.GRADE else None,
        )

    def _check_vote(self, said: dict[str, Any]) -> None:
        items, method = said["items"], said["method"]
        if not method:
            self.add_error("method", _("Choose how the room votes."))
        if not 1 <= len(items) <= MOST_ITEMS:
            self.add_error("items", _("Write one to twelve lines."))
        if any(len(item) > LONGEST_ITEM for item in items):
            self.add_error("items", _("A line is too long: 120 characters at most."))
        if len(set(items)) < len(items):
            self.add_error("items", _("Two lines are the same."))
        needs_limit = method in LIMITED and method != BallotMethod.SUPPORT
        if needs_limit and not said["limit"]:
            self.add_error("limit", _("This method needs a limit."))
        if method == BallotMethod.RANKING and (said["limit"] or 0) > len(items):
            self.add_error("limit", _("There are fewer lines than ranks."))
        if method == BallotMethod.GRADE and not said["scale"]:
            self.add_error("scale", _("Choose the highest grade."))


def initial_of(activity: Activity) -> dict[str, Any]:
    """An activity as it is, ready to be changed."""
    names = ("kind", "title", "seconds", "method", "limit", "limit_each", "scale")
    return {**{name: getattr(activity, name) for name in names}, "items": "\n".join(activity.items)}
