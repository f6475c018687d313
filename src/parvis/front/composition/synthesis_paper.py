"""A synthesis to take away: the same words as its page, as a PDF for all readers, a DOCX and an ODT."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from wagtail.rich_text import expand_db_html

from parvis.consultations.models import PhaseAction
from parvis.contributions.domain.receipt import reference
from parvis.contributions.templatetags.contributions import opening, public_title
from parvis.front.composition.synthesis import PublicView
from parvis.front.composition.synthesis_words import gone_of, mark_of, short_mark_of, signature_of
from parvis.front.kit.keeping import kept_or_drawn
from parvis.front.kit.signs import drawable
from parvis.front.sheets.drawing import draw_synthesis, drawn_as
from parvis.front.sheets.material import Look
from parvis.front.sheets.office import WRITTEN_AS, Format, written
from parvis.front.sheets.rich import blocks
from parvis.gatherings.models import Event
from parvis.restitution.showing import ShownFinding, ShownPart, ShownQuote, ShownTopic
from parvis.ui import words
from parvis.ui.charts import BarChart

Said = dict[str, Any]
RUNNING = 90
"""Characters of a running head."""


def pdf(view: PublicView, look: Look) -> bytes:
    """Drawn once for each language, and again when anything changed in it."""
    said = material_of(view, look)
    return _kept(view, "pdf", [drawn_as(), said], lambda: draw_synthesis(said))


def office(view: PublicView, to: Format) -> bytes:
    """Written once for each language, and again when anything changed in it."""
    html, title, language = document(view), view.synthesis.title, get_language() or settings.LANGUAGE_CODE
    signed = [WRITTEN_AS, html, title]
    return _kept(view, to, signed, lambda: written(html, to, title=title, language=language))


def document(view: PublicView) -> str:
    """The whole as HTML, with whole addresses, and nothing to fetch."""
    context = {"view": view, "base": settings.PARVIS_ADDRESS, "is_paper": True, "url": _url(view)}
    html = render_to_string("front/synthesis_document.html", context)
    return re.sub(r'href="/(?!/)', f'href="{settings.PARVIS_ADDRESS}/', html)


def material_of(view: PublicView, look: Look) -> Said:
    consultation, version = view.consultation, view.version
    url = _url(view)
    address = urlsplit(url)
    return {
        "lang": get_language(),
        "colour": look.colour,
        "site": drawable(look.site),
        "organiser": drawable(consultation.organiser),
        "consultation": drawable(consultation.title),
        "title": drawable(view.synthesis.title),
        "summary": drawable(view.synthesis.summary),
        "about": [drawable(line) for line in (_version(view), view.mark) if line],
        "body": blocks(expand_db_html(str(view.synthesis.body))),
        "parts": [
            _part(place, part, is_marked=not view.mark) for place, part in enumerate(view.parts, start=1)
        ],
        "coverage": [drawable(line) for line in view.covered.sentences] if view.covered else [],
        "charts": [_chart(one) for one in view.covered.charts] if view.covered else [],
        "method": [drawable(line) for line in _method(view)],
        "remarks": _remarks(view),
        "digest": " ".join(re.findall("." * 16, version.digest)) if version else "",
        "url": url,
        "address": f"{address.netloc}{address.path}",
        "labels": _labels(),
    }


def _kept(view: PublicView, to: str, signed: Any, drawing: Callable[[], bytes]) -> bytes:
    print_of = hashlib.sha256(json.dumps(signed).encode()).hexdigest()
    return kept_or_drawn(f"synthesis-{view.synthesis.pk}-{to}-{get_language()}", print_of, drawing)


def _url(view: PublicView) -> str:
    return settings.PARVIS_ADDRESS + reverse("front:synthesis", args=[view.consultation.slug])


def _version(view: PublicView) -> str:
    if view.version is None:
        return ""
    when = words.moment(view.version.published_at)
    return _("Version %(n)s, %(when)s") % {"n": words.number(view.version.number), "when": when}


def _method(view: PublicView) -> list[str]:
    return [line for line in (*view.synthesis.method.splitlines(), view.method_of_drafts) if line.strip()]


def _part(place: int, part: ShownPart, *, is_marked: bool) -> Said:
    """`is_marked`: each finding says what wrote it; else one sentence says it of all."""
    return {
        "number": f"{words.number(place)}.",
        "title": drawable(part.title),
        "running": drawable(opening(f"{words.number(place)}. {part.title}", RUNNING)),
        "findings": [_finding(one, part.title, is_marked=is_marked) for one in part.findings],
    }


def _chart(one: BarChart) -> Said:
    return {
        "title": drawable(one.title),
        "header": drawable(one.row_header[:1].upper() + one.row_header[1:]),
        "unit": drawable(one.unit),
        "rows": [
            {
                "label": drawable(bar.label),
                "percent": bar.value or 0,
                "value": drawable(f"{words.share(round(bar.value or 0))} ({bar.note})"),
            }
            for bar in one.bars
        ],
    }


def _finding(one: ShownFinding, section: str, *, is_marked: bool) -> Said:
    return {
        "label": drawable(_("Finding %(place)s") % {"place": one.place}),
        "mark": drawable(mark_of(one)) if is_marked else "",
        "short_mark": "" if is_marked else drawable(short_mark_of(one)),
        "text": blocks(one.html),
        "quotes": [
            {
                "words": drawable(_quoted(quote.words)),
                "label": drawable(_signed(quote)),
                "url": _contribution(quote.contribution.pk),
            }
            for quote in one.quotes
        ],
        "sources": _sources(one, section),
        "gone": drawable(gone_of(one)),
    }


def _quoted(said: str) -> str:
    return _("“%(words)s”") % {"words": held_together(said)}


def held_together(said: str) -> str:
    """No line begins with a sign that people put apart from its word, nor ends with an opening one."""
    return re.sub(r"(?<=[«(\[]) | (?=[;:!?»%€)\]])", "\N{NO-BREAK SPACE}", said)


def _signed(quote: ShownQuote) -> str:
    named = [reference(quote.contribution), signature_of(quote)]
    return " ".join(dict.fromkeys(named))


def _sources(one: ShownFinding, section: str) -> list[Said]:
    """What is quoted above is named by its number alone."""
    quoted = {quote.contribution.pk for quote in one.quotes}
    listed = [
        (
            reference(item) if item.pk in quoted else f"{reference(item)} {public_title(item)}",
            _contribution(item.pk),
            item.pk in quoted,
        )
        for item, _row in one.texts
    ]
    listed += [(_topic(topic, section), _topic_page(topic), True) for topic in one.topics]
    listed += [(_ballot(ballot), _results(ballot), True) for ballot, _row in one.ballots]
    listed += [(page.title, page.get_full_url() or "", False) for page, _row in one.pages]
    listed += [(_minutes(event), _minutes_page(event), False) for event, _row in one.events]
    if more := one.text_count - len(one.texts):
        listed.append((_("and %(count)s more") % {"count": words.number(more)}, "", False))
    return [
        {"label": drawable(label) or url, "url": url, "is_short": is_short}
        for label, url, is_short in listed
        if label
    ]


def _ballot(ballot: PhaseAction) -> str:
    return f"{_('Vote:')} {ballot.kind.plural_name}, {ballot.phase.title}"


def _results(ballot: PhaseAction) -> str:
    address = reverse("front:result", args=[ballot.phase.consultation.slug])
    return f"{settings.PARVIS_ADDRESS}{address}#ranking"


def _minutes(event: Event) -> str:
    return _("Minutes of “%(title)s”, %(day)s") % {"title": event.title, "day": words.day(event.starts_at)}


def _minutes_page(event: Event) -> str:
    """Its minutes are there: it is cited for them."""
    return settings.PARVIS_ADDRESS + reverse("front:minutes", args=[event.minutes.pk])


def _topic_page(topic: ShownTopic) -> str:
    return settings.PARVIS_ADDRESS + reverse("front:topic", args=[topic.topic.pk]) if topic.has_page else ""


def _topic(topic: ShownTopic, section: str) -> str:
    count = words.number(topic.size)
    if topic.topic.title == section:
        return ngettext(
            "This topic: %(count)s contribution", "This topic: %(count)s contributions", topic.size
        ) % {"count": count}
    said = ngettext(
        "Topic “%(title)s”: %(count)s contribution", "Topic “%(title)s”: %(count)s contributions", topic.size
    )
    return said % {"title": topic.topic.title, "count": count}


def _contribution(pk: int) -> str:
    return settings.PARVIS_ADDRESS + reverse("front:contribution", args=[pk])


def _remarks(view: PublicView) -> list[dict[str, str]]:
    return [
        {
            "head": drawable(f"{one.get_kind_display()}, {one.signature}, {words.day(one.created_at)}"),
            "text": drawable(one.text),
        }
        for one in view.remarks
    ]


def _labels() -> dict[str, str]:
    return {
        "contents": _("Contents"),
        "sources": _("Sources"),
        "coverage": _("What the findings rest on"),
        "method": _("Who wrote it, and how"),
        "remarks": _("Remarks of the guarantor"),
        "fingerprint": _("The public log holds the fingerprint of these words:"),
        "online": _("To read on line, with every source:"),
        "qr": _("QR code that leads to the page of this synthesis"),
        "page": _("page"),
    }
