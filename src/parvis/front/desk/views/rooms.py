"""Prepare a live room, and lead it: what is asked, what is shown, what is hidden."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from parvis.accounts.errors import Refused
from parvis.consultations.queries import consultation_for
from parvis.front.composition.rooms import host_view
from parvis.front.desk.access import actor_of
from parvis.front.desk.acting import act_and_tell, done, posted
from parvis.front.desk.views.room_questions import consultation_to_keep
from parvis.gatherings.models import Event
from parvis.room.desk import ActivityForm, RoomForm, initial_of
from parvis.room.domain import lead, prepare
from parvis.room.domain.close_room import close_room
from parvis.room.enums import Fate
from parvis.room.models import Activity, Answer, Room
from parvis.room.permissions import can
from parvis.room.queries import rooms_of


@require_http_methods(["GET", "HEAD", "POST"])
def rooms(request: HttpRequest, pk: int) -> HttpResponse:
    """Those of a consultation; posted, another one. Moderators find their questions from here."""
    consultation = consultation_to_keep(request, pk)
    may_lead = can(request.user, "lead", consultation)
    if request.method == "POST" and not may_lead:
        raise Http404
    events = list(Event.objects.filter(consultation=consultation))
    form = RoomForm(posted(request), events=events)
    if form.is_valid():
        try:
            room = prepare.prepare_room(
                actor=actor_of(request),
                consultation=consultation,
                title=form.cleaned_data["title"],
                event=form.chosen_event(),
            )
            return redirect("desk:room", pk=pk, room_pk=room.pk)
        except Refused as refused:
            form.add_error(None, str(refused))
    context = {
        "consultation": consultation,
        "rooms": rooms_of(consultation),
        "form": form,
        "may_lead": may_lead,
    }
    return render(request, "front/desk/rooms.html", context, status=422 if form.errors else 200)


@require_safe
def room(request: HttpRequest, pk: int, room_pk: int) -> HttpResponse:
    """From where the host leads."""
    found = _room(request, pk, room_pk)
    context = {"consultation": found.consultation, "view": host_view(found)}
    return render(request, "front/desk/room.html", context)


@require_safe
def live(request: HttpRequest, pk: int, room_pk: int) -> HttpResponse:
    """The part of that page that moves, for its script."""
    found = _room(request, pk, room_pk)
    context = {"consultation": found.consultation, "view": host_view(found)}
    return render(request, "front/desk/_room_live.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, pk: int, room_pk: int) -> HttpResponse:
    found = _room(request, pk, room_pk)
    form = ActivityForm(posted(request))
    if form.is_valid() and done(
        form, prepare.add_activity, actor=actor_of(request), room=found, draft=form.draft()
    ):
        return redirect("desk:room", pk=pk, room_pk=room_pk)
    return _show(request, found, form)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, pk: int, room_pk: int, activity_pk: int) -> HttpResponse:
    activity = _activity(request, pk, room_pk, activity_pk)
    form = ActivityForm(posted(request), initial=initial_of(activity))
    if form.is_valid() and done(
        form, prepare.change_activity, actor=actor_of(request), activity=activity, draft=form.draft()
    ):
        return redirect("desk:room", pk=pk, room_pk=room_pk)
    return _show(request, activity.room, form, activity)


@require_POST
def remove(request: HttpRequest, pk: int, room_pk: int, activity_pk: int) -> HttpResponse:
    activity = _activity(request, pk, room_pk, activity_pk)
    return _act(request, activity.room, prepare.remove_activity, activity=activity)


@require_POST
def open_one(request: HttpRequest, pk: int, room_pk: int) -> HttpResponse:
    found = _room(request, pk, room_pk)
    return _act(request, found, lead.open_room, room=found)


@require_POST
def close(request: HttpRequest, pk: int, room_pk: int) -> HttpResponse:
    found = _room(request, pk, room_pk)
    said = _("The room is closed. What came out is public; which device answered what is erased.")
    return _act(request, found, close_room, room=found, said=said)


@require_POST
def start(request: HttpRequest, pk: int, room_pk: int, activity_pk: int) -> HttpResponse:
    activity = _activity(request, pk, room_pk, activity_pk)
    return _act(request, activity.room, lead.start_activity, activity=activity)


@require_POST
def stop(request: HttpRequest, pk: int, room_pk: int, activity_pk: int) -> HttpResponse:
    activity = _activity(request, pk, room_pk, activity_pk)
    return _act(request, activity.room, lead.stop_activity, activity=activity)


@require_POST
def show(request: HttpRequest, pk: int, room_pk: int, activity_pk: int) -> HttpResponse:
    """Show the results on the screen when `shows` is posted, else hide them."""
    activity = _activity(request, pk, room_pk, activity_pk)
    shows = "shows" in request.POST
    return _act(request, activity.room, lead.show_results, activity=activity, shows=shows)


@require_POST
def words(request: HttpRequest, pk: int, room_pk: int, activity_pk: int) -> HttpResponse:
    """Hide the words posted when `hides` is, else show them again."""
    activity = _activity(request, pk, room_pk, activity_pk)
    typed, hides = request.POST.get("words", ""), "hides" in request.POST
    return _act(request, activity.room, lead.hide_words, activity=activity, words=typed, hides=hides)


@require_POST
def question(request: HttpRequest, pk: int, room_pk: int, answer_pk: int) -> HttpResponse:
    """Answered, put aside, hidden, or asked again: `fate`."""
    found, fate = _room(request, pk, room_pk), request.POST.get("fate", "")
    asked = Answer.objects.filter(pk=answer_pk, activity__room=found).select_related("activity__room").first()
    if asked is None or fate not in Fate.values:
        raise Http404
    return _act(request, found, lead.settle_question, question=asked, fate=Fate(fate))


def _room(request: HttpRequest, pk: int, room_pk: int) -> Room:
    consultation = consultation_for(request.user, pk, "animate")
    found: Room | None = consultation.rooms.filter(pk=room_pk).first()
    if found is None:
        raise Http404
    found.consultation = consultation
    return found


def _activity(request: HttpRequest, pk: int, room_pk: int, activity_pk: int) -> Activity:
    found: Activity | None = _room(request, pk, room_pk).activities.filter(pk=activity_pk).first()
    if found is None:
        raise Http404
    return found


def _show(
    request: HttpRequest, room: Room, form: ActivityForm, activity: Activity | None = None
) -> HttpResponse:
    context = {"consultation": room.consultation, "room": room, "form": form, "activity": activity}
    return render(request, "front/desk/room_activity.html", context, status=422 if form.errors else 200)


def _act(
    request: HttpRequest, led: Room, act: Callable[..., object], *, said: str = "", **given: Any
) -> HttpResponse:
    act_and_tell(request, act, said=said, **given)
    return redirect("desk:room", pk=led.consultation_id, room_pk=led.pk)
