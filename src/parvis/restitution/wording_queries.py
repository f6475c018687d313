"""Reading what a language model proposed for findings: shown only as long as all that it rests on stands."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import QuerySet

from parvis.contributions.models import Contribution
from parvis.restitution.enums import DRAFTING, DraftState
from parvis.restitution.excerpts import still_stands
from parvis.restitution.models import SynthesisPage
from parvis.restitution.sections import Source
from parvis.restitution.wordings import Wording


@dataclass(frozen=True, slots=True)
class Proposed:
    """`has_gone`: something that it rests on is no longer cited, no longer public, or was rewritten."""

    wording: Wording
    has_gone: bool


def wordings_to_run() -> QuerySet[Wording]:
    return Wording.objects.filter(state__in=DRAFTING).order_by("pk")


def wordings_done() -> QuerySet[Wording]:
    return Wording.objects.filter(state=DraftState.DONE).order_by("pk")


def wordings_of(synthesis: SynthesisPage) -> dict[int, Proposed]:
    """By number of finding; three queries, whatever it holds."""
    rows = list(Wording.objects.filter(finding__section__synthesis=synthesis))
    gone = gone_among(rows)
    return {one.finding_id: Proposed(one, one.pk in gone) for one in rows}


def gone_among(rows: Collection[Wording]) -> set[int]:
    """Numbers of those whose sources do not all stand any longer; two queries."""
    wanted = {pk for one in rows for pk in one.named}
    cited = Source.objects.filter(finding__in=[one.finding_id for one in rows], contribution__in=wanted)
    pairs = set(cited.values_list("finding", "contribution"))
    texts = Contribution.objects.published().filter(pk__in=wanted).only("pk", "state", "revised_at").in_bulk()
    return {
        one.pk
        for one in rows
        if any(
            (one.finding_id, pk) not in pairs or not still_stands(texts.get(pk), one.asked_at)
            for pk in one.named
        )
    }
