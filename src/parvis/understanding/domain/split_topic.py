"""Cut a topic in parts: ask the engine for some, look at them, then accept them or not."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.db.models.functions import Now
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app

from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.consultations.enums import DeskAct
from parvis.consultations.journal import note
from parvis.jobs.queue import defer_once
from parvis.ui.words import number
from parvis.understanding.applying import apply_act
from parvis.understanding.cutting import changed_since
from parvis.understanding.domain.ask_analysis import MOST_SEED
from parvis.understanding.domain.correct_topic import LONGEST_ABOUT, check_correctable
from parvis.understanding.enums import LIVE, Act, RunState
from parvis.understanding.holding import hold
from parvis.understanding.line import JOB
from parvis.understanding.models import Topic, TopicAct, TopicSplit
from parvis.understanding.scope import scope_of

FEWEST_PARTS, MOST_PARTS = 2, 5
FEWEST_TEXTS = 20
"""Fewer are read in a quarter of an hour, and moved one by one."""


@transaction.atomic
def ask_split(*, actor: Participant, topic: Topic, parts: int = FEWEST_PARTS, seed: int = 0) -> TopicSplit:
    """Ask the engine to cut a topic in `parts`, by the method that made it; then see `accept_split`.

    Raises `Refused`.
    """
    analysis = hold(actor, topic.analysis)
    check_correctable(analysis)
    held = Topic.objects.get(pk=topic.pk)
    if held.parent_id is not None or held.merged_into_id is not None:
        raise Refused(_("This topic was merged, or taken apart, meanwhile: load the page again."))
    if not FEWEST_PARTS <= parts <= MOST_PARTS or not 0 <= seed <= MOST_SEED:
        raise Refused(_("Give between 2 and 5 parts, and a seed of 0 or more."))
    if held.size < FEWEST_TEXTS:
        raise Refused(
            _("From %(least)s contributions on, a topic is worth cutting. Move those of this one by hand.")
            % {"least": number(FEWEST_TEXTS)}
        )
    made = TopicSplit(analysis=analysis, topic=held, parts=parts, seed=seed, asked_by=actor)
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError as error:
        raise Refused(_("A topic of this analysis is being cut: wait for it.")) from error
    defer_once(app.tasks[JOB], lock=JOB)
    _note(actor, made)
    return made


@transaction.atomic
def accept_split(*, actor: Participant, split: TopicSplit) -> None:
    """Cut so; the next runs of the same texts do it again, and put new texts in the same parts.

    Raises `Refused`, where the topic is not what was cut.
    """
    analysis = hold(actor, split.analysis)
    check_correctable(analysis)
    held = TopicSplit.objects.select_related("topic").get(pk=split.pk)
    if held.state != RunState.DONE or held.accepted_at is not None:
        raise Refused(_("There is nothing to accept here."))
    topic = held.topic
    if topic.merged_into_id is not None or changed_since(held):
        raise Refused(_("This topic changed since its parts were worked out: ask for them again."))
    TopicSplit.objects.filter(pk=held.pk).update(accepted_at=Now())
    made = TopicAct.objects.create(
        analysis=analysis,
        act=Act.SPLIT,
        topic=topic,
        split=held,
        about=topic.title[:LONGEST_ABOUT],
        author=actor,
    )
    apply_act(made)
    _note(actor, held)


@transaction.atomic
def drop_split(*, actor: Participant, split: TopicSplit) -> None:
    """Leave the topic as it is. Raises `Refused`."""
    hold(actor, split.analysis)
    dropped = TopicSplit.objects.filter(pk=split.pk, accepted_at=None, state__in=(*LIVE, RunState.DONE))
    if not dropped.update(state=RunState.CANCELLED):
        raise Refused(_("There is nothing to accept here."))
    _note(actor, split)


def _note(actor: Participant, split: TopicSplit) -> None:
    place, about = split.analysis.consultation, scope_of(split.analysis)
    note(actor=actor, consultation=place, act=DeskAct.TOPIC_CORRECTED, about=about)
