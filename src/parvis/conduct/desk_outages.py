"""The form with which an organiser answers an outage."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from parvis.conduct.outages import MOST_WORDS
from parvis.ui.forms import LongText


class AnswerForm(forms.Form):
    """More time, or not, and why; once it is closed, nothing that ended begins again."""

    decision = forms.ChoiceField(
        label=_("What do you decide?"),
        choices=[("extend", _("Give people more time")), ("decline", _("Keep the dates"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the two.")},
    )
    until = forms.DateTimeField(
        label=_("Open until"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        help_text=_("At least as much as was lost. For those who get more time alone."),
    )
    words = LongText(
        label=_("Why"),
        max_length=MOST_WORDS,
        rows=3,
        help_text=_("Everybody reads it on the page of the consultation, and it stays as it is."),
        error_messages={"required": _("Say why: everybody will read it.")},
    )

    def __init__(self, *args: Any, proposed: datetime | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if proposed is None:
            self.fields["decision"] = forms.ChoiceField(
                choices=[("decline", _("Keep the dates"))],
                initial="decline",
                widget=forms.HiddenInput(),
            )
            del self.fields["until"]
        else:
            self.fields["until"].initial = proposed

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        if "until" not in self.fields and "decision" in self.errors:
            self.add_error(None, _("It closed meanwhile: nothing that ended begins again. Say why."))
        if values.get("decision") == "extend" and "until" not in self.errors and not values.get("until"):
            self.add_error("until", _("Say until when it is open."))
        return values
