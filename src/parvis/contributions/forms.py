"""The forms by which people deposit and revise."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from parvis.accounts.errors import Refused
from parvis.consultations.models import Kind, PhaseAction, Theme
from parvis.consultations.queries import database_now
from parvis.contributions.domain.wording import NO_TEXT, NO_TITLE, text_of, title_of
from parvis.contributions.models import Contribution
from parvis.contributions.personal import Passage, find_personal
from parvis.contributions.queries import answerable
from parvis.ui import words

SALT = "contributions.opened"
# A longer list is no longer read: the page says how to answer a text that is not in it.
MOST_CHOICES = 100


class WordsForm(forms.Form):
    """Title and text of a contribution of one kind."""

    use_required_attribute = False
    title = forms.CharField(label=_("Title"), strip=False, error_messages={"required": NO_TITLE})
    text = forms.CharField(
        label=_("Your text"),
        strip=False,
        widget=forms.Textarea({"rows": 10}),
        error_messages={"required": NO_TEXT},
    )

    def __init__(
        self, data: QueryDict | None = None, *, kind: Kind, initial: dict[str, Any] | None = None
    ) -> None:
        super().__init__(data, initial=initial)
        self.kind = kind
        self.fields["text"].help_text = ngettext(
            "%(limit)s character at most.", "%(limit)s characters at most.", kind.text_limit
        ) % {"limit": words.number(kind.text_limit)}
        if kind.is_titled:
            self.fields["title"].help_text = gettext("One sentence that says it all.")
        else:
            del self.fields["title"]

    def clean_title(self) -> str:
        return _checked(title_of, self.kind, self.cleaned_data["title"])

    def clean_text(self) -> str:
        return _checked(text_of, self.kind, self.cleaned_data["text"])

    def personal(self) -> list[Passage]:
        """What of a valid form may be personal: shown to its author, who decides."""
        words = (self.cleaned_data.get("title", ""), self.cleaned_data["text"])
        return [passage for text in words for passage in find_personal(text)]


def _checked(check: Callable[[Kind, str], str], kind: Kind, typed: str) -> str:
    try:
        return check(kind, typed)
    except Refused as refusal:
        raise ValidationError(str(refusal.message)) from refusal


class SubmitForm(WordsForm):
    """A deposit. Hidden: the idempotency key, and the signed moment at which the form was first shown."""

    theme = forms.ModelChoiceField(
        label=_("Theme"), queryset=Theme.objects.none(), empty_label=_("Choose a theme")
    )
    responds_to = forms.ModelChoiceField(label=_("Responds to"), queryset=Contribution.objects.none())
    key = forms.UUIDField(widget=forms.HiddenInput)
    opened = forms.CharField(widget=forms.HiddenInput, required=False)
    field_order = ("theme", "responds_to", "title", "text")

    def __init__(self, data: QueryDict | None = None, *, action: PhaseAction, to: str = "") -> None:
        initial = {"key": uuid4(), "opened": sign_opening(action), "responds_to": to}
        super().__init__(data, kind=action.kind, initial=initial)
        self.action = action
        self._offer_themes()
        self._offer_answers()

    def _offer_themes(self) -> None:
        themes = Theme.objects.filter(consultation=self.action.phase.consultation_id)
        field: Any = self.fields["theme"]
        field.queryset = themes
        if not themes.exists():
            del self.fields["theme"]

    def _offer_answers(self) -> None:
        """Offer a readable list; any other text that may be answered is accepted all the same."""
        asked = self.kind.responds_to
        if asked is None:
            del self.fields["responds_to"]
            return
        field: Any = self.fields["responds_to"]
        field.queryset = answerable(self.action)
        field.label = asked.name
        rows = list(field.queryset.order_by("shuffle_key").only("pk", "title", "text")[: MOST_CHOICES + 1])
        if len(rows) > MOST_CHOICES:
            field.help_text = gettext(
                "Not in the list? Open the text that you have in mind, and respond from there."
            )
        rows = sorted([*rows[:MOST_CHOICES], *self._chosen(rows)], key=str)
        field.choices = [("", gettext("Choose what you respond to")), *((row.pk, str(row)) for row in rows)]

    def _chosen(self, rows: list[Contribution]) -> list[Contribution]:
        """The text already chosen, by the address or by the person, when the list leaves it out."""
        typed = str(self["responds_to"].value() or "")
        if (
            not typed.isdecimal()
            or len(typed) > 18
            or any(str(row.pk) == typed for row in rows[:MOST_CHOICES])
        ):
            return []
        return list(answerable(self.action).filter(pk=int(typed)).only("pk", "title", "text"))

    def opened_at(self) -> datetime | None:
        """When the form was shown, if the browser gave back what was signed for this action."""
        try:
            proof = signing.loads(self.cleaned_data.get("opened", ""), salt=SALT)
        except signing.BadSignature:
            return None
        if proof["action"] != self.action.pk:
            return None
        return datetime.fromtimestamp(proof["at"], UTC)


def sign_opening(action: PhaseAction) -> str:
    return signing.dumps({"action": action.pk, "at": database_now().timestamp()}, salt=SALT)
