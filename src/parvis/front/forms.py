"""What a reader types on public pages."""

from django import forms
from django.utils.translation import gettext_lazy as _

from parvis.contributions.enums import Order


class SearchForm(forms.Form):
    """Words looked for among consultations; anything too long is simply not searched."""

    q = forms.CharField(label=_("Search"), required=False, max_length=200)


class ListForm(SearchForm):
    """The filters of a list of contributions, as they stand in its address."""

    kind = forms.SlugField(required=False, max_length=40)
    theme = forms.IntegerField(required=False, min_value=1, max_value=2**62)
    phase = forms.IntegerField(required=False, min_value=1, max_value=2**62)
    order = forms.ChoiceField(required=False, choices=Order)
    after = forms.CharField(required=False, max_length=200)
