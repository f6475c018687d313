"""The paper of one person in one ballot: every item with what they gave it, and what they have left."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.ballots.acts import spent_by, votes_of
from parvis.ballots.methods.budget import money
from parvis.ballots.models import ItemCost
from parvis.consultations.enums import BallotMethod
from parvis.consultations.models import PhaseAction
from parvis.contributions.models import Contribution
from parvis.contributions.queries import in_order, votable
from parvis.ui import words

SIZE = 60
MOST_SHOWN = 200
NOT_A_NUMBER = gettext_lazy("Write a whole number, or nothing.")
BUTTONS: dict[str, Promise] = {
    BallotMethod.BUDGET: gettext_lazy("Record my budget"),
    BallotMethod.RANKING: gettext_lazy("Record my order"),
    BallotMethod.POINTS: gettext_lazy("Record my points"),
    BallotMethod.APPROVAL: gettext_lazy("Record my choice"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One item of a paper; `value` is what stands in its field, typed or recorded, or nothing."""

    contribution: Contribution
    value: str
    cost: int = 0
    price: str = ""

    @property
    def name(self) -> str:
        return f"item-{self.contribution.pk}"


@dataclass(frozen=True, slots=True)
class Paper:
    """A page of a paper. `others`: what items of other pages already take of the limit."""

    ballot: PhaseAction
    lines: list[Line]
    others: int
    left: str
    page: int
    pages: int

    @property
    def shown(self) -> str:
        return ",".join(str(line.contribution.pk) for line in self.lines)

    @property
    def kind(self) -> str:
        """How a line is answered: by a tick, a number or a rank."""
        if self.ballot.ballot_method in (BallotMethod.APPROVAL, BallotMethod.BUDGET):
            return "tick"
        return "rank" if self.ballot.ballot_method == BallotMethod.RANKING else "number"

    @property
    def ranks(self) -> list[tuple[int, str]]:
        return [(rank, rank_word(rank)) for rank in range(1, (self.ballot.ballot_limit or 0) + 1)]

    @property
    def numbers(self) -> range:
        return range(1, self.pages + 1)

    @property
    def most_each(self) -> int:
        return self.ballot.ballot_limit_each or self.ballot.ballot_limit or 0

    @property
    def button(self) -> str:
        return str(BUTTONS[self.ballot.ballot_method])

    @property
    def currency(self) -> str:
        """In what the script says what is left; empty when it is no money."""
        is_money = self.ballot.ballot_method == BallotMethod.BUDGET
        return str(self.ballot.phase.consultation.currency) if is_money else ""


def rank_word(rank: int) -> str:
    """ "1st", "2nd"..."""
    if rank == 1:
        return _("1st, the best")
    return {2: _("2nd"), 3: _("3rd")}.get(rank, _("%(rank)sth") % {"rank": words.number(rank)})


def paper_of(
    *,
    ballot: PhaseAction,
    actor: Participant | AnonymousUser,
    page: int = 1,
    typed: Mapping[str, str] | None = None,
) -> Paper:
    """One page of the paper, items in an order of its own for each person: no item gains by its place.

    `typed` is what stands in the fields instead of what is recorded.
    """
    ids = _drawn(ballot, actor)
    pages = max(1, -(-len(ids) // SIZE))
    page = min(max(page, 1), pages)
    shown = ids[(page - 1) * SIZE : page * SIZE]
    mine = _recorded(ballot, actor, shown)
    costs = dict(
        ItemCost.objects.filter(ballot=ballot, contribution__in=shown).values_list("contribution", "amount")
    )
    lines = [
        _line(ballot, item, mine if typed is None else _numbers(typed), costs) for item in in_order(shown)
    ]
    spent = spent_by(ballot, actor) if isinstance(actor, Participant) else 0
    here = sum(_weight(ballot, choice, costs.get(pk, 0)) for pk, choice in mine.items())
    left = (ballot.ballot_limit or 0) - spent
    return Paper(ballot, lines, spent - here, left_words(ballot, left), page, pages)


def left_words(ballot: PhaseAction, left: int) -> str:
    """ "7 points left"."""
    if ballot.ballot_method == BallotMethod.BUDGET:
        return _("%(amount)s left") % {"amount": money(ballot, left)}
    values = {"count": words.number(left)}
    if ballot.ballot_method == BallotMethod.POINTS:
        return ngettext("%(count)s point left", "%(count)s points left", left) % values
    if ballot.ballot_method == BallotMethod.RANKING:
        return ngettext("%(count)s rank left", "%(count)s ranks left", left) % values
    return ngettext("%(count)s choice left", "%(count)s choices left", left) % values


def choices_typed(typed: QueryDict) -> dict[int, int | None]:
    """What was typed for each item that the page showed: nothing withdraws. Refuses what is no number."""
    shown = [text for text in str(typed.get("shown", "")).split(",") if text.isascii() and text.isdigit()]
    found: dict[int, int | None] = {}
    for pk in shown[:MOST_SHOWN]:
        found[int(pk[:18])] = _number(str(typed.get(f"item-{pk}", "")))
    return found


def _number(text: str) -> int | None:
    text = text.strip()
    if not text:
        return None
    if not (text.isascii() and text.isdigit()) or len(text) > 6:
        raise Refused(NOT_A_NUMBER)
    return int(text) or None


def _numbers(typed: Mapping[str, str]) -> dict[int, str]:
    found = {}
    for name, value in typed.items():
        pk = name.removeprefix("item-")
        if pk != name and pk.isascii() and pk.isdigit():
            found[int(pk[:18])] = value
    return found


def _drawn(ballot: PhaseAction, actor: Participant | AnonymousUser) -> list[int]:
    ids = list(votable(ballot).order_by("pk").values_list("pk", flat=True))
    random.Random(f"{ballot.pk}:{actor.pk or 0}").shuffle(ids)  # noqa: S311
    return ids


def _recorded(ballot: PhaseAction, actor: Participant | AnonymousUser, ids: list[int]) -> dict[int, int]:
    if not isinstance(actor, Participant):
        return {}
    held = votes_of(ballot, actor, ids)
    return {item: vote.choice for item, vote in held.live.items()}


def _line(
    ballot: PhaseAction, item: Contribution, values: Mapping[int, object], costs: Mapping[int, int]
) -> Line:
    cost = costs.get(item.pk, 0)
    value = values.get(item.pk)
    price = money(ballot, cost) if cost else ""
    return Line(item, "" if value is None else str(value), cost, price)


def _weight(ballot: PhaseAction, choice: int, cost: int) -> int:
    if ballot.ballot_method == BallotMethod.POINTS:
        return choice
    return cost if ballot.ballot_method == BallotMethod.BUDGET else 1
