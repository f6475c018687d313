"""Forms of the desk about what the organiser gives back."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from parvis.restitution.domain.answer_many import AnswerDraft
from parvis.restitution.enums import FATES, AnswerStatus
from parvis.ui.forms import LongText


class AnswerForm(forms.Form):
    """A public answer, with what becomes of the contribution and in whose name."""

    status = forms.ChoiceField(
        label=_("What becomes of it"),
        choices=[("", _("choose")), *((status, status.label) for status in FATES)],
    )
    text = LongText(
        label=_("Answer"),
        max_length=5000,
        rows=6,
        help_text=_("Public. Say what is kept or not, why, and what comes next."),
    )
    signature = forms.CharField(label=_("On behalf of"), max_length=160)

    def __init__(self, *args: Any, is_question: bool = False, **kwargs: Any) -> None:
        """A question is answered: nothing else becomes of it."""
        super().__init__(*args, **kwargs)
        if is_question:
            choices = [(AnswerStatus.ANSWERED, AnswerStatus.ANSWERED.label)]
            self.fields["status"] = forms.ChoiceField(
                choices=choices, widget=forms.HiddenInput, initial=AnswerStatus.ANSWERED
            )
            self.fields["text"].help_text = _("Public. Answer what is asked; a former answer stays below.")

    def draft(self) -> AnswerDraft:
        said = self.cleaned_data
        return AnswerDraft(said["status"], said["text"], said["signature"])

    def clean_status(self) -> AnswerStatus:
        return AnswerStatus(self.cleaned_data["status"])
