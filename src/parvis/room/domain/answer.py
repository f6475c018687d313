"""What a phone answers. Without an account: it is counted once for each device, which is not each person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models.functions import Now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parvis.accounts.errors import Refused
from parvis.analysis.alike import fold
from parvis.room.enums import ActivityKind, Step
from parvis.room.models import LONGEST_TEXT, LONGEST_WORD, MOST_WORDS, Activity, Answer, Support
from parvis.room.sheets import Choices, check_sheet

LATE = gettext_lazy("This activity has ended: your answer came too late, and is not counted.")
TRIES = 3

# In SQL, in one statement, since a whole room answers in the same second: the row of the activity is held in
# common by those who answer, and alone by who stops it. No answer is written once it is stopped, and its end
# is the database's.
WRITE = """
WITH opened AS (
    SELECT id FROM room_activity
    WHERE id = %s AND started_at IS NOT NULL AND stopped_at IS NULL
        AND (ends_at IS NULL OR ends_at > clock_timestamp())
    FOR SHARE
), mine AS (SELECT count(*) AS n FROM room_answer WHERE activity_id = %s AND device = %s)
INSERT INTO room_answer (activity_id, device, key, number, texts, choices, fate)
SELECT opened.id, %s, %s, mine.n + 1, %s::varchar[], %s::smallint[], 'standing'
FROM opened, mine WHERE mine.n < %s
ON CONFLICT DO NOTHING RETURNING id
"""
SUPPORT = """
WITH opened AS (
    SELECT id FROM room_activity
    WHERE id = %s AND started_at IS NOT NULL AND stopped_at IS NULL
        AND (ends_at IS NULL OR ends_at > clock_timestamp())
    FOR SHARE
)
INSERT INTO room_support (question_id, device)
SELECT asked.id, %s FROM opened JOIN room_answer AS asked ON asked.activity_id = opened.id
WHERE asked.id = %s AND asked.fate = 'standing'
ON CONFLICT DO NOTHING RETURNING id
"""


@dataclass(frozen=True, slots=True)
class Given:
    """What was typed or ticked: words for those, a sheet for a vote."""

    texts: Sequence[str] = ()
    choices: Choices = ()


def answer(*, device: UUID, activity: Activity, key: UUID, given: Given) -> None:
    """Count it once, however often it is sent with this key. Raises `Refused`."""
    texts, choices = _checked(activity, given)
    for _try in range(TRIES):
        if _write(
            WRITE,
            [activity.pk, activity.pk, device, device, key, texts, choices, activity.most],
        ):
            return
        sent = Answer.objects.filter(activity=activity, device=device)
        if sent.filter(key=key).exists():
            return
        if sent.count() >= activity.most:
            raise Refused(_already(activity))
        if not _is_open(activity):
            raise Refused(LATE)
    raise Refused(_("Your answer could not be counted. Reload the page, then send it again."))


def support(*, device: UUID, question: Answer) -> None:
    """Once for each device and question; what was supported already stays so. Raises `Refused`."""
    if _write(SUPPORT, [question.activity_id, device, question.pk]):
        return
    if Support.objects.filter(question=question, device=device).exists():
        return
    raise Refused(_("This question can no longer be supported."))


def _is_open(activity: Activity) -> bool:
    """Whether it takes answers, by the database's clock."""
    found = Activity.objects.annotate(now=Now()).get(pk=activity.pk)
    return found.step_at(found.now) == Step.OPEN


def _write(statement: str, values: list[Any]) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchone() is not None


def _checked(activity: Activity, given: Given) -> tuple[list[str], list[int | None]]:
    if activity.kind == ActivityKind.BALLOT:
        return [], check_sheet(activity, given.choices)
    longest = LONGEST_WORD if activity.kind == ActivityKind.WORDS else LONGEST_TEXT
    texts = [text for text in (" ".join(one.split()) for one in given.texts) if text]
    if activity.kind != ActivityKind.WORDS:
        texts = texts[:1]
    if not any(fold(text) for text in texts):
        raise Refused(_("Write something, then send."))
    if any(len(text) > longest for text in texts):
        raise Refused(_("This is too long: %(most)s characters at most.") % {"most": longest})
    return [text for text in texts if fold(text)][:MOST_WORDS], []


def _already(activity: Activity) -> str:
    if activity.kind == ActivityKind.QUESTIONS:
        return _("This phone already sent three questions, the most here. Support those of others.")
    return _("This phone already answered: one answer for each device.")
