"""The form by which the team keeps what was said in a room among contributions."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.utils.translation import gettext_lazy

from parvis.consultations.models import ConsultationPage, Theme
from parvis.contributions.said import Place, SaidDraft, places_to_say
from parvis.ui.forms import LongText

LONGEST = 5000


class PlacedForm(forms.Form):
    """Where what was said goes. `key`: the same form sent twice is one act."""

    kind = forms.ChoiceField(label=gettext_lazy("Kind"))
    theme = forms.ModelChoiceField(
        label=gettext_lazy("Theme"),
        queryset=Theme.objects.none(),
        required=False,
        empty_label=gettext_lazy("none"),
    )
    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, consultation: ConsultationPage, **kwargs: Any) -> None:
        kwargs["initial"] = {"key": uuid4(), **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        self.places = {place.code: place for place in places_to_say(consultation)}
        self.fields["kind"].choices = [  # type: ignore[attr-defined]
            (place.code, place.label) for place in self.places.values()
        ]
        themes = Theme.objects.filter(consultation=consultation)
        self.fields["theme"].queryset = themes  # type: ignore[attr-defined]

    @property
    def place(self) -> Place:
        return self.places[self.cleaned_data["kind"]]

    @property
    def once(self) -> UUID:
        key: UUID = self.cleaned_data["key"]
        return key

    def draft_of(self, *, title: str, text: str) -> SaidDraft:
        place, theme = self.place, self.cleaned_data["theme"]
        return SaidDraft(kind=place.kind, title=title, text=text, theme=theme, phase=place.phase)


class SaidForm(PlacedForm):
    """One thing that was said, in words that the team may put right."""

    title = forms.CharField(label=gettext_lazy("Title"), max_length=160, required=False)
    text = LongText(label=gettext_lazy("Text"), max_length=LONGEST, rows=8, required=False)
    field_order = ("kind", "theme", "title", "text", "key")

    def draft(self) -> SaidDraft:
        return self.draft_of(title=self.cleaned_data["title"], text=self.cleaned_data["text"])
