"""What a moderator says on closing a case."""

from django import forms
from django.utils.translation import gettext_lazy as _

from parvis.moderation.enums import Outcome
from parvis.ui.forms import LongText


class CloseForm(forms.Form):
    outcome = forms.ChoiceField(
        label=_("What did you find?"), choices=Outcome.choices, widget=forms.RadioSelect
    )
    note = LongText(
        label=_("Note for the team"),
        max_length=1000,
        rows=3,
        required=False,
        help_text=_(
            "What you looked at, and why you decided so: the next person to see this will be glad of it."
        ),
    )
