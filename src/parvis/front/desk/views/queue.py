"""The queue: what waits, then one text after the other, with the next one as soon as one is decided."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from parvis.accounts.errors import Refused
from parvis.consultations import permissions
from parvis.consultations.models import ConsultationPage
from parvis.consultations.queries import consultation_for
from parvis.contributions.permissions import Reader
from parvis.contributions.waiting import WaitingText
from parvis.front.desk import queueing
from parvis.front.desk.access import actor_of
from parvis.front.desk.queueing import QueueForm
from parvis.moderation import queue
from parvis.moderation.desk import WaitingForm
from parvis.moderation.domain.look import look
from parvis.moderation.domain.screen import admit, refuse
from parvis.moderation.domain.work_off import hide_waiting, keep, undo
from parvis.moderation.permissions import can
from parvis.moderation.queue_lines import Item, Text, item_of, queue_page


@require_safe
def listing(request: HttpRequest, pk: int) -> HttpResponse:
    consultation = consultation_for(request.user, pk, "read_hidden")
    form = QueueForm(request.GET, consultation=consultation)
    after = queue.read_place(request.GET.get("after", ""))
    page = queue_page(consultation=consultation, filters=form.filters(), beside=after)
    context = {
        "consultation": consultation,
        "form": form,
        "page": page,
        "rows": queueing.rows_of(consultation, page.lines, form.kept(), request.user),
        "is_filtered": bool(form.kept()),
        "unread": queue.unread_in(consultation),
        "counted": queue.COUNTED,
        "first_url": queueing.list_address(consultation, form.kept()) if after else "",
        "next_url": queueing.list_address(consultation, {**form.kept(), "after": page.next}),
        "start_url": queueing.beside(consultation, form, None),
        "last": queueing.last_of(request, consultation),
        "may_decide": permissions.can(request.user, "moderate", consultation),
    }
    return render(request, "front/desk/queue.html", context)


@require_safe
def item(request: HttpRequest, pk: int, wait: str, item_pk: int) -> HttpResponse:
    consultation, found = _fetch(request, pk, wait, item_pk, "read_hidden")
    return _show(request, consultation, found, _form(found))


@require_POST
def keep_item(request: HttpRequest, pk: int, wait: str, item_pk: int) -> HttpResponse:
    """Leave it as it is; what is read before it appears is published."""
    consultation, found = _fetch(request, pk, wait, item_pk, "moderate")
    following = _following(request, consultation, found)
    try:
        if isinstance(found.text, WaitingText):
            admit(actor=actor_of(request), text=found.text, seen=request.POST.get("seen", ""))
            queueing.remember(request, consultation, "published", found.text)
        else:
            done = keep(actor=actor_of(request), target=found.text)
            queueing.remember(request, consultation, "kept", found.text, done)
    except Refused as refused:
        queueing.refuse_with(request, consultation, str(refused.message))
    return redirect(following)


@require_POST
def hide_item(request: HttpRequest, pk: int, wait: str, item_pk: int) -> HttpResponse:
    """With a reason of the charter, which its author reads; what is read first is not published."""
    consultation, found = _fetch(request, pk, wait, item_pk, "moderate")
    form = _form(found, request)
    if not form.is_valid():
        return _show(request, consultation, found, form)
    following = _following(request, consultation, found)
    words = {"reason": form.cleaned_data["reason"], "message": form.words()}
    try:
        if isinstance(found.text, WaitingText):
            refuse(actor=actor_of(request), text=found.text, seen=request.POST.get("seen", ""), **words)
            queueing.remember(request, consultation, "refused", found.text)
        else:
            done = hide_waiting(actor=actor_of(request), target=found.text, **words)
            queueing.remember(request, consultation, "hidden", found.text, done)
    except Refused as refused:
        queueing.refuse_with(request, consultation, str(refused.message))
    return redirect(following)


@require_POST
def undo_last(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back what was done last in this session: the text waits again, and is shown again."""
    consultation = consultation_for(request.user, pk, "moderate")
    done = queueing.done_last(request, consultation)
    if done is None:
        queueing.refuse_with(request, consultation, _("There is nothing to take back."))
        return redirect("desk:queue", pk=pk)
    try:
        undo(actor=actor_of(request), done=done)
    except Refused as refused:
        queueing.refuse_with(request, consultation, str(refused.message))
        return redirect("desk:queue", pk=pk)
    queueing.remember(request, consultation, "undone", done.target)
    if done.case is not None:
        return redirect("desk:queue_item", pk=pk, wait="reported", item_pk=done.case.pk)
    return redirect("desk:queue_item", pk=pk, wait="unread", item_pk=done.target.pk)


def _fetch(
    request: HttpRequest, pk: int, wait: str, item_pk: int, action: permissions.Action
) -> tuple[ConsultationPage, Item]:
    consultation = consultation_for(request.user, pk, action)
    found = item_of(consultation, wait, item_pk)
    if found is None:
        raise Http404
    return consultation, found


def _form(found: Item, request: HttpRequest | None = None) -> WaitingForm:
    is_guest = isinstance(found.text, WaitingText) and found.text.is_guest
    return WaitingForm(request.POST if request else None, text=queueing.words_of(found), is_guest=is_guest)


def _following(request: HttpRequest, consultation: ConsultationPage, found: Item) -> str:
    """The next text, from where this one was when its page was read; the list at the end of the queue."""
    form = QueueForm(request.GET, consultation=consultation)
    place = queue.read_place(request.POST.get("at", "")) or found.place
    return queueing.beside(consultation, form, place) or queueing.list_address(consultation, form.kept())


def _may_decide(request: HttpRequest, text: Text) -> bool:
    if isinstance(text, WaitingText):
        return can(request.user, "screen", text)
    return can(request.user, "keep", text)


def _show(
    request: HttpRequest, consultation: ConsultationPage, found: Item, form: WaitingForm
) -> HttpResponse:
    filters = QueueForm(request.GET, consultation=consultation)
    text = found.text
    may_decide = _may_decide(request, text)
    reader = Reader(request.user, consultation)
    is_closed = queueing.is_closed(text, reader)
    looks = may_decide and found.place is not None
    others = look(actor=actor_of(request), subject=queueing.subject(found)) if looks else []
    context = {
        "consultation": consultation,
        "item": found,
        "text": text,
        "about": found.about,
        "is_first": isinstance(text, WaitingText),
        "is_closed": is_closed,
        "former": queueing.former_words(text, reader),
        "beside": None if is_closed else queueing.what_is_beside(consultation, found),
        "may_moderate": permissions.can(request.user, "moderate", consultation),
        "may_decide": may_decide,
        "others": others,
        "form": form,
        "query": request.GET.urlencode(),
        "list_url": queueing.list_address(consultation, filters.kept()),
        "next_url": queueing.beside(consultation, filters, found.place),
        "previous_url": queueing.beside(consultation, filters, found.place, backwards=True)
        if found.place
        else "",
        "last": queueing.last_of(request, consultation),
    }
    return render(request, "front/desk/queue_item.html", context, status=422 if form.errors else 200)
