"""Forms of the desk about what the organiser gives back."""

from django import forms
from django.utils.translation import gettext_lazy as _

from parvis.restitution.enums import AnswerStatus
from parvis.ui.forms import LongText


class AnswerForm(forms.Form):
    """A public answer, with what becomes of the contribution and in whose name."""

    status = forms.ChoiceField(
        label=_("What becomes of it"), choices=[("", _("choose")), *AnswerStatus.choices]
    )
    text = LongText(
        label=_("Answer"),
        max_length=5000,
        rows=6,
        help_text=_("Public. Say what is kept or not, why, and what comes next."),
    )
    signature = forms.CharField(label=_("On behalf of"), max_length=160)

    def clean_status(self) -> AnswerStatus:
        return AnswerStatus(self.cleaned_data["status"])
