"""What an organiser says of a program that is told what happens."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from parvis.opendata.enums import WebhookEvent
from parvis.opendata.webhooks import ADDRESS_LENGTH

CHOICES = [(event.value, event.label) for event in WebhookEvent if event != WebhookEvent.TESTED]


class WebhookForm(forms.Form):
    address = forms.CharField(
        label=_("Address that is told"),
        help_text=_(
            "It begins with https://. Whoever keeps the other program gives it; what is public is sent there,"
            " within a minute or two."
        ),
        max_length=ADDRESS_LENGTH,
        widget=forms.URLInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": _("Give the address that is told.")},
    )
    events = forms.MultipleChoiceField(
        label=_("What it is told"),
        choices=CHOICES,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose what this address is told, one thing at least.")},
    )

    def said(self) -> dict[str, Any]:
        """What a valid form says, as the domain takes it."""
        events = [WebhookEvent(value) for value in self.cleaned_data["events"]]
        return {"address": self.cleaned_data["address"], "events": events}
