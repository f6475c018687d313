"""What became of all that somebody said: by consultation, the last they took part in first."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from django.db.models import Count, F, QuerySet, Window
from django.db.models.functions import RowNumber

from parvis.accounts.models import Participant
from parvis.ballots.models import Vote
from parvis.ballots.queries import votes_on
from parvis.conduct.evaluated import settled_among
from parvis.conduct.evaluating import window_after
from parvis.consultations.models import ConsultationPage
from parvis.consultations.queries import database_now
from parvis.contributions.enums import State
from parvis.contributions.models import Contribution
from parvis.debate.models import Argument
from parvis.following.models import Milestone
from parvis.front.composition import stage
from parvis.moderation.models import Decision
from parvis.moderation.queries import hidden_arguments, hidden_contributions
from parvis.restitution.commitment_queries import commitments_on
from parvis.restitution.examination_queries import examinations_under_way
from parvis.restitution.models import Answer, Commitment, Examination, SynthesisPage
from parvis.restitution.queries import answers_for, syntheses_for
from parvis.restitution.synthesis_queries import contributions_named, last_versions

PAGE_SIZE, MOST_EACH = 5, 20
Rows = TypeVar("Rows", bound=QuerySet[Any])
NAMED = re.compile(r"/contributions/(\d{1,18})/|\bC-(\d{1,18})\b")
"""How a synthesis quotes a contribution: by its address, or by the reference of its receipt."""


@dataclass(frozen=True, slots=True)
class Wrote:
    """One of my texts, and what became of it."""

    contribution: Contribution
    votes: int
    answer: Answer | None
    promised: list[Commitment]
    examined: Examination | None
    decision: Decision | None
    is_quoted: bool
    has_support: bool


@dataclass(frozen=True, slots=True)
class Spoke:
    """One of my arguments, comments or replies; `replies`: how many it got that are public."""

    argument: Argument
    replies: int
    decision: Decision | None


@dataclass(frozen=True, slots=True)
class Took:
    """My part in one consultation, and what comes next in it; each list holds the newest alone.

    `is_asked`: one may say how it went, and did not yet.
    """

    consultation: ConsultationPage
    wrote: list[Wrote]
    spoke: list[Spoke]
    votes: int
    synthesis: SynthesisPage | None
    sentence: str
    due: str
    is_asked: bool


@dataclass(frozen=True, slots=True)
class BecameView:
    """One page; `next` is empty at the end."""

    parts: list[Took]
    next: str
    is_first: bool


def compose(person: Participant, *, after: str) -> BecameView:
    """The number of queries depends neither on the consultations nor on what was said in them."""
    ids = sorted(took_part_in(person), reverse=True)
    mark = int(after) if re.fullmatch(r"\d{1,18}", after) else None
    rest = [pk for pk in ids if mark is None or pk < mark]
    shown = rest[:PAGE_SIZE]
    more = str(shown[-1]) if len(rest) > PAGE_SIZE else ""
    return BecameView(_parts(person, shown), more, mark is None)


def took_part_in(person: Participant) -> set[int]:
    """Consultations in which somebody wrote or voted; one query."""
    wrote = Contribution.objects.filter(author=person).order_by().values_list("consultation_id")
    argued = Argument.objects.filter(author=person).order_by().values_list("contribution__consultation_id")
    voted = Vote.objects.filter(voter=person, is_live=True).order_by()
    return {pk for (pk,) in wrote.union(argued, voted.values_list("contribution__consultation_id"))}


def _parts(person: Participant, ids: Collection[int]) -> list[Took]:
    rows = ConsultationPage.objects.filter(pk__in=ids).order_by("-pk")
    pages = list(rows.prefetch_related("phases__actions"))
    now, syntheses = database_now(), syntheses_for(pages)
    wrote = _wrote(person, ids, syntheses)
    spoke = _spoke(person, ids)
    votes = Vote.objects.filter(voter=person, is_live=True, contribution__consultation__in=ids).order_by()
    counted = dict(votes.values_list("contribution__consultation").annotate(Count("pk")))
    settled = settled_among(person.pk, ids)
    found = []
    for page in pages:
        synthesis = syntheses.get(page.pk)
        position = stage.locate(list(page.phases.all()), now=now, synthesis=synthesis)
        said = stage.sentence(page, position, now=now) if page.live else ""
        due = stage.due(page, now=now) if page.live else ""
        mine = (wrote[page.pk], spoke[page.pk], counted.get(page.pk, 0))
        is_asked = page.live and page.pk not in settled and _is_judged(page, now)
        found.append(Took(page, *mine, synthesis, said, due, is_asked))
    return found


def _is_judged(page: ConsultationPage, now: datetime) -> bool:
    """Whether those who took part say now how it went; its phases and their actions are at hand."""
    window = window_after([phase.ends_at for phase in page.phases.all() if phase.actions.all()], now=now)
    return window is not None and window.is_open


def _wrote(
    person: Participant, ids: Collection[int], syntheses: dict[int, SynthesisPage]
) -> dict[int, list[Wrote]]:
    rows = Contribution.objects.filter(author=person, consultation__in=ids)
    rows = rows.select_related("kind", "gathering", "merged_into__gathering")
    rows = rows.defer("search", "merged_into__search")
    texts = list(_newest(rows, "consultation"))
    keys = [row.pk for row in texts]
    votes, answers, hidden = votes_on(keys), answers_for(keys), hidden_contributions(keys)
    promised, examined = commitments_on(keys), examinations_under_way(keys)
    reached = set(Milestone.objects.filter(contribution__in=keys).values_list("contribution_id", flat=True))
    quoted = {pk for synthesis in syntheses.values() for pk in quoted_in(synthesis)}
    quoted |= contributions_named(last_versions(syntheses.values()).values())
    found: dict[int, list[Wrote]] = defaultdict(list)
    for row in texts:
        given = (votes.get(row.pk, 0), answers.get(row.pk), promised[row.pk])
        facts = (*given, examined.get(row.pk), hidden.get(row.pk))
        found[row.consultation_id].append(Wrote(row, *facts, row.pk in quoted, row.pk in reached))
    return found


def _spoke(person: Participant, ids: Collection[int]) -> dict[int, list[Spoke]]:
    rows = Argument.objects.filter(author=person, contribution__consultation__in=ids)
    rows = rows.select_related("contribution__kind", "contribution__gathering").defer("contribution__search")
    texts = list(_newest(rows, "contribution__consultation"))
    keys = [row.pk for row in texts]
    hidden = hidden_arguments(keys)
    public = Argument.objects.filter(parent__in=keys, state=State.PUBLISHED).order_by()
    replies = dict(public.values_list("parent").annotate(Count("pk")))
    found: dict[int, list[Spoke]] = defaultdict(list)
    for row in texts:
        found[row.contribution.consultation_id].append(Spoke(row, replies.get(row.pk, 0), hidden.get(row.pk)))
    return found


def _newest(rows: Rows, group: str) -> Rows:
    place = Window(RowNumber(), partition_by=[F(group)], order_by=F("created_at").desc())
    return rows.annotate(place=place).filter(place__lte=MOST_EACH).order_by("-created_at", "-pk")


def quoted_in(synthesis: SynthesisPage) -> set[int]:
    """The contributions that a synthesis names."""
    return {int(one or other) for one, other in NAMED.findall(str(synthesis.body))}
