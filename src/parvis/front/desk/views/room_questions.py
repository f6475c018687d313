"""Questions of a room become contributions: one, or several at once; their receipts; taken back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from parvis.consultations.models import ConsultationPage
from parvis.consultations.queries import consultation_for, database_now
from parvis.contributions import leaves
from parvis.contributions.domain.receipt import permanent_address, reference
from parvis.contributions.domain.wording import as_said
from parvis.contributions.forms.said import SaidForm
from parvis.front.desk.access import actor_of
from parvis.front.desk.acting import act_and_tell, done, posted
from parvis.ledger.domain.receipt import receipt_of
from parvis.room.desk import KeepForm
from parvis.room.domain.keep_questions import UNDO, keep_questions, take_back_question
from parvis.room.models import Answer, Room
from parvis.room.permissions import can
from parvis.room.queries import questions_of
from parvis.ui import words


def consultation_to_keep(request: HttpRequest, pk: int) -> ConsultationPage:
    """Where questions of rooms may be kept, or Http404."""
    consultation = consultation_for(request.user, pk, "see_desk")
    if not can(request.user, "keep", consultation):
        raise Http404
    return consultation


@require_http_methods(["GET", "HEAD", "POST"])
def questions(request: HttpRequest, pk: int, room_pk: int) -> HttpResponse:
    """All those of a room; `least` ticks those supported as many times."""
    found = _room(request, pk, room_pk)
    rows = questions_of(found)
    least = _least(request)
    form = KeepForm(posted(request), consultation=found.consultation, questions=rows, least=least)
    if form.is_valid():
        drafts = form.drafts()
        if done(form, keep_questions, actor=actor_of(request), room=found, drafts=drafts, key=form.once):
            said = ngettext(
                "%(n)s question is now a contribution.", "%(n)s questions are now contributions.", len(drafts)
            )
            messages.success(request, said % {"n": words.number(len(drafts))})
            return redirect("desk:keep_room_questions", pk=pk, room_pk=room_pk)
    context = {
        "consultation": found.consultation,
        "room": found,
        "form": form,
        "kept": [row for row in rows if row.contribution_id is not None],
        "undo_since": database_now() - UNDO,
        "least": least,
        "may_lead": can(request.user, "lead", found.consultation),
    }
    return render(request, "front/desk/room_questions.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def question(request: HttpRequest, pk: int, room_pk: int, answer_pk: int) -> HttpResponse:
    """One of them, whose words may be put right before it is published."""
    row = _question(request, pk, room_pk, answer_pk)
    if row.contribution_id is not None:
        return redirect("desk:room_question_receipt", pk=pk, room_pk=room_pk, answer_pk=answer_pk)
    found = row.activity.room
    title, text = as_said(row.texts[0])
    initial = {"title": title, "text": text}
    form = SaidForm(posted(request), consultation=found.consultation, initial=initial)
    if form.is_valid():
        drafts = [(row, form.draft())]
        if done(form, keep_questions, actor=actor_of(request), room=found, drafts=drafts, key=form.once):
            messages.success(request, _("The contribution is published: this is its receipt."))
            return redirect("desk:room_question_receipt", pk=pk, room_pk=room_pk, answer_pk=answer_pk)
    context = {"consultation": found.consultation, "room": found, "question": row, "form": form}
    return render(request, "front/desk/room_question.html", context, status=422 if form.errors else 200)


@never_cache
@require_safe
def receipt(request: HttpRequest, pk: int, room_pk: int, answer_pk: int) -> HttpResponse:
    """What proves that it was published, to be printed for whoever asked it."""
    row = _question(request, pk, room_pk, answer_pk)
    item = row.contribution
    if item is None or item.entry is None or item.salt is None:
        raise Http404
    context = {
        "consultation": row.activity.room.consultation,
        "room": row.activity.room,
        "contribution": item,
        "reference": reference(item),
        "address": permanent_address(item),
        "receipt": receipt_of(item.entry, item.salt, leaves.payload(item)),
    }
    return render(request, "front/desk/room_question_receipt.html", context)


@require_POST
def undo(request: HttpRequest, pk: int, room_pk: int, answer_pk: int) -> HttpResponse:
    row = _question(request, pk, room_pk, answer_pk)
    said = _("It is withdrawn from contributions. It may be kept again.")
    act_and_tell(request, take_back_question, question=row, said=said)
    return redirect("desk:keep_room_questions", pk=pk, room_pk=room_pk)


def _room(request: HttpRequest, pk: int, room_pk: int) -> Room:
    consultation = consultation_to_keep(request, pk)
    found: Room | None = consultation.rooms.filter(pk=room_pk).first()
    if found is None:
        raise Http404
    found.consultation = consultation
    return found


def _question(request: HttpRequest, pk: int, room_pk: int, answer_pk: int) -> Answer:
    found = _room(request, pk, room_pk)
    row = next((one for one in questions_of(found) if one.pk == answer_pk), None)
    if row is None:
        raise Http404
    row.activity.room = found
    return row


def _least(request: HttpRequest) -> int | None:
    typed: Any = request.GET.get("least", "")
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 6 else None
