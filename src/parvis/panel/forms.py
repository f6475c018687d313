"""What people are asked of themselves, and what organisers say of the population."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from parvis.panel.enums import QUESTIONS, Trait, categories
from parvis.panel.models import Reference
from parvis.panel.sheet import MOST_BYTES, TOO_LARGE

LISTED = 12
"""More answers than that are chosen in a list."""


class SelfForm(forms.Form):
    """The questions that are asked here; each may be left out."""

    def __init__(self, *args: Any, asked: Sequence[Trait], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asked = asked
        for trait in asked:
            choices = categories(trait)
            is_long = len(choices) > LISTED
            self.fields[trait.value] = forms.ChoiceField(
                label=QUESTIONS[trait],
                choices=[("", _("I would rather not say")), *choices],
                widget=forms.Select if is_long else forms.RadioSelect,
                required=False,
            )

    def said(self) -> dict[Trait, str]:
        return {trait: self.cleaned_data[trait.value] for trait in self.asked}


class AskForm(forms.Form):
    """What to ask of those who take part."""

    traits = forms.TypedMultipleChoiceField(
        label=_("What to ask"),
        choices=Trait.choices,
        coerce=Trait,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Ask only what you can compare with a population. Every answer may be left out."),
        error_messages={"required": _("Choose one question at least.")},
    )


class SourceFields(forms.Form):
    """Where figures come from."""

    source = forms.CharField(
        label=_("Where the figures come from"),
        max_length=250,
        help_text=_("Shown beside the figures: the body, the survey or the census, the place."),
        error_messages={"required": _("Say where the figures come from.")},
    )
    year = forms.IntegerField(
        label=_("Year"),
        min_value=1900,
        max_value=2100,
        initial=lambda: timezone.localdate().year,
        error_messages={"required": _("Say of which year the figures are.")},
    )


class SheetForm(SourceFields):
    """A spreadsheet of figures, of one source."""

    file = forms.FileField(
        label=_("Spreadsheet"),
        help_text=_("CSV or XLSX, as the file to fill in. 1 MB at most."),
        widget=forms.FileInput({"accept": ".csv,.xlsx"}),
        error_messages={"required": _("Choose a file."), "empty": _("This file is empty.")},
    )

    def clean_file(self) -> UploadedFile:
        """Its size is known before it is read."""
        file: UploadedFile = self.cleaned_data["file"]
        if (file.size or 0) > MOST_BYTES:
            raise forms.ValidationError(TOO_LARGE)
        return file


class ReferenceForm(SourceFields):
    """The figures of one question: people, or any numbers in proportion."""

    def __init__(self, *args: Any, trait: Trait, known: Reference | None, **kwargs: Any) -> None:
        if known:
            kwargs["initial"] = {"source": known.source, "year": known.year}
        super().__init__(*args, **kwargs)
        self.codes = [code for code, _label in categories(trait)]
        for code, label in categories(trait):
            self.fields[f"n_{code}"] = forms.FloatField(
                label=label,
                required=False,
                min_value=0,
                max_value=10**10,
                localize=True,
                initial=known.population.get(code) if known else None,
                error_messages={"invalid": _("Write a number, such as 1200 or 12.5.")},
            )

    @property
    def figure_fields(self) -> list[forms.BoundField]:
        return [self[f"n_{code}"] for code in self.codes]

    def population(self) -> dict[str, float]:
        return {code: value for code in self.codes if (value := self.cleaned_data.get(f"n_{code}"))}
