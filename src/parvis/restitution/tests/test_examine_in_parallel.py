"""Two people at once on one examination, and a revision that arrives with the verdict: real connections."""

import pytest
from django.db import connection

from parvis.accounts.errors import Refused
from parvis.ballots.tests.parallel import no_session_stays_open, together
from parvis.consultations.enums import Role
from parvis.consultations.tests.factories import PhaseActionFactory, TeamMemberFactory
from parvis.contributions.domain.revise import revise
from parvis.contributions.tests.factories import ContributionFactory
from parvis.restitution.domain.answer_many import AnswerDraft
from parvis.restitution.domain.examine import Charge, ask_examinations
from parvis.restitution.domain.give_verdict import Verdict, decide
from parvis.restitution.enums import AnswerStatus
from parvis.restitution.models import Answer, Examination
from parvis.restitution.tests.factories import ExaminationFactory

pytestmark = pytest.mark.django_db(transaction=True)
__all__ = ["no_session_stays_open"]
REFUSED, DONE = "refused", "done"


def tried(act, **given) -> str:
    try:
        act(**given)
    except Refused:
        return REFUSED
    return DONE


def setting():
    deposit = PhaseActionFactory()
    text = ContributionFactory(kind=deposit.kind, phase=deposit.phase)
    member = TeamMemberFactory(consultation=text.consultation, role=Role.ORGANISER)
    return text, member.participant


def verdict_on(text) -> Verdict:
    return Verdict(AnswerDraft(AnswerStatus.KEPT, "Dix bancs.", "La ville"), str(text.entry))


def test_one_verdict_is_given_whoever_clicks_first():
    text, organiser = setting()
    held = ExaminationFactory(contribution=text, analysed=True)
    given = {"actor": organiser, "examination": held, "verdict": verdict_on(text)}
    outcomes = together([lambda: tried(decide, **given)] * 4, threads=4)
    assert sorted(outcomes) == [DONE, REFUSED, REFUSED, REFUSED]
    assert Answer.objects.count() == 1


def test_one_examination_is_asked_for_whoever_asks_first():
    text, organiser = setting()
    charge = Charge("La voirie", ExaminationFactory().due_on, organiser)
    given = {"actor": organiser, "consultation": text.consultation, "numbers": [text.pk], "charge": charge}
    outcomes = together([lambda: tried(ask_examinations, **given)] * 4, threads=4)
    assert sorted(outcomes) == [DONE, REFUSED, REFUSED, REFUSED]
    assert Examination.objects.filter(contribution=text).count() == 1


def test_a_verdict_is_of_the_words_that_were_read_even_when_a_revision_arrives_with_it():
    text, organiser = setting()
    held = ExaminationFactory(contribution=text, analysed=True)
    read = verdict_on(text)
    new = {"actor": text.author, "contribution": text, "title": text.title, "text": "Côté nord."}
    outcomes = together(
        [
            lambda: tried(decide, actor=organiser, examination=held, verdict=read),
            lambda: tried(revise, **new),
        ],
        threads=2,
    )
    text.refresh_from_db()
    decided = Answer.objects.exists()
    assert outcomes[1] == DONE
    assert (outcomes[0] == DONE) is decided
    assert text.text == "Côté nord."
    assert text.versions.get().is_public is decided
    assert connection.in_atomic_block is False
