"""What a device sends when it finds the network again: each answer has its own answer."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, JsonResponse, QueryDict
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from parvis.accounts.errors import Refused
from parvis.consultations.models import PhaseAction
from parvis.field.domain.take_entry import Sent, take_entry
from parvis.field.forms import DeviceForm
from parvis.field.limits import Crowded, admit
from parvis.field.models import FieldEntry, FieldKit
from parvis.field.queries import answered, is_in_time, kit_by_token
from parvis.field.reading import Item, read_items
from parvis.field.sealing import Unreadable
from parvis.paper.typed import check_batch
from parvis.room.views.answers import unlisted


@require_POST
@never_cache
@unlisted
def send(request: HttpRequest, token: str) -> JsonResponse:
    """A list of sealed answers, even empty: then only whether new ones may be written."""
    kit = kit_by_token(token)
    try:
        items = read_items(request.body if request.content_type == "application/json" else b"")
        admit(request, kit)
    except Crowded as crowded:
        return JsonResponse({"words": str(crowded)}, status=429)
    except Refused as refused:
        return JsonResponse({"words": str(refused)}, status=422)
    known = _known(kit, [item.key for item in items if isinstance(item, Item)])
    action, closed = _action(kit)
    told = [
        _unreadable(item)
        if isinstance(item, str)
        else known.get(item.key) or _take(kit, action, closed, item)
        for item in items
    ]
    is_open = kit.is_open and is_in_time(kit.batch.phase)
    return JsonResponse({"answers": told, "open": is_open, "words": closed})


def _action(kit: FieldKit) -> tuple[PhaseAction | None, str]:
    """What is answered, or why nothing comes in now: it stays on the device."""
    try:
        return check_batch(kit.batch), ""
    except Refused as refused:
        return None, str(refused)


def _known(kit: FieldKit, keys: list[UUID]) -> dict[UUID, dict[str, Any]]:
    rows = FieldEntry.objects.filter(kit=kit, key__in=keys)
    return {entry.key: answered(entry) for entry in rows}


def _take(kit: FieldKit, action: PhaseAction | None, closed: str, item: Item) -> dict[str, Any]:
    try:
        if action is None:
            raise Refused(closed)
        return answered(take_entry(kit=kit, sent=_open(kit, action, item)))
    except Unreadable:
        return _unreadable(str(item.key))
    except Refused as refused:
        return {"key": str(item.key), "outcome": "later", "words": str(refused)}


def _open(kit: FieldKit, action: PhaseAction, item: Item) -> Sent:
    """Raises `Unreadable`."""
    typed = item.open(kit.pk)
    if "\0" in typed:
        raise Unreadable
    try:
        data = QueryDict(typed, mutable=True)
    except SuspiciousOperation:
        raise Unreadable from None
    data["key"] = str(item.key)
    form = DeviceForm(data, kit=kit, action=action)
    words = form.words() if form.is_valid() else None
    return Sent(item.key, item.code, typed, words, form.fault(), item.written_at)


def _unreadable(key: str) -> dict[str, Any]:
    return {"key": key, "outcome": "unreadable", "words": str(Unreadable())}
