"""What the public body commits itself to, and what comes of it, for those whom it answers and who follow."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable

from django.db.models import Q, QuerySet

from parvis.ballots.models import Vote
from parvis.contributions.addressees import addressees_of, cosigners_of
from parvis.contributions.enums import State
from parvis.contributions.models import Contribution
from parvis.following.enums import Fact, Sort
from parvis.following.news.lines import Line, Scope, Told, Via, last_of_each
from parvis.following.news.texts import by_itself
from parvis.restitution.models import Commitment, CommitmentLink, CommitmentUpdate

Texts = dict[int, list[Contribution]]
People = defaultdict[int, set[int]]


def commitments(scope: Scope) -> Told:
    """New ones, then news of them; a fixed number of queries, two where there is nothing.

    It answers those who wrote, sign or support a text that it is about; others follow that text, its theme
    or the consultation.
    """
    made = list(last_of_each(_recent(Commitment.objects.all(), scope, "consultation"), "consultation"))
    told = _recent(CommitmentUpdate.objects.all(), scope, "commitment__consultation")
    news = list(last_of_each(told, "commitment__consultation"))
    about = {row.pk: row for row in made} | {row.commitment_id: row.commitment for row in news}
    if not about:
        return
    texts = _texts(about)
    answered = _answered(scope, texts)
    vias = {pk: scope.recipients(_vias(one, texts[pk]), but=None) for pk, one in about.items()}
    facts = [(Fact.COMMITMENT, row, row) for row in made]
    for fact, row, one in [*facts, *((Fact.COMMITMENT_NEWS, row, row.commitment) for row in news)]:
        place = (one.consultation.title, one.title, "front:commitment", (one.consultation.slug, one.number))
        key = f"{fact.name}:{row.pk}"
        for person in answered[one.pk]:
            yield person, Line(key, row.created_at, fact, *place, is_own=True)
        for person, via in vias[one.pk].items():
            yield person, Line(key, row.created_at, fact, *place, via=via)


def _recent(rows: QuerySet, scope: Scope, page: str) -> QuerySet:
    public = Q(**{f"{page}__live": True})
    rows = rows.filter(public, created_at__gte=scope.earliest, created_at__lt=scope.until)
    return rows.select_related(page).order_by("pk")


def _texts(about: Collection[int]) -> Texts:
    """The public texts that each of these commitments answers; one query."""
    links = CommitmentLink.objects.filter(commitment__in=about, contribution__state=State.PUBLISHED)
    related = ("contribution__theme", "contribution__gathering", "contribution__consultation")
    found: Texts = defaultdict(list)
    for link in links.select_related(*related).defer("contribution__search"):
        found[link.commitment_id].append(link.contribution)
    return found


def _answered(scope: Scope, texts: Texts) -> People:
    """Those of the batch who wrote, sign or support a text that each commitment answers."""
    all_texts = {text.pk: text for held in texts.values() for text in held}
    told, signs = addressees_of(all_texts.values()), cosigners_of(all_texts.values())
    votes = Vote.objects.filter(
        voter__in=list(scope.since), contribution__in=all_texts, is_live=True, choice__gt=0, set_aside=None
    )
    by_text: People = defaultdict(set, {pk: {*told[pk], *signs[pk]} for pk in all_texts})
    for pk, person in votes.order_by().values_list("contribution_id", "voter_id"):
        by_text[pk].add(person)
    found: People = defaultdict(set)
    for commitment, held in texts.items():
        for text in held:
            found[commitment] |= by_text[text.pk] & set(scope.since)
    return found


def _vias(one: Commitment, texts: Iterable[Contribution]) -> Iterable[Via]:
    for text in texts:
        yield by_itself(text)
        if text.theme is not None:
            yield Via(Sort.THEME, text.theme.pk, text.theme.name)
    yield Via(Sort.CONSULTATION, one.consultation_id, one.consultation.title)
