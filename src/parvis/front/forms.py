"""What a reader types on public pages."""

from django import forms
from django.utils.translation import gettext_lazy as _


class SearchForm(forms.Form):
    """Words looked for among consultations; anything too long is simply not searched."""

    q = forms.CharField(label=_("Search"), required=False, max_length=200)
