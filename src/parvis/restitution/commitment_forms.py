"""Forms of the desk about what the public body commits itself to."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parvis.accounts.models import Participant
from parvis.consultations.models import ConsultationPage
from parvis.restitution.commitments import Commitment
from parvis.restitution.domain.commit import CommitmentDraft, UpdateDraft
from parvis.restitution.enums import CommitmentState
from parvis.ui.forms import LongText

NUMBER = re.compile(r"(?:.*/contributions/|[Cc]-)?(\d{1,18})/?")
"""A number alone, the reference of a receipt, or the address of a page."""


class Numbers(forms.CharField):
    """Contributions by their numbers, references or addresses, between spaces or commas."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            label=gettext_lazy("Contributions that it answers"),
            required=False,
            max_length=4000,
            help_text=gettext_lazy(
                "Their numbers or their addresses, between spaces. Example: C-12 C-40. "
                "Those who wrote them are told."
            ),
            **kwargs,
        )

    def clean(self, value: str) -> list[int]:
        found = []
        for part in re.split(r"[\s,;]+", super().clean(value)):
            match = NUMBER.fullmatch(part)
            if match:
                found.append(int(match[1]))
            elif part:
                raise ValidationError(
                    _("“%(part)s” is not the number of a contribution: write C-12, or its address.")
                    % {"part": part[:80]}
                )
        return found


def _date(label: Any, **kwargs: Any) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, **kwargs)


def _evidence(**kwargs: Any) -> forms.CharField:
    return LongText(
        label=gettext_lazy("Evidence, in words"),
        max_length=1000,
        rows=2,
        required=False,
        help_text=gettext_lazy("What anybody can go and see, and where. Or give an address below."),
        **kwargs,
    )


def _evidence_link() -> forms.URLField:
    return forms.URLField(
        label=gettext_lazy("Address of the evidence"),
        required=False,
        assume_scheme="https",
        max_length=200,
        help_text=gettext_lazy("An act, a photograph, a page: what shows that it is so."),
    )


class ChargeForm(forms.Form):
    """Who is reminded."""

    in_charge = forms.ModelChoiceField(
        Participant.objects.none(),
        label=gettext_lazy("Person who is reminded"),
        required=False,
        empty_label=gettext_lazy("the organisers of the consultation"),
        help_text=gettext_lazy(
            "Somebody of the team. They get an e-mail 30 days and 7 days before, then each week once it is "
            "late. Their name is not shown."
        ),
    )

    def __init__(self, *args: Any, consultation: ConsultationPage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = Participant.objects.filter(pk__in=consultation.team.values("participant"), is_active=True)
        self.fields["in_charge"].queryset = people.order_by("pk")  # type: ignore[attr-defined]


class CommitmentForm(ChargeForm):
    """What is promised, by whom, by when. It is never rewritten: news are added to it."""

    title = forms.CharField(
        label=gettext_lazy("What is promised"),
        max_length=200,
        help_text=gettext_lazy("In one sentence that can be checked. Example: a bench every 200 metres."),
    )
    text = LongText(
        label=gettext_lazy("In detail"),
        max_length=5000,
        rows=6,
        help_text=gettext_lazy(
            "Public. What will be done, for whom, with what money, and how one will see it."
        ),
    )
    owner = forms.CharField(
        label=gettext_lazy("Service that answers for it"),
        max_length=160,
        help_text=gettext_lazy("An institution or a service: nobody’s name."),
    )
    due_on = _date(gettext_lazy("Promised for"))
    contributions = Numbers()
    answers_synthesis = forms.BooleanField(label=gettext_lazy("It answers the synthesis"), required=False)
    field_order = ("title", "text", "owner", "due_on", "in_charge", "contributions", "answers_synthesis")

    def draft(self) -> CommitmentDraft:
        return CommitmentDraft(**self.cleaned_data)


class UpdateForm(forms.Form):
    """News of a commitment."""

    state = forms.ChoiceField(label=gettext_lazy("Where it stands"), choices=CommitmentState)
    text = LongText(
        label=gettext_lazy("What is new"),
        max_length=5000,
        rows=5,
        help_text=gettext_lazy("Public, and never changed afterwards: to correct it, tell other news."),
    )
    due_on = _date(
        gettext_lazy("Promised for"),
        help_text=gettext_lazy("Leave it as it is, unless the day moves. The first day stays shown."),
    )
    reason = LongText(
        label=gettext_lazy("Reason"),
        max_length=1000,
        rows=3,
        required=False,
        help_text=gettext_lazy("Needed when it is abandoned, or when the day moves."),
    )
    evidence = _evidence()
    evidence_link = _evidence_link()
    contributions = Numbers()

    def __init__(self, data: QueryDict | None = None, *, commitment: Commitment) -> None:
        state = commitment.state if commitment.updates.all() else CommitmentState.UNDER_WAY
        super().__init__(data, initial={"state": state, "due_on": commitment.due_on})
        self.fields["contributions"].label = gettext_lazy("Contributions that it answers as well")

    def draft(self) -> UpdateDraft:
        values = {**self.cleaned_data, "state": CommitmentState(self.cleaned_data["state"])}
        return UpdateDraft(**values)


class MilestoneForm(forms.Form):
    """A step to come."""

    title = forms.CharField(
        label=gettext_lazy("Step"),
        max_length=160,
        help_text=gettext_lazy("What will be seen. Example: the works begin."),
    )
    due_on = _date(gettext_lazy("Planned for"))


class FinishForm(forms.Form):
    """A step that is done, with what shows it."""

    done_on = _date(gettext_lazy("Done on"), initial=timezone.localdate)
    evidence = _evidence()
    evidence_link = _evidence_link()
