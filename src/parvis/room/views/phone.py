"""What a phone opens, polls and sends. No account: a signed cookie names the device, for half a day."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_POST, require_safe

from parvis.accounts.errors import Refused
from parvis.accounts.limits import Act, Scope, spend
from parvis.accounts.places import place_of
from parvis.room.codes import device_of, mark, read_code
from parvis.room.domain import answer as answering
from parvis.room.enums import Fate
from parvis.room.forms import AnswerForm, CodeForm
from parvis.room.live import live_picture, phone_context
from parvis.room.models import Answer, Room
from parvis.room.queries import look_at, room_by_code, sent_by
from parvis.room.views.answers import conditional, unlisted


class Crowded(Refused):
    """Refused for now: the phone sends it again by itself."""


@require_safe
@unlisted
def find(request: HttpRequest) -> HttpResponse:
    """Where the code that is on the screen is typed."""
    form = CodeForm(request.GET if "code" in request.GET else None)
    if form.is_valid():
        code = read_code(form.cleaned_data["code"])
        if code and Room.objects.filter(code=code, consultation__live=True).exists():
            return redirect("room:phone", code)
        form.add_error("code", _("No room has this code. Read it again on the screen."))
    return render(request, "room/find.html", {"form": form}, status=422 if form.errors else 200)


@require_safe
@never_cache
@unlisted
@ensure_csrf_cookie
def phone(request: HttpRequest, code: str) -> HttpResponse:
    """The whole page, once; then its script asks for the state alone."""
    response = _page(request, code)
    mark(request, response)
    return response


@require_safe
@unlisted
def phone_state(request: HttpRequest, code: str) -> HttpResponse:
    return conditional(request, code, "phone")


@require_POST
@unlisted
def answer(request: HttpRequest, code: str) -> HttpResponse:
    """Count an answer. The same key sent again is the same answer, and is acknowledged again."""
    room = room_by_code(code)
    activity = _named(room.activities.all(), request.POST.get("activity", ""))
    form = AnswerForm(request.POST, activity=activity)
    try:
        device = _admitted(request, room)
        if not form.is_valid():
            raise Refused(next(str(error) for errors in form.errors.values() for error in errors))
        answering.answer(device=device, activity=activity, key=_key(request), given=form.given())
    except Refused as refused:
        return _refusal(request, code, refused, form)
    return _done(request, code)


@require_POST
@unlisted
def support(request: HttpRequest, code: str) -> HttpResponse:
    room = room_by_code(code)
    rows = Answer.objects.filter(activity__room=room).exclude(fate=Fate.HIDDEN)
    question = _named(rows, request.POST.get("question", ""))
    try:
        answering.support(device=_admitted(request, room), question=question)
    except Refused as refused:
        return _refusal(request, code, refused, None)
    return _done(request, code)


def _page(
    request: HttpRequest, code: str, *, reason: str = "", form: AnswerForm | None = None
) -> HttpResponse:
    look = look_at(code)
    if look is None:
        raise Http404
    device = device_of(request, look.room.pk)
    sent = sent_by(device, look.activity) if look.activity is not None else 0
    context: dict[str, Any] = {
        **phone_context(look),
        "picture": live_picture(look),
        "look": look,
        "key": uuid4(),
        "reason": reason,
        "sent": sent,
        "is_full": look.activity is not None and sent >= look.activity.most,
        "was_sent": "sent" in request.GET,
    }
    if form is not None and look.activity is not None and form.activity.pk == look.activity.pk:
        context["form"] = form
    return render(request, "room/phone.html", context, status=422 if reason else 200)


def _admitted(request: HttpRequest, room: Room) -> UUID:
    """The device that sends, once it is counted. Raises `Refused`."""
    device = device_of(request, room.pk)
    if device is None:
        raise Refused(_("This phone has no token for this room: reload the page, then send again."))
    place = place_of(request)
    whose = {Scope.PERSON: str(device), Scope.NETWORK: place.network, Scope.WIDE: place.wide}
    if spend(Act.ROOM, whose):
        raise Crowded(_("Much is sent at once. Your answer is kept: it is sent again in a moment."))
    return device


def _refusal(request: HttpRequest, code: str, refused: Refused, form: AnswerForm | None) -> HttpResponse:
    if _wants_json(request):
        status = 429 if isinstance(refused, Crowded) else 422
        return JsonResponse({"ok": False, "words": str(refused)}, status=status)
    return _page(request, code, reason=str(refused), form=form)


def _done(request: HttpRequest, code: str) -> HttpResponse:
    if _wants_json(request):
        return JsonResponse({"ok": True})
    response: HttpResponse = redirect("room:phone", code)
    response.headers["Location"] += "?sent"
    return response


def _wants_json(request: HttpRequest) -> bool:
    return request.headers.get("Accept", "") == "application/json"


def _named(rows: Any, pk: str) -> Any:
    """The row of this number among these, or Http404."""
    found = rows.filter(pk=int(pk)).first() if pk.isascii() and pk.isdigit() and len(pk) < 18 else None
    if found is None:
        raise Http404
    return found


def _key(request: HttpRequest) -> UUID:
    try:
        return UUID(request.POST.get("key", ""))
    except ValueError:
        raise Refused(_("This form is not whole: reload the page, then send again.")) from None
