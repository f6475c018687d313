"""Who is in a segment: those whom it describes and who agreed to be told what is new; nobody else."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

from django.db.models import BooleanField, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext as _

from parvis.accounts.enums import Purpose
from parvis.accounts.models import Consent, Participant
from parvis.ballots.models import Vote
from parvis.contributions.coauthors import CoAuthor
from parvis.contributions.models import Contribution
from parvis.debate.models import Argument
from parvis.following.enums import Rhythm, Segment, Sort
from parvis.following.letters import Letter
from parvis.following.models import Subscription
from parvis.ledger.domain.append import space_of
from parvis.restitution.models import Answer


@dataclass(frozen=True, slots=True)
class Reach:
    """`people` get the letter; `silent` are in the segment, and never asked to be written to."""

    people: int
    silent: int


def reach_of(letter: Letter) -> Reach:
    """As it is now; two queries."""
    asked = agreed(letter)
    inside = Participant.objects.filter(_concerned(letter))
    people = inside.filter(asked).count()
    return Reach(people, inside.filter(is_active=True).count() - people)


def people_of(letter: Letter) -> QuerySet[Participant]:
    """Those who are to get it."""
    return Participant.objects.filter(_concerned(letter), agreed(letter))


def still_agree(letter: Letter, people: Collection[int] | QuerySet[Any, Any]) -> QuerySet[Participant]:
    """Of these, those whom one may still write to; what they did since changes nothing."""
    return Participant.objects.filter(agreed(letter), pk__in=people)


def agreed(letter: Letter) -> Q:
    """They follow it whole, their last word on its news is yes, and mail reaches them.

    Following the result alone is agreeing to that alone. Whoever follows the theme of a letter agreed to it.
    """
    page = letter.consultation_id
    follows = _following(Sort.CONSULTATION, page, results_only=False) & _said_yes(space_of(page))
    if letter.segment == Segment.THEME and letter.theme_id is not None:
        follows |= _following(Sort.THEME, letter.theme_id) & _said_yes(Sort.THEME.value)
    reached = Q(is_active=True, email__isnull=False) & ~Q(digest__rhythm=Rhythm.NEVER)
    return reached & follows


def ways_of(letter: Letter, people: Collection[int]) -> dict[int, list[tuple[Sort, int]]]:
    """By what each follows this letter: what its links stop; one query."""
    rows = Subscription.objects.filter(participant__in=people)
    rows = rows.filter(Q(consultation=letter.consultation_id) | Q(theme__isnull=False, theme=letter.theme_id))
    found: dict[int, list[tuple[Sort, int]]] = {}
    for row in rows.order_by("pk"):
        found.setdefault(row.participant_id, []).append((row.sort, row.subject_id))
    return found


def reason(letter: Letter) -> str:
    """Why somebody gets it, in the language of the moment."""
    return {
        Segment.FOLLOWERS: _("You receive this letter because you follow this consultation."),
        Segment.PARTICIPANTS: _(
            "You receive this letter because you follow this consultation, and took part in it."
        ),
        Segment.PHASE: _(
            "You receive this letter because you follow this consultation, and took part in “%(name)s”."
        ),
        Segment.THEME: _(
            "You receive this letter because you follow the theme “%(name)s”, or wrote under it in a"
            " consultation that you follow."
        ),
        Segment.NO_VOTE: _(
            "You receive this letter because you follow this consultation, and contributed without voting"
            " so far."
        ),
        Segment.READERS: _(
            "You receive this letter because you follow this consultation; you have not taken part so far."
        ),
        Segment.ANSWERED: _(
            "You receive this letter because you follow this consultation, and a contribution of yours got"
            " an answer."
        ),
    }[Segment(letter.segment)] % {"name": letter.segment_name}


def name_of(letter: Letter) -> str:
    """The segment in words, as its public page has it."""
    label = str(Segment(letter.segment).label)
    return f"{label} ({letter.segment_name})" if letter.segment_name else label


def _concerned(letter: Letter) -> Q:
    """Whom the segment describes, whatever they agreed to."""
    return CONCERNED[Segment(letter.segment)](letter)


def took_part(page: int) -> Q:
    """They wrote, argued or voted in it."""
    argued = Argument.objects.filter(author__isnull=False, contribution__consultation=page)
    voted = _voted(Q(contribution__consultation=page))
    return _wrote(Q(consultation=page)) | voted | Q(pk__in=argued.values("author"))


def _of_phase(letter: Letter) -> Q:
    """The phase of a letter may be gone: nobody took part in it."""
    inside = {"phase__isnull": False, "phase": letter.phase_id}
    argued = Argument.objects.filter(author__isnull=False, **inside)
    voted = _voted(Q(ballot__phase=letter.phase_id))
    return _wrote(Q(**inside)) | voted | Q(pk__in=argued.values("author"))


def _of_theme(letter: Letter) -> Q:
    inside = Q(consultation=letter.consultation_id, theme__isnull=False, theme=letter.theme_id)
    return _wrote(inside) | _following(Sort.THEME, letter.theme_id)


def _without_vote(letter: Letter) -> Q:
    page = letter.consultation_id
    return _wrote(Q(consultation=page)) & ~_voted(Q(contribution__consultation=page))


def _answered(letter: Letter) -> Q:
    """Who wrote or signs what the organiser answered."""
    answers = Answer.objects.filter(contribution__consultation=letter.consultation_id).order_by()
    wrote = answers.filter(contribution__author__isnull=False).values("contribution__author")
    signed = CoAuthor.objects.accepted().filter(contribution__in=answers.values("contribution"))
    return Q(pk__in=wrote) | Q(pk__in=signed.values("participant"))


def _followers(letter: Letter) -> Q:
    return _following(Sort.CONSULTATION, letter.consultation_id)


CONCERNED: dict[Segment, Callable[[Letter], Q]] = {
    Segment.FOLLOWERS: _followers,
    Segment.PARTICIPANTS: lambda letter: took_part(letter.consultation_id),
    Segment.PHASE: _of_phase,
    Segment.THEME: _of_theme,
    Segment.NO_VOTE: _without_vote,
    Segment.READERS: lambda letter: _followers(letter) & ~took_part(letter.consultation_id),
    Segment.ANSWERED: _answered,
}


def _wrote(inside: Q) -> Q:
    rows = Contribution.objects.filter(inside, author__isnull=False)
    return Q(pk__in=rows.order_by().values("author"))


def _voted(inside: Q) -> Q:
    return Q(pk__in=Vote.objects.filter(inside, is_live=True).order_by().values("voter"))


def _following(sort: Sort, pk: int | None, **more: bool) -> Q:
    rows = Subscription.objects.filter(**{f"{sort}__isnull": False, sort.value: pk}, **more)
    return Q(pk__in=rows.values("participant"))


def _said_yes(about: str) -> Q:
    """Agreements are added, never changed: the last one holds."""
    said = Consent.objects.filter(participant=OuterRef("pk"), purpose=Purpose.NEWS, about=about)
    last = said.order_by("-pk").values("is_given")[:1]
    return Q(Subquery(last, output_field=BooleanField()))
