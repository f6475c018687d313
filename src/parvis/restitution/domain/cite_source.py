"""Say what a finding rests on: contributions, topics, votes, pages, minutes; quote contributions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.db.models.functions import Now
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.consultations.enums import DeskAct
from parvis.consultations.journal import note
from parvis.contributions.models import Contribution
from parvis.restitution.coverage import shown_topics
from parvis.restitution.enums import SourceKind
from parvis.restitution.holding import Held, hold_finding, hold_source
from parvis.restitution.quoting import LONGEST, asked_in, spot
from parvis.restitution.sections import Finding, Source
from parvis.restitution.showing import citable_ballots, citable_events, citable_pages
from parvis.ui.words import number

MOST_SOURCES = 200
"""Of one finding: beyond, a topic says it better."""


@transaction.atomic
def cite(
    *,
    actor: Participant,
    finding: Finding,
    contributions: Sequence[int] = (),
    topics: Sequence[int] = (),
    ballots: Sequence[int] = (),
    pages: Sequence[int] = (),
    events: Sequence[int] = (),
    quote: str = "",
) -> int:
    """Add sources by their numbers; those that are there stay once. Returns how many are new.

    All of them or none: one that nobody reads, or that is of another consultation, is refused. `quote`: words
    of the one contribution that is named. `events`: those whose minutes are published. Raises `Refused`.
    """
    held, row = hold_finding(actor, finding)
    wanted = {
        SourceKind.CONTRIBUTION: contributions,
        SourceKind.TOPIC: topics,
        SourceKind.BALLOT: ballots,
        SourceKind.PAGE: pages,
        SourceKind.EVENT: events,
    }
    if not any(wanted.values()):
        raise Refused(_("Choose at least one source."))
    if quote.strip() and len(set(contributions)) != 1:
        raise Refused(_("To quote, choose one contribution, and no other."))
    made = [_new(held, row, kind, numbers) for kind, numbers in wanted.items()]
    new = [source for sources in made for source in sources]
    if row.sources.count() + len(new) > MOST_SOURCES:
        raise Refused(
            _("A finding has %(count)s sources at most: cite a topic, which stands for all that it holds.")
            % {"count": number(MOST_SOURCES)}
        )
    Source.objects.bulk_create(new)
    if quote.strip():
        _quote(held, row.sources.get(contribution=contributions[0]), quote)
    note(actor=actor, consultation=held.consultation, act=DeskAct.SYNTHESIS, about=row.section.title)
    return len(new)


@transaction.atomic
def quote_source(*, actor: Participant, source: Source, words: str) -> None:
    """Words of this contribution, letter for letter; without any, it is cited and no longer quoted.

    Raises `Refused`.
    """
    held, row = hold_source(actor, source)
    if row.contribution_id is None:
        raise Refused(_("Only words of contributions are quoted."))
    if words.strip():
        _quote(held, row, words)
    else:
        _keep(row, "", None, None, None)
    note(actor=actor, consultation=held.consultation, act=DeskAct.SYNTHESIS, about=row.finding.section.title)


@transaction.atomic
def remove_source(*, actor: Participant, source: Source) -> None:
    """The finding no longer rests on it. Raises `Refused`."""
    held, row = hold_source(actor, source)
    row.delete()
    note(actor=actor, consultation=held.consultation, act=DeskAct.SYNTHESIS, about=row.finding.section.title)


def _new(held: Held, finding: Finding, kind: SourceKind, numbers: Sequence[int]) -> list[Source]:
    """Rows to add, in the order given."""
    asked = list(dict.fromkeys(numbers))
    if not asked:
        return []
    found = set(_citable(held, kind).filter(pk__in=asked).values_list("pk", flat=True))
    if missing := [pk for pk in asked if pk not in found]:
        raise Refused(_refusal(kind, missing))
    there = set(finding.sources.values_list(f"{kind}_id", flat=True))
    return [Source(finding=finding, **{f"{kind}_id": pk}) for pk in asked if pk not in there]


def _citable(held: Held, kind: SourceKind) -> Any:
    match kind:
        case SourceKind.CONTRIBUTION:
            return Contribution.objects.published().filter(consultation=held.consultation)
        case SourceKind.TOPIC:
            return shown_topics(held.consultation)
        case SourceKind.BALLOT:
            return citable_ballots(held.consultation)
        case SourceKind.PAGE:
            return citable_pages(held.consultation)
        case SourceKind.EVENT:
            return citable_events(held.consultation)


def _refusal(kind: SourceKind, missing: Sequence[int]) -> str:
    if kind != SourceKind.CONTRIBUTION:
        return _("One of these sources is not there any longer, or is not of this consultation.")
    named = ", ".join(f"C-{pk}" for pk in missing)
    return ngettext(
        "%(named)s cannot be cited: it is hidden, withdrawn, erased, or of another consultation.",
        "%(named)s cannot be cited: they are hidden, withdrawn, erased, or of another consultation.",
        len(missing),
    ) % {"named": named}


def _quote(held: Held, source: Source, words: str) -> None:
    contribution = Contribution.objects.select_related("kind").get(pk=source.contribution_id or 0)
    where = spot(contribution, words, asked_in(held.consultation))
    if where is None:
        raise Refused(
            _(
                "These words are not in C-%(number)s as everybody reads it. Copy them from its page, letter"
                " for letter, %(count)s characters at most."
            )
            % {"number": contribution.pk, "count": number(LONGEST)}
        )
    _keep(source, where.part, where.start, where.end, Now())


def _keep(source: Source, part: str, start: int | None, end: int | None, at: Any) -> None:
    rows = Source.objects.filter(pk=source.pk)
    rows.update(quoted_in=part, quoted_from=start, quoted_to=end, quoted_at=at)
