"""What people do in each phase, done by the functions that the pages call."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any
from uuid import UUID, uuid4

from django.utils.translation import gettext as _

from parvis.accounts.enums import IdentityLevel
from parvis.accounts.models import Participant
from parvis.ballots.domain.cast import cast
from parvis.ballots.domain.cast_paper import cast_paper
from parvis.ballots.domain.compare import compare
from parvis.ballots.domain.set_costs import set_costs
from parvis.ballots.methods import method_of
from parvis.ballots.models import ItemCost
from parvis.conduct.enums import Outcome, Trial
from parvis.conduct.rehearsal.answers import WORDS, answers_to
from parvis.conduct.rehearsal.people import out_of_reach, raise_to, sign_in
from parvis.conduct.rehearsal.report import Found, Report
from parvis.consultations.enums import WRITING, BallotMethod, Source, Verb
from parvis.consultations.models import ConsultationPage, Kind, Phase, PhaseAction
from parvis.contributions.domain.carry import carry
from parvis.contributions.domain.deposit_as_guest import deposit_as_guest
from parvis.contributions.domain.receive import receive
from parvis.contributions.domain.submit import submit
from parvis.contributions.models import Contribution
from parvis.contributions.permissions import reads_first, takes_guests
from parvis.contributions.queries import answerable, votable
from parvis.contributions.waiting import WaitingText
from parvis.debate.domain.argue import argue, comment, reply
from parvis.debate.enums import Side
from parvis.moderation.domain.screen import admit

ITEMS = 2
"""How many of each kind are deposited: pairs need two."""
TRIALS: dict[str, Trial] = {
    Verb.DEPOSIT: Trial.DEPOSIT,
    Verb.ASK: Trial.ASK,
    Verb.ARGUE: Trial.ARGUE,
    Verb.COMMENT: Trial.COMMENT,
    Verb.VOTE: Trial.VOTE,
}
ORDER = (*WRITING, Verb.COMMENT, Verb.ARGUE, Verb.VOTE)
"""Nothing is argued or voted on before it is written."""


@dataclass(slots=True)
class Troupe:
    """Who plays, in which consultation, and what they have written so far."""

    consultation: ConsultationPage
    host: Participant
    authors: list[Participant] = field(default_factory=list)
    voter: Participant | None = None
    written: list[Contribution] = field(default_factory=list)

    def come_in(self, level: int) -> None:
        """Two people who write and one who answers them, each through the door. Raises `Refused`."""
        people = [sign_in(name=f"person-{number}") for number in range(ITEMS + 1)]
        for person in people:
            raise_to(person, level)
        *self.authors, self.voter = people

    @property
    def answering(self) -> Participant:
        if self.voter is None:
            raise ValueError("nobody came in")
        return self.voter


def play(troupe: Troupe, phases: Sequence[Phase], report: Report) -> None:
    """Everything that each phase opens, in the order in which people will meet it."""
    level = max((action.minimum_level for phase in phases for action in phase.actions.all()), default=0)
    if not report.tries(Trial.SIGN_IN, partial(troupe.come_in, max(level, IdentityLevel.EMAIL))):
        return
    for phase in phases:
        _take_over(phase, troupe)
        for action in sorted(phase.actions.all(), key=_turn):
            action.phase = phase
            act = partial(_play_one, troupe, action)
            report.tries(TRIALS[action.verb], act, subject=_subject(action))


def _turn(action: PhaseAction) -> tuple[int, bool, int]:
    """What responds to something is written after it."""
    return ORDER.index(Verb(action.verb)), action.kind.responds_to_id is not None, action.pk


def _subject(action: PhaseAction) -> str:
    told = f"{action.phase.title}: {action.kind.plural_name}"
    return f"{told}, {action.get_ballot_method_display()}" if action.verb == Verb.VOTE else told


def _take_over(phase: Phase, troupe: Troupe) -> None:
    """What was written so far goes on to a phase that takes something over: who is best is not counted."""
    if phase.source == Source.EVERYTHING:
        carry(phase=phase)
    elif phase.source != Source.NOTHING:
        asked: set[int | None] = {action.kind_id for action in phase.actions.all()}
        asked |= {action.kind.responds_to_id for action in phase.actions.all()}
        ids = [row.pk for row in troupe.written if row.kind_id in asked]
        carry(phase=phase, contribution_ids=ids)


def _play_one(troupe: Troupe, action: PhaseAction) -> Found | None:
    return PLAYS[action.verb](troupe, action) or out_of_reach(action, troupe.consultation)


def _write(troupe: Troupe, action: PhaseAction) -> Found | None:
    if action.kind.is_passage:
        return Found(Outcome.LEFT_OUT, _("The passages of a text are brought by the organiser."))
    above = answerable(action).order_by("-pk").first() if action.kind.responds_to_id else None
    if action.kind.responds_to_id and above is None:
        return Found(Outcome.WARNED, _("There is nothing yet to respond to."))
    authors = [author for author in troupe.authors if not _has_answered(author, action.kind)]
    if not authors:
        return Found(Outcome.LEFT_OUT, _("Each person answers once, and did in an earlier phase."))
    troupe.written += [
        _deposit(troupe, author, action, above, number) for number, author in enumerate(authors, start=1)
    ]
    if takes_guests(action):
        _as_guest(troupe, action, above)
    return None


def _has_answered(author: Participant, kind: Kind) -> bool:
    return kind.one_per_person and Contribution.objects.filter(author=author, kind=kind).exists()


def _deposit(
    troupe: Troupe, author: Participant, action: PhaseAction, above: Contribution | None, number: int
) -> Contribution:
    """Twice: sent again, a form is the same act."""
    said, key = _said(author, action, above, number), uuid4()
    made, again = (_send(author, action, key, said) for _time in range(2))
    if again != made:
        raise ValueError("a form that is sent again made another contribution")
    return admit(actor=troupe.host, text=made) if isinstance(made, WaitingText) else made


def _send(
    author: Participant, action: PhaseAction, key: UUID, said: dict[str, Any]
) -> Contribution | WaitingText:
    """At once, or to be read first, as the form does."""
    if reads_first(action):
        return receive(actor=author, action=action, idempotency_key=key, **said)
    return submit(actor=author, action=action, idempotency_key=key, **said)


def _as_guest(troupe: Troupe, action: PhaseAction, above: Contribution | None) -> None:
    """Without an address, and published by a moderator; no form that asks for a file takes guests."""
    said = _said(troupe.answering, action, above, ITEMS + 1)
    text = deposit_as_guest(action=action, idempotency_key=uuid4(), **said)
    admit(actor=troupe.host, text=text)


def _said(
    person: Participant, action: PhaseAction, above: Contribution | None, number: int
) -> dict[str, Any]:
    words = f"{WORDS} {action.kind_id}-{number}"  # an amendment has other words than what it amends
    return {
        "title": words,
        "text": words[: action.kind.text_limit],
        "theme": action.phase.consultation.themes.first(),
        "responds_to": above,
        "answers": answers_to(action.kind.questions.all(), sender=person),
    }


def _items(action: PhaseAction) -> list[Contribution]:
    """The newest come first: those of the rehearsal, where there are some."""
    return list(votable(action).select_related("consultation", "kind").order_by("-pk")[:ITEMS])


def _on_something(
    act: Callable[[Troupe, PhaseAction, list[Contribution]], None],
) -> Callable[[Troupe, PhaseAction], Found | None]:
    def tried(troupe: Troupe, action: PhaseAction) -> Found | None:
        items = _items(action)
        needed = ITEMS if action.ballot_method == BallotMethod.PAIRS else 1
        if len(items) < needed:
            return Found(Outcome.WARNED, _("There is nothing yet on which to do it: bring what it bears on."))
        act(troupe, action, items)
        return None

    return tried


def _argue(troupe: Troupe, _action: PhaseAction, items: list[Contribution]) -> None:
    for side in Side:
        said = argue(
            actor=troupe.answering, contribution=items[0], side=side, text=WORDS, idempotency_key=uuid4()
        )
    reply(actor=troupe.authors[0], argument=said, text=WORDS, idempotency_key=uuid4())


def _comment(troupe: Troupe, _action: PhaseAction, items: list[Contribution]) -> None:
    said = comment(actor=troupe.answering, contribution=items[0], text=WORDS, idempotency_key=uuid4())
    reply(actor=troupe.authors[0], argument=said, text=WORDS, idempotency_key=uuid4())


def _vote(troupe: Troupe, action: PhaseAction, items: list[Contribution]) -> None:
    voter, method = troupe.answering, method_of(action.ballot_method)
    if action.ballot_method == BallotMethod.PAIRS:
        compare(actor=voter, ballot=action, better=items[0].pk, worse=items[1].pk)
    elif method.page == "paper":
        if action.ballot_method == BallotMethod.BUDGET:
            _price(troupe.host, action, items[0])
        cast_paper(actor=voter, ballot=action, choices={items[0].pk: 1})
    else:
        for answer in method.answers_of(action):
            cast(actor=voter, ballot=action, contribution=items[0], choice=answer.choice)


def _price(host: Participant, action: PhaseAction, item: Contribution) -> None:
    """The smallest cost, for a project that has none."""
    if not ItemCost.objects.filter(ballot=action, contribution=item).exists():
        set_costs(actor=host, ballot=action, costs={item.pk: 1})


PLAYS: Mapping[str, Callable[[Troupe, PhaseAction], Found | None]] = {
    Verb.DEPOSIT: _write,
    Verb.ASK: _write,
    Verb.ARGUE: _on_something(_argue),
    Verb.COMMENT: _on_something(_comment),
    Verb.VOTE: _on_something(_vote),
}
