"""What the desk shows of letters and announcements: where they stand, and what it proposes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import Http404
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from parvis.consultations.models import ConsultationPage, Phase
from parvis.consultations.queries import Actor, asked_kinds, consultations_of
from parvis.following import announcing
from parvis.following.announcements import Announcement
from parvis.following.domain.carry_letters import count_stopped
from parvis.following.enums import CopyState, Segment
from parvis.following.letters import Letter
from parvis.following.queries import below_home
from parvis.front.desk.page import children_of
from parvis.pages.models import ArticlePage, NewsPage, ResourcePage
from parvis.ui import words

MOST = 50


@dataclass(frozen=True, slots=True)
class Standing:
    """What became of a letter, in people. `skipped` no longer agreed when its turn came, or left the site."""

    people: int
    sent: int
    failed: int
    waiting: int
    skipped: int
    stopped: int


def standing(letter: Letter) -> Standing | None:
    """Of one that left; two queries."""
    if not letter.has_left:
        return None
    waiting = letter.copies.filter(state__in=[CopyState.WAITING, CopyState.WRITTEN]).count()
    counted = letter.sent + letter.failed + waiting
    stopped = letter.stopped if letter.stopped is not None else count_stopped(letter)
    return Standing(
        letter.people, letter.sent, letter.failed, waiting, max(0, letter.people - counted), stopped
    )


@dataclass(frozen=True, slots=True)
class Board:
    """The page of letters and announcements of a consultation."""

    suggestions: list[announcing.Suggestion]
    announcements: list[tuple[Announcement, str]]
    letters: list[Letter]


def board(consultation: ConsultationPage, *, now: datetime) -> Board:
    """Six queries at most."""
    phases = list(consultation.phases.all()) if consultation.live else []
    rows = list(consultation.announcements.all()[:MOST])
    return Board(
        suggestions=announcing.suggestions(phases, now=now),
        announcements=[(row, _moment(row, now)) for row in rows],
        letters=list(consultation.letters.all()[:MOST]),
    )


@dataclass(frozen=True, slots=True)
class Animated:
    """One consultation on the page of all of them."""

    consultation: ConsultationPage
    proposals: list[announcing.Suggestion]
    planned: list[Letter]


def overview(actor: Actor, *, now: datetime) -> list[Animated]:
    """Of everything that somebody animates, the newest first; six queries whatever their number."""
    pages = list(consultations_of(actor)[:MOST])
    mine = announcing.animated_by(actor, [page.pk for page in pages])
    live = [page.pk for page in pages if page.live and page.pk in mine]
    proposed: dict[int, list[announcing.Suggestion]] = {}
    for one in announcing.suggestions(list(Phase.objects.filter(consultation__in=live)), now=now):
        proposed.setdefault(one.phase.consultation_id, []).append(one)
    planned = announcing.planned_in(mine)
    return [
        Animated(page, proposed.get(page.pk, []), planned.get(page.pk, []))
        for page in pages
        if page.pk in mine
    ]


def _moment(row: Announcement, now: datetime) -> str:
    if row.ends_at <= now:
        return "over"
    return "shown" if row.starts_at <= now else "coming"


def letter_for(consultation: ConsultationPage, pk: int) -> Letter:
    found: Letter | None = consultation.letters.select_related("consultation").filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def announcement_for(consultation: ConsultationPage, pk: int) -> Announcement:
    rows = consultation.announcements.select_related("consultation")
    found: Announcement | None = rows.filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def ending(consultation: ConsultationPage, named: str, *, now: datetime) -> Phase | None:
    """The phase that an address proposes to speak of, as long as it ends soon."""
    if not named.isascii() or not named.isdigit() or len(named) > 18:
        return None
    phase = consultation.phases.filter(pk=int(named)).first()
    return phase if phase is not None and announcing.ends_soon(phase, now=now) else None


def proposed_announcement(phase: Phase | None, *, now: datetime) -> dict[str, Any]:
    """What the form begins with: of a phase that ends, its sentence in both languages."""
    if phase is None:
        return {"starts_at": now}
    first = {f"text_{language}": sentence(phase, language, now=now) for language in ("fr", "en")}
    return {**first, "starts_at": now, "ends_at": phase.ends_at, "link": _home_of(phase.consultation)}


def proposed_letter(phase: Phase | None, *, now: datetime) -> dict[str, Any]:
    if phase is None:
        return {"segment": Segment.FOLLOWERS}
    first: dict[str, Any] = {"segment": Segment.FOLLOWERS, "link": _home_of(phase.consultation)}
    for language in ("fr", "en"):
        first[f"subject_{language}"] = sentence(phase, language, now=now)[:120]
        first[f"text_{language}"] = _body(phase, language, now=now)
    return first


def sentence(phase: Phase, language: str, *, now: datetime) -> str:
    with translation.override(language):
        left = words.time_left(phase.ends_at or now, now=now)
        return _("%(phase)s: %(left)s") % {"phase": phase.title[:100], "left": left}


def _body(phase: Phase, language: str, *, now: datetime) -> str:
    with translation.override(language):
        said = _(
            "Hello,\n\n“%(phase)s” ends on %(moment)s. Until then, you may still take part, and change what"
            " you said.\n\nThank you for following this consultation."
        )
        return said % {"phase": phase.title, "moment": words.moment(phase.ends_at or now)}


def link_choices(consultation: ConsultationPage) -> list[tuple[str, str]]:
    """The pages of a consultation to which a text may lead, their paths in the language of the site."""
    faces = [
        ("front:consultation", _("The consultation")),
        ("front:contributions", _("Its contributions")),
        ("front:result", _("Its results")),
        ("front:rules", _("Its rules")),
    ]
    if asked_kinds([consultation.pk]).exists():
        faces.append(("front:questions", _("Questions to the organiser")))
    pages = [
        page
        for group in children_of(consultation)
        for page in group.pages
        if page.live and page.content_type.model_class() in (NewsPage, ResourcePage, ArticlePage)
    ]
    with translation.override(settings.LANGUAGE_CODE):
        own = [(reverse(route, args=[consultation.slug]), label) for route, label in faces]
        return [*own, *((reverse("wagtail_serve", args=[below_home(page)]), page.title) for page in pages)]


def _home_of(consultation: ConsultationPage) -> str:
    with translation.override(settings.LANGUAGE_CODE):
        return reverse("front:consultation", args=[consultation.slug])
