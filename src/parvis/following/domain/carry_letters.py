"""Carry the letters whose hour has come: freeze whom each goes to, write each copy once, count what left.

A worker may die anywhere: each step is one transaction, and the next run goes on from what was committed.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q
from django.db.models.functions import Now

from parvis.following import leaves, letter_words
from parvis.following.enums import CopyState, LetterState
from parvis.following.letters import Letter, LetterCopy
from parvis.following.segments import people_of, still_agree, ways_of
from parvis.jobs import mail
from parvis.jobs.enums import MailState
from parvis.jobs.forgetting import LETTERS
from parvis.ledger.domain.append import append

logger = logging.getLogger(__name__)
BATCH = 100
AT_ONCE = 5_000
MINUTE = timedelta(minutes=1)


@transaction.atomic
def depart(*, now: datetime) -> int:
    """Freeze the segment of one letter that is due, and tell the log; return how many letters: 0 at the end.

    One whose consultation left the site meanwhile is a draft again.
    """
    due = Letter.objects.filter(state=LetterState.PLANNED, send_at__lte=now)
    due = due.select_related("consultation").select_for_update(of=("self",), skip_locked=True)
    letter = due.order_by("send_at", "pk").first()
    if letter is None:
        return 0
    if not letter.consultation.live:
        letter.state, letter.send_at = LetterState.DRAFT, None
        letter.save(update_fields=["state", "send_at"])
        return 1
    people = list(people_of(letter).values_list("pk", flat=True))
    for start in range(0, len(people), AT_ONCE):
        LetterCopy.objects.bulk_create(
            [LetterCopy(letter=letter, participant_id=pk) for pk in people[start : start + AT_ONCE]]
        )
    letter.state, letter.left_at, letter.people = LetterState.LEAVING, now, len(people)
    letter.save(update_fields=["state", "left_at", "people"])
    append(leaves.departed(letter))
    return 1


@transaction.atomic
def write_copies(*, now: datetime) -> bool:
    """Write one batch, of the oldest letter that is leaving; say whether there may be more to write now.

    The number of queries does not depend on how many copies. No more leave in a minute than the site says,
    whoever runs this: what was written is counted, not what was tried. A consultation that left the site
    writes to nobody until it is back.
    """
    leaving = Letter.objects.filter(state=LetterState.LEAVING, consultation__live=True)
    leaving = leaving.select_related("consultation").select_for_update(of=("self",))
    letter = leaving.order_by("left_at", "pk").first()
    lately = LetterCopy.objects.filter(written_at__gt=now - MINUTE).count()
    room = min(BATCH, settings.PARVIS_LETTERS_PER_MINUTE - lately)
    if room <= 0 or letter is None:
        return False
    rows = letter.copies.filter(state=CopyState.WAITING).select_related("participant")
    batch = list(rows.select_for_update(of=("self",)).order_by("pk")[:room])
    if batch:
        _write(letter, batch, now)
    else:
        letter.state = LetterState.SENT
        letter.save(update_fields=["state"])
    return True


def _write(letter: Letter, batch: Sequence[LetterCopy], now: datetime) -> None:
    people = [copy.participant_id for copy in batch]
    # Two statements: whoever stops between them is in one alone.
    agree = set(still_agree(letter, people).values_list("pk", flat=True))
    ways = ways_of(letter, people)
    kept = [copy for copy in batch if copy.participant_id in agree and copy.participant_id in ways]
    mails = mail.send_all(
        [letter_words.message(letter, copy.participant, ways[copy.participant_id]) for copy in kept],
        priority=mail.LAST,
    )
    for copy in batch:
        copy.state = CopyState.SKIPPED
    for copy, sent in zip(kept, mails, strict=True):
        copy.state, copy.mail = (CopyState.WRITTEN, sent) if sent else (CopyState.FAILED, None)
        copy.written_at = now
    LetterCopy.objects.bulk_update(batch, ["state", "mail", "written_at"])
    if failed := sum(copy.state == CopyState.FAILED for copy in batch):
        logger.warning("%s copies of letter %s go to no address", failed, letter.pk)
        Letter.objects.filter(pk=letter.pk).update(failed=F("failed") + failed)


@transaction.atomic
def count_copies() -> int:
    """Count a batch of the mails that left or were given up; return how many, 0 at the end."""
    rows = LetterCopy.objects.filter(state=CopyState.WRITTEN).exclude(mail__state=MailState.WAITING)
    rows = rows.filter(mail__isnull=False).select_for_update(of=("self",), skip_locked=True)
    batch = list(rows.order_by("pk").values_list("pk", "letter", "mail__state")[: 10 * BATCH])
    for state, column in ((MailState.SENT, "sent"), (MailState.FAILED, "failed")):
        found = [(pk, letter) for pk, letter, mail_state in batch if mail_state == state]
        LetterCopy.objects.filter(pk__in=[pk for pk, _letter in found]).update(
            state=CopyState(column), mail=None
        )
        for letter, count in sorted(Counter(letter for _pk, letter in found).items()):
            Letter.objects.filter(pk=letter).update(**{column: F(column) + count})
    return len(batch)


def forget_copies() -> int:
    """Once a letter is old enough, keep how many no longer agree, and forget who got it; return how many.

    One that was leaving when its consultation left the site leaves no further.
    """
    stuck = Q(state=LetterState.LEAVING, consultation__live=False)
    old = Letter.objects.filter(Q(state=LetterState.SENT) | stuck, left_at__lt=Now() - LETTERS, stopped=None)
    return sum(_forget(letter) for letter in old.order_by("pk"))


@transaction.atomic
def _forget(letter: Letter) -> int:
    held = Letter.objects.filter(pk=letter.pk)
    held.update(stopped=count_stopped(letter), state=LetterState.SENT)
    return letter.copies.all().delete()[0]


def count_stopped(letter: Letter) -> int:
    """Of those whom a mail reached, how many no longer agree to any such letter; one query.

    Nothing says that they stopped because of it: no link of a mail names the letter.
    """
    got = letter.copies.filter(state__in=[CopyState.WRITTEN, CopyState.SENT])
    agree = still_agree(letter, got.values("participant"))
    return got.exclude(participant__in=agree.values("pk")).count()
