"""Forms of moderation."""

from django import forms
from django.utils.translation import gettext_lazy as _

from parvis.moderation.enums import Reason


class HideForm(forms.Form):
    """Why a text is hidden; the mistake is a reason to restore, never to hide."""

    reason = forms.ChoiceField(
        label=_("Reason"),
        choices=[choice for choice in Reason.choices if choice[0] != Reason.MISTAKE],
        widget=forms.RadioSelect,
        help_text=_("Shown in public in place of the text."),
    )
    message = forms.CharField(
        label=_("Message to the author"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Sent by e-mail with the reason. Say what would make this text acceptable."),
    )

    def clean_reason(self) -> Reason:
        return Reason(self.cleaned_data["reason"])


class RestoreForm(forms.Form):
    """A word to the author of a text that becomes public again."""

    message = forms.CharField(
        label=_("Message to the author"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
