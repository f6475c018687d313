"""Reading syntheses: the one that is being written, its versions, what they cover, what guarantors say."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import OuterRef, QuerySet, Subquery

from parvis.consultations.models import ConsultationPage
from parvis.restitution.coverage import Coverage
from parvis.restitution.enums import DRAFTING, EXTRACTION, DraftState, SourceKind
from parvis.restitution.models import PublishedSynthesis, SynthesisPage
from parvis.restitution.sections import Finding, SynthesisCoverage, SynthesisDraft, SynthesisRemark


@dataclass(frozen=True, slots=True)
class DatedCoverage:
    coverage: Coverage
    computed_at: datetime


def synthesis_of(consultation: ConsultationPage) -> SynthesisPage | None:
    """The one that everybody reads, else the last that was begun; one query."""
    rows = SynthesisPage.objects.child_of(consultation)
    found: SynthesisPage | None = rows.order_by("-live", "-first_published_at", "-pk").first()
    return found


def versions_of(synthesis: SynthesisPage) -> list[PublishedSynthesis]:
    """The last first; one query."""
    return list(synthesis.published.order_by("-number"))


def last_version(synthesis: SynthesisPage) -> PublishedSynthesis | None:
    found: PublishedSynthesis | None = synthesis.published.order_by("-number").first()
    return found


def last_versions(syntheses: Collection[SynthesisPage]) -> dict[int, PublishedSynthesis]:
    """Of each synthesis, by its number; one query."""
    rows = PublishedSynthesis.objects.filter(synthesis__in=[one.pk for one in syntheses])
    last = rows.order_by("synthesis", "-number").distinct("synthesis")
    return {one.synthesis_id: one for one in last}


def contributions_named(versions: Collection[PublishedSynthesis]) -> set[int]:
    """The contributions that versions name; no query."""
    return {
        source[SourceKind.CONTRIBUTION.value]
        for version in versions
        for section in version.words.get("sections", [])
        for finding in section["findings"]
        for source in finding["sources"]
        if SourceKind.CONTRIBUTION.value in source
    }


def remarks_of(synthesis: SynthesisPage) -> list[SynthesisRemark]:
    """On any of its versions, in order; one query."""
    rows = SynthesisRemark.objects.filter(published__synthesis=synthesis).select_related("published")
    return list(rows.order_by("published__number", "number"))


def coverage_of(synthesis: SynthesisPage) -> DatedCoverage | None:
    """What its published version covers, as last counted; one query."""
    held = SynthesisCoverage.objects.filter(synthesis=synthesis).first()
    return DatedCoverage(Coverage.from_json(held.figures), held.computed_at) if held else None


def draft_of(synthesis: SynthesisPage) -> SynthesisDraft | None:
    """The last by extraction that was asked for; one query."""
    found: SynthesisDraft | None = synthesis.drafts.filter(method=EXTRACTION).order_by("-pk").first()
    return found


def drafts_to_run() -> QuerySet[SynthesisDraft]:
    return SynthesisDraft.objects.filter(state__in=DRAFTING).order_by("pk")


def is_drafted(draft: SynthesisDraft | None) -> bool:
    return draft is not None and draft.state == DraftState.DONE


def untouched(synthesis: SynthesisPage) -> QuerySet[Finding]:
    """What a draft wrote, and nobody accepted nor rewrote."""
    return Finding.objects.filter(section__synthesis=synthesis, draft__isnull=False, accepted_at=None)


def to_cover() -> QuerySet[SynthesisPage]:
    """Public syntheses whose last version has findings."""
    last = PublishedSynthesis.objects.filter(synthesis=OuterRef("pk")).order_by("-number")
    rows = SynthesisPage.objects.live().annotate(said=Subquery(last.values("words")[:1]))
    found: QuerySet[SynthesisPage] = rows.filter(said__has_key="sections")
    return found
