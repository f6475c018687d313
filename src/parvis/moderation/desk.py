"""Forms of the desk about moderation."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from parvis.debate.domain.promise import MOST_DAYS
from parvis.moderation.enums import RULINGS, AppealOutcome, Reason
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


PASSAGE_LIMIT, WORDS_LIMIT = 200, 750


class WaitingForm(HideForm):
    """Not leaving a text that waits: why, which of its words, and what to say to its author."""

    passage = forms.CharField(
        label=_("Words that are against the charter"),
        max_length=PASSAGE_LIMIT,
        required=False,
        help_text=_("Copy them from the text, if it is about some of them only. The author reads them."),
    )

    def __init__(self, *args: Any, text: str, is_guest: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.text = text
        self.fields["reason"].widget.attrs["data-parvis-key"] = "h"
        self.fields["reason"].error_messages["required"] = _("Choose a reason: the author will read it.")
        message = LongText(
            label=_("Message to the author"),
            max_length=WORDS_LIMIT,
            rows=3,
            required=False,
            help_text=_("Say what could be written instead. The author reads it at their secret link.")
            if is_guest
            else _("Say what could be written instead. The author receives it by e-mail with the reason."),
        )
        self.fields["message"] = message
        self.order_fields(["reason", "passage", "message"])

    def clean_passage(self) -> str:
        passage = " ".join(self.cleaned_data["passage"].split())
        if passage.casefold() not in " ".join(self.text.split()).casefold():
            raise forms.ValidationError(_("These words are not in the text: copy them as they are there."))
        return passage

    def words(self) -> str:
        """What the author reads: the passage, then the message; only on a valid form."""
        passage = self.cleaned_data["passage"]
        quoted = [_("“%(words)s”") % {"words": passage}] if passage else []
        return "\n\n".join([*quoted, *filter(None, [self.cleaned_data["message"]])])


class RefusalForm(forms.Form):
    """Not publishing the text of a guest asks for a reason of the charter."""

    reason = forms.ChoiceField(
        label=_("Reason"),
        choices=[("", _("choose a reason")), *HIDING],
        error_messages={"required": _("Choose the reason why this text is not published.")},
    )
    message = LongText(
        label=_("Message to the author"),
        max_length=1000,
        rows=3,
        required=False,
        help_text=_("Say what could be written instead. The author reads it at their secret link."),
    )

    def clean_reason(self) -> Reason:
        return Reason(self.cleaned_data["reason"])


RULING_WORDS = {
    AppealOutcome.UPHELD: _("The decision stands: the text stays hidden"),
    AppealOutcome.REVERSED: _("The decision does not stand: the text is public again"),
}


class RulingForm(forms.Form):
    """What another moderator decides, with words for the author."""

    outcome = forms.ChoiceField(
        label=_("What do you decide?"),
        choices=[(outcome.value, RULING_WORDS[outcome]) for outcome in RULINGS],
        widget=forms.RadioSelect,
        error_messages={"required": _("Say whether the decision stands.")},
    )
    message = LongText(
        label=_("Words to the author"),
        max_length=1000,
        rows=4,
        help_text=_("Answer their reasons. They receive it by e-mail; it is not published."),
        error_messages={"required": _("Write to the author why you decide so.")},
    )

    def clean_outcome(self) -> AppealOutcome:
        return AppealOutcome(self.cleaned_data["outcome"])


class AppealPromiseForm(forms.Form):
    """Within how many working days every appeal is decided."""

    days = forms.IntegerField(
        label=_("Working days, Monday to Friday"),
        min_value=1,
        max_value=MOST_DAYS,
        help_text=_("From the day after the appeal was sent. Public holidays count as working days."),
    )
