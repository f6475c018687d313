"""The log as static files (c2sp.org/tlog-tiles), made from the database."""

from collections.abc import Callable
from functools import cache, wraps
from typing import Concatenate, ParamSpec

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from parvis.ledger import queries
from parvis.ledger.domain.keys import first_key
from parvis.ledger.models import Checkpoint
from parvis.merkle.single import build, build_monitor
from parvis.merkle.tiles import Tile, parse_tile_path

SHORT, LONG = 3, 31_536_000
TEXT, BYTES = "text/plain; charset=utf-8", "application/octet-stream"
P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


def for_anybody(view: View[P]) -> View[P]:
    """Nothing here depends on who asks: pages of other sites, such as a verifier's, may read it."""

    @wraps(view)
    def open_view(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        response["Access-Control-Allow-Origin"] = "*"
        return response

    return require_safe(open_view)


@for_anybody
@cache_control(public=True, max_age=3600)
def well_known(request: HttpRequest) -> JsonResponse:
    """Which log this is, who signs it, and where its parts are."""
    keys = queries.keys() or [first_key()]
    prefix = f"{settings.PARVIS_ADDRESS}{reverse('log:checkpoint').removesuffix('/checkpoint')}"
    return JsonResponse(
        {
            "origin": keys[0].name,
            "vkey": keys[0].vkey,
            "former_vkeys": [key.vkey for key in keys[1:]],
            "prefix": prefix,
            "checkpoint": f"{prefix}/checkpoint",
            "tiles": f"{prefix}/tile/",
            "page": f"{settings.PARVIS_ADDRESS}{reverse('ledger:witness')}",
        }
    )


@for_anybody
@cache_control(public=True, max_age=3600)
def program(request: HttpRequest, name: str) -> HttpResponse:
    """What watches the log, or verifies an export of it, in one file that needs nothing but Python."""
    return HttpResponse(_program(name), content_type="text/x-python; charset=utf-8")


@cache
def _program(name: str) -> str:
    return {"monitor": build_monitor, "verify": build}[name]()


@for_anybody
@cache_control(public=True, max_age=SHORT)
def checkpoint(request: HttpRequest) -> HttpResponse:
    last = queries.latest()
    if last is None:
        raise Http404
    return HttpResponse(last.note, content_type=TEXT)


@for_anybody
@cache_control(public=True, max_age=LONG, immutable=True)
def former_checkpoint(request: HttpRequest, size: int) -> HttpResponse:
    """What was signed for a size, if that size was signed."""
    return HttpResponse(get_object_or_404(Checkpoint, size=size).note, content_type=TEXT)


@for_anybody
@cache_control(public=True, max_age=LONG, immutable=True)
def tile(request: HttpRequest, path: str) -> HttpResponse:
    """Hashes, or leaves; only what a checkpoint covers."""
    try:
        wanted = parse_tile_path(path)
    except ValueError as error:
        raise Http404 from error
    if not _is_signed(wanted):
        raise Http404
    data = queries.bundle_of(wanted) if wanted.level is None else queries.hashes_of(wanted)
    return HttpResponse(data, content_type=BYTES)


def _is_signed(wanted: Tile) -> bool:
    wide = queries.signed_size() >> (8 * (wanted.level or 0))
    return wanted.index * 256 + wanted.width <= wide
