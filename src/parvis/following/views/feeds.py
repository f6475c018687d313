"""Feeds: what is new, for programs that read news. The same for everybody, whoever asks."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.http import http_date
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from parvis.consultations.queries import database_now
from parvis.consultations.robots import hidden_from_search
from parvis.following.announcing import shown_in
from parvis.following.enums import Sort
from parvis.following.feeds import Entry, entries_of, public_subject
from parvis.following.queries import Subject

SECONDS = 300
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


class Feed(Atom1Feed):
    """An Atom feed whose date is that of its newest entry: an empty one does not change from hour to hour."""

    def latest_post_date(self) -> datetime:
        return max((item["pubdate"] for item in self.items), default=LONG_AGO)

    def item_attributes(self, item: dict[str, Any]) -> dict[str, str]:
        return {"xml:lang": item["language"]} if item["language"] else {}


@require_safe
def feed(request: HttpRequest, sort: str, pk: int) -> HttpResponse:
    """An Atom feed that caches keep five minutes, or until an announcement comes or goes; unchanged, it is
    not sent again.
    """
    subject = public_subject(sort, pk)
    entries = entries_of(subject)
    body = _write(request, subject, entries)
    response = HttpResponse(body, content_type="application/atom+xml; charset=utf-8")
    etag = f'"{hashlib.sha256(body.encode()).hexdigest()[:32]}"'
    response["ETag"] = etag
    if subject.consultation is None:  # the thread of somebody, which search engines leave out like its page
        response["X-Robots-Tag"] = "noindex"
    else:
        hidden_from_search(response, subject.consultation)
    moment = int(entries[0].at.timestamp()) if entries else None
    if moment is not None:
        response["Last-Modified"] = http_date(moment)
    shown = shown_in([pk] if subject.sort == Sort.CONSULTATION else [], now=database_now())
    patch_cache_control(response, public=True, max_age=shown.seconds(SECONDS))
    return get_conditional_response(request, etag, moment, response) or response


def _write(request: HttpRequest, subject: Subject, entries: list[Entry]) -> str:
    site = settings.PARVIS_ADDRESS
    written = Feed(
        title=printable(subject.title),
        link=site + subject.url,
        description=None,
        language=get_language(),
        feed_url=site + request.path,
        feed_guid=f"{site}/#{subject.sort}-{subject.pk}",
    )
    for entry in entries:
        written.add_item(
            title=printable(entry.title),
            link=site + entry.url,
            description=escape(printable(entry.text)),
            unique_id=f"{site}/#{entry.key}",
            pubdate=entry.at,
            updateddate=entry.at,
            author_name=printable(entry.author),
            language=entry.language,
        )
    return written.writeString("utf-8")


def printable(text: str) -> str:
    """Without what XML cannot hold; spaces that do not break are kept."""
    return "".join(sign for sign in text if sign.isprintable() or sign in "\n\t\u00a0\u202f")
