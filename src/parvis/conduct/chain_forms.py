"""What is asked of whoever continues a consultation in another one."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from parvis.conduct.domain.carry_on import MOST, Choice
from parvis.conduct.enums import Taken
from parvis.consultations.forms import AgainForm

NUMBER = re.compile(r"(?:\S*/contributions/)?(?:C-)?(\d{1,18})/?", re.IGNORECASE)


class ContinueForm(AgainForm):
    """The question and the first day, as when one starts again, and what is taken over."""

    taken = forms.ChoiceField(
        label=_("Contributions taken over"),
        choices=Taken.choices,
        initial=Taken.ACCEPTED,
        widget=forms.RadioSelect,
    )
    count = forms.IntegerField(
        label=_("How many of each vote"),
        required=False,
        min_value=1,
        max_value=MOST,
        initial=10,
        help_text=_("For the most supported. Equals are taken together."),
    )
    numbers = forms.CharField(
        label=_("Which ones"),
        required=False,
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("For those that you name: their references (C-12) or addresses, one a line."),
    )

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or self.cleaned_data
        if said.get("taken") == Taken.CHOSEN and "numbers" in said:
            self._read_numbers(said)
        return said

    def choice(self) -> Choice:
        said = self.cleaned_data
        return Choice(
            Taken(said["taken"]), count=said.get("count") or 10, numbers=tuple(said.get("found", ()))
        )

    def _read_numbers(self, said: dict[str, Any]) -> None:
        typed = said["numbers"].replace(",", " ").replace(";", " ").split()
        read = [NUMBER.fullmatch(word) for word in typed]
        if not typed:
            self.add_error("numbers", _("Name at least one contribution, or choose another way."))
        elif wrong := [word for word, found in zip(typed, read, strict=True) if found is None]:
            self.add_error(
                "numbers",
                _("This is no reference and no address of a contribution: %(words)s.")
                % {"words": ", ".join(wrong)[:200]},
            )
        said["found"] = [int(found[1]) for found in read if found is not None]
