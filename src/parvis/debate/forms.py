"""What one types in a debate."""

import uuid
from typing import Any

from django import forms
from django.utils.functional import lazy
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from parvis.accounts.errors import Refused
from parvis.contributions.models import Contribution
from parvis.contributions.personal import Passage, find_personal
from parvis.debate.domain.promise import MOST_DAYS
from parvis.debate.enums import Side
from parvis.debate.models import SOURCE_LIMIT, TEXT_LIMIT
from parvis.debate.quotes import quoted_from
from parvis.debate.sources import address_of
from parvis.ui import words
from parvis.ui.forms import LongText

LIMIT = lazy(words.number, str)(TEXT_LIMIT)


class ReplyForm(forms.Form):
    """A text, and the key by which the same sending twice makes one row."""

    text = LongText(
        label=_("Your reply"),
        max_length=TEXT_LIMIT,
        rows=5,
        help_text=format_lazy(
            _("{limit} characters at most. It is signed with your public name."), limit=LIMIT
        ),
        error_messages={"required": _("Write your reply before sending it.")},
    )
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4, required=False)

    def cleaned_key(self) -> uuid.UUID:
        """The key of this sending; one that was lost on the way is made anew."""
        key: uuid.UUID | None = self.cleaned_data["key"]
        return key or uuid.uuid4()

    def said(self) -> dict[str, Any]:
        """What a valid form says, by the names of the domain."""
        typed = {name: value for name, value in self.cleaned_data.items() if name != "key"}
        return {**typed, "idempotency_key": self.cleaned_key()}

    def personal(self) -> list[Passage]:
        """What of a valid form may be personal: shown to its author, who may send it all the same."""
        return [] if "anyway" in self.data else find_personal(self.cleaned_data["text"])


class CommentForm(ReplyForm):
    """A text that takes no side."""

    text = LongText(
        label=_("Your comment"),
        max_length=TEXT_LIMIT,
        rows=5,
        help_text=format_lazy(
            _(
                "A question, a detail, an experience: it takes no side. {limit} characters at most. It is "
                "signed with your public name."
            ),
            limit=LIMIT,
        ),
        error_messages={"required": _("Write your comment before sending it.")},
    )


class QuotingForm(CommentForm):
    """A comment that may bear on some words of the text."""

    quoted = forms.CharField(
        label=_("Words on which you comment"),
        required=False,
        strip=False,
        help_text=_("Copied from the text. Leave it empty to comment on the whole of it."),
        widget=forms.Textarea({"rows": 2}),
    )
    field_order = ("quoted", "text", "key")

    def __init__(self, *args: Any, contribution: Contribution, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.contribution = contribution

    def clean_quoted(self) -> str:
        try:
            return quoted_from(self.contribution, self.cleaned_data["quoted"])
        except Refused as refused:
            raise forms.ValidationError(str(refused.message)) from refused


class ArgumentForm(ReplyForm):
    """A side, and a reason."""

    side = forms.ChoiceField(
        label=_("Is it an argument for or against?"),
        choices=[(Side.FOR, _("For")), (Side.AGAINST, _("Against"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Say whether your argument is for or against.")},
    )
    text = LongText(
        label=_("Your argument"),
        max_length=TEXT_LIMIT,
        rows=6,
        help_text=format_lazy(
            _("One reason at a time: others will be able to support it. {limit} characters at most."),
            limit=LIMIT,
        ),
        error_messages={"required": _("Write your argument before sending it.")},
    )
    source = forms.CharField(
        label=_("Source"),
        required=False,
        max_length=SOURCE_LIMIT,
        widget=forms.URLInput(attrs={"inputmode": "url", "placeholder": "https://"}),
        help_text=_("The address of a page that backs your argument, beginning with https://."),
    )
    field_order = ["side", "text", "source", "key"]

    def clean_source(self) -> str:
        try:
            return address_of(self.cleaned_data["source"])
        except Refused as refused:
            raise forms.ValidationError(str(refused.message)) from refused


class PromiseForm(forms.Form):
    """Within how many working days every question is answered."""

    days = forms.IntegerField(
        label=_("Working days, Monday to Friday"),
        min_value=1,
        max_value=MOST_DAYS,
        help_text=_("From the day after the question was asked. Public holidays count as working days."),
    )
