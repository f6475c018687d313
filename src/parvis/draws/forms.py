"""What organisers ask of a draw, and what volunteers say of themselves."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from parvis.accounts.errors import Refused
from parvis.draws import quotas
from parvis.draws.domain.draw_panel import LONGEST_SEED
from parvis.draws.domain.edit_draw import DrawDraft
from parvis.draws.enums import SAID, SeatState, Source
from parvis.draws.models import FEWEST_SEATS, MOST_SEATS, Draw
from parvis.draws.people_sheet import MOST_BYTES
from parvis.draws.quotas import Feature, from_json, written

LISTED = 7
"""More values than that are chosen in a list."""


class DrawForm(forms.Form):
    """A draw: its title, its size, its quotas."""

    title = forms.CharField(
        label=_("Title"), max_length=160, help_text=_("Shown to everybody, such as “Citizens’ jury, autumn”.")
    )
    size = forms.IntegerField(
        label=_("People in the panel"), min_value=FEWEST_SEATS, max_value=MOST_SEATS, initial=30
    )
    source = forms.TypedChoiceField(
        label=_("Among whom?"),
        choices=Source.choices,
        coerce=Source,
        initial=Source.VOLUNTEERS,
        widget=forms.RadioSelect,
    )
    one_by_home = forms.BooleanField(
        label=_("One person of an address at most"), required=False, initial=True
    )
    quotas = forms.CharField(
        label=_("Quotas"),
        widget=forms.Textarea({"rows": 12}),
        help_text=_(
            "A line for each value: feature; value; at least; at most. Such as “Sex; Woman; 14; 16”. You may "
            "paste four columns of a spreadsheet."
        ),
    )

    def __init__(self, *args: Any, known: Draw | None = None, **kwargs: Any) -> None:
        if known:
            kwargs["initial"] = {
                "title": known.title,
                "size": known.size,
                "source": known.source,
                "one_by_home": known.one_by_home,
                "quotas": written(from_json(known.features)),
            }
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if "size" in values and "quotas" in values:
            try:
                values["features"] = quotas.read(values["quotas"], size=values["size"])
            except Refused as refused:
                self.add_error("quotas", str(refused))
        return values

    def draft(self) -> DrawDraft:
        values = self.cleaned_data
        return DrawDraft(
            title=values["title"],
            size=values["size"],
            source=values["source"],
            features=values["features"],
            one_by_home=values["one_by_home"],
        )


class PoolForm(forms.Form):
    """A list of people."""

    file = forms.FileField(
        label=_("Spreadsheet"),
        help_text=_("CSV or XLSX, as the file to fill in. 5 MB at most."),
        widget=forms.FileInput({"accept": ".csv,.xlsx"}),
        error_messages={"required": _("Choose a file."), "empty": _("This file is empty.")},
    )

    def clean_file(self) -> UploadedFile:
        """Its size is known before it is read."""
        file: UploadedFile = self.cleaned_data["file"]
        if (file.size or 0) > MOST_BYTES:
            raise forms.ValidationError(_("This file is larger than 5 MB."))
        return file


class PrepareForm(forms.Form):
    """The rule of the seed, told before the seed is known."""

    seed_rule = forms.CharField(
        label=_("Where the seed comes from"),
        max_length=500,
        widget=forms.Textarea({"rows": 3}),
        help_text=_(
            "A public event to come, that nobody can guess nor bend, and how its result is typed. Such as "
            "“The numbers of the national lottery of 12 May, in increasing order, parted by spaces”."
        ),
    )
    seed_at = forms.DateTimeField(
        label=_("When it is known"),
        widget=forms.DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        help_text=_("Time of the site. The panel cannot be drawn before."),
    )


class SeedForm(forms.Form):
    """The public value that draws."""

    seed = forms.CharField(
        label=_("The seed, as it was published"),
        max_length=LONGEST_SEED,
        help_text=_("It is never changed: everybody compares it with the event that the rule names."),
    )


class StateForm(forms.Form):
    """What somebody who was drawn said."""

    state = forms.TypedChoiceField(
        label=_("Answer"), choices=[(one.value, one.label) for one in SAID], coerce=SeatState
    )


class VolunteerForm(forms.Form):
    """What a draw needs to know of somebody; no question may be left out, since quotas need each."""

    name = forms.CharField(
        label=_("Your first name and name"),
        max_length=160,
        help_text=_("Read by the organiser alone."),
        error_messages={"required": _("Write your name.")},
    )

    def __init__(self, *args: Any, features: Sequence[Feature], by_home: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.features = features
        if by_home:
            self.fields["address"] = forms.CharField(
                label=_("Your postal address"),
                max_length=300,
                help_text=_("One person of an address is drawn at most. Read by the organiser alone."),
                error_messages={"required": _("Write your address.")},
            )
        for place, one in enumerate(features):
            self.fields[f"feature_{place}"] = forms.ChoiceField(
                label=one.name,
                choices=[(value, value) for value in one.values],
                widget=forms.Select if len(one.values) > LISTED else forms.RadioSelect,
                error_messages={"required": _("Choose an answer.")},
            )
        self.fields["agreed"] = forms.BooleanField(
            label=_("I agree that the organiser uses these answers for this draw, and writes to me."),
            error_messages={"required": _("Without your consent, you cannot be drawn.")},
        )

    def said(self) -> dict[str, str]:
        return {one.name: self.cleaned_data[f"feature_{place}"] for place, one in enumerate(self.features)}
