"""People who vote and say who they are, at once: rows one by one take long."""

from collections.abc import Sequence

from django.utils import timezone

from parvis.accounts.models import Participant
from parvis.accounts.tests.factories import ParticipantFactory
from parvis.ballots.models import Tally, Vote
from parvis.ballots.tests.factories import BallotFactory, close, items_of
from parvis.consultations.models import PhaseAction
from parvis.contributions.models import Contribution
from parvis.panel.models import SelfDescription
from parvis.panel.tests.factories import ReferenceFactory, SurveyFactory

WOMAN, MAN = {"sex": "woman"}, {"sex": "man"}
Sheet = tuple[dict[str, str], Sequence[int | None]]
"""What somebody said of themselves, and what they answered to each item; None where they did not vote."""
TWO_HUNDRED: list[Sheet] = [
    *[(WOMAN, [1])] * 100, *[(WOMAN, [0])] * 20, *[(WOMAN, [-1])] * 30,
    *[(MAN, [1])] * 15, *[(MAN, [0])] * 10, *[(MAN, [-1])] * 25,
]  # fmt: skip
"""Three women for a man: 57.5 in a hundred for, raw; 48.3 where as many men as women vote."""


def vote_together(ballot: PhaseAction, items: Sequence[Contribution], sheets: Sequence[Sheet]) -> None:
    """As `cast` and the fold leave them. Nobody says anything of themselves where it is empty."""
    people = Participant.objects.bulk_create(ParticipantFactory.build_batch(len(sheets)))
    votes = [
        Vote(ballot=ballot, contribution=item, voter=person, choice=choice)
        for person, (_said, choices) in zip(people, sheets, strict=True)
        for item, choice in zip(items, choices, strict=True)
        if choice is not None
    ]
    Vote.objects.bulk_create(votes)
    for item in items:
        mine = [vote.choice for vote in votes if vote.contribution == item]
        for choice in set(mine):
            tally, _new = Tally.objects.get_or_create(ballot=ballot, contribution=item, choice=choice)
            Tally.objects.filter(pk=tally.pk).update(count=tally.count + mine.count(choice))
    SelfDescription.objects.bulk_create(
        SelfDescription(
            consultation=ballot.phase.consultation,
            participant=person,
            said=said,
            changed_on=timezone.localdate(),
        )
        for person, (said, _choices) in zip(people, sheets, strict=True)
        if said
    )


def voted(sheets: Sequence[Sheet] = TWO_HUNDRED, *, items: int = 1, **options: object) -> PhaseAction:
    """A ballot that is over, in a consultation that is too, with half women and half men to compare with."""
    ballot: PhaseAction = BallotFactory(**options)
    place = ballot.phase.consultation
    SurveyFactory(consultation=place, traits=["sex"])
    ReferenceFactory(consultation=place)
    vote_together(ballot, items_of(ballot, items), sheets)
    close(ballot)
    return ballot
