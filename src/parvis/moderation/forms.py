"""What somebody says who reports a text."""

from django import forms
from django.utils.translation import gettext_lazy as _

from parvis.moderation.enums import Reason

REASONS = [(reason.value, reason.label) for reason in Reason if reason != Reason.MISTAKE]


class ReportForm(forms.Form):
    """One reason of the charter; a moderator reads the text, not the reporter."""

    reason = forms.ChoiceField(
        label=_("What is wrong with this text?"),
        choices=REASONS,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what is wrong with this text.")},
    )

    def clean_reason(self) -> Reason:
        return Reason(self.cleaned_data["reason"])
