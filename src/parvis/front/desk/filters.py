"""What an organiser looks for among contributions."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from parvis.consultations.models import ConsultationPage, Kind, Phase, Theme
from parvis.contributions.desk import Filters
from parvis.contributions.enums import STATES


class FilterForm(forms.Form):
    """Read from the address: what cannot be read filters nothing."""

    words = forms.CharField(label=_("Words"), required=False, max_length=200)
    phase = forms.ModelChoiceField(
        label=_("Phase"), queryset=Phase.objects.none(), required=False, empty_label=_("every phase")
    )
    kind = forms.ModelChoiceField(
        label=_("Kind"), queryset=Kind.objects.none(), required=False, empty_label=_("every kind")
    )
    theme = forms.ModelChoiceField(
        label=_("Theme"), queryset=Theme.objects.none(), required=False, empty_label=_("every theme")
    )
    state = forms.ChoiceField(label=_("State"), choices=[("", _("every state")), *STATES], required=False)
    before = forms.IntegerField(required=False, min_value=1, max_value=2**63 - 1, widget=forms.HiddenInput)

    def __init__(self, *args: Any, consultation: ConsultationPage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("phase", "kind", "theme"):
            self.fields[name].queryset = getattr(consultation, f"{name}s").all()  # type: ignore[attr-defined]
        self.full_clean()

    def filters(self) -> Filters:
        values = self.cleaned_data
        return Filters(
            phase=values.get("phase"),
            kind=values.get("kind"),
            theme=values.get("theme"),
            state=values.get("state") or None,
            words=values.get("words", ""),
        )

    def after_which(self) -> int | None:
        found: int | None = self.cleaned_data.get("before")
        return found
