"""What an organiser says of a spreadsheet."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from parvis.accounts.enums import Origin
from parvis.consultations.models import ConsultationPage
from parvis.opendata.domain.import_sheet import Matching
from parvis.opendata.imports.sheet import TARGETS, guess
from parvis.opendata.models import Sheet

ORIGINS = (Origin.PAPER, Origin.FIELD, Origin.EVENT, Origin.EMAIL, Origin.IMPORT)


class SheetForm(forms.Form):
    """The file."""

    file = forms.FileField(
        label=_("Spreadsheet"),
        help_text=_("CSV or XLSX, one contribution for each row, headings in the first one. 10 MB at most."),
        widget=forms.FileInput({"accept": ".csv,.xlsx"}),
        error_messages={"required": _("Choose a file."), "empty": _("This file is empty.")},
    )


class MatchingForm(forms.Form):
    """Where the rows go, whence they come, and which column is what."""

    def __init__(self, *args: Any, sheet: Sheet, consultation: ConsultationPage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds, phases = consultation.kinds.all(), consultation.phases.all()
        self.fields["kind"] = forms.ModelChoiceField(
            kinds, label=_("What the rows are"), initial=kinds.first(), empty_label=None
        )
        self.fields["phase"] = forms.ModelChoiceField(
            phases, label=_("Phase to which they belong"), initial=phases.first(), empty_label=None
        )
        self.fields["origin"] = forms.ChoiceField(
            label=_("How they were received"),
            choices=[(origin.value, origin.label) for origin in ORIGINS],
            help_text=_("Figures are always shown by origin as well."),
        )
        guessed = guess(sheet.columns)
        for target in TARGETS:
            self.fields[target.code] = forms.ChoiceField(
                label=str(target.label),
                choices=[("", _("No column")), *((column, column) for column in sheet.columns)],
                initial=guessed.get(target.code, ""),
                required=target.code == "text",
                error_messages={"required": _("Choose the column of the text.")},
            )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        kind = cleaned.get("kind")
        if kind is not None and kind.is_titled and not cleaned.get("title"):
            self.add_error("title", _("These contributions have a title: choose its column."))
        return cleaned

    def matching(self) -> Matching:
        """What a valid form says."""
        said = self.cleaned_data
        return Matching(
            phase=said["phase"],
            kind=said["kind"],
            origin=Origin(said["origin"]),
            columns={target.code: said[target.code] for target in TARGETS if said[target.code]},
        )

    def places(self) -> list[forms.BoundField]:
        """The fields that are not columns."""
        return [self["kind"], self["phase"], self["origin"]]

    def columns(self) -> list[forms.BoundField]:
        """The fields that are."""
        return [self[target.code] for target in TARGETS]
