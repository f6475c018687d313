"""What a person who tries a draft finds on the stage: it is published, a phase is open, others were there.

Each request of theirs has a stage of its own, so that nothing which they did before is there. Who they are,
and the examples on which they vote and argue, have the same numbers each time: a form shown by one request
is sent to another.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from django.db.models import F
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from parvis.accounts.enums import IdentityLevel
from parvis.accounts.models import Participant
from parvis.ballots.models import ItemCost
from parvis.conduct.rehearsal.people import NOWHERE, host_of, raise_to
from parvis.conduct.rehearsal.proof import begin_the_log
from parvis.consultations.domain.publish import publish
from parvis.consultations.enums import BallotMethod, Source, Verb
from parvis.consultations.models import ConsultationPage, Kind, Phase
from parvis.consultations.queries import database_now, phases_of
from parvis.contributions.enums import State
from parvis.contributions.models import CarriedContribution, Contribution

FIRST = 9_000_000_000
"""Beyond all that the database will number by itself."""
EXAMPLES = 3
"""Of each kind: a ballot of pairs asks for two, an order is of some."""
ROOM = 10
BEGUN = timedelta(minutes=1)


def phases_to_try(consultation: ConsultationPage) -> list[Phase]:
    """Those in which people do something, in order."""
    return [phase for phase in phases_of(consultation) if phase.actions.all()]


def number_of_tester(consultation: ConsultationPage) -> int:
    """One for each draft: those who try another one are not to wait."""
    return FIRST + int(consultation.pk) * ROOM


def set_the_scene(consultation: ConsultationPage, *, chosen: int | None) -> Participant:
    """Publish the draft, with the phase `chosen` open, or the first one; returns who tries it. On a stage."""
    begin_the_log(consultation)
    phases = phases_to_try(consultation)
    _move_the_calendar(consultation, phases, chosen)
    page: ConsultationPage = ConsultationPage.objects.get(pk=consultation.pk)
    publish(actor=host_of(page), consultation=page)
    _put_examples(page, phases)
    return _somebody(_("You, on trial"), number_of_tester(page), phases)


def _move_the_calendar(consultation: ConsultationPage, phases: Sequence[Phase], chosen: int | None) -> None:
    """All dates move together, until that phase has just begun: what overlaps it is open too."""
    found = next((phase for phase in phases if phase.pk == chosen), phases[0] if phases else None)
    if found is not None:
        moved = database_now() - BEGUN - found.starts_at
        consultation.phases.update(starts_at=F("starts_at") + moved, ends_at=F("ends_at") + moved)


def _somebody(name: str, number: int, phases: Sequence[Phase]) -> Participant:
    """With the level that every act asks for: letters, and what the State knows, are not tried."""
    levels = [action.minimum_level for phase in phases for action in phase.actions.all()]
    person = Participant.objects.create_user(
        f"trial-{number}@{NOWHERE}",
        pk=number,
        public_name=name,
        language=get_language() or "fr",
        confirmed_at=database_now(),
    )
    raise_to(person, max([*levels, IdentityLevel.EMAIL]))
    return Participant.objects.get(pk=number)


def _put_examples(consultation: ConsultationPage, phases: Sequence[Phase]) -> None:
    """Texts of each kind that people see, where there are none: to vote on, to argue on, to respond to."""
    author = _somebody(_("Example"), number_of_tester(consultation) + 1, phases)
    made: dict[int, list[Contribution]] = {}
    for kind in consultation.kinds.order_by(F("responds_to").asc(nulls_first=True), "pk"):
        if not (kind.is_private or kind.is_passage or _has_some(kind)):
            above = made.get(kind.responds_to_id or 0, [None])[0]
            made[kind.pk] = _examples(consultation, kind, author, above)
    ids = [row.pk for rows in made.values() for row in rows]
    CarriedContribution.objects.bulk_create(
        CarriedContribution(phase=phase, contribution_id=pk)
        for phase in phases
        if phase.source != Source.NOTHING
        for pk in ids
    )
    _price(phases, made)


def _has_some(kind: Kind) -> bool:
    return Contribution.objects.published().filter(kind=kind).exists()


def _examples(
    consultation: ConsultationPage, kind: Kind, author: Participant, above: Contribution | None
) -> list[Contribution]:
    """Without a line in the log, as what is older than it."""
    rows = []
    for number in range(1, EXAMPLES + 1):
        name = _("Example %(number)s: %(kind)s") % {"number": number, "kind": kind.name}
        words = _("Here is what somebody will have written. This text is there for the trial alone.")
        row = Contribution.objects.create(
            pk=FIRST + kind.pk * ROOM + number,
            consultation=consultation,
            kind=kind,
            author=author,
            responds_to=above,
            theme=consultation.themes.first(),
            title=name,
            text=f"{name}. {words}"[: kind.text_limit],
            state=State.PUBLISHED,
            identity_level=author.identity_level,
        )
        rows.append(row)
    return rows


def _price(phases: Sequence[Phase], made: dict[int, list[Contribution]]) -> None:
    """In a budget, each example takes a third of what there is."""
    for phase in phases:
        for action in phase.actions.all():
            if action.verb == Verb.VOTE and action.ballot_method == BallotMethod.BUDGET:
                amount = max(1, (action.ballot_limit or EXAMPLES) // EXAMPLES)
                ItemCost.objects.bulk_create(
                    ItemCost(ballot=action, contribution=row, amount=amount)
                    for row in made.get(action.kind_id, [])
                )
