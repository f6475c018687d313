"""Ask for a draft by extraction; a job draws it, and adds its sections after those that are there."""

from __future__ import annotations

import logging
import time
from importlib.metadata import version

from django.db import IntegrityError, transaction
from django.db.models import F, Max
from django.db.models.functions import Now
from django.utils import translation
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app

from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.analysis.errors import AnalysisError
from parvis.consultations.enums import DeskAct
from parvis.consultations.journal import note
from parvis.jobs.queue import defer_once
from parvis.restitution.coverage import analysis_for_coverage
from parvis.restitution.domain.write_synthesis import MOST_FINDINGS, MOST_SECTIONS
from parvis.restitution.drafting import DraftedFinding, DraftedSection, draw
from parvis.restitution.enums import DRAFTING, DraftState
from parvis.restitution.holding import hold
from parvis.restitution.models import SynthesisPage
from parvis.restitution.sections import Finding, Section, Source, SynthesisDraft
from parvis.restitution.synthesis_queries import untouched
from parvis.understanding.models import Analysis

JOB = "restitution.draft_syntheses"
MOST_TRIES = 3
EVERY = 0.5
"""Seconds between two looks at how far it is."""
logger = logging.getLogger(__name__)


@transaction.atomic
def ask_draft(*, actor: Participant, synthesis: SynthesisPage) -> SynthesisDraft:
    """From the last finished analysis, in the language of whoever asks. Raises `Refused`."""
    held = hold(actor, synthesis)
    analysis = analysis_for_coverage(held.consultation)
    if analysis is None:
        raise Refused(_("No analysis of the texts is finished: ask for one first, then for a draft."))
    try:
        with transaction.atomic():
            asked: SynthesisDraft = SynthesisDraft.objects.create(
                synthesis=held.synthesis,
                analysis=analysis,
                seed=analysis.seed,
                language=translation.get_language() or actor.language,
            )
    except IntegrityError as error:
        raise Refused(_("A draft is being made: wait for it.")) from error
    note(
        actor=actor, consultation=held.consultation, act=DeskAct.SYNTHESIS_DRAFTED, about=held.synthesis.title
    )
    defer_once(app.tasks[JOB], lock=JOB)
    return asked


def run_draft(*, draft: SynthesisDraft) -> None:
    """Draw it and keep it, all at once; what cannot be done says why. Three times at most."""
    live = SynthesisDraft.objects.filter(pk=draft.pk, state__in=DRAFTING)
    if live.filter(tries__gte=MOST_TRIES).update(state=DraftState.FAILED, trouble="stopped", ended_at=Now()):
        return
    if not live.update(
        state=DraftState.RUNNING, tries=F("tries") + 1, progress=0, engine_version=version("parvis")
    ):
        return
    begun = SynthesisDraft.objects.select_related("synthesis").get(pk=draft.pk)
    rows = Analysis.objects.select_related("consultation", "question")
    analysis = rows.get(pk=begun.analysis_id) if begun.analysis_id else None
    try:
        with translation.override(begun.language):
            sections = draw(analysis, tell=_Telling(begun)) if analysis else []
        if not sections:
            _fail(begun, "nothing_to_read")
            return
        _keep(begun, sections)
    except AnalysisError as error:
        _fail(begun, error.code)
    except MemoryError:
        _fail(begun, "memory")
    except Exception:
        _fail(begun, "unexpected")
        logger.exception("draft %s failed", begun.pk)


class _Telling:
    """Writes how far it is, twice a second at most."""

    def __init__(self, draft: SynthesisDraft) -> None:
        self._rows = SynthesisDraft.objects.filter(pk=draft.pk, state=DraftState.RUNNING)
        self._told = 0.0

    def __call__(self, done: int, of_all: int) -> None:
        now = time.monotonic()
        if now - self._told >= EVERY:
            self._told = now
            self._rows.update(progress=95 * done // max(of_all, 1))


@transaction.atomic
def _keep(draft: SynthesisDraft, sections: list[DraftedSection]) -> None:
    """What an earlier draft wrote and nobody touched gives way."""
    synthesis = SynthesisPage.objects.select_for_update(of=("self",)).get(pk=draft.synthesis_id)
    former = untouched(synthesis)
    emptied = set(former.values_list("section", flat=True))
    former.delete()
    Section.objects.filter(pk__in=emptied, findings=None).delete()
    _add(draft, synthesis, sections)
    SynthesisDraft.objects.filter(pk=draft.pk).update(state=DraftState.DONE, progress=100, ended_at=Now())


def _add(draft: SynthesisDraft, synthesis: SynthesisPage, sections: list[DraftedSection]) -> None:
    kept = Section.objects.filter(synthesis=synthesis)
    last = kept.aggregate(last=Max("place"))["last"] or 0
    room = MOST_FINDINGS - Finding.objects.filter(section__synthesis=synthesis).count()
    for place, one in enumerate(sections[: MOST_SECTIONS - kept.count()], start=last + 1):
        findings = one.findings[: max(room, 0)]
        room -= len(findings)
        if not findings:
            return
        section = Section.objects.create(synthesis=synthesis, place=place, title=one.title)
        made = Finding.objects.bulk_create(
            Finding(section=section, place=rank, text=finding.html, draft=draft)
            for rank, finding in enumerate(findings, start=1)
        )
        Source.objects.bulk_create(
            source for row, finding in zip(made, findings, strict=True) for source in _sources(row, finding)
        )


def _sources(row: Finding, finding: DraftedFinding) -> list[Source]:
    quotes = [
        Source(
            finding=row,
            contribution_id=pk,
            quoted_in=where.part,
            quoted_from=where.start,
            quoted_to=where.end,
            quoted_at=Now(),
        )
        for pk, where in finding.quotes
    ]
    topics = [Source(finding=row, topic_id=pk) for pk in finding.topics]
    return [*quotes, *topics, *(Source(finding=row, ballot_id=pk) for pk in finding.ballots)]


def _fail(draft: SynthesisDraft, trouble: str) -> None:
    rows = SynthesisDraft.objects.filter(pk=draft.pk, state=DraftState.RUNNING)
    rows.update(state=DraftState.FAILED, trouble=trouble[:40], ended_at=Now())
