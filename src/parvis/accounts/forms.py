"""What is asked of a participant: as little as possible."""

from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django import forms
from django.conf import settings
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _

from parvis.accounts.domain.name import LONGEST, clean_name
from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant


class SignInForm(forms.Form):
    """One form for new and known addresses alike."""

    email = forms.EmailField(
        label=_("Your e-mail address"),
        help_text=_(
            "We send you a code of 8 digits. No password is needed, and your address is never shown."
        ),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "inputmode": "email", "spellcheck": "false"}),
        error_messages={
            "required": _("Type your e-mail address, for example name@example.org."),
            "invalid": _("This is not an e-mail address. It looks like name@example.org."),
        },
    )

    def clean_email(self) -> str:
        return Participant.objects.normalize_email(self.cleaned_data["email"])


class CodeForm(forms.Form):
    """Eight digits, however they were typed or pasted."""

    code = forms.CharField(
        label=_("Code of 8 digits"),
        max_length=40,
        widget=forms.TextInput(
            attrs={
                "autocomplete": "one-time-code",
                "inputmode": "numeric",
                "autocapitalize": "off",
                "spellcheck": "false",
                "class": "code-field",
            }
        ),
        error_messages={"required": _("Type the 8 digits of the code that we sent.")},
    )

    def clean_code(self) -> str:
        """Spaces, dashes and dots are of no importance; anything else is not a code, and costs no try."""
        code = "".join(
            character for character in self.cleaned_data["code"] if character not in " \u00a0\u202f-–."
        )
        if len(code) != 8 or not (code.isascii() and code.isdigit()):
            raise forms.ValidationError(_("The code is made of 8 digits. Copy it from the mail."))
        return code


class NameForm(forms.Form):
    public_name = forms.CharField(
        label=_("Public name"),
        help_text=_("It signs what you publish. A first name, a pseudonym or your full name: you choose."),
        max_length=LONGEST,
        widget=forms.TextInput(attrs={"autocomplete": "nickname"}),
        error_messages={"required": _("Choose a name of 2 to 60 characters.")},
    )

    def clean_public_name(self) -> str:
        try:
            return clean_name(self.cleaned_data["public_name"])
        except Refused as refused:
            raise forms.ValidationError(str(refused)) from refused


class ProfileForm(NameForm):
    language = forms.ChoiceField(
        label=_("Language"),
        help_text=_("The one in which we write to you."),
        choices=[
            (code, get_language_info(code)["name_local"].capitalize()) for code, _name in settings.LANGUAGES
        ],
        widget=forms.RadioSelect,
    )


class AddPasskeyForm(AddWebAuthnForm):
    name = forms.CharField(label=_("Name of this passkey"), required=False, max_length=100)


class RenamePasskeyForm(EditWebAuthnForm):
    name = forms.CharField(label=_("Name of this passkey"), max_length=100)
