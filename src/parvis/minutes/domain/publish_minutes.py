"""Publish minutes, and later another version of them."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.consultations.enums import DeskAct
from parvis.consultations.journal import note
from parvis.contributions.texts import clean_line
from parvis.ledger.domain.append import append
from parvis.minutes import leaves
from parvis.minutes.domain.write import hold
from parvis.minutes.enums import CorrectionState
from parvis.minutes.models import Minutes, MinutesVersion, PassageLink
from parvis.minutes.queries import decided_since, last_version, links_of, waiting_corrections, written


@transaction.atomic
def publish_minutes(*, actor: Participant, minutes: Minutes, reason: str = "") -> MinutesVersion:
    """Everybody reads these words and their links; a version that replaces another says why.

    The link of the draft opens nothing any more. Raises `Refused`.
    """
    held, why = hold(actor, minutes), clean_line(reason)
    former = last_version(held)
    _check(held, former, why)
    version = MinutesVersion(
        minutes=held,
        number=former.number + 1 if former else 1,
        passages=_passages(held),
        attendance=[[row.label, row.people] for row in held.attendance.all()],
        resources=sorted(held.resources.values_list("pk", flat=True)),
        written_by=held.written_by,
        reason=why if former else "",
        **_counts(held, former),
    )
    if former and _same(former, version):
        raise Refused(_("Nothing was changed since these minutes were published."))
    version.digest = leaves.digest(version)
    version.save()
    _show(held)
    consultation = held.event.consultation
    note(actor=actor, consultation=consultation, act=DeskAct.MINUTES_PUBLISHED, about=held.event.title)
    append(leaves.published(version))
    return version


def _check(minutes: Minutes, former: MinutesVersion | None, why: str) -> None:
    if not minutes.event.is_public:
        raise Refused(_("Publish the event first: nobody can read where these minutes come from."))
    if not written(minutes):
        raise Refused(_("Write something first: there is nothing to read yet."))
    if not minutes.written_by:
        raise Refused(_("Say who wrote these minutes."))
    if waiting_corrections(minutes).exists():
        raise Refused(_("Corrections still wait: accept or decline each of them first."))
    if former and not why:
        raise Refused(_("Say why this version replaces the former one."))


def _passages(minutes: Minutes) -> list[dict[str, Any]]:
    rows = written(minutes)
    links = links_of(rows)
    return [
        {
            "id": row.pk,
            "heading": row.is_heading,
            "text": row.text,
            "links": [[str(one.target), one.target_pk] for one in links.get(row.pk, ())],
        }
        for row in rows
    ]


def _counts(minutes: Minutes, former: MinutesVersion | None) -> dict[str, int]:
    states = list(decided_since(minutes, former).values_list("state", flat=True))
    return {
        "corrected": states.count(CorrectionState.ACCEPTED),
        "declined": states.count(CorrectionState.DECLINED),
    }


def _same(former: MinutesVersion, version: MinutesVersion) -> bool:
    names = ("passages", "attendance", "resources", "written_by")
    return all(getattr(former, name) == getattr(version, name) for name in names)


def _show(minutes: Minutes) -> None:
    """What everybody reads is now what was written; the rows of what is gone go with it."""
    minutes.passages.filter(is_removed=True).delete()
    minutes.passages.update(shown_text=F("text"))
    links = PassageLink.objects.filter(passage__minutes=minutes)
    links.filter(is_leaving=True).delete()
    links.update(is_shown=True)
    Minutes.objects.filter(pk=minutes.pk).update(share_hash="")
