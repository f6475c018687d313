"""What the team of a consultation types about its ballots: costs of projects, totals of paper votes."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from parvis.ballots.methods import method_of
from parvis.ballots.models import ItemCost
from parvis.consultations.enums import BallotMethod
from parvis.consultations.models import PhaseAction
from parvis.contributions.models import Contribution
from parvis.contributions.queries import votable

MOST_ITEMS = 300
MOST_CHOICES = 20


def items_to_type(ballot: PhaseAction) -> list[Contribution]:
    """By title, since the team looks for them; a longer list is for an import."""
    rows = votable(ballot).select_related("kind").defer("search").order_by("title", "pk")
    return list(rows[:MOST_ITEMS])


class CostsForm(forms.Form):
    """What each project costs."""

    def __init__(self, *args: Any, ballot: PhaseAction, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = dict(ItemCost.objects.filter(ballot=ballot).values_list("contribution_id", "amount"))
        for item in items_to_type(ballot):
            self.fields[f"cost-{item.pk}"] = forms.IntegerField(
                label=str(item), min_value=1, max_value=10**12, required=False, initial=known.get(item.pk)
            )

    def costs(self) -> dict[int, int | None]:
        """By item; only on a valid form."""
        return {int(name.removeprefix("cost-")): value for name, value in self.cleaned_data.items()}


def paper_choices(ballot: PhaseAction) -> list[int]:
    """The choices that a sheet may give an item; none where paper votes are not entered as totals."""
    answers = method_of(ballot.ballot_method).answers_of(ballot)
    if answers:
        return [answer.choice for answer in answers]
    most = {
        BallotMethod.RANKING: ballot.ballot_limit or 0,
        BallotMethod.POINTS: ballot.ballot_limit_each or ballot.ballot_limit or 0,
        BallotMethod.BUDGET: 1,
    }.get(BallotMethod(ballot.ballot_method), 0)
    return list(range(1, most + 1)) if most <= MOST_CHOICES else []


class SheetsForm(forms.Form):
    """The totals of one batch: how many sheets give each choice to each item."""

    label = forms.CharField(
        label=_("Name of the batch"),
        max_length=80,
        help_text=_("What tells it from the others: the place and the day, for instance."),
    )
    sheets = forms.IntegerField(label=_("Number of sheets"), min_value=1, max_value=10**7)

    def __init__(self, *args: Any, ballot: PhaseAction, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choices = paper_choices(ballot)
        self.method, self.ballot = method_of(ballot.ballot_method), ballot
        self.items = items_to_type(ballot)
        for item in self.items:
            for choice in self.choices:
                label = f"{item}: {self.method.said(ballot, choice)}"
                self.fields[_name(item.pk, choice)] = forms.IntegerField(
                    label=label,
                    min_value=0,
                    max_value=10**7,
                    required=False,
                    widget=forms.NumberInput({"aria-label": label, "class": "desk-count"}),
                )

    @property
    def headings(self) -> list[str]:
        return [self.method.said(self.ballot, choice) for choice in self.choices]

    @property
    def rows(self) -> list[tuple[Contribution, list[forms.BoundField]]]:
        """For each item, its fields in the order of the choices."""
        return [(item, [self[_name(item.pk, choice)] for choice in self.choices]) for item in self.items]

    def counts(self) -> dict[tuple[int, int], int]:
        """Sheets by item and choice; only on a valid form."""
        return {
            (item.pk, choice): self.cleaned_data[_name(item.pk, choice)] or 0
            for item in self.items
            for choice in self.choices
        }


def _name(item: int, choice: int) -> str:
    return f"count-{item}-{choice}".replace("--", "-m")
