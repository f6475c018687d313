"""Forms of the following floor."""

from django import forms
from django.utils.translation import gettext_lazy as _

from parvis.following.enums import Rhythm


class RhythmForm(forms.Form):
    """How often to write."""

    rhythm = forms.ChoiceField(
        label=_("How often to write to me"),
        choices=Rhythm.choices,
        widget=forms.RadioSelect,
        help_text=_("Letters of organisers come at their own hour, unless you choose never."),
    )
