"""New contributions, what is said of them, and the answers they get."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import datetime

from django.db.models import Q

from parvis.consultations.enums import KindRole
from parvis.contributions.addressees import addressees_of
from parvis.contributions.coauthors import CoAuthor
from parvis.contributions.enums import State
from parvis.contributions.models import Contribution
from parvis.debate.models import HEARD, Argument
from parvis.following.enums import Fact, Sort
from parvis.following.news.lines import Line, Scope, Told, Via, last_of_each
from parvis.following.queries import has_thread
from parvis.organisations.enums import Role
from parvis.organisations.models import Representative
from parvis.restitution.enums import AnswerStatus
from parvis.restitution.models import Answer

UNREAD = ("contribution__search",)


def contributions(scope: Scope) -> Told:
    """Deposits in what is followed, identical ones once; two queries."""
    rows = Contribution.objects.listed().filter(
        consultation__live=True, created_at__gte=scope.earliest, created_at__lt=scope.until
    )
    rows = rows.exclude(kind__role=KindRole.PASSAGE)
    rows = rows.select_related(
        "consultation", "theme", "author__public_thread", "organisation", "gathering"
    ).defer("search")
    places = Q(consultation__in=scope.ids(Sort.CONSULTATION)) | Q(theme__in=scope.ids(Sort.THEME))
    by_place = last_of_each(rows.filter(places), "consultation", "theme")
    own = rows.filter(organisation=None, author__in=scope.ids(Sort.AUTHOR))
    by_author = last_of_each(own, "author")
    for row in [*by_place, *by_author]:
        vias = [*_by_author(row), *_by_place(row)]
        for person, via in scope.recipients(vias, but=row.author_id).items():
            key = f"contribution:{row.pk}"
            yield person, line_of(key, Fact.CONTRIBUTION, row, row.created_at, via=via)


def said(scope: Scope) -> Told:
    """Arguments, comments and replies: on what one wrote or signs, or in what one follows; three queries."""
    people, cosigned = list(scope.since), _cosigned(scope)
    rows = Argument.objects.filter(
        HEARD,
        state=State.PUBLISHED,
        contribution__state=State.PUBLISHED,
        contribution__consultation__live=True,
        created_at__gte=scope.earliest,
        created_at__lt=scope.until,
    )
    rows = rows.filter(
        Q(contribution__in=scope.ids(Sort.CONTRIBUTION))
        | Q(author__in=scope.ids(Sort.AUTHOR))
        | answered_for(people)
        | Q(contribution__in=list(cosigned))
        | Q(parent__author__in=people)
    )
    rows = rows.select_related(
        "contribution__consultation", "contribution__gathering", "parent", "author__public_thread"
    ).defer(*UNREAD)
    found = list(last_of_each(rows, "contribution"))
    told = addressees_of([row.contribution for row in found])
    for row in found:
        item = row.contribution
        authors = {row.parent.author_id if row.parent else None, *told[item.pk], *cosigned[item.pk]}
        own = (authors & set(people)) - {row.author_id}
        key = f"argument:{row.pk}"
        for person in own:
            if person is not None:
                yield person, line_of(key, Fact.SAID, item, row.created_at, is_own=True)
        vias = [by_itself(item), *_by_author(row)]
        for person, via in scope.recipients(vias, but=row.author_id).items():
            yield person, line_of(key, Fact.SAID, item, row.created_at, via=via)


def answers(scope: Scope) -> Told:
    """Official answers to what one wrote or signs, or in what one follows; four queries at most."""
    people, cosigned = list(scope.since), _cosigned(scope)
    rows = Answer.objects.filter(
        contribution__state=State.PUBLISHED,
        contribution__consultation__live=True,
        created_at__gte=scope.earliest,
        created_at__lt=scope.until,
    )
    rows = rows.filter(
        Q(contribution__consultation__in=scope.ids(Sort.CONSULTATION))
        | Q(contribution__theme__in=scope.ids(Sort.THEME))
        | Q(contribution__in=scope.ids(Sort.CONTRIBUTION))
        | answered_for(people)
        | Q(contribution__in=list(cosigned))
    )
    rows = rows.select_related(
        "contribution__consultation", "contribution__theme", "contribution__gathering"
    ).defer(*UNREAD)
    yours = answered_for(people) | Q(contribution__in=list(cosigned))
    found = [*rows.filter(yours), *last_of_each(rows.exclude(yours), "contribution__consultation")]
    told = addressees_of([row.contribution for row in found])
    for row in found:
        item = row.contribution
        key = f"answer:{item.pk}"
        fact = Fact.QUESTION if row.status == AnswerStatus.ANSWERED else Fact.ANSWER
        for person in {*told[item.pk], *cosigned[item.pk]} & set(people):
            yield person, line_of(key, fact, item, row.created_at, is_own=True)
        vias = [by_itself(item), *_by_place(item)]
        for person, via in scope.recipients(vias, but=item.author_id).items():
            yield person, line_of(key, Fact.ANSWER, item, row.created_at, via=via)


def answered_for(people: Collection[int]) -> Q:
    """What hangs on texts that some of these people wrote, or that organisations which they lead sign.

    Which of them is told of each is for `addressees_of` to say.
    """
    led = Representative.objects.filter(participant__in=people, role=Role.LEAD)
    return Q(contribution__author__in=people) | Q(contribution__organisation__in=led.values("organisation"))


def _cosigned(scope: Scope) -> defaultdict[int, list[int]]:
    """Texts that people of the batch sign with their author, and which of them do; one query."""
    rows = CoAuthor.objects.filter(participant__in=list(scope.since)).order_by("pk")
    found: defaultdict[int, list[int]] = defaultdict(list)
    for contribution, person in rows.values_list("contribution_id", "participant_id"):
        found[contribution].append(person)
    return found


def line_of(
    key: str, fact: Fact, item: Contribution, at: datetime, *, is_own: bool = False, via: Via | None = None
) -> Line:
    """A fact about a contribution, which leads to its page."""
    route = "contributions:versions" if fact == Fact.CHANGE else "front:contribution"
    return Line(key, at, fact, item.consultation.title, str(item), route, item.pk, is_own, via)


def by_itself(item: Contribution) -> Via:
    return Via(Sort.CONTRIBUTION, item.pk, str(item))


def _by_place(item: Contribution) -> Iterable[Via]:
    if item.theme is not None:
        yield Via(Sort.THEME, item.theme.pk, item.theme.name)
    yield Via(Sort.CONSULTATION, item.consultation_id, item.consultation.title)


def _by_author(row: Contribution | Argument) -> Iterable[Via]:
    """A thread closed since is followed by nobody; an organisation hides who sent its text."""
    if isinstance(row, Contribution) and row.organisation_id is not None:
        return
    if row.author is not None and has_thread(row.author):
        yield Via(Sort.AUTHOR, row.author.pk, str(row.author))
