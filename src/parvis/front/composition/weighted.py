"""The result of a ballot, raw beside weighted: sentences, a picture, its table; or why there is none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parvis.ballots.methods import method_of
from parvis.consultations.enums import BallotMethod
from parvis.consultations.models import PhaseAction
from parvis.contributions.models import Contribution
from parvis.front.composition import charts
from parvis.front.composition.outcomes import Table
from parvis.front.composition.weighted_words import lack_of
from parvis.panel.casting import TICKED, YES
from parvis.panel.enums import Trait
from parvis.panel.queries import DatedResult, weighted_results
from parvis.panel.weighing import ENOUGH_ON_ITEM
from parvis.panel.weighted import ItemResult, Share, Weighted
from parvis.ui import words
from parvis.ui.charts import percent

WEIGHTED = "weighted"


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """One answer to one item: its raw bar, then its weighted bar with the interval, in percent."""

    label: str
    raw: str
    raw_width: str
    weighted: str
    weighted_width: str
    interval: str
    low: str
    high: str


@dataclass(frozen=True, slots=True)
class ItemRows:
    """One item; `missing` says why it has no weighted share."""

    title: str
    base: str
    missing: str
    rows: list[AnswerRow]


@dataclass(frozen=True, slots=True)
class WeightedView:
    """What stands in the place of a raw result; `missing`, with how to go on, when it cannot be weighted."""

    id: str
    finding: str
    sentences: list[str]
    missing: str
    items: list[ItemRows]
    table: Table | None
    made_at: datetime | None


def weighted_views(ballots: Sequence[PhaseAction]) -> dict[int, WeightedView]:
    """Of these ballots, all over; two queries."""
    found = weighted_results([ballot.pk for ballot in ballots])
    ids = {item.item for dated in found.values() for item in dated.result.items}
    shown = Contribution.objects.published().defer("search").in_bulk(ids)
    return {ballot.pk: _view(ballot, found.get(ballot.pk), shown) for ballot in ballots}


def _view(ballot: PhaseAction, dated: DatedResult | None, shown: Mapping[int, Contribution]) -> WeightedView:
    id = f"weighted-{ballot.pk}"
    if dated is None:
        return WeightedView(id, "", [], lack_of("early", Weighted()), [], None, None)
    result = dated.result
    if result.missing:
        return WeightedView(id, "", [], lack_of(result.missing, result), [], None, dated.made_at)
    pairs = [(item, charts.shortened(str(shown[item.item]))) for item in result.items if item.item in shown]
    labels = _labels(ballot, result)
    return WeightedView(
        id=id,
        finding=_finding(pairs, labels, result),
        sentences=_sentences(result),
        missing="",
        items=[_item(item, title, labels) for item, title in pairs],
        table=_table(ballot, pairs, labels),
        made_at=dated.made_at,
    )


def _labels(ballot: PhaseAction, result: Weighted) -> list[str]:
    """The name of each answer that is told; of items that are ticked or not, the first alone."""
    if ballot.ballot_method == BallotMethod.RANKING:
        return [_("put first")]
    if ballot.ballot_method in TICKED:
        return [method_of(ballot.ballot_method).said(ballot, YES)]
    method = method_of(ballot.ballot_method)
    return [method.said(ballot, choice) for choice in result.answers]


def _item(item: ItemResult, title: str, labels: Sequence[str]) -> ItemRows:
    voters = sum(item.raw)
    said = _("%(people)s voted, of whom %(weighted)s are weighted.")
    values = {"people": words.people(voters), "weighted": words.number(item.people)}
    if not item.missing:
        said = _(
            "%(people)s voted, of whom %(weighted)s are weighted and worth %(effective)s"
            " (design effect %(effect)s)."
        )
        values |= {
            "effective": words.number(item.effective),
            "effect": words.number(round(item.people / max(1, item.effective), 2)),
        }
    return ItemRows(
        title=title,
        base=said % values,
        missing=_item_lack(item),
        rows=[_row(item, at, label) for at, label in enumerate(labels)],
    )


def _item_lack(item: ItemResult) -> str:
    if item.missing == "few_people":
        asked = _("Not weighted: %(needed)s people who said who they are would have to vote on it.")
        return asked % {"needed": words.number(ENOUGH_ON_ITEM)}
    if item.missing:
        return _("Not weighted: too few people gave some of the answers, and a share would tell of them.")
    return ""


def _raw(item: ItemResult, at: int) -> float:
    return 100 * item.raw[at] / max(1, sum(item.raw))


def _row(item: ItemResult, at: int, label: str) -> AnswerRow:
    raw, share = _raw(item, at), item.shares[at] if item.shares else None
    return AnswerRow(
        label=label,
        raw=words.share(round(raw)),
        raw_width=percent(raw, 100),
        weighted=words.share(share.value) if share else "",
        weighted_width=percent(share.value, 100) if share else "",
        interval=_between(share) if share else "",
        low=percent(share.low, 100) if share else "",
        high=percent(share.high, 100) if share else "",
    )


def _between(share: Share) -> str:
    return _("%(low)s to %(high)s") % {"low": words.share(share.low), "high": words.share(share.high)}


def _finding(pairs: Sequence[tuple[ItemResult, str]], labels: Sequence[str], result: Weighted) -> str:
    """What weights change most; that they change nothing sure, where every raw share is in the interval."""
    moved = [
        (abs(item.shares[at].value - _raw(item, at)), item, title, at)
        for item, title in pairs
        if item.shares
        for at in range(len(labels))
        if not item.shares[at].low <= _raw(item, at) <= item.shares[at].high
    ]
    if not any(item.shares for item, _title in pairs):
        return _("No item could be weighted")
    if not moved:
        return _("Weighted, no share moves by more than its uncertainty")
    _gap, item, title, at = max(moved, key=lambda one: one[0])
    return _("Weighted, “%(title)s” moves most: %(answer)s, %(raw)s before and %(weighted)s after") % {
        "title": title,
        "answer": labels[at].lower(),
        "raw": words.share(round(_raw(item, at))),
        "weighted": words.share(item.shares[at].value),
    }


def _sentences(result: Weighted) -> list[str]:
    brought = [
        _("%(question)s (%(source)s, %(year)s)")
        % {"question": Trait(one.trait).label, "source": one.source, "year": one.year}
        for one in result.sources
    ]
    said = [
        ngettext(
            "Of %(voters)s who voted, %(people)s said who they are and are weighted: they are worth"
            " %(effective)s, and the heaviest weighs %(greatest)s times the mean.",
            "Of %(voters)s who voted, %(people)s said who they are and are weighted: they are worth"
            " %(effective)s, and the heaviest weighs %(greatest)s times the mean.",
            result.people,
        )
        % {
            "voters": words.people(result.voters),
            "people": words.number(result.people),
            "effective": words.number(result.effective),
            "greatest": words.number(round(result.greatest / 100, 1)),
        },
        _("Brought to the population by: %(questions)s.") % {"questions": "; ".join(brought)},
    ]
    if result.left_out:
        names = [str(Trait(one).label) for one in result.left_out]
        said.append(_("Left out, since too few voters answered: %(names)s.") % {"names": words.listed(names)})
    return said


def _table(
    ballot: PhaseAction, pairs: Sequence[tuple[ItemResult, str]], labels: Sequence[str]
) -> Table | None:
    rows = [
        [
            title if len(labels) == 1 else f"{title} – {label}",
            words.number(item.raw[at]),
            words.share(round(_raw(item, at))),
            words.share(item.shares[at].value) if item.shares else _("not measured"),
            _between(item.shares[at]) if item.shares else "",
            words.number(item.effective) if item.shares else "",
        ]
        for item, title in pairs
        for at, label in enumerate(labels)
    ]
    headings = [
        ballot.kind.name.capitalize(),
        _("People"),
        _("Raw share"),
        _("Weighted share"),
        _("Interval"),
        _("Effective size"),
    ]
    return Table(_("Raw and weighted shares"), headings, rows) if rows else None
