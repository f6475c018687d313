"""Forms of events: what one is, who comes, how it went."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.consultations.forms import MomentInput
from parvis.contributions.places import DECIMALS, Point, read_point
from parvis.gatherings.drafts import NAMES, EventDraft, check
from parvis.gatherings.enums import Access, Format
from parvis.gatherings.models import Event
from parvis.ui.forms import LongText

STEP = Decimal(1).scaleb(-DECIMALS)


class EventForm(forms.Form):
    """Everything that is said of an event; what cannot be held is refused with the reason."""

    title = forms.CharField(label=_("Title"), max_length=160)
    summary = LongText(
        label=_("In a few lines"),
        max_length=1000,
        rows=3,
        required=False,
        help_text=_("What will be done there, and for whom."),
    )
    format = forms.ChoiceField(
        label=_("Where one meets"), choices=Format.choices, widget=forms.RadioSelect, initial=Format.ON_SITE
    )
    starts_at = forms.DateTimeField(label=_("Begins"), widget=MomentInput)
    ends_at = forms.DateTimeField(label=_("Ends"), widget=MomentInput)
    place = forms.CharField(
        label=_("Name of the place"),
        max_length=160,
        required=False,
        help_text=_("Such as: village hall, Montreuil."),
    )
    address = forms.CharField(label=_("Its address"), max_length=300, required=False)
    point = forms.CharField(
        label=_("Point on the map: latitude and longitude"),
        max_length=60,
        required=False,
        help_text=_("Such as 48.8566, 2.3522: a long press on most maps shows them."),
        widget=forms.TextInput({"inputmode": "text", "autocomplete": "off"}),
    )
    online_address = forms.URLField(
        label=_("Address online, in https"),
        required=False,
        max_length=200,
        assume_scheme="https",
        help_text=_("Given to those who registered; to everybody when nobody registers."),
    )
    access_features = forms.MultipleChoiceField(
        label=_("For disabled people, there is"),
        choices=Access.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    access = LongText(
        label=_("More on access"),
        max_length=1000,
        rows=2,
        required=False,
        help_text=_("Entrance, lift, transport, whom to ask, and by when."),
    )
    agenda = LongText(label=_("Agenda"), max_length=5000, rows=6, required=False)
    speakers = LongText(
        label=_("Speakers"),
        max_length=3000,
        rows=3,
        required=False,
        help_text=_("One a line: the name, a comma, the office."),
    )
    takes_registrations = forms.BooleanField(label=_("People register"), required=False, initial=True)
    capacity = forms.IntegerField(
        label=_("Number of places"),
        required=False,
        min_value=1,
        max_value=1_000_000,
        help_text=_("Empty: as many as come."),
    )
    has_waiting_list = forms.BooleanField(
        label=_("A waiting list when every place is taken"), required=False, initial=True
    )
    registration_until = forms.DateTimeField(
        label=_("Registration open until"),
        widget=MomentInput,
        required=False,
        help_text=_("Empty: until it begins."),
    )

    def clean_point(self) -> Point | None:
        typed = self.cleaned_data["point"].strip()
        try:
            return read_point(typed) if typed else None
        except Refused as refused:
            raise ValidationError(str(refused)) from None

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        if not self.errors:
            try:
                check(self.draft())
            except Refused as refused:
                raise ValidationError(str(refused)) from None
        return said

    def draft(self) -> EventDraft:
        said = {name: value for name, value in self.cleaned_data.items() if name in NAMES}
        point = self.cleaned_data["point"]
        if point is not None:
            said["longitude"], said["latitude"] = (_degrees(value) for value in point)
        said["format"] = Format(said["format"])
        said["access_features"] = tuple(said["access_features"])
        return EventDraft(**said)


def _degrees(value: float) -> Decimal:
    return Decimal(value).quantize(STEP)


def initial_of(event: Event) -> dict[str, Any]:
    """An event as it is, ready to be changed."""
    point = "" if event.latitude is None else f"{event.latitude}, {event.longitude}"
    return {**{name: getattr(event, name) for name in NAMES}, "point": point}


class ComeForm(forms.Form):
    """What whoever comes may say of themselves, to those who prepare the event alone."""

    name = forms.CharField(
        label=_("How you wish to be called"),
        max_length=80,
        required=False,
        widget=forms.TextInput({"autocomplete": "name"}),
    )
    need = forms.CharField(
        label=_("Do you need help to take part?"),
        max_length=300,
        required=False,
        help_text=_(
            "Such as: a place for a wheelchair, sign language. Read by those who prepare the event and keep"
            " the door, and erased a month after it."
        ),
    )


class RegisterForm(ComeForm):
    """The same of somebody who has no account, or is not signed in."""

    email = forms.EmailField(
        label=_("Your e-mail address"),
        max_length=254,
        help_text=_("A link goes there: your registration counts once you have opened it."),
        widget=forms.EmailInput(attrs={"autocomplete": "email", "inputmode": "email", "spellcheck": "false"}),
        error_messages={"invalid": _("This is not an e-mail address. It looks like name@example.org.")},
    )
    field_order = ("email", "name", "need")

    def clean_email(self) -> str:
        return Participant.objects.normalize_email(self.cleaned_data["email"])


class FindForm(forms.Form):
    """The address with which somebody registered."""

    email = forms.EmailField(
        label=_("The e-mail address with which you registered"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "inputmode": "email", "spellcheck": "false"}),
        error_messages={"invalid": _("This is not an e-mail address. It looks like name@example.org.")},
    )

    def clean_email(self) -> str:
        return Participant.objects.normalize_email(self.cleaned_data["email"])


class ReportForm(forms.Form):
    """How a local initiative went."""

    people = forms.IntegerField(label=_("How many people were there"), min_value=0, max_value=1_000_000)
    text = LongText(
        label=_("Your report"),
        max_length=20_000,
        rows=14,
        help_text=_("What was said, proposals and disagreements alike. Name nobody who did not agree to it."),
    )
