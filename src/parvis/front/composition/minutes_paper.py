"""Minutes on paper: the same words as their page, as data for a drawing."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Sequence
from typing import Any
from urllib.parse import urljoin, urlsplit

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from parvis.front.composition.minutes import MinutesView, ReadPassage, links_to, who_came
from parvis.front.kit.keeping import kept_or_drawn
from parvis.front.kit.signs import drawable
from parvis.front.sheets.drawing import DRAWN_AS, draw_minutes
from parvis.front.sheets.material import Look
from parvis.gatherings.models import Event
from parvis.minutes.models import Minutes
from parvis.minutes.queries import links_of, named, waiting_corrections, written
from parvis.ui import words
from parvis.ui.data import Link

Said = dict[str, Any]


def public_pdf(view: MinutesView, look: Look) -> bytes:
    """The version that is read. Drawn once for each language, and again when anything changed in it."""
    said = material_of(view, look)
    signed = hashlib.sha256(json.dumps([DRAWN_AS, said]).encode()).hexdigest()
    key = f"minutes-{view.minutes.pk}-{said['lang']}"
    return kept_or_drawn(key, signed, lambda: draw_minutes(said))


def material_of(view: MinutesView, look: Look) -> Said:
    version = view.version
    url = settings.PARVIS_ADDRESS + reverse("front:minutes", args=[view.minutes.pk])
    address = urlsplit(url)
    signed = _("Written by %(who)s.") % {"who": version.written_by}
    files = [Link(page.title, page.get_full_url() or "") for page in view.resources]
    return {
        **_head(view.event, look),
        "about": [drawable(line) for line in (view.people, signed, view.corrected) if line],
        **_words(view.passages, version.attendance),
        "files": [_linked(one) for one in files if one.url],
        "versions": [drawable(_version(one.number, one.published_at, one.reason)) for one in view.versions],
        "digest": " ".join(re.findall("." * 16, version.digest)),
        "url": url,
        "address": f"{address.netloc}{address.path}",
    }


def draft_pdf(minutes: Minutes, look: Look) -> bytes:
    """What is being written, for its team: every page says that it is a draft. Few queries."""
    rows = written(minutes)
    links = links_of(rows)
    found = named([(str(one.target), one.target_pk) for held in links.values() for one in held])
    passages = []
    for row in rows:
        keys = [(str(one.target), one.target_pk) for one in links.get(row.pk, ())]
        known = links_to([found[key] for key in keys if key in found], minutes.event.consultation)
        passages.append(ReadPassage(row.anchor, row.text, row.is_heading, known))
    groups = [[row.label, row.people] for row in minutes.attendance.all()]
    by = minutes.written_by
    about = [who_came(groups), _("Written by %(who)s.") % {"who": by} if by else ""]
    return draw_minutes(
        {
            **_head(minutes.event, look),
            "about": [drawable(line) for line in about if line],
            **_words(passages, groups),
            "draft": _waiting(minutes),
            "files": [],
            "versions": [],
            "digest": "",
            "url": "",
            "address": "",
        }
    )


def _waiting(minutes: Minutes) -> str:
    said = _("Draft, for the team: these words are not published.")
    if waiting_corrections(minutes).exists():
        said = " ".join([said, _("Corrections still wait for an answer.")])
    return drawable(said)


def _head(event: Event, look: Look) -> Said:
    consultation = event.consultation
    where = f", {event.place}" if event.place else ""
    return {
        "lang": get_language(),
        "colour": look.colour,
        "site": drawable(look.site),
        "organiser": drawable(consultation.organiser),
        "consultation": drawable(consultation.title),
        "event": drawable(event.title),
        "title": drawable(_("Minutes: %(title)s") % {"title": event.title}),
        "when": drawable(words.moment(event.starts_at) + where),
        "draft": "",
        "labels": _labels(),
    }


def _labels() -> dict[str, str]:
    return {
        "agenda": _("Agenda"),
        "attendance": _("Who came"),
        "group": _("Group"),
        "people": _("People"),
        "files": _("Attached files"),
        "versions": _("Versions"),
        "fingerprint": _("The public log holds the fingerprint of these words:"),
        "online": _("To read on line, with the former versions:"),
        "qr": _("QR code that leads to the page of these minutes"),
        "page": _("page"),
        "draft": pgettext("minutes", "Draft"),
    }


def _words(passages: Sequence[ReadPassage], groups: Sequence[Sequence[Any]]) -> Said:
    rows = [[drawable(str(label)), words.number(int(people))] for label, people in groups]
    if len(rows) > 1:
        rows.append([_("Total"), words.number(sum(int(people) for _label, people in groups))])
    drawn = [_passage(one) for one in passages]
    return {
        "agenda": [" ".join(one["paragraphs"][0]) for one in drawn if one["heading"] and one["paragraphs"]],
        "passages": drawn,
        "attendance": rows,
    }


def _passage(one: ReadPassage) -> Said:
    """A heading is one line, whatever was typed."""
    text = " ".join(one.text.split()) if one.is_heading else one.text
    paragraphs = [[drawable(line) for line in part.split("\n")] for part in re.split(r"\n{2,}", text)]
    return {
        "heading": one.is_heading,
        "paragraphs": [lines for lines in paragraphs if any(lines)],
        "links": [_linked(link) for link in one.links],
    }


def _linked(link: Link) -> dict[str, str]:
    url = urljoin(settings.PARVIS_ADDRESS, link.url)
    return {"label": drawable(link.label) or url, "url": url}


def _version(number: int, when: Any, reason: str) -> str:
    said = _("Version %(n)s, %(when)s") % {"n": number, "when": words.moment(when)}
    return f"{said} – {reason}" if reason else said
