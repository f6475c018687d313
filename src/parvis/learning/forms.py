"""The form by which anybody answers a quiz."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from parvis.learning.models import Quiz


class AnswerForm(forms.Form):
    """Each question with its answers, in the order in which they were written; all are asked for."""

    def __init__(self, *args: Any, quiz: Quiz, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for place, question in enumerate(quiz.questions.all(), 1):
            self.fields[f"question_{place}"] = forms.TypedChoiceField(
                label=question.label,
                choices=list(enumerate(question.choices)),
                coerce=int,
                widget=forms.RadioSelect,
                error_messages={
                    "required": _(
                        "Choose an answer. If you do not know, choose the one that seems likeliest."
                    )
                },
            )

    def chosen(self) -> list[int]:
        """The place of the answer given to each question, from 0."""
        return [self.cleaned_data[name] for name in self.fields]
