"""Forms of the restitution."""

from django import forms
from django.utils.translation import gettext_lazy as _

from parvis.restitution.enums import AnswerStatus


class AnswerForm(forms.Form):
    """The organiser's answer to one contribution."""

    status = forms.ChoiceField(
        label=_("What becomes of this contribution"), choices=AnswerStatus.choices, widget=forms.RadioSelect
    )
    text = forms.CharField(
        label=_("Answer"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("Say what was decided, why, and when it will be done. The answer is public."),
    )
    signature = forms.CharField(
        label=_("On behalf of"),
        max_length=160,
        help_text=_("For example: the department of mobility."),
    )

    def clean_status(self) -> AnswerStatus:
        return AnswerStatus(self.cleaned_data["status"])
