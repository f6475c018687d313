"""The job of a cut: read a topic, have the engine cut it, keep the parts for the analyst to look at."""

from __future__ import annotations

import logging
import math
from typing import Any

from django.db import transaction
from django.db.models import F, Q

from parvis.analysis.errors import AnalysisError
from parvis.understanding.computing import LIKENESS, Found, compute
from parvis.understanding.enums import LIVE, RunState
from parvis.understanding.models import TopicMember, TopicSplit
from parvis.understanding.scope import Texts, read_texts

logger = logging.getLogger(__name__)
MOST_TRIES = 3


def run_split(*, split: TopicSplit) -> None:
    """Work it out; what cannot be done says why. Dropped meanwhile, it leaves nothing."""
    live = TopicSplit.objects.filter(pk=split.pk, state__in=LIVE)
    if live.filter(tries__gte=MOST_TRIES).update(state=RunState.FAILED, trouble={"code": "stopped"}):
        return
    if not live.update(state=RunState.RUNNING, tries=F("tries") + 1):
        return
    try:
        kept = _cut(split)
    except AnalysisError as error:
        kept = {"state": RunState.FAILED, "trouble": {"code": error.code}}
    except MemoryError:
        kept = {"state": RunState.FAILED, "trouble": {"code": "memory"}}
    except Exception:
        kept = {"state": RunState.FAILED, "trouble": {"code": "unexpected"}}
        logger.exception("cut %s failed", split.pk)
    with transaction.atomic():
        TopicSplit.objects.filter(pk=split.pk, state=RunState.RUNNING).update(**kept)


def _cut(split: TopicSplit) -> dict[str, Any]:
    """Raises `AnalysisError`, `one_part` where the texts are too alike to be told apart."""
    inside = TopicMember.objects.filter(topic=split.topic_id).values("contribution")
    texts = read_texts(split.analysis, Q(pk__in=inside))
    found = compute(texts.texts, topics=split.parts, seed=split.seed, tell=_nobody)
    if found.topics.k < 2 or found.model is None:
        raise AnalysisError("one_part", "the texts are too alike to be cut")
    return {
        "state": RunState.DONE,
        "trouble": {},
        "contributions": texts.ids,
        "labels": [max(label, 0) for label in found.topics.topic.tolist()],
        "found": _parts(texts, found),
        "model": found.model.to_bytes(),
    }


def _parts(texts: Texts, found: Found) -> list[dict[str, Any]]:
    return [
        {
            "phrases": [phrase[:200] for phrase in found.titles.get(one.id, ())],
            "words": [word[:100] for word in one.words],
            "quotes": [texts.ids[row] for row in one.quotes],
            "size": one.size,
            "stability": None if math.isnan(one.stability) else round(float(one.stability), LIKENESS),
        }
        for one in found.topics.topics
        if one.parent is None
    ]


def _nobody(_stage: str, _share: float) -> None:
    """It is short: nobody is told how far it is."""
