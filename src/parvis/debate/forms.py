"""What one types in a debate."""

import uuid

from django import forms
from django.utils.translation import gettext_lazy as _

from parvis.debate.enums import Side
from parvis.debate.models import TEXT_LIMIT

TOO_LONG = _("Your text is %(show_value)d characters long: %(limit_value)d at most.")


class ReplyForm(forms.Form):
    """A text, and the key by which the same sending twice makes one row."""

    text = forms.CharField(
        label=_("Your reply"),
        max_length=TEXT_LIMIT,
        widget=forms.Textarea({"rows": 5}),
        help_text=_("%(limit)d characters at most. It is signed with your public name.")
        % {"limit": TEXT_LIMIT},
        error_messages={"required": _("Write your reply before sending it."), "max_length": TOO_LONG},
    )
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4, required=False)

    def cleaned_key(self) -> uuid.UUID:
        """The key of this sending; one that was lost on the way is made anew."""
        key: uuid.UUID | None = self.cleaned_data["key"]
        return key or uuid.uuid4()


class ArgumentForm(ReplyForm):
    """A side, and a reason."""

    side = forms.ChoiceField(
        label=_("Is it an argument for or against?"),
        choices=[(Side.FOR, _("For")), (Side.AGAINST, _("Against"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Say whether your argument is for or against.")},
    )
    text = forms.CharField(
        label=_("Your argument"),
        max_length=TEXT_LIMIT,
        widget=forms.Textarea({"rows": 6}),
        help_text=_("One reason at a time: others will be able to support it. %(limit)d characters at most.")
        % {"limit": TEXT_LIMIT},
        error_messages={"required": _("Write your argument before sending it."), "max_length": TOO_LONG},
    )
    field_order = ["side", "text", "key"]
