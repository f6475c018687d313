"""Forms of the desk about moderation."""

from django import forms
from django.utils.translation import gettext_lazy as _

from parvis.moderation.enums import Reason
from parvis.ui.forms import LongText

HIDING = [(reason.value, reason.label) for reason in Reason if reason != Reason.MISTAKE]


class HideForm(forms.Form):
    """Hiding asks for a reason of the charter; the author reads it, with the message."""

    reason = forms.ChoiceField(label=_("Reason"), choices=[("", _("choose a reason")), *HIDING])
    message = LongText(
        label=_("Message to the author"),
        max_length=1000,
        rows=3,
        required=False,
        help_text=_("Say what could be written instead. The author receives it by e-mail with the reason."),
    )

    def clean_reason(self) -> Reason:
        return Reason(self.cleaned_data["reason"])
