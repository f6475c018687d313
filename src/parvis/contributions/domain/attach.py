"""The files of a contribution: taken with it, left by a revision, erased with a withdrawal."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import F, Q
from django.utils.translation import gettext as _

from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.contributions import leaves
from parvis.contributions.answering import Answers
from parvis.contributions.attachments import (
    TOGETHER,
    Attachment,
    heaviest,
    is_files,
    numbers_in,
    read_numbers,
    without_files,
)
from parvis.contributions.enums import PRIVATE, State
from parvis.contributions.models import Contribution, Version
from parvis.contributions.waiting import WaitingText
from parvis.ledger.domain.append import Entry, space_of
from parvis.ui import words


@dataclass(frozen=True, slots=True)
class Taken:
    """Whose files may be taken: those that wait for `actor`, and those that `key` already has.

    `key` is the idempotency key of the contribution, or of the text that waits: sent twice at the same
    moment, it is one. `held`: the key of words that wait to change it, which have files too.
    """

    actor: Participant
    key: UUID
    held: UUID | None = None

    @property
    def rows(self) -> Q:
        keys = [self.key] if self.held is None else [self.key, self.held]
        return (
            Q(contribution=None, held_for=None, owner=self.actor)
            | Q(held_for__idempotency_key__in=keys)
            | Q(contribution__idempotency_key=self.key)
        )


def checked_files(answers: Mapping[str, Any], taken: Taken | None) -> Answers:
    """The answers, each of their files told as it is kept. Raises `Refused` for a file of somebody else.

    Nobody's files are taken without `taken`.
    """
    wanted = numbers_in(answers)
    if not wanted:
        return dict(answers)
    if taken is None:
        raise Refused(_("Photos and documents are taken from people who sign in: sign in, then send them."))
    rows = Attachment.objects.filter(taken.rows, pk__in=read_numbers(wanted))
    known = {one["id"]: one for one in rows.mentions()}
    if wanted - known.keys():
        raise Refused(_("A file is no longer kept: send it again."))
    if sum(one["size"] for one in known.values()) > TOGETHER * heaviest():
        raise Refused(
            _("Your files weigh more than %(n)s MB together: remove one.")
            % {"n": words.number(TOGETHER * heaviest() // 1024**2)}
        )
    return {
        code: [{**one, **known[one["id"]]} for one in answer] if is_files(answer) else answer
        for code, answer in answers.items()
    }


def attach(contribution: Contribution) -> None:
    """Give the files that its answers tell of to a contribution, in the caller's transaction."""
    numbers = numbers_in(contribution.form_answers)
    if numbers:
        rows = Attachment.objects.filter(pk__in=numbers)
        rows.waiting().update(
            contribution=contribution, sent_by=F("owner"), owner=None, browser=None, held_for=None
        )
        if rows.filter(contribution=contribution).count() < len(numbers):
            raise Refused(_("A file is no longer kept: send it again."))


def keep_held(text: WaitingText) -> None:
    """Keep, for a text that waits, the files that its answers tell of; those that it left are erased."""
    numbers = numbers_in(text.form_answers)
    held = Attachment.objects.filter(held_for=text)
    held.exclude(pk__in=numbers).delete()
    if not numbers:
        return
    rows = Attachment.objects.filter(pk__in=numbers)
    rows.waiting().filter(owner__isnull=False, held_for=None).update(held_for=text)
    published = Q(contribution=text.revises_id) if text.revises_id is not None else Q(pk__in=[])
    if rows.filter(Q(held_for=text) | published).count() < len(numbers):
        raise Refused(_("A file is no longer kept: send it again."))


def detach(contribution: Contribution) -> None:
    """Erase the files that neither its words nor a public version of them tell of any longer."""
    rows = Attachment.objects.filter(contribution=contribution)
    public = contribution.versions.filter(is_public=True).values_list("form_answers", flat=True)
    rows.exclude(pk__in=numbers_in(contribution.form_answers, *public)).delete()


def erase_files(contribution: Contribution, *, sent_by: Participant | None = None) -> list[UUID]:
    """Erase every file of a contribution, or those of one person, and what answers and versions tell of them.

    The caller saves `form_answers`; no salt may open any longer what the log holds of them. Returns the
    entries of the versions that told of some.
    """
    rows = Attachment.objects.filter(contribution=contribution)
    if sent_by is not None:
        rows = rows.filter(sent_by=sent_by)
    gone = {str(pk) for pk in rows.values_list("pk", flat=True)}
    versions = list(contribution.versions.order_by("number"))
    if sent_by is None:
        gone |= numbers_in(contribution.form_answers, *(version.form_answers for version in versions))
    if not gone:
        return []
    rows.delete()
    contribution.form_answers = without_files(contribution.form_answers, gone)
    told = [version for version in versions if numbers_in(version.form_answers) & gone]
    for version in told:
        version.form_answers = without_files(version.form_answers, gone)
    Version.objects.bulk_update(told, ["form_answers"])
    return [version.entry for version in told if version.entry is not None]


def take_out(
    row: Contribution, *, sent_by: Participant | None = None, ground: str = leaves.RIGHT_TO_ERASURE
) -> list[Entry]:
    """Erase the files of a locked text that stays, or those of one person; returns the leaves, in order.

    Nothing opens any longer what the log held of it while it had them; it is committed to anew.
    """
    before, space = row.form_answers, space_of(row.consultation_id)
    entries = erase_files(row, sent_by=sent_by)
    row.versions.filter(entry__in=entries).update(salt=None)
    told = [leaves.erased(entry, space=space, ground=ground) for entry in entries]
    if row.form_answers == before:
        return told
    if row.entry is not None:
        told.append(leaves.erased(row.entry, space=space, ground=ground))
        if row.state in {State.PUBLISHED, PRIVATE}:
            former = leaves.renew(row)
            told.append(leaves.revised(row, former=former, is_anonymised=True))
        else:
            row.salt = None
    row.save(update_fields=["form_answers", "entry", "salt"])
    return told
