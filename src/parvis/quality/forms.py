"""The form by which an organiser says how many people are concerned."""

from django import forms
from django.utils.translation import gettext_lazy as _

from parvis.quality.domain.name_target import MOST


class TargetForm(forms.Form):
    people = forms.IntegerField(
        label=_("How many people does it concern?"),
        min_value=1,
        max_value=MOST,
        help_text=_("The inhabitants of the town, the pupils of the school… Those who could take part."),
    )
    source = forms.CharField(
        label=_("Who they are, and where the number comes from"),
        max_length=250,
        help_text=_("For example: inhabitants of 16 and over, census of 2023."),
    )
