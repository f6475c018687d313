"""What a feed holds: the fifty newest things that everybody may read. Always of nobody in particular."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q
from django.http import Http404
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from parvis.accounts.models import Participant
from parvis.consultations.enums import KindRole
from parvis.consultations.models import ConsultationPage
from parvis.consultations.queries import database_now
from parvis.contributions.enums import State
from parvis.contributions.merging import name_of
from parvis.contributions.models import Contribution
from parvis.debate.models import HEARD, Argument
from parvis.following.announcing import shown_in
from parvis.following.enums import LEFT, Sort
from parvis.following.letters import Letter
from parvis.following.queries import Subject, below_home, subject_of
from parvis.following.words import one_line
from parvis.pages.queries import news
from parvis.restitution.models import Answer, Commitment, CommitmentUpdate

MOST = 50


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry. `key` never changes; `text` is plain; `language`: of its words, if not the feed's."""

    key: str
    title: str
    text: str
    url: str
    at: datetime
    author: str
    language: str = ""


def public_subject(sort: str, pk: int) -> Subject:
    """What anybody sees, or Http404."""
    subject = subject_of(AnonymousUser(), sort, pk)
    if not subject.is_seen:
        raise Http404
    return subject


def entries_of(subject: Subject) -> list[Entry]:
    """The newest first, at most fifty; the number of queries does not depend on how many."""
    match subject.sort:
        case Sort.CONSULTATION:
            inside = Q(consultation=subject.pk)
            page = subject.consultation
            found = [*_texts(inside), *_answers(inside), *_news(page), *_told(page), *_promised(page)]
        case Sort.THEME:
            inside = Q(theme=subject.pk)
            found = [*_texts(inside), *_answers(inside)]
        case Sort.CONTRIBUTION:
            found = [*_said(Q(contribution=subject.pk)), *_answers(Q(pk=subject.pk))]
        case _:
            own = Q(author=subject.pk)
            found = [*_texts(own & Q(organisation=None)), *_said(own)]
    return sorted(found, key=lambda entry: entry.at, reverse=True)[:MOST]


def _texts(inside: Q) -> list[Entry]:
    rows = Contribution.objects.listed().filter(inside, consultation__live=True)
    rows = rows.exclude(kind__role=KindRole.PASSAGE).defer("search")
    rows = rows.select_related("author", "organisation", "gathering")
    return [
        Entry(
            f"contribution-{row.pk}",
            one_line(str(row)),
            row.shown_text,
            _page(row.pk),
            row.created_at,
            name_of(row),
        )
        for row in rows.order_by("-created_at", "-pk")[:MOST]
    ]


def _said(inside: Q) -> list[Entry]:
    rows = Argument.objects.filter(HEARD, inside, state=State.PUBLISHED, contribution__state=State.PUBLISHED)
    rows = rows.filter(contribution__consultation__live=True)
    rows = rows.select_related("author", "contribution__gathering").defer("contribution__search")
    return [
        Entry(
            f"argument-{row.pk}",
            _("On: %(title)s") % {"title": one_line(str(row.contribution))},
            row.text,
            _page(row.contribution_id),
            row.created_at,
            _name(row.author),
        )
        for row in rows.order_by("-created_at", "-pk")[:MOST]
    ]


def _answers(inside: Q) -> list[Entry]:
    """The last answer to each text."""
    texts = Contribution.objects.published().filter(inside, consultation__live=True)
    rows = Answer.objects.filter(contribution__in=texts.values("pk"))
    last = rows.order_by("contribution", "-id").distinct("contribution").values("pk")
    rows = Answer.objects.filter(pk__in=last).select_related("contribution__gathering")
    return [
        Entry(
            f"answer-{row.pk}",
            _("Answered by the organiser: %(title)s") % {"title": one_line(str(row.contribution))},
            row.text,
            _page(row.contribution_id),
            row.created_at,
            row.signature,
        )
        for row in rows.defer("contribution__search").order_by("-id")[:MOST]
    ]


def _news(page: ConsultationPage | None) -> list[Entry]:
    if page is None:
        return []
    rows = news(below=page).exclude(first_published_at=None).order_by("-first_published_at")[:MOST]
    return [
        Entry(
            f"news-{row.pk}",
            one_line(row.title),
            row.summary,
            reverse("wagtail_serve", args=[below_home(row)]),
            row.first_published_at,
            page.organiser,
            row.foreign,
        )
        for row in rows
    ]


def _told(page: ConsultationPage | None) -> list[Entry]:
    """The announcements that are shown, and the letters that left."""
    if page is None:
        return []
    here, language = reverse("front:consultation", args=[page.slug]), get_language() or "fr"
    shown = shown_in([page.pk], now=database_now()).banners.get(page.pk, [])
    banners = [
        Entry(
            f"announcement-{one.pk}",
            one_line(one.text),
            one.text,
            one.link or here,
            one.starts_at,
            page.organiser,
        )
        for one in shown
    ]
    rows = Letter.objects.filter(consultation=page, state__in=LEFT).order_by("-left_at")[:MOST]
    letters = [
        Entry(
            f"letter-{row.pk}",
            one_line(row.words(language).subject),
            row.words(language).text,
            reverse("front:letter", args=[page.slug, row.pk]),
            row.left_at,
            page.organiser,
        )
        for row in rows
        if row.left_at is not None
    ]
    return [*banners, *letters]


def _promised(page: ConsultationPage | None) -> list[Entry]:
    """Commitments, and news of them."""
    if page is None:
        return []
    made = Commitment.objects.filter(consultation=page).order_by("-created_at")[:MOST]
    news = CommitmentUpdate.objects.filter(commitment__consultation=page).select_related("commitment")
    told = news.order_by("-created_at")[:MOST]
    return [
        *(_of_commitment("commitment", row, row, page) for row in made),
        *(_of_commitment("commitment-news", row, row.commitment, page) for row in told),
    ]


def _of_commitment(
    key: str, row: Commitment | CommitmentUpdate, commitment: Commitment, page: ConsultationPage
) -> Entry:
    title = _("Commitment no. %(number)s: %(title)s")
    return Entry(
        f"{key}-{row.pk}",
        title % {"number": commitment.number, "title": one_line(commitment.title)},
        row.text,
        reverse("front:commitment", args=[page.slug, commitment.number]),
        row.created_at,
        commitment.owner,
    )


def _page(pk: int) -> str:
    return reverse("front:contribution", args=[pk])


def _name(author: Participant | None) -> str:
    return (author.public_name if author is not None else "") or _("Somebody")
