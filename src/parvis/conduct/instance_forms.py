"""What an operator decides of a consultation that another site asks for."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from parvis.conduct.instances import LENGTHS
from parvis.consultations.templates_catalogue import CATALOGUE, Template
from parvis.ui.forms import LongText

READY = {code: template for code, template in CATALOGUE.items() if not template.figures}
"""Templates that ask nothing in figures: only its organiser could say them."""
USUAL_DAYS = 30


class AcceptInstanceForm(forms.Form):
    template = forms.ChoiceField(
        label=_("How it will go"),
        choices=[(code, template.name) for code, template in READY.items()],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how it will go: its organiser may change everything.")},
    )
    starts_on = forms.DateField(
        label=_("First day"),
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": _("Say on which day it starts.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["starts_on"].initial = timezone.localdate() + timedelta(days=USUAL_DAYS)

    def said(self) -> dict[str, Any]:
        template: Template = READY[self.cleaned_data["template"]]
        return {"template": template, "starts_on": self.cleaned_data["starts_on"]}


class RefuseInstanceForm(forms.Form):
    reason = LongText(
        label=_("Why it is refused"),
        max_length=LENGTHS["reason"],
        rows=3,
        help_text=_("The other site reads it, and may ask again."),
        error_messages={"required": _("Say why: the other site reads it.")},
    )
