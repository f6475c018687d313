"""The form of a deposit."""

from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from django import forms
from django.core import signing
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from parvis.accounts.errors import Refused
from parvis.consultations.models import PhaseAction, Theme
from parvis.consultations.queries import database_now
from parvis.contributions.domain.wording import check_rewording
from parvis.contributions.forms.fields import PREFIX
from parvis.contributions.forms.words import WordsForm
from parvis.contributions.models import Contribution
from parvis.contributions.queries import answerable

SALT = "contributions.opened"
# A longer list is no longer read: the page says how to answer a text that is not in it.
MOST_CHOICES = 100
NO_SAVE = "0"
"""What `shared` holds of a text that was typed in the draft of an organisation, and that it did not keep."""


class SubmitForm(WordsForm):
    """A deposit.

    Hidden: the idempotency key, the signed moment at which the form was first shown, and the save of an
    organisation's draft from which the text comes, `NO_SAVE` when none of them holds it.
    """

    theme = forms.ModelChoiceField(
        label=_("Theme"), queryset=Theme.objects.none(), empty_label=_("Choose a theme")
    )
    responds_to = forms.ModelChoiceField(label=_("Responds to"), queryset=Contribution.objects.none())
    key = forms.UUIDField(widget=forms.HiddenInput)
    opened = forms.CharField(widget=forms.HiddenInput, required=False)
    shared = forms.CharField(widget=forms.HiddenInput, required=False)
    field_order = ("theme", "responds_to", "title", "text")

    def __init__(
        self, data: QueryDict | None = None, *, action: PhaseAction, to: str = "", together: bool = False
    ) -> None:
        initial = {"key": uuid4(), "opened": sign_opening(action), "responds_to": to}
        super().__init__(data, kind=action.kind, initial=initial, together=together)
        self.action = action
        self._offer_themes()
        self._offer_answers()
        self._start_from_words()

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
        return list(answerable(self.action).filter(pk=int(typed)).only("pk", "title", "text", "state"))

    def _start_from_words(self) -> None:
        """An amendment whose passage is chosen begins with its words, and asks no longer which one it is."""
        self.amended: Contribution | None = None
        if not self.kind.is_amendment:
            return
        self.amended = next(iter(self._chosen([])), None)
        if self.amended is not None:
            self.initial["text"] = self.amended.text
            self.fields["responds_to"].widget = forms.HiddenInput()

    def clean(self) -> dict[str, Any]:
        found = super().clean()
        try:
            check_rewording(self.kind, found.get("text", ""), found.get("responds_to"))
        except Refused as refusal:
            self.add_error("text", str(refusal.message))
        return found

    def carried(self) -> list[tuple[str, str]]:
        """What was typed, name by name, for hidden fields to send again."""
        sent: Any = self.data
        return [
            (name, value)
            for name, values in sent.lists()
            if name in self.fields or name.startswith(PREFIX)
            for value in values
        ]

    @property
    def is_shared(self) -> bool:
        """Whether it comes from the draft of an organisation: the person's own is another text."""
        return bool(self.data.get("shared"))

    @property
    def shared_save(self) -> int | None:
        """The save of that draft."""
        sent = self.data.get("shared", "")
        return int(sent) if sent.isdecimal() and len(sent) < 19 else None

    def opened_at(self) -> datetime | None:
        """When the form was shown, if the browser gave back what was signed for this action."""
        return read_opening(self.cleaned_data.get("opened", ""), self.action)


def read_opening(written: str, action: PhaseAction) -> datetime | None:
    """The moment that `sign_opening` wrote for this action; None for anything else."""
    try:
        proof = signing.loads(written, salt=SALT)
    except signing.BadSignature:
        return None
    if proof["action"] != action.pk:
        return None
    return datetime.fromtimestamp(proof["at"], UTC)


def sign_opening(action: PhaseAction) -> str:
    return signing.dumps({"action": action.pk, "at": database_now().timestamp()}, salt=SALT)
