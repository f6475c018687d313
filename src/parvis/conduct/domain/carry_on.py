"""Continue a consultation that is over in another one, with the contributions that were kept."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.ballots.domain.best import best
from parvis.conduct.domain.start_again import start_again
from parvis.conduct.enums import Taken
from parvis.conduct.queries import gather
from parvis.consultations.continuations import Continuation
from parvis.consultations.enums import DeskAct
from parvis.consultations.models import ConsultationPage
from parvis.consultations.permissions import can
from parvis.consultations.queries import ballots_of, phases_of
from parvis.contributions.domain.quote import quotable, quote
from parvis.contributions.models import Contribution
from parvis.restitution.enums import AnswerStatus
from parvis.restitution.models import Answer
from parvis.ui.words import number

MOST = 200
"""Contributions taken over at most: what comes next is read by people."""
KEPT = frozenset({AnswerStatus.KEPT, AnswerStatus.PARTLY})


@dataclass(frozen=True, slots=True)
class Choice:
    """Which contributions are taken over: `count` is of the most supported, `numbers` of those named."""

    taken: Taken
    count: int = 10
    numbers: tuple[int, ...] = ()


def chosen(*, source: ConsultationPage, choice: Choice) -> list[Contribution]:
    """The contributions that a choice takes, in its order. Raises `Refused` for too many, or unknown ones."""
    wanted = list(dict.fromkeys(_wanted(source, choice)))
    rows = quotable(source).select_related("kind", "theme", "author", "organisation", "gathering")
    found = rows.defer("search").in_bulk(wanted)
    unknown = [f"C-{pk}" for pk in wanted if pk not in found]
    if choice.taken == Taken.CHOSEN and unknown:
        raise Refused(
            _("These are no public contributions of this consultation, or cannot be taken over: %(numbers)s.")
            % {"numbers": ", ".join(unknown[:20])}
        )
    kept = [found[pk] for pk in wanted if pk in found]
    if len(kept) > MOST:
        raise Refused(
            _("This takes %(count)s contributions, and %(most)s can be at most: take fewer.")
            % {"count": number(len(kept)), "most": number(MOST)}
        )
    return kept


@transaction.atomic
def carry_on(
    *, actor: Participant, source: ConsultationPage, title: str, starts_on: date, choice: Choice
) -> tuple[ConsultationPage, int]:
    """A draft as `start_again` makes it, that follows on from `source`, and quotes what was chosen of it.

    Gives the draft and how many contributions it quotes. Raises `Refused`.
    """
    if not can(actor, "duplicate", source):
        raise Refused(
            _("Only an organiser of this consultation, who may create others, continues it in another one.")
        )
    if not gather(source).is_over:
        raise Refused(_("This consultation is not over: it is continued once its last phase has ended."))
    texts = chosen(source=source, choice=choice)
    made = start_again(actor=actor, source=source, title=title, starts_on=starts_on, act=DeskAct.CONTINUED)
    Continuation.objects.create(consultation=made, source=source)
    return made, len(quote(actor=actor, consultation=made, contributions=texts))


def _wanted(source: ConsultationPage, choice: Choice) -> Iterable[int]:
    match choice.taken:
        case Taken.ACCEPTED:
            return _accepted(source)
        case Taken.BEST:
            return _best(source, choice.count)
        case Taken.CHOSEN:
            return choice.numbers
    return ()


def _accepted(source: ConsultationPage) -> list[int]:
    """By the last answer to each; the oldest contribution first."""
    answers = Answer.objects.filter(contribution__in=quotable(source))
    last = answers.order_by("contribution", "-id").distinct("contribution")
    return [answer.contribution_id for answer in last if answer.status in KEPT]


def _best(source: ConsultationPage, count: int) -> list[int]:
    ballots = ballots_of(phases_of(source))
    return [pk for ballot in ballots for pk in best(ballot=ballot, limit=count)]
