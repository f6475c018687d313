"""A synthesis as values: as its rows say while it is written, or as a published version froze it.

A frozen version holds no word of anybody: of a quote, the place in the text that the log holds already.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db.models import Prefetch

from parvis.merkle.canonical import Value
from parvis.restitution.enums import SourceKind
from parvis.restitution.models import PublishedSynthesis, SynthesisPage
from parvis.restitution.quoting import Spot
from parvis.restitution.sections import Finding, Section, Source, SynthesisDraft


@dataclass(frozen=True, slots=True)
class Named:
    """A source. `since`: when its quote was checked; `row`: of the table, 0 in a published version."""

    kind: SourceKind
    pk: int
    quote: Spot | None = None
    since: datetime | None = None
    row: int = 0


@dataclass(frozen=True, slots=True)
class Drafted:
    """What wrote a finding: a method, its version, its seed. `is_accepted`: the team read it and keeps it."""

    method: str
    version: str
    seed: int
    is_accepted: bool


@dataclass(frozen=True, slots=True)
class Said:
    """A finding. `number`: of the whole synthesis, from 1; `place`: "2.3" is the third of section 2."""

    number: int
    place: str
    html: str
    drafted: Drafted | None
    sources: tuple[Named, ...]
    pk: int = 0

    @property
    def anchor(self) -> str:
        return f"finding-{self.number}"


@dataclass(frozen=True, slots=True)
class Part:
    """A section and its findings."""

    title: str
    findings: tuple[Said, ...]
    pk: int = 0


def findings_in(parts: Iterable[Part]) -> Iterator[Said]:
    for part in parts:
        yield from part.findings


def being_written(synthesis: SynthesisPage) -> list[Part]:
    """Four queries."""
    findings = Finding.objects.select_related("draft").prefetch_related(
        Prefetch("sources", Source.objects.order_by("pk"))
    )
    rows = Section.objects.filter(synthesis=synthesis).order_by("place")
    sections = list(rows.prefetch_related(Prefetch("findings", findings.order_by("place"))))
    parts = [Part(one.title, tuple(_written(row) for row in one.findings.all()), one.pk) for one in sections]
    return _numbered(parts)


def frozen(published: PublishedSynthesis | None) -> list[Part]:
    """What a version says; no query."""
    sections: Any = published.words.get("sections", []) if published else []
    since = published.published_at if published else None
    return _numbered(
        [
            Part(section["title"], tuple(_read(row, since) for row in section["findings"]))
            for section in sections
        ]
    )


def words_of(parts: Iterable[Part]) -> list[Value]:
    """What a version freezes."""
    return [
        {"title": part.title, "findings": [_frozen(finding) for finding in part.findings]} for part in parts
    ]


def _numbered(parts: list[Part]) -> list[Part]:
    made, number = [], 0
    for place, part in enumerate(parts, start=1):
        held = []
        for rank, finding in enumerate(part.findings, start=1):
            number += 1
            held.append(replace(finding, number=number, place=f"{place}.{rank}"))
        made.append(replace(part, findings=tuple(held)))
    return made


def _written(row: Finding) -> Said:
    by = _drafted(row.draft, is_accepted=row.accepted_at is not None)
    return Said(0, "", str(row.text), by, tuple(_named(source) for source in row.sources.all()), row.pk)


def _drafted(draft: SynthesisDraft | None, *, is_accepted: bool) -> Drafted | None:
    return Drafted(draft.method, draft.engine_version, draft.seed, is_accepted) if draft else None


def _named(source: Source) -> Named:
    where = None
    if source.quoted_in and source.quoted_from is not None and source.quoted_to is not None:
        where = Spot(source.quoted_in, source.quoted_from, source.quoted_to)
    return Named(source.kind, source.target_pk, where, source.quoted_at, source.pk)


def _frozen(finding: Said) -> Value:
    told: dict[str, Value] = {"text": finding.html, "sources": [_source(one) for one in finding.sources]}
    if by := finding.drafted:
        told["drafted"] = {
            "method": by.method,
            "version": by.version,
            "seed": by.seed,
            "accepted": by.is_accepted,
        }
    return told


def _source(named: Named) -> Value:
    told: dict[str, Value] = {str(named.kind): named.pk}
    if named.quote:
        told["quote"] = {"in": named.quote.part, "from": named.quote.start, "to": named.quote.end}
    return told


def _read(told: Mapping[str, Any], since: datetime | None) -> Said:
    by = told.get("drafted")
    drafted = Drafted(by["method"], by["version"], by["seed"], by["accepted"]) if by else None
    return Said(0, "", told["text"], drafted, tuple(_read_source(one, since) for one in told["sources"]))


def _read_source(told: Mapping[str, Any], since: datetime | None) -> Named:
    kind = next(kind for kind in SourceKind if kind.value in told)
    quote = told.get("quote")
    where = Spot(quote["in"], quote["from"], quote["to"]) if quote else None
    return Named(kind, told[kind.value], where, since)
