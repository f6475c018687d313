"""Moderators who decide on one text at the same moment, on real connections: one decision, and one only."""

import pytest
from django.utils import timezone

from parvis.accounts.errors import Refused
from parvis.accounts.tests.factories import ParticipantFactory
from parvis.ballots.tests.parallel import no_session_stays_open, together
from parvis.contributions.domain.withdraw import withdraw
from parvis.contributions.models import Contribution
from parvis.contributions.tests.factories import ContributionFactory
from parvis.moderation.domain.report import report
from parvis.moderation.domain.work_off import hide_waiting, keep
from parvis.moderation.enums import Reason
from parvis.moderation.models import Case, Decision, Reading
from parvis.moderation.tests.factories import moderator_of

pytestmark = pytest.mark.django_db(transaction=True)
__all__ = ["no_session_stays_open"]


def tried(act):
    try:
        return act() or True
    except Refused:
        return None


def test_of_decisions_taken_together_one_holds() -> None:
    for _turn in range(5):
        text = ContributionFactory(to_read_since=timezone.now())
        case = report(actor=ParticipantFactory(), target=text, reason=Reason.INSULT).case
        people = [moderator_of(text.consultation) for _ in range(4)]
        acts = [
            lambda actor=actor, text=text: tried(lambda: keep(actor=actor, target=text))
            for actor in people[:2]
        ] + [
            lambda actor=actor, text=text: tried(
                lambda: hide_waiting(actor=actor, target=text, reason=Reason.INSULT)
            )
            for actor in people[2:]
        ]
        assert len([done for done in together(acts, threads=4) if done]) == 1
        kept = Reading.objects.filter(contribution=text).count()
        hidden = Decision.objects.filter(contribution=text).count()
        state = Contribution.objects.get(pk=text.pk).state
        outcome = Case.objects.get(pk=case.pk).outcome
        assert (kept, hidden, state, outcome) in {
            (1, 0, "published", "unfounded"),
            (0, 1, "hidden", "acted"),
        }


def test_a_text_that_its_author_takes_back_meanwhile_is_withdrawn_whatever_is_decided() -> None:
    for _turn in range(5):
        text = ContributionFactory(to_read_since=timezone.now())
        moderator = moderator_of(text.consultation)
        together(
            [
                lambda actor=moderator, text=text: tried(lambda: keep(actor=actor, target=text)),
                lambda text=text: withdraw(actor=text.author, contribution=text),
            ],
            threads=2,
        )
        assert Contribution.objects.get(pk=text.pk).state == "withdrawn"
