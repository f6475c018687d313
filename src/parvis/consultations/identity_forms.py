"""Forms about who takes part: levels, domains and codes, for the organiser; the code that somebody types."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from parvis.accounts.enums import IdentityLevel
from parvis.accounts.errors import Refused
from parvis.consultations.domain.invite_by_code import MOST
from parvis.consultations.domain.trust_domains import clean_pattern
from parvis.consultations.models import PhaseAction

CHOICES = [(level.value, level.label) for level in IdentityLevel if level != IdentityLevel.VISITOR]


class LevelsForm(forms.Form):
    """For each act, the least level that it asks for; `held`: acts whose phase is open, which stay."""

    def __init__(
        self, *args: Any, actions: Iterable[PhaseAction], held: frozenset[int], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        for action in actions:
            self.fields[f"level_{action.pk}"] = forms.TypedChoiceField(
                label=_label(action),
                choices=CHOICES,
                coerce=lambda value: IdentityLevel(int(value)),
                initial=action.minimum_level,
                disabled=action.pk in held,
            )

    def levels(self) -> dict[int, IdentityLevel]:
        """By action; only on a valid form."""
        return {int(name.partition("_")[2]): level for name, level in self.cleaned_data.items()}


def _label(action: PhaseAction) -> str:
    words = {"phase": action.phase.title, "act": action.get_verb_display(), "kinds": action.kind.plural_name}
    return gettext("%(phase)s: %(act)s, %(kinds)s") % words


class DomainsForm(forms.Form):
    """Trusted domains as one writes a list."""

    domains = forms.CharField(
        label=_("Trusted domains, one a line"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 5, "spellcheck": "false"}),
        help_text=_(
            "univ-x.fr trusts name@univ-x.fr and nothing else; *.univ-x.fr trusts name@lab.univ-x.fr and"
            " every other domain below it."
        ),
    )

    def clean_domains(self) -> list[str]:
        found = []
        for line in self.cleaned_data["domains"].splitlines():
            if not line.strip():
                continue
            try:
                found.append(clean_pattern(line))
            except Refused as refused:
                self.add_error("domains", str(refused))
        return found


class BatchForm(forms.Form):
    """A batch of codes to make."""

    name = forms.CharField(
        label=_("Name of the batch"),
        max_length=80,
        help_text=_("For the team alone. Example: letters of 12 March, north district."),
    )
    size = forms.IntegerField(
        label=_("How many codes"),
        min_value=1,
        max_value=MOST,
        help_text=_("One for each letter. The number is public: everybody can compare it with the votes."),
    )


class InvitationForm(forms.Form):
    """The code of a letter, however it is typed."""

    code = forms.CharField(
        label=_("Code of the letter"),
        max_length=60,
        help_text=_("12 letters and digits, by fours. Capitals, spaces and dashes are of no importance."),
        widget=forms.TextInput(
            attrs={
                "autocomplete": "off",
                "autocapitalize": "characters",
                "spellcheck": "false",
                "class": "code-field",
                "data-parvis-from-address": "",
            }
        ),
        error_messages={"required": _("Type the code of the letter.")},
    )
