"""A synthesis side by side with its sources: as everybody reads it, and as it is being written."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parvis.consultations.models import ConsultationPage
from parvis.contributions.desk import Filters, contributions_page
from parvis.contributions.enums import State
from parvis.contributions.models import Contribution
from parvis.contributions.queries import in_order
from parvis.front.composition.synthesis_words import mark_of_all
from parvis.front.composition.wordings import Wordings, compose_wordings
from parvis.restitution import coverage as counting
from parvis.restitution.coverage import Coverage, Part, cited_in, shown_topics
from parvis.restitution.drafting import said_of_methods
from parvis.restitution.models import PublishedSynthesis, SynthesisPage
from parvis.restitution.sections import SynthesisDraft, SynthesisRemark
from parvis.restitution.showing import (
    ShownFinding,
    ShownPart,
    citable_ballots,
    citable_events,
    citable_pages,
    shown,
)
from parvis.restitution.synthesis_forms import SearchForm
from parvis.restitution.synthesis_queries import (
    coverage_of,
    draft_of,
    last_version,
    remarks_of,
    versions_of,
)
from parvis.restitution.wording import plain
from parvis.restitution.written import being_written, frozen
from parvis.ui.charts import Bar, BarChart
from parvis.ui.words import number, share
from parvis.understanding.models import Topic
from parvis.understanding.queries import members_page

LISTED_AT_DESK = 200


@dataclass(frozen=True, slots=True)
class Covered:
    """Coverage in sentences, in pictures and in tables."""

    coverage: Coverage
    sentences: list[str]
    charts: list[BarChart]
    computed_at: datetime | None


@dataclass(frozen=True, slots=True)
class PublicView:
    """What everybody reads of a synthesis. `version` is None before the log holds it."""

    consultation: ConsultationPage
    synthesis: SynthesisPage
    version: PublishedSynthesis | None
    parts: list[ShownPart]
    covered: Covered | None
    method_of_drafts: str
    remarks: list[SynthesisRemark]

    @property
    def gone(self) -> int:
        return sum(finding.gone for finding in findings_in(self.parts))

    @property
    def mark(self) -> str:
        """What wrote all of its findings; empty when it is not the same of all."""
        return mark_of_all(findings_in(self.parts))


@dataclass(frozen=True, slots=True)
class Choice:
    """A finding that may take sources."""

    pk: int
    label: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Found:
    """Contributions to cite. `next`: the address of the next ones; `topic`: whose members they are."""

    items: list[Contribution]
    topic: Topic | None
    next: int


@dataclass(frozen=True, slots=True)
class DeskView:
    """Everything of the editor."""

    consultation: ConsultationPage
    synthesis: SynthesisPage
    page: Any
    """The page with what was last saved of it."""
    parts: list[ShownPart]
    choices: list[Choice]
    found: Found
    covered: Covered
    draft: SynthesisDraft | None
    trouble: str
    versions: list[PublishedSynthesis]
    remarks: list[SynthesisRemark]
    ballots: list[Any]
    pages: list[Any]
    events: list[Any]
    wordings: Wordings | None

    @property
    def warnings(self) -> list[str]:
        """What the public no longer reads of its sources."""
        gone = sum(finding.gone for finding in findings_in(self.parts))
        stale = sum(finding.stale for finding in findings_in(self.parts))
        bare = sum(not finding.source_count for finding in findings_in(self.parts))
        return [said for said in (_gone(gone), _stale(stale), _bare(bare)) if said]

    @property
    def drafted(self) -> int:
        return sum(
            finding.drafted is not None and not finding.drafted.is_accepted
            for finding in findings_in(self.parts)
        )


def findings_in(parts: Iterable[ShownPart]) -> list[ShownFinding]:
    return [finding for part in parts for finding in part.findings]


def compose(synthesis: SynthesisPage, consultation: ConsultationPage) -> PublicView:
    """The version that everybody reads; few queries, whatever it holds."""
    version = last_version(synthesis)
    parts = shown(frozen(version), consultation) if version else []
    dated = coverage_of(synthesis) if parts else None
    methods = {finding.drafted.method for finding in findings_in(parts) if finding.drafted}
    return PublicView(
        consultation=consultation,
        synthesis=synthesis,
        version=version,
        parts=parts,
        covered=covered(dated.coverage, dated.computed_at) if dated else None,
        method_of_drafts=said_of_methods(methods),
        remarks=remarks_of(synthesis) if version else [],
    )


def compose_desk(
    synthesis: SynthesisPage, consultation: ConsultationPage, search: SearchForm, *, chosen: int = 0
) -> DeskView:
    """The editor; the number of queries depends neither on findings nor on sources."""
    parts = shown(being_written(synthesis), consultation, listed=LISTED_AT_DESK)
    draft = draft_of(synthesis)
    return DeskView(
        consultation=consultation,
        synthesis=synthesis,
        page=synthesis.get_latest_revision_as_object(),
        parts=parts,
        choices=_choices(parts, chosen),
        found=_found(consultation, search),
        covered=covered(counting.count(consultation, cited_in(synthesis))),
        draft=draft,
        trouble=trouble_of(draft),
        versions=versions_of(synthesis),
        remarks=remarks_of(synthesis),
        ballots=list(citable_ballots(consultation)),
        pages=list(citable_pages(consultation)),
        events=list(citable_events(consultation)),
        wordings=compose_wordings(synthesis),
    )


def trouble_of(draft: SynthesisDraft | None) -> str:
    """Why the last draft failed; empty when it did not."""
    if draft is None or not draft.trouble:
        return ""
    if draft.trouble == "nothing_to_read":
        return _("The draft has nothing to begin from: no text of this analysis is public any longer.")
    return _(
        "The draft could not be made (%(code)s). Ask for it again; if it fails again, ask for an analysis."
    ) % {"code": draft.trouble}


def covered(coverage: Coverage, computed_at: datetime | None = None) -> Covered:
    """In the reader's words. Pictures are of what has several rows."""
    charts = [
        _chart("coverage-kinds", _("Contributions covered, by kind"), coverage.kinds, _("kind")),
        _chart("coverage-themes", _("Contributions covered, by theme"), coverage.themes, _("theme")),
    ]
    return Covered(coverage, _sentences(coverage), [one for one in charts if one], computed_at)


def _sentences(coverage: Coverage) -> list[str]:
    topics, small = coverage.all_topics, coverage.small_topics
    said = [
        _(
            "%(share)s of the contributions are cited, or are in a topic that is cited:"
            " %(cited)s of %(total)s."
        )
        % _shares(coverage.all)
    ]
    if topics.total:
        said.append(_("%(share)s of the topics are covered: %(cited)s of %(total)s.") % _shares(topics))
    if small.total:
        said.append(
            _("Of the small topics, where minorities speak, %(share)s are covered: %(cited)s of %(total)s.")
            % _shares(small)
        )
    return said


def _shares(part: Part) -> dict[str, str]:
    return {"share": share(part.percent), "cited": number(part.cited), "total": number(part.total)}


def _chart(key: str, title: str, parts: Sequence[Part], header: str) -> BarChart | None:
    if len(parts) < 2:
        return None
    bars = tuple(
        Bar(
            (part.name or _("without a theme"))[:1].upper() + (part.name or _("without a theme"))[1:],
            part.percent,
            note=_("%(cited)s of %(total)s") % {"cited": number(part.cited), "total": number(part.total)},
        )
        for part in parts
    )
    return BarChart(key, title, bars, unit=_("Share covered, in percent"), row_header=header, maximum=100)


def _choices(parts: Sequence[ShownPart], chosen: int) -> list[Choice]:
    found = findings_in(parts)
    wanted = chosen or (found[-1].pk if found else 0)
    return [Choice(one.pk, f"{one.place} – {plain(one.html)[:70]}", one.pk == wanted) for one in found]


def _found(consultation: ConsultationPage, search: SearchForm) -> Found:
    """By topic when one is named, else by words, kind and theme."""
    wanted = search.cleaned_data
    if pk := wanted.get("topic"):
        topic = shown_topics(consultation).filter(pk=pk, parent=None, merged_into=None).first()
        if topic is not None:
            page = members_page(topic, start=wanted.get("start") or 0)
            return Found(list(in_order(page.ids)), topic, page.next)
    filters = Filters(
        kind=wanted.get("kind"),
        theme=wanted.get("theme"),
        words=wanted.get("words", ""),
        state=State.PUBLISHED,
    )
    held = contributions_page(consultation=consultation, filters=filters, before=wanted.get("start"))
    return Found(held.items, None, held.next or 0)


def _gone(count: int) -> str:
    return (
        ngettext(
            "%(count)s source is no longer public: it is neither shown nor counted.",
            "%(count)s sources are no longer public: they are neither shown nor counted.",
            count,
        )
        % {"count": number(count)}
        if count
        else ""
    )


def _stale(count: int) -> str:
    return (
        ngettext(
            "%(count)s quote was rewritten by its author since: quote it again, or remove it.",
            "%(count)s quotes were rewritten by their authors since: quote them again, or remove them.",
            count,
        )
        % {"count": number(count)}
        if count
        else ""
    )


def _bare(count: int) -> str:
    return (
        ngettext(
            "%(count)s finding has no source yet: it cannot be published so.",
            "%(count)s findings have no source yet: they cannot be published so.",
            count,
        )
        % {"count": number(count)}
        if count
        else ""
    )
