"""Forms of the desk: an event, why it is cancelled, who is at the door."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from parvis.commissions.models import Commission
from parvis.consultations.models import ConsultationPage
from parvis.gatherings.domain.check_in import MOST_WALK_INS
from parvis.gatherings.forms import EventForm
from parvis.ui.forms import LongText


class DeskEventForm(EventForm):
    """An event of the team, which one of its commissions may call."""

    commission = forms.ModelChoiceField(
        label=_("Called by"),
        queryset=Commission.objects.none(),
        required=False,
        empty_label=_("the organiser"),
    )
    field_order = ("title", "summary", "commission")

    def __init__(self, *args: Any, consultation: ConsultationPage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = consultation.commissions.all()
        self.fields["commission"].queryset = found  # type: ignore[attr-defined]


class ReasonForm(forms.Form):
    """Why: of an event that is cancelled, of a proposal or a report that is declined."""

    reason = LongText(label=_("Why"), max_length=500, rows=3)


class CodeForm(forms.Form):
    """What is typed or read at the door: eight digits, or the whole address that was drawn."""

    code = forms.CharField(
        label=_("Code"),
        max_length=200,
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off", "autofocus": True}),
    )

    def clean_code(self) -> str:
        typed = self.cleaned_data["code"].rstrip("/").rpartition("/")[2]
        return "".join(sign for sign in typed if sign.isdigit())


class WalkInsForm(forms.Form):
    count = forms.IntegerField(
        label=_("Came without registering, in all"), min_value=0, max_value=MOST_WALK_INS
    )
