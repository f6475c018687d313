"""What somebody says who reports a text, or appeals because theirs was hidden."""

from django import forms
from django.utils.functional import lazy
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from parvis.accounts.models import Participant
from parvis.moderation.enums import Reason
from parvis.moderation.models import APPEAL_LIMIT
from parvis.ui import words
from parvis.ui.forms import LongText

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


class NoticeForm(ReportForm):
    """The same from somebody who is not signed in, who may leave an address to be told of the decision."""

    email = forms.EmailField(
        label=_("Your e-mail address"),
        required=False,
        max_length=254,
        help_text=_(
            "If you leave one, the acknowledgement and the decision go there, and nothing else; no moderator"
            " sees it. Without one, nobody can tell you what became of your report."
        ),
        widget=forms.EmailInput(attrs={"autocomplete": "email", "inputmode": "email", "spellcheck": "false"}),
        error_messages={"invalid": _("This is not an e-mail address. It looks like name@example.org.")},
    )

    def clean_email(self) -> str:
        return Participant.objects.normalize_email(self.cleaned_data["email"])


class AppealForm(forms.Form):
    """Why a text should be public, for those who moderate alone."""

    text = LongText(
        label=_("Why should your text be public?"),
        max_length=APPEAL_LIMIT,
        rows=7,
        help_text=format_lazy(
            _("{limit} characters at most. Only those who moderate read it; it is never published."),
            limit=lazy(words.number, str)(APPEAL_LIMIT),
        ),
        error_messages={"required": _("Say why your text should be public.")},
    )
