"""The form of an explained word."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parvis.pages.explaining import TOKEN
from parvis.pages.terms import BETWEEN, LONGEST_DEFINITION, LONGEST_VARIANTS, LONGEST_WORD
from parvis.ui.forms import LongText


class TermForm(forms.Form):
    """`word`: what is looked for in texts; the plural in s or x is found by itself."""

    word = forms.CharField(
        label=gettext_lazy("Word"),
        max_length=LONGEST_WORD,
        help_text=gettext_lazy(
            "As readers meet it. Its plural in s or x is found by itself; letters in capitals (an acronym)"
            " are found as they are."
        ),
    )
    variants = forms.CharField(
        label=gettext_lazy("Other ways of writing it"),
        max_length=LONGEST_VARIANTS,
        required=False,
        help_text=gettext_lazy("Between commas: its acronym, the words of the acronym, an irregular plural."),
    )
    definition = LongText(
        label=gettext_lazy("What it means"),
        max_length=LONGEST_DEFINITION,
        rows=3,
        help_text=gettext_lazy("One or two short sentences, in words of every day."),
    )
    source = forms.CharField(label=gettext_lazy("Source"), max_length=200, required=False)
    link = forms.URLField(
        label=gettext_lazy("Address of the source"), required=False, assume_scheme="https", max_length=200
    )

    def clean_word(self) -> str:
        word = " ".join(self.cleaned_data["word"].split())
        if not TOKEN.search(word):
            raise ValidationError(_("Write a word that can be read in a text: letters or figures."))
        return word

    def clean_variants(self) -> str:
        written = (" ".join(form.split()) for form in self.cleaned_data["variants"].split(BETWEEN))
        return f"{BETWEEN} ".join(form for form in written if form)

    def clean_definition(self) -> str:
        return " ".join(self.cleaned_data["definition"].split())
