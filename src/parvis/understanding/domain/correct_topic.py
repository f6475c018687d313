"""Correct a topic by hand: each act is a row that stays, and that later runs do again."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.consultations.enums import DeskAct
from parvis.consultations.journal import note
from parvis.contributions.models import Contribution
from parvis.contributions.texts import clean_line
from parvis.understanding.applying import apply_act
from parvis.understanding.coding_queries import open_coding_of
from parvis.understanding.enums import Act
from parvis.understanding.holding import hold
from parvis.understanding.models import Analysis, Topic, TopicAct
from parvis.understanding.scope import scope_of

LONGEST_TITLE = 160
LONGEST_ABOUT = 620


@transaction.atomic
def correct_topic(
    *,
    actor: Participant,
    topic: Topic,
    what: Act,
    words: str = "",
    target: Topic | None = None,
    contribution: Contribution | None = None,
) -> None:
    """Do `what` on a topic of a run that is done and not published. Raises `Refused`.

    `words`: the title, for `rename`. `target`: where `merge` and `move` lead. `contribution`: what is moved.
    """
    analysis = hold(actor, topic.analysis)
    check_correctable(analysis)
    held = Topic.objects.get(pk=topic.pk)
    title = clean_line(words)
    _check_topic(held, what, title)
    if what in (Act.MERGE, Act.MOVE):
        _check_target(held, target)
    if what == Act.MOVE and (
        contribution is None or not held.members.filter(contribution=contribution).exists()
    ):
        raise Refused(_("This contribution is no longer in this topic: load the page again."))
    made = TopicAct.objects.create(
        analysis=analysis,
        act=what,
        topic=held,
        target=target if what in (Act.MERGE, Act.MOVE) else None,
        contribution=contribution if what == Act.MOVE else None,
        words=title if what == Act.RENAME else "",
        about=held.title[:LONGEST_ABOUT],
        author=actor,
    )
    apply_act(made)
    note(
        actor=actor, consultation=analysis.consultation, act=DeskAct.TOPIC_CORRECTED, about=scope_of(analysis)
    )


def check_correctable(analysis: Analysis) -> None:
    """Raises `Refused`."""
    if not analysis.is_done:
        raise Refused(_("This analysis has no topics yet."))
    if analysis.published_at is not None:
        raise Refused(_("This analysis is published: take it back, correct it, then publish it again."))
    if open_coding_of(analysis) is not None:
        raise Refused(
            _("People are coding with these topics: end that coding, or give it up, then correct them.")
        )


def _check_topic(topic: Topic, act: Act, title: str) -> None:
    if topic.parent_id is not None:
        raise Refused(_("Subtopics are not corrected."))
    undoes = act in (Act.PART, Act.JOIN)
    is_gone = topic.split_from_id is not None and topic.split_from_id == topic.merged_into_id
    if (
        (topic.merged_into_id is not None) != undoes
        or (undoes and topic.is_cut != (act == Act.JOIN))
        or is_gone
    ):
        raise Refused(_("This topic was merged, or taken apart, meanwhile: load the page again."))
    if act == Act.SPLIT:
        raise Refused(_("Look at the parts first, then accept them."))
    if act == Act.RENAME and not 0 < len(title) <= LONGEST_TITLE:
        raise Refused(_("Write a title of 160 characters at most."))


def _check_target(topic: Topic, target: Topic | None) -> None:
    if (
        target is None
        or target.pk == topic.pk
        or target.analysis_id != topic.analysis_id
        or target.parent_id is not None
        or target.merged_into_id is not None
    ):
        raise Refused(_("Choose another topic of the same analysis."))
