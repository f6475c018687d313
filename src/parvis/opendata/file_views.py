"""Each file of an archive at an address of its own, and what describes it all to portals of open data."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator
from typing import IO, Any

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from parvis.consultations.models import ConsultationPage
from parvis.consultations.queries import consultation_by_slug
from parvis.consultations.robots import hidden_from_search
from parvis.opendata import files
from parvis.opendata.exports.catalogue import FILE_TYPES, catalogue, dataset
from parvis.opendata.exports.schema import media_type
from parvis.opendata.models import Archive
from parvis.opendata.queries import offered_archive, offered_archives
from parvis.opendata.ranges import sent

BLOCK = 1 << 16
LD_JSON = "application/ld+json"


@never_cache
@require_safe
def archive(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The archive, as long as nothing in it was removed since; the rest of it, if a download was cut."""
    consultation = consultation_by_slug(slug)
    found, stream = opened(consultation)
    name = f"{consultation.slug}-{found.made_at:%Y-%m-%d}.zip"
    whole = sent(
        request, stream, size=found.bytes, tag=found.sha256, content_type="application/zip", name=name
    )
    return hidden_from_search(whole, consultation)


@never_cache
@require_safe
def file(request: HttpRequest, slug: str, name: str) -> HttpResponseBase:
    """One file of the archive, unpacked on the way; its address is the same in the next archive."""
    consultation = consultation_by_slug(slug)
    found, stream = opened(consultation)
    try:
        held = zipfile.ZipFile(stream)
        entry = held.getinfo(name)
    except (KeyError, zipfile.BadZipFile):
        stream.close()
        raise Http404 from None
    answer = StreamingHttpResponse(_blocks(stream, held.open(entry)), content_type=media_type(name))
    answer["Content-Length"] = str(entry.file_size)
    last = name.rpartition("/")[2]
    answer["Content-Disposition"] = f'attachment; filename="{consultation.slug}-{last}"'
    answer["ETag"] = f'"{found.sha256[:32]}-{entry.CRC:08x}"'
    return hidden_from_search(answer, consultation)


@never_cache
@require_safe
def description(request: HttpRequest, slug: str) -> HttpResponse:
    """The dataset in DCAT-AP: who publishes it, under which licence, each file by its address."""
    consultation = consultation_by_slug(slug)
    found, stream = opened(consultation)
    stream.close()
    known = files.lengths_in(found.file)
    tables = [(name, size) for name, size in known.items() if name.rpartition(".")[2] in FILE_TYPES]
    return hidden_from_search(_linked(dataset(consultation, found, tables)), consultation)


@never_cache
@require_safe
def site_catalogue(request: HttpRequest) -> HttpResponse:
    """Every consultation of the site with an archive, for a portal that harvests it."""
    return _linked(catalogue((one.consultation, one) for one in offered_archives()))


def opened(consultation: ConsultationPage) -> tuple[Archive, IO[bytes]]:
    """The archive that is offered, and its bytes. Raises Http404."""
    found = offered_archive(consultation)
    if found is None:
        raise Http404
    try:
        return found, files.path_of(found.file).open("rb")
    except FileNotFoundError:
        raise Http404 from None


def _linked(value: dict[str, Any]) -> HttpResponse:
    return HttpResponse(json.dumps(value, ensure_ascii=False, indent=1), content_type=LD_JSON)


def _blocks(stream: IO[bytes], inside: IO[bytes]) -> Iterator[bytes]:
    with stream, inside:
        while block := inside.read(BLOCK):
            yield block
