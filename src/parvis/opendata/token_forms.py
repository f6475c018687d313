"""What somebody says of a token that they make."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from parvis.opendata.domain.make_token import DAYS
from parvis.opendata.enums import TokenScope
from parvis.opendata.tokens import NAME_LENGTH

SCOPES = {
    TokenScope.CONTRIBUTE: _("contribute under my name"),
    TokenScope.VOTE: _("vote under my account"),
}


class TokenForm(forms.Form):
    name = forms.CharField(
        label=_("What the token is for"),
        help_text=_("For you alone, to know it again: the program, the machine."),
        max_length=NAME_LENGTH,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Say what it is for, for example: my phone.")},
    )
    scopes = forms.MultipleChoiceField(
        label=_("What it allows"),
        choices=list(SCOPES.items()),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose what it allows, one thing at least.")},
    )
    days = forms.TypedChoiceField(
        label=_("How long it is good"),
        choices=[(days, ngettext_lazy("%d day", "%d days", days) % days) for days in DAYS],
        coerce=int,
        initial=90,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how long it is good.")},
    )
