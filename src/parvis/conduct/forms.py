"""Forms of those who took part."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from parvis.conduct.enums import Degree, EvaluationQuestion
from parvis.conduct.trials import MOST_SIGNS
from parvis.ui.forms import LongText


class EvaluationForm(forms.Form):
    """Six questions, each on five degrees, and words; whatever one does not wish to say may be left out."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for question in EvaluationQuestion:
            self.fields[question.value] = forms.TypedChoiceField(
                label=question.label,
                choices=[(degree.value, str(degree.label).capitalize()) for degree in reversed(Degree)],
                coerce=lambda value: Degree(int(value)),
                empty_value=None,
                widget=forms.RadioSelect,
                required=False,
            )
        self.fields["words"] = LongText(
            label=_("What would you tell the team?"),
            max_length=2000,
            rows=5,
            required=False,
            help_text=_("Read by the team alone, without your name. Write nothing that would name somebody."),
        )

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        if not self.errors and not self.marks() and not said["words"].strip():
            self.add_error(None, _("Answer one question at least, or write a few words."))
        return said

    def marks(self) -> dict[EvaluationQuestion, Degree]:
        """The questions that were answered."""
        given = {question: self.cleaned_data.get(question.value) for question in EvaluationQuestion}
        return {question: degree for question, degree in given.items() if degree is not None}


class RemarkForm(forms.Form):
    """What somebody who tries a draft does not understand."""

    text = LongText(
        label=_("What is unclear?"),
        max_length=MOST_SIGNS,
        rows=5,
        help_text=_("Read by the team alone, without your name. Write nothing that would name somebody."),
    )
