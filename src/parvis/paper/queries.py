"""Reads of the paper floor."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from parvis.accounts.enums import Origin
from parvis.accounts.models import Participant
from parvis.accounts.secret_links import hash_link
from parvis.consultations.enums import WRITING, KindRole, Verb
from parvis.consultations.models import ConsultationPage, PhaseAction
from parvis.consultations.queries import Actor, database_now, opened_actions
from parvis.contributions.models import Contribution
from parvis.paper.enums import Channel
from parvis.paper.models import UNDO, Batch, ReceivedMail, Sheet, Typing
from parvis.paper.permissions import Action, can


@dataclass(frozen=True, slots=True)
class Figures:
    """How far a batch is."""

    entered: int
    waiting: int
    differing: int


def batches_of(consultation: ConsultationPage) -> list[Batch]:
    """Last first, each with how many of its sheets are entered; one query."""
    rows = Batch.objects.filter(consultation=consultation).select_related("kind", "phase")
    return list(rows.annotate(entered=Count("sheets", filter=Q(sheets__entered_at__isnull=False))))


def batch_for(actor: Actor, consultation_pk: int, pk: int, action: Action) -> Batch:
    """The batch, for whoever may do this; nothing is there for others."""
    rows = Batch.objects.select_related("consultation", "kind__responds_to", "phase")
    batch = rows.filter(pk=pk, consultation=consultation_pk).first()
    if batch is None or not can(actor, action, batch.consultation):
        raise Http404
    return batch


def writing_actions(consultation: ConsultationPage) -> list[PhaseAction]:
    """The forms of a consultation that can be printed, in the order of its phases."""
    rows = PhaseAction.objects.filter(phase__consultation=consultation, verb__in=WRITING)
    rows = rows.exclude(kind__role=KindRole.PASSAGE).select_related("phase__consultation", "kind")
    return list(rows.order_by("phase__starts_at", "pk"))


def figures_of(batch: Batch) -> Figures:
    """One query."""
    rows = batch.sheets.annotate(typed=Count("typings"))
    found = dict.fromkeys(range(3), 0)
    entered = 0
    for at, typed in rows.filter(Q(entered_at__isnull=False) | Q(typed__gt=0)).values_list(
        "entered_at", "typed"
    ):
        if at is not None:
            entered += 1
        else:
            found[min(typed, 2)] += 1
    return Figures(entered, found[1], found[2])


def next_sheet(batch: Batch, actor: Participant) -> Sheet | None:
    """The first sheet that this person may type: not entered, not typed by them, nor twice by others."""
    mine = Typing.objects.filter(sheet=OuterRef("pk"), member=actor)
    rows = batch.sheets.blank().filter(~Exists(mine)).annotate(typed=Count("typings")).filter(typed__lt=2)
    return rows.select_related("batch").first()


def entered_today(batch: Batch, actor: Participant) -> int:
    """How many sheets of the consultation this person entered, or typed first, today."""
    since = database_now().replace(hour=0, minute=0, second=0, microsecond=0)
    sheets = Sheet.objects.filter(batch__consultation=batch.consultation_id)
    typed = Typing.objects.filter(
        sheet__batch__consultation=batch.consultation_id, member=actor, typed_at__gte=since
    )
    return sheets.filter(entered_by=actor, entered_at__gte=since).count() + typed.count()


def may_undo(sheet: Sheet, actor: Participant) -> bool:
    """Whether `undo_sheet` would take it back for this person."""
    if sheet.entered_at is None:
        return sheet.typings.filter(member=actor).exists()
    return sheet.entered_by_id == actor.pk and database_now() <= sheet.entered_at + UNDO


def sheet_by_code(code: str) -> Sheet:
    """For whoever holds the paper. Nothing is there while the consultation is not published."""
    rows = Sheet.objects.select_related("batch__consultation", "batch__kind", "contribution__kind")
    sheet = rows.defer("contribution__search").filter(code=code, batch__consultation__live=True).first()
    if sheet is None:
        raise Http404
    return sheet


def source_of(contribution: Contribution) -> str:
    """By which way it came, in words that everybody reads; empty when there is nothing to tell. One query."""
    if contribution.origin == Origin.EMAIL:
        return _("Sent by e-mail.")
    sheet = Sheet.objects.filter(contribution=contribution).select_related("batch").first()
    if sheet is None:
        return ""
    batch = sheet.batch
    if batch.channel == Channel.REGISTER:
        return _("Written in the register of %(place)s, page %(page)s; typed by the team.") % {
            "place": batch.place,
            "page": sheet.page,
        }
    said = {
        Channel.FORM: _("Written on a paper form (sheet %(reference)s); typed by the team."),
        Channel.LETTER: _("Received by post (sheet %(reference)s); typed by the team."),
        Channel.PHONE: _("Said on the telephone (sheet %(reference)s); typed by the team."),
        Channel.FIELD: _("Collected on site by the team (sheet %(reference)s)."),
    }
    return said[Channel(batch.channel)] % {"reference": sheet.reference}


def differing_rows(batch: Batch) -> QuerySet[Sheet]:
    """Sheets that two people read otherwise, with what the form needs to compare them."""
    rows = batch.sheets.blank().annotate(typed=Count("typings")).filter(typed__gt=1)
    return rows.select_related("batch__kind", "batch__consultation")


def entered_sheets(batch: Batch, asked: str = "") -> QuerySet[Sheet]:
    """Those that are entered, last first; the one of a number, as it is typed: 12, or 3-12."""
    rows = batch.sheets.filter(entered_at__isnull=False).select_related("batch", "contribution__kind")
    number = asked.strip().rpartition("-")[2]
    if number.isdecimal() and len(number) < 9:
        rows = rows.filter(number=int(number))
    return rows.defer("contribution__search").order_by("-entered_at", "-number")


def mail_by_token(token: str) -> ReceivedMail:
    """For whoever has the link. Nothing is there while the consultation is not published."""
    rows = ReceivedMail.objects.select_related("consultation").filter(consultation__live=True)
    mail = rows.filter(token_hash=hash_link(token)).first()
    if mail is None:
        raise Http404
    return mail


def deposits_open(consultation: ConsultationPage) -> list[PhaseAction]:
    """What may be deposited now, but for the passages of a text."""
    return [
        action
        for action in opened_actions(consultation)
        if action.verb == Verb.DEPOSIT and not action.kind.is_passage
    ]
