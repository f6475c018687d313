"""A download that was cut goes on from where it stopped: one range of bytes at a time (RFC 9110, 14)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import IO

from django.http import FileResponse, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase

ONE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})")
BLOCK = 1 << 16
Span = tuple[int, int]


def sent(
    request: HttpRequest, stream: IO[bytes], *, size: int, tag: str, content_type: str, name: str
) -> HttpResponseBase:
    """The whole of a file of `size` bytes, or the part of it that is asked for; closes the stream.

    `tag` changes whenever the file does: with `If-Range`, a part of another file is never added to the first.
    """
    asked = request.headers.get("Range", "")
    if "If-Range" in request.headers and request.headers["If-Range"] != f'"{tag}"':
        asked = ""
    span = wanted(asked, size)
    answer: HttpResponseBase
    if span is None:
        answer = FileResponse(stream, as_attachment=True, filename=name, content_type=content_type)
    elif span[0] >= size:
        stream.close()
        answer = HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    else:
        answer = _part(stream, span, size, content_type)
        answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Accept-Ranges"] = "bytes"
    answer["ETag"] = f'"{tag}"'
    return answer


def wanted(asked: str, size: int) -> Span | None:
    """The first and the last byte asked for; None for the whole, which is also what several ranges get.

    A first byte at `size` or beyond says that nothing of it is there.
    """
    found = ONE.fullmatch(asked.strip())
    if found is None or not any(found.groups()):
        return None
    first, last = found.groups()
    if not first:
        return (max(0, size - int(last)), size - 1) if int(last) else (size, size)
    if last and int(last) < int(first):
        return None
    return int(first), min(int(last), size - 1) if last else size - 1


def _part(stream: IO[bytes], span: Span, size: int, content_type: str) -> HttpResponseBase:
    first, last = span
    answer = StreamingHttpResponse(_blocks(stream, span), status=206, content_type=content_type)
    answer["Content-Range"] = f"bytes {first}-{last}/{size}"
    answer["Content-Length"] = str(last - first + 1)
    return answer


def _blocks(stream: IO[bytes], span: Span) -> Iterator[bytes]:
    with stream:
        stream.seek(span[0])
        left = span[1] - span[0] + 1
        while left and (block := stream.read(min(BLOCK, left))):
            left -= len(block)
            yield block
