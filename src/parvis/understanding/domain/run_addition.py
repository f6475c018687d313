"""The job that puts new contributions in the topics of a run: nothing that is there moves."""

from __future__ import annotations

import logging
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Count, F, Q
from django.db.models.functions import Now

from parvis.analysis.errors import AnalysisError
from parvis.contributions.models import Contribution
from parvis.understanding.applying import recount
from parvis.understanding.coding_queries import open_coding_of
from parvis.understanding.computing import LIKENESS, place
from parvis.understanding.cutting import place_in_parts
from parvis.understanding.enums import LIVE, RunState
from parvis.understanding.fitting import not_in, threshold_of, waiting_for
from parvis.understanding.models import Addition, Analysis, RunModel, Topic, TopicMember
from parvis.understanding.scope import Texts, read_by, read_texts

if TYPE_CHECKING:
    from parvis.analysis.text.assign import Assigned

logger = logging.getLogger(__name__)
MOST_TRIES = 3
BATCH = 5_000


class Frozen(Exception):
    """The run was published, or people code with its topics: nothing is added."""


@dataclass(frozen=True, slots=True)
class Placed:
    """New texts, and where each goes."""

    texts: Texts
    assigned: Assigned


def grow_by_itself(*, analysis: Analysis) -> None:
    """Every night, of a run that grows: nothing where nothing came, or where it may not change."""
    is_frozen = analysis.published_at is not None or open_coding_of(analysis) is not None
    if is_frozen or not waiting_for(analysis):
        return
    if not Addition.objects.filter(analysis=analysis, state__in=LIVE).exists():
        run_addition(addition=Addition.objects.create(analysis=analysis))


def run_addition(*, addition: Addition) -> None:
    """Do what was asked; what cannot be done says why."""
    live = Addition.objects.filter(pk=addition.pk, state__in=LIVE)
    if live.filter(tries__gte=MOST_TRIES).update(
        state=RunState.FAILED, ended_at=Now(), trouble={"code": "stopped"}
    ):
        return
    if not live.update(state=RunState.RUNNING, tries=F("tries") + 1):
        return
    try:
        _keep(addition, _place(addition.analysis))
    except Frozen:
        _fail(addition, "frozen")
    except AnalysisError as error:
        _fail(addition, error.code)
    except MemoryError:
        _fail(addition, "memory")
    except Exception:
        _fail(addition, "unexpected")
        logger.exception("addition %s failed", addition.pk)


def _fail(addition: Addition, code: str) -> None:
    rows = Addition.objects.filter(pk=addition.pk, state=RunState.RUNNING)
    rows.update(state=RunState.FAILED, ended_at=Now(), trouble={"code": code})


def _place(analysis: Analysis) -> Placed:
    """Raises `AnalysisError`."""
    texts = read_texts(analysis, not_in(analysis))
    return Placed(texts, place(bytes(RunModel.objects.get(analysis=analysis).data), texts.texts))


@transaction.atomic
def _keep(addition: Addition, placed: Placed) -> None:
    """Unless the run was published meanwhile, or people code with its topics. Raises `Frozen`."""
    held = Analysis.objects.select_for_update(of=("self",)).get(pk=addition.analysis_id)
    if held.published_at is not None or open_coding_of(held) is not None:
        raise Frozen
    threshold = threshold_of(held)
    made = _members(addition, placed)
    TopicMember.objects.bulk_create(made, batch_size=BATCH)
    _count(made)
    apart = int(placed.assigned.contentless.sum())
    Analysis.objects.filter(pk=held.pk).update(
        texts=F("texts") + len(made) + apart - F("apart"), apart=apart, people=_people(held)
    )
    Addition.objects.filter(pk=addition.pk).update(
        state=RunState.DONE,
        ended_at=Now(),
        added=len(made),
        badly=sum(1 for one in made if one.weight < threshold),
        apart=max(0, apart - held.apart),
        threshold=threshold,
    )


def _members(addition: Addition, placed: Placed) -> list[TopicMember]:
    """Of a topic that was merged, where it was merged; of one that was cut, in the part that suits."""
    by_key = {topic.key: topic for topic in Topic.objects.filter(analysis=addition.analysis_id)}
    every = {topic.pk: topic for topic in by_key.values()}
    lists = (placed.assigned.topic, placed.assigned.subtopic, placed.assigned.affinity)
    made = [
        TopicMember(
            analysis_id=addition.analysis_id,
            contribution_id=pk,
            topic=_landing(by_key[key], every),
            found=by_key[key],
            subtopic=by_key.get(below),
            weight=round(weight, LIKENESS),
            addition=addition,
        )
        for pk, key, below, weight in zip(placed.texts.ids, *(one.tolist() for one in lists), strict=True)
        if key >= 0
    ]
    _put_in_parts(made, addition, every)
    return made


def _put_in_parts(made: list[TopicMember], addition: Addition, every: dict[int, Topic]) -> None:
    """Where a topic was cut, by the model of its cut; and so on where a part was cut again."""
    while cut := {one.topic.pk: one.topic for one in made if one.topic.is_cut}:
        for topic in cut.values():
            inside = [one for one in made if one.topic.pk == topic.pk]
            rows = Topic.objects.filter(split_from=topic.pk).exclude(merged_into=topic.pk)
            parts = list(rows.select_related("split").order_by("key"))
            labels = place_in_parts(
                parts[0].split, addition.analysis, [one.contribution_id for one in inside]
            )
            for one in inside:
                part = parts[labels.get(one.contribution_id, 0)]
                one.part, one.topic = part, _landing(part, every)


def _landing(topic: Topic, every: dict[int, Topic]) -> Topic:
    """Where a topic was merged, and so on, down to one that stands or was cut."""
    while topic.merged_into_id is not None and not topic.is_cut:
        topic = every[topic.merged_into_id]
    return topic


def _count(made: list[TopicMember]) -> None:
    recount(*{one.topic.pk for one in made})
    for pk, count in Counter(one.subtopic_id for one in made if one.subtopic_id).items():
        Topic.objects.filter(pk=pk).update(size=F("size") + count)


def _people(analysis: Analysis) -> int:
    """Who wrote what is in the topics, or is read now, whose number is known."""
    inside = TopicMember.objects.filter(analysis=analysis).values("contribution")
    every = Q(pk__in=inside) | Q(pk__in=read_by(analysis).values("pk"))
    found: int = Contribution.objects.filter(every).aggregate(n=Count("author", distinct=True))["n"]
    return found
