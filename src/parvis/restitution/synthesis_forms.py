"""What somebody who writes a synthesis types."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from parvis.consultations.models import ConsultationPage, Kind, Theme
from parvis.restitution.domain.write_synthesis import LONGEST
from parvis.restitution.enums import RemarkKind
from parvis.restitution.quoting import LONGEST as LONGEST_QUOTE
from parvis.restitution.sections import LONGEST_TITLE, Section
from parvis.ui.forms import LongText

MOST = 2**63 - 1
HOW_TO_TYPE = _(
    "A blank line begins a paragraph; a line that begins with “- ” is of a list; **words** stand out;"
    " [words](https://example.org) is a link."
)


class DescriptionForm(forms.Form):
    """What the page says before and after the findings."""

    title = forms.CharField(label=_("Title"), max_length=255)
    summary = LongText(label=_("What came out, in one sentence"), max_length=400, rows=2)
    method = LongText(
        label=_("Who wrote it, and how"),
        max_length=600,
        rows=3,
        help_text=_("Public. With what tools as well: a program that drafts is one."),
    )


class SectionForm(forms.Form):
    title = forms.CharField(label=_("Title of the section"), max_length=LONGEST_TITLE)


class FindingForm(forms.Form):
    """One finding, and where it goes."""

    text = LongText(label=_("What it states"), max_length=LONGEST, rows=5, help_text=HOW_TO_TYPE)
    section = forms.ModelChoiceField(
        Section.objects.none(), label=_("Section"), empty_label=None, required=True
    )
    topic = forms.IntegerField(required=False, min_value=1, max_value=MOST, widget=forms.HiddenInput)

    def __init__(self, *args: Any, sections: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["section"].queryset = sections  # type: ignore[attr-defined]


class SearchForm(forms.Form):
    """Read from the address: what cannot be read filters nothing."""

    words = forms.CharField(label=_("Words"), required=False, max_length=200)
    kind = forms.ModelChoiceField(
        Kind.objects.none(), label=_("Kind"), required=False, empty_label=_("every kind")
    )
    theme = forms.ModelChoiceField(
        Theme.objects.none(), label=_("Theme"), required=False, empty_label=_("every theme")
    )
    topic = forms.IntegerField(required=False, min_value=1, max_value=MOST, widget=forms.HiddenInput)
    finding = forms.IntegerField(required=False, min_value=1, max_value=MOST, widget=forms.HiddenInput)
    start = forms.IntegerField(required=False, min_value=1, max_value=MOST, widget=forms.HiddenInput)

    def __init__(self, *args: Any, consultation: ConsultationPage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].queryset = consultation.kinds.all()  # type: ignore[attr-defined]
        self.fields["theme"].queryset = consultation.themes.all()  # type: ignore[attr-defined]
        self.full_clean()


class CiteForm(forms.Form):
    """Sources for one finding. Numbers that are of nothing are refused by the domain."""

    finding = forms.IntegerField(min_value=1, max_value=MOST)
    quote = forms.CharField(required=False, max_length=4 * LONGEST_QUOTE)

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        self._posted = data

    def named(self) -> dict[str, list[int]]:
        """Numbers by kind of source; what is no number is left out."""
        return {
            f"{name}s": [int(one) for one in self._posted.getlist(name) if _is_number(one)]
            for name in ("contribution", "topic", "ballot", "page", "event")
        }


class QuoteForm(forms.Form):
    quote = forms.CharField(required=False, max_length=4 * LONGEST_QUOTE)


class RemarkForm(forms.Form):
    """What a guarantor says in public."""

    kind = forms.ChoiceField(label=_("What it is"), choices=RemarkKind.choices)
    text = LongText(label=_("Observations"), max_length=5000, rows=5, required=False)
    signature = forms.CharField(label=_("Signed"), max_length=160)

    def clean_kind(self) -> RemarkKind:
        return RemarkKind(self.cleaned_data["kind"])


def _is_number(value: str) -> bool:
    return value.isascii() and value.isdigit() and 0 < int(value[:20]) <= MOST and len(value) < 20
