"""The forms of the field floor: a device to prepare, what one answers on it, why an answer is discarded."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from parvis.accounts.models import Participant
from parvis.consultations.models import PhaseAction
from parvis.contributions.domain.wording import TITLE_LIMIT
from parvis.field.domain.make_kit import KitDraft
from parvis.field.domain.settle_entry import LONGEST_REASON
from parvis.field.enums import Use
from parvis.field.models import USUAL, FieldKit
from parvis.field.queries import holders_of
from parvis.paper.forms import SheetForm
from parvis.paper.models import MOST_SHEETS, Batch


class HolderField(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return f"{obj}, {obj.email}" if obj.email else str(obj)


class KitForm(forms.Form):
    """What an organiser says of a device."""

    name = forms.CharField(
        label=_("Name"),
        max_length=120,
        help_text=_("For the team, and on the screen of the device. For instance: market, tablet 2."),
    )
    use = forms.ChoiceField(
        label=_("How it is used"), choices=Use, widget=forms.RadioSelect, initial=Use.HELD
    )
    held_by = HolderField(
        label=_("Who answers for it"),
        queryset=Participant.objects.none(),
        help_text=_(
            "What comes from a device that a member of the team holds is entered in this person’s name."
        ),
    )
    most = forms.IntegerField(
        label=_("Most answers"),
        min_value=1,
        max_value=MOST_SHEETS,
        initial=USUAL,
        help_text=_("A device that is lost cannot send more than this."),
    )

    def __init__(self, data: QueryDict | None = None, *, batch: Batch, actor: Participant) -> None:
        super().__init__(data, initial={"held_by": actor.pk})
        field: Any = self.fields["held_by"]
        field.queryset = holders_of(batch.consultation) | Participant.objects.filter(pk=actor.pk)

    def draft(self) -> KitDraft:
        """Of a valid form."""
        return KitDraft(**{**self.cleaned_data, "use": Use(self.cleaned_data["use"])})


class DeviceForm(SheetForm):
    """The form of a sheet, as a device shows it: one person after the other, without a number."""

    def __init__(self, data: QueryDict | None = None, *, kit: FieldKit, action: PhaseAction) -> None:
        super().__init__(data, batch=kit.batch, action=action)
        for name, most in (("title", TITLE_LIMIT), ("text", self.kind.text_limit)):
            if name in self.fields:
                self.fields[name].widget.attrs["maxlength"] = most

    def fault(self) -> str:
        """What a bound form is refused for, in words; empty when it is not."""
        said = [
            str(error) if name == "__all__" else f"{self[name].label} – {error}"
            for name, errors in self.errors.items()
            for error in errors
        ]
        return "\n".join(said)


class DiscardForm(forms.Form):
    reason = forms.CharField(
        label=_("Why it is discarded"),
        max_length=LONGEST_REASON,
        help_text=_(
            "Whoever answered reads it on the page of their code. For instance: a try, sent by mistake."
        ),
    )
