"""The job of an analysis: read, sort, keep. It stores nothing before its end, and then all at once."""

from __future__ import annotations

import logging
import time
import uuid
from importlib.metadata import version
from typing import Any

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Now

from parvis.analysis.errors import AnalysisError
from parvis.understanding.carrying import carry_over
from parvis.understanding.computing import LIKENESS, Found, compute
from parvis.understanding.enums import LIVE, RunState
from parvis.understanding.models import Analysis
from parvis.understanding.scope import Texts, read_texts
from parvis.understanding.stages import percent_done
from parvis.understanding.storing import store

logger = logging.getLogger(__name__)
MOST_TRIES = 3
"""A server that stops each time is short of memory: it is not tried for ever."""
EVERY = 0.5
"""Seconds between two looks at whether it is cancelled, inside a stage."""


class Cancelled(Exception):
    """The analysis under way is no longer wanted."""


def run_analysis(*, analysis: Analysis) -> None:
    """Do what was asked; cancelled, it leaves nothing; what cannot be done says why, to the analyst.

    One that a stopped server left is begun again, three times in all.
    """
    begun = _begin(analysis)
    if begun is None:
        return
    tell = _Telling(begun)
    try:
        tell("texts", 0.0)
        texts = read_texts(begun)
        found = compute(texts.texts, topics=begun.parameters.get("topics"), seed=begun.seed, tell=tell)
        tell("keeping", 0.0)
        if not found.topics.topics:
            _fail(begun, {"code": "nothing_to_read"})
            return
        _keep(begun, texts, found)
    except Cancelled:
        return
    except AnalysisError as error:
        _fail(begun, {"code": error.code})
    except MemoryError:
        _fail(begun, {"code": "memory"})
    except Exception:
        _fail(begun, {"code": "unexpected"})
        logger.exception("analysis %s failed", begun.pk)


def _begin(analysis: Analysis) -> Analysis | None:
    """Nothing when it is over, or was begun too often."""
    live = Analysis.objects.filter(pk=analysis.pk, state__in=LIVE)
    if live.filter(tries__gte=MOST_TRIES).update(
        state=RunState.FAILED, attempt=None, ended_at=Now(), trouble={"code": "stopped"}
    ):
        return None
    changed = live.update(
        state=RunState.RUNNING,
        attempt=uuid.uuid4(),
        tries=F("tries") + 1,
        started_at=Now(),
        progress=0,
        stage="",
        engine_version=version("parvis"),
    )
    rows = Analysis.objects.select_related("consultation", "phase", "question__kind")
    return rows.get(pk=analysis.pk) if changed else None


class _Telling:
    """Writes how far it is, and raises `Cancelled` once it is no longer wanted."""

    def __init__(self, analysis: Analysis) -> None:
        self._rows = Analysis.objects.filter(pk=analysis.pk, attempt=analysis.attempt, state=RunState.RUNNING)
        self._stage, self._told = "", 0.0

    def __call__(self, stage: str, share: float) -> None:
        now = time.monotonic()
        if stage == self._stage and now - self._told < EVERY:
            return
        self._stage, self._told = stage, now
        if not self._rows.update(stage=stage, progress=percent_done(stage, share)):
            raise Cancelled


@transaction.atomic
def _keep(analysis: Analysis, texts: Texts, found: Found) -> None:
    """Unless it was cancelled meanwhile."""
    held = Analysis.objects.select_for_update(of=("self",)).get(pk=analysis.pk)
    if held.state != RunState.RUNNING or held.attempt != analysis.attempt:
        raise Cancelled
    store(analysis, texts.ids, found)
    compared = carry_over(analysis, texts.ids, found)
    Analysis.objects.filter(pk=analysis.pk).update(
        state=RunState.DONE,
        attempt=None,
        progress=100,
        ended_at=Now(),
        language=found.language,
        input_sha256=texts.sha256,
        texts=len(texts.ids),
        people=texts.people,
        apart=int(found.topics.contentless.sum()),
        stability=round(found.topics.stability, LIKENESS),
        notes=list(found.topics.notes),
        compared=compared,
    )


def _fail(analysis: Analysis, trouble: dict[str, Any]) -> None:
    rows = Analysis.objects.filter(pk=analysis.pk, attempt=analysis.attempt, state=RunState.RUNNING)
    rows.update(state=RunState.FAILED, attempt=None, ended_at=Now(), trouble=trouble)
