"""A part of a file (RFC 9110, 14): players of videos ask for parts, and some play nothing without."""

import re
from collections.abc import Iterator
from http import HTTPStatus
from typing import IO

from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

ASKED = re.compile(r"bytes=(\d{0,15})-(\d{0,15})", re.ASCII)
PIECE = 64 * 1024


def in_part(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    """The one part that is asked for; the whole file when several are, or when it has changed meanwhile."""
    if not isinstance(response, FileResponse) or response.status_code != HTTPStatus.OK:
        return response
    response.headers["Accept-Ranges"] = "bytes"
    found = ASKED.fullmatch(request.headers.get("Range", ""))
    if found is None or response.file_to_stream is None or not _is_the_same(request, response):
        return response
    size = int(response.headers["Content-Length"])
    start, end = _bounds(found[1], found[2], size)
    if not 0 <= start <= end < size:
        response.close()
        status = HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE
        return HttpResponse(status=status, headers={"Content-Range": f"bytes */{size}"})
    file = response.file_to_stream
    file.seek(start)
    response.streaming_content = _read(file, end - start + 1)
    response.status_code = HTTPStatus.PARTIAL_CONTENT
    response.headers["Content-Range"] = f"bytes {start}-{end}/{size}"
    response.headers["Content-Length"] = str(end - start + 1)
    return response


def _bounds(first: str, last: str, size: int) -> tuple[int, int]:
    """From one byte to another, from one to the end, or the last ones; else what is nowhere in a file."""
    if first:
        return int(first), min(int(last), size - 1) if last else size - 1
    return (max(0, size - int(last)), size - 1) if last else (-1, -1)


def _is_the_same(request: HttpRequest, response: FileResponse) -> bool:
    """Whether the file is still the one of which the reader has a part, if they say which."""
    said = request.headers.get("If-Range")
    return said is None or said in (response.headers.get("ETag"), response.headers.get("Last-Modified"))


def _read(file: IO[bytes], left: int) -> Iterator[bytes]:
    while left > 0 and (piece := file.read(min(PIECE, left))):
        left -= len(piece)
        yield piece
