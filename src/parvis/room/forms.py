"""What a phone fills: one form for each kind of activity, the same rules as a ballot's for a vote."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parvis.ballots.methods import method_of
from parvis.ballots.methods.budget import money
from parvis.ballots.papers import rank_word
from parvis.consultations.enums import BallotMethod
from parvis.room.domain.answer import Given
from parvis.room.enums import ActivityKind
from parvis.room.models import LONGEST_TEXT, LONGEST_WORD, MOST_WORDS, Activity
from parvis.room.sheets import PREFERRED, ballot_of, pairs_of
from parvis.ui.forms import LongText

TICKED = (BallotMethod.SUPPORT, BallotMethod.APPROVAL, BallotMethod.BUDGET)
UNSAID = (*TICKED, BallotMethod.POINTS)
"""Methods where nothing given is nothing said; elsewhere, 0 is a grade or a middle answer."""


class AnswerForm(forms.Form):
    """The fields of one activity; `given` is what they say."""

    use_required_attribute = False

    def __init__(self, *args: Any, activity: Activity, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.activity = activity
        if activity.kind == ActivityKind.BALLOT:
            self.fields |= {f"item_{place}": line for place, line in enumerate(_lines(activity), 1)}
        elif activity.kind == ActivityKind.WORDS:
            self.fields |= {f"word_{place}": _word(place) for place in range(1, MOST_WORDS + 1)}
        else:
            self.fields["text"] = LongText(label=_label(activity), max_length=LONGEST_TEXT, rows=3)

    def given(self) -> Given:
        said = self.cleaned_data
        if self.activity.kind == ActivityKind.BALLOT:
            return Given(choices=[_choice(self.activity, said[name]) for name in self.fields])
        return Given(texts=[said[name] for name in self.fields])


class CodeForm(forms.Form):
    """The code that is on the screen."""

    code = forms.CharField(label=gettext_lazy("Code of the room"), max_length=20)


def _label(activity: Activity) -> str:
    return _("Your question") if activity.kind == ActivityKind.QUESTIONS else _("Your answer")


def _word(place: int) -> forms.Field:
    label = _("Word %(n)s") % {"n": place}
    return forms.CharField(label=label, max_length=LONGEST_WORD, required=place == 1)


def _lines(activity: Activity) -> list[forms.Field]:
    """None of them has to be answered: a sheet with one answer is one."""
    match activity.method:
        case BallotMethod.PAIRS:
            pairs = pairs_of(len(activity.items))
            return [_pair(activity, *pair, said=(at, len(pairs))) for at, pair in enumerate(pairs, 1)]
        case BallotMethod.BUDGET:
            ballot = ballot_of(activity)
            priced = zip(activity.items, activity.costs or [], strict=True)
            return [_tick(f"{item} ({money(ballot, cost)})", cost) for item, cost in priced]
    return [_line(activity, item) for item in activity.items]


def _pair(activity: Activity, first: int, second: int, *, said: tuple[int, int]) -> forms.Field:
    label = _("%(n)s of %(total)s") % {"n": said[0], "total": said[1]}
    items = activity.items
    words = (items[first - 1], items[second - 1], _("No preference"))
    return _choices(label, list(zip(PREFERRED, words, strict=True)), forms.RadioSelect)


def _tick(label: str, cost: int = 1) -> forms.Field:
    """`cost`: what it takes of the limit, for the script that says what is left."""
    return forms.BooleanField(
        label=label, required=False, widget=forms.CheckboxInput({"data-cost": str(cost)})
    )


def _line(activity: Activity, item: str) -> forms.Field:
    ballot = ballot_of(activity)
    if activity.method in TICKED:
        return _tick(item)
    if activity.method == BallotMethod.POINTS:
        most = activity.limit_each or activity.limit or 0
        return forms.IntegerField(label=item, required=False, min_value=0, max_value=most)
    if activity.method == BallotMethod.RANKING:
        ranks = [(rank, rank_word(rank)) for rank in range(1, (activity.limit or 0) + 1)]
        return _choices(item, [("", "—"), *ranks], forms.Select)
    answers = method_of(activity.method).answers_of(ballot)
    offered = [(answer.choice, answer.label) for answer in answers]
    return _choices(item, offered, forms.RadioSelect)


def _choices(item: str, offered: list[Any], widget: type[forms.Widget]) -> forms.Field:
    return forms.TypedChoiceField(
        label=item, choices=offered, coerce=int, empty_value=None, required=False, widget=widget
    )


def _choice(activity: Activity, value: Any) -> int | None:
    """A box that is not ticked, no point, a field left empty: nothing is said of the item."""
    if value in (None, "") or (activity.method in UNSAID and not value):
        return None
    return int(value)
