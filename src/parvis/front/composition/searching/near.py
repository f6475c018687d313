"""Looking around a point: what is typed, or given by the browser, becomes an area of the address."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parvis.accounts.errors import Refused
from parvis.contributions.filters import LONGEST_SEARCH
from parvis.contributions.places import Area, Point, around, read_point
from parvis.front.composition.maps import distance

KILOMETRES = (1, 5, 20, 50)
USUAL = 5


class NearForm(forms.Form):
    """A point and how far around it; `area` once it is valid."""

    near = forms.CharField(
        label=gettext_lazy("Near a point: its latitude and longitude"),
        help_text=gettext_lazy("Such as 48.8566, 2.3522: a long press on most maps shows them."),
        max_length=LONGEST_SEARCH,
        error_messages={
            "required": gettext_lazy("Write a latitude, a comma, then a longitude, such as 48.8566, 2.3522.")
        },
        widget=forms.TextInput({"inputmode": "text", "autocomplete": "off", "data-parvis-near": ""}),
    )
    within = forms.TypedChoiceField(label=gettext_lazy("How far"), coerce=int, initial=USUAL)

    def __init__(self, asked: QueryDict | None = None) -> None:
        super().__init__(asked, auto_id="near-%s", use_required_attribute=False)
        choices = [(number, _("about %(far)s") % {"far": distance(number * 1000)}) for number in KILOMETRES]
        self.fields["within"].choices = choices  # type: ignore[attr-defined]

    def clean_near(self) -> Point:
        try:
            return read_point(self.cleaned_data["near"])
        except Refused as refused:
            raise ValidationError(str(refused)) from None

    @property
    def area(self) -> Area:
        cleaned: dict[str, Any] = self.cleaned_data
        return around(cleaned["near"], cleaned["within"])


def read_near(query: QueryDict) -> NearForm:
    """The form as it was sent, or one to fill."""
    return NearForm(query if "near" in query else None)
