"""What may be followed, by whom it is, and what one follows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.db.models import Model, QuerySet
from django.http import Http404
from django.urls import reverse
from wagtail.models import Page

from parvis.accounts.models import Participant
from parvis.consultations import permissions as consultations
from parvis.consultations.models import ConsultationPage, Theme
from parvis.contributions.models import Contribution
from parvis.contributions.permissions import is_public
from parvis.following.enums import LEFT, Rhythm, Sort
from parvis.following.models import Digest, Letter, Subscription
from parvis.following.permissions import can
from parvis.pages.models import HOME_DEPTH

Actor = Participant | AnonymousUser
PAGE_SIZE = 20


@dataclass(frozen=True, slots=True)
class Subject:
    """Something that may be followed: its title and its page, for whoever sees it."""

    sort: Sort
    pk: int
    title: str
    url: str
    is_seen: bool
    consultation: ConsultationPage | None = None


@dataclass(frozen=True, slots=True)
class Button:
    """The button that follows something, or stops; `results_only` says that the result alone is followed."""

    sort: Sort
    pk: int
    followed: bool
    results_only: bool


@dataclass(frozen=True, slots=True)
class FollowedPage:
    """What somebody follows, the last first; `next` is empty at the end."""

    items: list[Subscription]
    next: str


def subject_of(actor: Actor, sort: str, pk: int) -> Subject:
    """What an address names, whether or not the actor sees it; Http404 when there is none."""
    rows: dict[str, QuerySet[Model]] = {
        Sort.CONSULTATION: ConsultationPage.objects.all(),
        Sort.THEME: Theme.objects.select_related("consultation"),
        Sort.CONTRIBUTION: Contribution.objects.select_related("consultation", "gathering").defer("search"),
        Sort.AUTHOR: Participant.objects.select_related("public_thread"),
    }
    found = rows[sort].filter(pk=pk).first() if sort in rows else None
    if found is None:
        raise Http404
    return describe(actor, found)


def describe(actor: Actor, row: Model) -> Subject:
    """One thing in words, and whether the actor sees it."""
    match row:
        case ConsultationPage():
            url = reverse("front:consultation", args=[row.slug])
            return Subject(Sort.CONSULTATION, row.pk, row.title, url, _sees(actor, row), row)
        case Theme():
            url = f"{reverse('front:contributions', args=[row.consultation.slug])}?theme={row.pk}"
            seen = _sees(actor, row.consultation)
            return Subject(Sort.THEME, row.pk, row.name, url, seen, row.consultation)
        case Contribution():
            url = reverse("front:contribution", args=[row.pk])
            seen = is_public(row) and _sees(actor, row.consultation)
            return Subject(Sort.CONTRIBUTION, row.pk, str(row), url, seen, row.consultation)
        case Participant():
            url = reverse("front:person", args=[row.pk])
            return Subject(Sort.AUTHOR, row.pk, str(row), url, has_thread(row))
    raise TypeError(row)


def _sees(actor: Actor, consultation: ConsultationPage) -> bool:
    return consultations.can(actor, "see", consultation)


def has_thread(person: Participant | None) -> bool:
    """Whether somebody's public thread is open, under a name that they chose."""
    if person is None or not (person.is_active and person.public_name):
        return False
    return getattr(person, "public_thread", None) is not None


def seen_subject(actor: Actor, sort: str, pk: int) -> Subject:
    """What the actor sees; forbidden and non-existent look the same (Http404)."""
    subject = subject_of(actor, sort, pk)
    if not can(actor, "see", subject):
        raise Http404
    return subject


def subscriptions_to(actor: Actor, sort: str, pk: int) -> QuerySet[Subscription]:
    """The row by which the actor follows this, if any."""
    if not actor.is_authenticated or sort not in Sort.values:
        return Subscription.objects.none()
    return Subscription.objects.filter(participant_id=actor.pk, **{sort: pk})


def button(actor: Actor, sort: Sort, pk: int) -> Button:
    """The button beside something, for this reader; one query at most."""
    row = subscriptions_to(actor, sort, pk).first()
    return Button(sort, pk, row is not None, row is not None and row.results_only)


def followed_by(actor: Participant, *, after: str = "") -> FollowedPage:
    """One page of what somebody follows; one query."""
    rows = Subscription.objects.filter(participant=actor).order_by("-pk")
    rows = rows.select_related(
        "consultation", "theme__consultation", "contribution__consultation", "contribution__gathering",
        "author__public_thread",
    ).defer("contribution__search")  # fmt: skip
    if re.fullmatch(r"\d{1,18}", after):
        rows = rows.filter(pk__lt=int(after))
    found = list(rows[: PAGE_SIZE + 1])
    shown: Sequence[Subscription] = found[:PAGE_SIZE]
    return FollowedPage(list(shown), str(shown[-1].pk) if len(found) > PAGE_SIZE else "")


def subject_in(row: Subscription) -> Subject:
    """What a subscription is to, as its page is shown to everybody; its relations are fetched."""
    found = (row.consultation, row.theme, row.contribution, row.author)
    return describe(AnonymousUser(), next(one for one in found if one is not None))


def letters_of(consultation: ConsultationPage) -> QuerySet[Letter]:
    """The letters that left, the last first: everybody reads them where the consultation is public."""
    return Letter.objects.filter(consultation=consultation, state__in=LEFT).order_by("-left_at", "-pk")


def rhythm_of(person: Participant) -> Rhythm:
    """How often somebody is written to; who never said, once a day."""
    found = Digest.objects.filter(participant=person).values_list("rhythm", flat=True).first()
    return Rhythm(found) if found else Rhythm.DAILY


def below_home(page: Page) -> str:
    """Its address below the home page, in no language: what the pattern of the site takes; no query."""
    return str(page.url_path).split("/", HOME_DEPTH)[HOME_DEPTH]
