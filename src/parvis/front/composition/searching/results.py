"""What was found, as lines of a page: a title, where it is from, and the passage that holds the words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _
from wagtail.models import Page

from parvis.consultations.models import ConsultationPage
from parvis.contributions.finding import Match, excerpts
from parvis.contributions.models import Contribution
from parvis.contributions.queries import in_order
from parvis.contributions.search import Piece, pieces
from parvis.contributions.templatetags.contributions import opening, public_title
from parvis.front.composition.elsewhere import ELSEWHERE, Elsewhere, lines_of
from parvis.front.composition.searching.guides import CHAPTER, METHOD, PRACTICE, guides_found
from parvis.front.composition.searching.pages import pages_found
from parvis.front.composition.summaries import Summary
from parvis.front.enums import Section
from parvis.gatherings.models import Event
from parvis.minutes.finding import EVENT, MINUTES, events_found, minutes_found
from parvis.minutes.models import Minutes
from parvis.pages.languages import foreign
from parvis.pages.models import NewsPage, ResourcePage
from parvis.restitution.finding import ANSWER, SYNTHESIS, answers_found, syntheses_found
from parvis.restitution.models import Answer, SynthesisPage
from parvis.ui import words as told

TITLE = 90


@dataclass(frozen=True, slots=True)
class Result:
    """One line. `sort` says what it is, `place` the consultation that it belongs to, `note` its moment.

    `language`: of the title and the pieces, when it is not the reader's. `host`: the other site where it is.
    """

    title: str
    url: str
    sort: str
    place: str = ""
    note: str = ""
    tags: tuple[str, ...] = ()
    pieces: list[Piece] = field(default_factory=list)
    language: str = ""
    host: str = ""


def read_results(
    section: Section, matches: Sequence[Match], summaries: Mapping[int, Summary], words: str
) -> list[Result]:
    """The lines of these matches of one section, in their order; a fixed number of queries."""
    match section:
        case Section.CONSULTATIONS:
            return _consultations(matches, summaries)
        case Section.CONTRIBUTIONS:
            return _contributions([match.pk for match in matches], words)
        case Section.ANSWERS:
            found = _answers(matches, summaries, words)
        case Section.EVENTS:
            found = _events(matches, summaries, words)
        case Section.GUIDES:
            found = _guides(matches, words)
        case _:
            found = _pages(matches, summaries, words)
    return [found[match] for match in matches if match in found]


def _consultations(matches: Sequence[Match], summaries: Mapping[int, Summary]) -> list[Result]:
    """Of this site, and held elsewhere: a query when there are some."""
    held = lines_of([match.pk for match in matches if match.source == ELSEWHERE])
    found = []
    for match in matches:
        if match.source != ELSEWHERE:
            found.append(_consultation(summaries[match.pk]))
        elif match.pk in held:
            found.append(_elsewhere(held[match.pk]))
    return found


def _elsewhere(one: Elsewhere) -> Result:
    page = one.page
    return Result(
        title=page.title,
        url=page.address,
        sort=_("Consultation held elsewhere"),
        place=page.organiser,
        note=" · ".join(one.marks[:1]),
        tags=(capfirst(str(one.state.label)),),
        pieces=[Piece(page.summary)] if page.summary else [],
        language=_foreign(page.language),
        host=page.host,
    )


def _consultation(summary: Summary) -> Result:
    page = summary.consultation
    return Result(
        title=page.title,
        url=summary.url,
        sort=_("Consultation"),
        place=page.organiser,
        note=summary.limit,
        tags=(capfirst(str(summary.position.stage.label)),),
        pieces=[Piece(page.summary)] if page.summary else [],
    )


def _contributions(ids: Sequence[int], words: str) -> list[Result]:
    found = excerpts(ids, words) if ids else {}
    return [_contribution(row, found[row.pk]) for row in (in_order(ids) if ids else [])]


def _contribution(row: Contribution, excerpt: str) -> Result:
    return Result(
        title=row.shown_title or opening(row.shown_text, TITLE),
        url=reverse("front:contribution", args=[row.pk]),
        sort=capfirst(row.kind.name),
        place=row.consultation.title,
        note=_dated(row.created_at),
        tags=(row.theme.name,) if row.theme else (),
        pieces=pieces(excerpt),
    )


def _answers(matches: Sequence[Match], summaries: Mapping[int, Summary], words: str) -> dict[Match, Result]:
    answers = answers_found([match.pk for match in matches if match.source == ANSWER], words)
    syntheses = syntheses_found([match.pk for match in matches if match.source == SYNTHESIS], words)
    found = {}
    for match in matches:
        summary = summaries.get(match.consultation or 0)
        place = summary.consultation if summary else None
        if place and match.source == ANSWER and match.pk in answers:
            found[match] = _answer(*answers[match.pk], place)
        elif place and match.source == SYNTHESIS and match.pk in syntheses:
            found[match] = _synthesis(*syntheses[match.pk], place)
    return found


def _answer(answer: Answer, excerpt: str, place: ConsultationPage) -> Result:
    contribution = answer.contribution
    return Result(
        title=_("Answer to: %(title)s") % {"title": public_title(contribution)},
        url=f"{reverse('front:contribution', args=[contribution.pk])}#answer",
        sort=_("Official answer"),
        place=place.title,
        note=_dated(answer.created_at),
        tags=(capfirst(answer.get_status_display()),),
        pieces=pieces(excerpt),
    )


def _synthesis(page: SynthesisPage, excerpt: str, place: ConsultationPage) -> Result:
    return Result(
        title=page.title,
        url=reverse("front:synthesis", args=[place.slug]),
        sort=_("Synthesis"),
        place=place.title,
        note=_dated(page.first_published_at),
        pieces=pieces(excerpt),
    )


def _events(matches: Sequence[Match], summaries: Mapping[int, Summary], words: str) -> dict[Match, Result]:
    """To come, and minutes of those that took place."""
    events = events_found([match.pk for match in matches if match.source == EVENT], words)
    minutes = minutes_found([match.pk for match in matches if match.source == MINUTES], words)
    found = {}
    for match in matches:
        summary = summaries.get(match.consultation or 0)
        place = summary.consultation.title if summary else ""
        if match.source == EVENT and match.pk in events:
            found[match] = _event(*events[match.pk], place)
        elif match.source == MINUTES and match.pk in minutes:
            found[match] = _minutes(*minutes[match.pk], place)
    return found


def _event(event: Event, excerpt: str, place: str) -> Result:
    where = event.where or capfirst(event.get_format_display())
    return Result(
        title=event.title,
        url=reverse("front:event", args=[event.pk]),
        sort=_("Event"),
        place=place,
        note=f"{told.moment(event.starts_at)}, {where}",
        tags=(pgettext("event", "Cancelled"),) if event.is_cancelled else (),
        pieces=pieces(excerpt),
    )


def _minutes(minutes: Minutes, excerpt: str, place: str) -> Result:
    return Result(
        title=minutes.event.title,
        url=reverse("front:minutes", args=[minutes.pk]),
        sort=_("Minutes of an event"),
        place=place,
        note=_dated(minutes.event.starts_at),
        pieces=pieces(excerpt),
    )


def _guides(matches: Sequence[Match], words: str) -> dict[Match, Result]:
    sorts = {METHOD: _("Method"), PRACTICE: _("Good practice"), CHAPTER: _("Chapter of the manual")}
    return {
        match: Result(
            title=guide.title,
            url=guide.url,
            sort=sorts[guide.source],
            pieces=pieces(excerpt),
            language=_foreign(guide.language),
        )
        for match, (guide, excerpt) in guides_found(matches, words).items()
    }


def _foreign(language: str) -> str:
    return "" if language == get_language() else language


def _pages(matches: Sequence[Match], summaries: Mapping[int, Summary], words: str) -> dict[Match, Result]:
    titles = {pk: summary.consultation.title for pk, summary in summaries.items()}
    return {
        match: _page(page, excerpt, titles.get(match.consultation or 0, ""))
        for match, (page, excerpt) in pages_found(matches, words).items()
    }


def _page(page: Page, excerpt: str, place: str) -> Result:
    match page:
        case NewsPage():
            sort, note = _("Piece of news"), _dated(page.date)
        case ResourcePage():
            sort, note = capfirst(page.get_form_display()), page.publisher
        case _:
            sort, note = _("Article"), ""
    return Result(
        title=page.title,
        url=reverse("wagtail_serve", args=[page.url_path.split("/", 2)[2]]),
        sort=sort,
        place=place,
        note=note,
        pieces=pieces(excerpt),
        language=foreign(page),
    )


def _dated(moment: date | datetime | None) -> str:
    return told.day(moment) if moment else ""
