"""The job of an analysis: read, sort or group, keep. It stores nothing before its end, then all at once."""

from __future__ import annotations

import logging
import time
import uuid
from collections.abc import Callable
from importlib.metadata import version
from typing import Any

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Now

from parvis.analysis.errors import AnalysisError
from parvis.understanding.carrying import carry_over
from parvis.understanding.computing import LIKENESS, Found, Tell, compute
from parvis.understanding.enums import LIVE, RunState
from parvis.understanding.grouping import group_votes
from parvis.understanding.models import Analysis, RunModel
from parvis.understanding.queries import same_scope
from parvis.understanding.scope import Texts, read_texts
from parvis.understanding.stages import percent_done
from parvis.understanding.storing import store

logger = logging.getLogger(__name__)
Store = Callable[[], dict[str, Any]]
"""Writes a result, in the transaction of whoever calls it, and gives the fields of the run."""
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
        store_all = group_votes(begun, tell) if begun.is_of_votes else _sort_texts(begun, tell)
        tell("keeping", 0.0)
        _keep(begun, store_all)
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
    rows = Analysis.objects.select_related("consultation", "phase", "question__kind", "ballot__phase")
    return rows.get(pk=analysis.pk) if changed else None


class _Telling:
    """Writes how far it is, and raises `Cancelled` once it is no longer wanted."""

    def __init__(self, analysis: Analysis) -> None:
        self._rows = Analysis.objects.filter(pk=analysis.pk, attempt=analysis.attempt, state=RunState.RUNNING)
        self._method, self._stage, self._told = analysis.method, "", 0.0

    def __call__(self, stage: str, share: float) -> None:
        now = time.monotonic()
        if stage == self._stage and now - self._told < EVERY:
            return
        self._stage, self._told = stage, now
        if not self._rows.update(stage=stage, progress=percent_done(stage, share, self._method)):
            raise Cancelled


def _sort_texts(analysis: Analysis, tell: Tell) -> Store:
    """Topics of the texts. Raises `AnalysisError`, `nothing_to_read` where no text says anything."""
    tell("texts", 0.0)
    texts = read_texts(analysis)
    found = compute(texts.texts, topics=analysis.parameters.get("topics"), seed=analysis.seed, tell=tell)
    if not found.topics.topics:
        raise AnalysisError("nothing_to_read", "no text has anything to read")
    return lambda: _store_topics(analysis, texts, found)


@transaction.atomic
def _keep(analysis: Analysis, store_all: Store) -> None:
    """Unless it was cancelled meanwhile."""
    held = Analysis.objects.select_for_update(of=("self",)).get(pk=analysis.pk)
    if held.state != RunState.RUNNING or held.attempt != analysis.attempt:
        raise Cancelled
    fields = store_all()
    Analysis.objects.filter(pk=analysis.pk).update(
        state=RunState.DONE, attempt=None, progress=100, ended_at=Now(), **fields
    )


def _store_topics(analysis: Analysis, texts: Texts, found: Found) -> dict[str, Any]:
    store(analysis, texts.ids, found)
    _keep_model(analysis, found)
    return {
        "compared": carry_over(analysis, texts.ids, found),
        "language": found.language,
        "input_sha256": texts.sha256,
        "texts": len(texts.ids),
        "people": texts.people,
        "apart": int(found.topics.contentless.sum()),
        "stability": round(found.topics.stability, LIKENESS),
        "notes": list(found.topics.notes),
    }


def _keep_model(analysis: Analysis, found: Found) -> None:
    """Earlier runs of the same texts give theirs up, but for public ones: nothing more is added to them."""
    earlier = same_scope(analysis).exclude(pk=analysis.pk).filter(published_at=None)
    RunModel.objects.filter(analysis__in=earlier).delete()
    if found.model is not None:
        RunModel.objects.create(analysis=analysis, data=found.model.to_bytes())


def _fail(analysis: Analysis, trouble: dict[str, Any]) -> None:
    rows = Analysis.objects.filter(pk=analysis.pk, attempt=analysis.attempt, state=RunState.RUNNING)
    rows.update(state=RunState.FAILED, attempt=None, ended_at=Now(), trouble=trouble)
