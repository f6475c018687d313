"""What one types in a debate."""

import uuid

from django import forms
from django.utils.functional import lazy
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from parvis.contributions.personal import Passage, find_personal
from parvis.debate.enums import Side
from parvis.debate.models import TEXT_LIMIT
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

    def personal(self) -> list[Passage]:
        """What of a valid form may be personal: shown to its author, who may send it all the same."""
        return [] if "anyway" in self.data else find_personal(self.cleaned_data["text"])


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
    field_order = ["side", "text", "key"]
