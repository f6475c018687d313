"""What is asked about an organisation: as little as possible."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from parvis.organisations.enums import Register, Sort
from parvis.organisations.models import LONGEST_NAME, Representative
from parvis.organisations.numbers import clean_number, is_number_of
from parvis.ui.forms import LongText


class CorrectForm(forms.Form):
    """What an organisation says it is, where somebody may have mistyped it."""

    name = forms.CharField(
        label=_("Name of the organisation"),
        help_text=_("As it is known, and as everybody will read it."),
        max_length=LONGEST_NAME,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
        error_messages={"required": _("Type the name of the organisation.")},
    )
    register = forms.ChoiceField(
        label=_("Register in which it has a number"),
        choices=[("", _("None")), *Register.choices],
        required=False,
    )
    number = forms.CharField(
        label=_("Its number there"),
        help_text=_("It is public, and helps to verify it. Leave it empty if there is none."),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"spellcheck": "false", "autocomplete": "off"}),
    )
    website = forms.URLField(
        label=_("Its web address"),
        help_text=_("For example https://www.example.org. Optional."),
        max_length=200,
        required=False,
        assume_scheme="https",
        error_messages={"invalid": _("This is not a web address. It looks like https://www.example.org.")},
    )

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or {}
        register = found.get("register", "")
        number = clean_number(register, found.get("number", ""))
        if not is_number_of(register, number):
            self.add_error("number", self._number_error(register, number))
        return found

    def _number_error(self, register: str, number: str) -> str:
        if not register:
            return gettext("Say in which register this number is.")
        if not number:
            return gettext("Type its number in this register, or choose “None”.")
        if register == Register.SIREN:
            return gettext("A SIREN has 9 digits, the last of which checks the others: check each of them.")
        return gettext("An RNA number is a W followed by 9 digits.")


class DeclareForm(CorrectForm):
    """One short form."""

    field_order = ("name", "sort")
    sort = forms.ChoiceField(
        label=_("It is"),
        choices=Sort,
        widget=forms.RadioSelect,
        error_messages={"required": _("Say what it is: choose the nearest.")},
    )


class InviteForm(forms.Form):
    email = forms.EmailField(
        label=_("E-mail address"),
        help_text=_("Leave it empty to have a link, which you hand on yourself."),
        max_length=254,
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "off", "inputmode": "email", "spellcheck": "false"}),
        error_messages={"invalid": _("This is not an e-mail address. It looks like name@example.org.")},
    )


class VerifyForm(forms.Form):
    sentence = forms.CharField(
        label=_("How it was verified, in one sentence"),
        help_text=_(
            "Everybody reads it. Name no person: “Its number and its seat were checked in the register.”"
        ),
        max_length=300,
        error_messages={"required": _("Say in one sentence how it was verified: everybody reads it.")},
    )


class RefuseForm(forms.Form):
    words = LongText(
        label=_("Why it is refused"),
        help_text=_("Those who lead it receive these words by e-mail."),
        max_length=1000,
        rows=4,
        error_messages={"required": _("Say why: those who lead it read your words.")},
    )


class LeadForm(forms.Form):
    """One of its representatives, or an address."""

    representative = forms.ChoiceField(
        label=_("Somebody who already takes part"), required=False, widget=forms.RadioSelect
    )
    email = forms.EmailField(
        label=_("Or the e-mail address of somebody else"),
        help_text=_("They lead it once they accept the invitation."),
        max_length=254,
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "off", "inputmode": "email", "spellcheck": "false"}),
        error_messages={"invalid": _("This is not an e-mail address. It looks like name@example.org.")},
    )

    def __init__(self, *args: Any, hands: Sequence[Representative], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.hands = {str(row.pk): row for row in hands}
        named = [(pk, str(row.participant)) for pk, row in self.hands.items()]
        choices = [("", _("None of them")), *named]
        self.fields["representative"].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or {}
        found["representative"] = self.hands.get(found.get("representative", ""))
        if not self.errors and (found["representative"] is None) == (not found["email"]):
            raise forms.ValidationError(gettext("Choose one of its representatives, or type an address."))
        return found
