"""The totals of a ballot as they are published, row by row, and the facts that the log is told of them."""

import hashlib
from collections import Counter
from collections.abc import Iterator

from django.db.models import Count, QuerySet, Sum
from django.db.models.functions import Now

from parvis.ballots.models import Tally, TallyDelta, ToldTally, Vote
from parvis.ballots.small_levels import told_together
from parvis.consultations.enums import Verb
from parvis.consultations.models import ConsultationPage, PhaseAction
from parvis.merkle.canonical import Value, canonical

FEW = 30
"""Below, single votes are not published, nor totals by identity level: they would say who voted what."""

Row = dict[str, Value]
Key = tuple[int, int, int]


def rows_of(ballot: PhaseAction, *, is_split: bool) -> list[Row]:
    """The totals of each item and choice, sorted; by identity level when `is_split`.

    Level null holds what no single vote accounts for: totals that were imported, votes that are told together
    because few people have their level and, unsplit, everything.
    The votes shown on pages that single votes do not account for are there too, so that they are seen.
    """
    levels = _live(ballot) if is_split else {}
    shown, imported = _shown(ballot)
    known: Counter[tuple[int, int]] = Counter()
    found: list[Row] = []
    for (item, choice, level), count in levels.items():
        known[item, choice] += count
        found.append(_row(ballot, item, choice, level, count=count))
    for item, choice in {**shown, **imported}:
        rest = shown[item, choice] - known[item, choice]
        if rest or imported[item, choice]:
            found.append(_row(ballot, item, choice, None, count=rest, imported=imported[item, choice]))
    return sorted(found, key=_place)


def digest(rows: list[Row]) -> str:
    return hashlib.sha256(canonical(list(rows))).hexdigest()


def running(ballot: PhaseAction) -> dict[str, Value]:
    """What the log is told of a vote under way: how many votes by level, and how many leaves they made."""
    levels = dict(
        counted(ballot).values_list("identity_level").annotate(n=Count("pk")).order_by("identity_level")
    )
    told = Vote.objects.filter(ballot=ballot, entry__isnull=False).count()
    return {
        "ballot": ballot.pk,
        "votes": sum(levels.values()),
        "levels": {str(level): count for level, count in levels.items()},
        "leaves": told,
    }


def counted(ballot: PhaseAction) -> QuerySet[Vote]:
    """The votes that make the totals: live, and not set aside."""
    return Vote.objects.filter(ballot=ballot, is_live=True, set_aside=None)


def withheld(ballot: PhaseAction) -> str:
    """Why the single votes of a ballot are not published: `open`, `few`, or empty when they are."""
    if not ToldTally.objects.filter(ballot=ballot, final_at__isnull=False).exists():
        return "open"
    return "few" if counted(ballot).count() < FEW else ""


def ballots_under_way() -> Iterator[PhaseAction]:
    """Ballots that have begun and whose end the log was not told yet."""
    over = ToldTally.objects.filter(final_at__isnull=False).values("ballot")
    begun = PhaseAction.objects.filter(verb=Verb.VOTE, phase__starts_at__lte=Now())
    yield from begun.exclude(pk__in=over).select_related("phase").order_by("pk")


def ballots_over(consultation: ConsultationPage) -> list[PhaseAction]:
    """The ballots of a consultation whose end the log was told."""
    told = ToldTally.objects.filter(final_at__isnull=False).values("ballot")
    over = PhaseAction.objects.filter(pk__in=told, phase__consultation=consultation)
    return list(over.select_related("phase").order_by("pk"))


def _live(ballot: PhaseAction) -> dict[Key, int]:
    votes = counted(ballot).exclude(voter__in=told_together(ballot))
    rows = votes.values_list("contribution_id", "choice", "identity_level").annotate(n=Count("pk"))
    return {(item, choice, level): count for item, choice, level, count in rows.order_by()}


def _shown(ballot: PhaseAction) -> tuple[Counter[tuple[int, int]], Counter[tuple[int, int]]]:
    """What pages show: votes folded or waiting, and those that were imported as a total."""
    shown: Counter[tuple[int, int]] = Counter()
    imported: Counter[tuple[int, int]] = Counter()
    tallied = Tally.objects.filter(ballot=ballot).values_list("contribution_id", "choice")
    for item, choice, count, total in tallied.annotate(n=Sum("count"), total=Sum("imported_count")):
        shown[item, choice] += count
        imported[item, choice] += total
    waiting = TallyDelta.objects.filter(ballot=ballot).values_list("contribution_id", "choice")
    for item, choice, amount in waiting.annotate(n=Sum("amount")):
        shown[item, choice] += amount
    return shown, imported


def _row(
    ballot: PhaseAction, item: int, choice: int, level: int | None, *, count: int, imported: int = 0
) -> Row:
    return {
        "ballot": ballot.pk,
        "method": str(ballot.ballot_method),
        "item": item,
        "choice": choice,
        "level": level,
        "count": count,
        "imported": imported,
    }


def _place(row: Row) -> tuple[int, ...]:
    level = row["level"]
    return (int(str(row["item"])), int(str(row["choice"])), -1 if level is None else int(str(level)))
