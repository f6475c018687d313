"""Show a banner from one moment to another, change it, or take it down."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.consultations.enums import DeskAct
from parvis.consultations.journal import note
from parvis.consultations.models import ConsultationPage, Phase
from parvis.consultations.permissions import can
from parvis.consultations.queries import database_now
from parvis.following.announcements import Announcement
from parvis.ui import words


@dataclass(frozen=True, slots=True)
class BannerDraft:
    """What an organiser typed."""

    starts_at: datetime
    ends_at: datetime
    text_fr: str = ""
    text_en: str = ""
    link: str = ""
    is_urgent: bool = False


@transaction.atomic
def announce(
    *, actor: Participant, consultation: ConsultationPage, banner: BannerDraft, end_of: Phase | None = None
) -> Announcement:
    """`end_of`: the phase of which it tells the end, so that it is not proposed again."""
    _check(actor, consultation)
    row = Announcement(consultation=consultation, author=actor)
    if end_of is not None and end_of.consultation_id == consultation.pk:
        row.end_of = end_of
    _keep(row, banner)
    note(actor=actor, consultation=consultation, act=DeskAct.ANNOUNCED, about=str(row))
    return row


@transaction.atomic
def change_announcement(
    *, actor: Participant, announcement: Announcement, banner: BannerDraft
) -> Announcement:
    _check(actor, announcement.consultation)
    held = Announcement.objects.select_for_update(of=("self",)).filter(pk=announcement.pk).first()
    if held is None or held.ends_at <= database_now():
        raise Refused(_("This announcement is over: write another one."))
    _keep(held, banner)
    note(actor=actor, consultation=held.consultation, act=DeskAct.ANNOUNCEMENT_CHANGED, about=str(held))
    return held


@transaction.atomic
def take_down(*, actor: Participant, announcement: Announcement) -> None:
    """What people read ends now, and stays in the list; what nobody has read yet goes."""
    _check(actor, announcement.consultation)
    held = Announcement.objects.select_for_update(of=("self",)).filter(pk=announcement.pk).first()
    now = database_now()
    if held is None or held.ends_at <= now:
        return
    note(actor=actor, consultation=held.consultation, act=DeskAct.ANNOUNCEMENT_ENDED, about=str(held))
    if held.starts_at >= now:
        held.delete()
        return
    held.ends_at = now
    held.save(update_fields=["ends_at"])


def _check(actor: Participant, consultation: ConsultationPage) -> None:
    """One at a time in each consultation: urgent ones are compared with those that are committed."""
    if not can(actor, "animate", consultation):
        raise Refused(_("Only those who animate this consultation may announce something."))
    ConsultationPage.objects.select_for_update(of=("self",)).get(pk=consultation.pk)


def _keep(row: Announcement, banner: BannerDraft) -> None:
    row.text_fr, row.text_en = banner.text_fr.strip(), banner.text_en.strip()
    row.link, row.is_urgent = banner.link, banner.is_urgent
    row.starts_at, row.ends_at = banner.starts_at, banner.ends_at
    if not (row.text_fr or row.text_en):
        raise Refused(_("Write the announcement, in French or in English."))
    if row.ends_at <= max(row.starts_at, database_now()):
        raise Refused(_("An announcement ends after it starts, at a moment to come."))
    if row.is_urgent:
        _refuse_two(row)
    row.save()


def _refuse_two(row: Announcement) -> None:
    others = Announcement.objects.filter(consultation=row.consultation_id, is_urgent=True).exclude(pk=row.pk)
    other = others.filter(starts_at__lt=row.ends_at, ends_at__gt=row.starts_at).first()
    if other is not None:
        raise Refused(
            _("“%(text)s” is urgent until %(end)s: one urgent announcement at a time.")
            % {"text": str(other), "end": words.moment(other.ends_at)}
        )
