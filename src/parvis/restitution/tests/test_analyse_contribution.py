"""What an analyst finds of a contribution, and a revision asked of its author."""

from datetime import timedelta

import pytest
from django.utils import timezone

from parvis.accounts.errors import Refused
from parvis.accounts.tests.factories import ParticipantFactory
from parvis.consultations.enums import Role
from parvis.consultations.tests.factories import PhaseActionFactory, TeamMemberFactory
from parvis.contributions.domain.revise import revise
from parvis.contributions.models import Contribution
from parvis.contributions.tests.factories import ContributionFactory
from parvis.jobs.models import Mail
from parvis.ledger.models import Pending
from parvis.restitution.domain.analyse import (
    Analysis,
    Judged,
    ask_revision,
    resume_examinations,
    send_analysis,
)
from parvis.restitution.enums import AnswerStatus, Criterion, ExaminationAct, ExaminationState, Level
from parvis.restitution.examination_queries import waiting_for
from parvis.restitution.models import Examination
from parvis.restitution.tasks import resume_revised
from parvis.restitution.tests.factories import ExaminationFactory

pytestmark = pytest.mark.django_db
FOUND = {
    Criterion.FEASIBILITY: Judged(Level.FAVOURABLE, " Six mois de travaux. "),
    Criterion.COST: Judged(Level.CONDITIONS, "Si la région aide.", 12_000),
    Criterion.LEGALITY: Judged(Level.NOT_CONCERNED),
}


@pytest.fixture
def text() -> Contribution:
    """Where its author may still revise it."""
    deposit = PhaseActionFactory()
    return ContributionFactory(
        kind=deposit.kind, phase=deposit.phase, author__language="fr", title="Un banc devant l’école"
    )


@pytest.fixture
def held(text) -> Examination:
    return ExaminationFactory(contribution=text)


def analysis(text, **given) -> Analysis:
    values = {
        "criteria": FOUND,
        "recommendation": AnswerStatus.PARTLY,
        "summary": "Deux bancs, pas dix.",
        "based_on": str(text.entry),
        **given,
    }
    return Analysis(**values)


def told() -> list[tuple[str, str]]:
    return list(Mail.objects.order_by("pk").values_list("recipient", "subject"))


def organiser_of(text):
    member = TeamMemberFactory(
        consultation=text.consultation, role=Role.ORGANISER, participant__language="fr"
    )
    return member.participant


def test_what_is_found_by_each_criterion_goes_to_whoever_decides_and_to_no_public_log(text, held):
    organiser = organiser_of(text)
    send_analysis(actor=held.analyst, examination=held, analysis=analysis(text, note="Vu avec Paul."))
    held.refresh_from_db()
    assert (held.state, held.recommendation) == (ExaminationState.DECISION, AnswerStatus.PARTLY)
    assert [(row.criterion, row.level, row.reason, row.amount) for row in held.appraisals.all()] == [
        ("feasibility", "favourable", "Six mois de travaux.", None),
        ("cost", "conditional", "Si la région aide.", 12_000),
        ("legality", "not_concerned", "", None),
    ]
    assert told() == [(organiser.email, f"Une décision à prendre : C-{text.pk}")]
    assert "Vu avec Paul." in Mail.objects.get().text
    assert not Pending.objects.filter(kind__startswith="examination").exists()


def test_with_a_supervisor_it_is_read_again_first(text):
    member = TeamMemberFactory(consultation=text.consultation, role=Role.MODERATOR)
    held = ExaminationFactory(contribution=text, supervisor=member.participant)
    send_analysis(actor=held.analyst, examination=held, analysis=analysis(text))
    held.refresh_from_db()
    assert held.state == ExaminationState.REVIEW
    assert [address for address, _subject in told()] == [member.participant.email]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"criteria": {Criterion.COST: Judged(Level.FAVOURABLE, "Peu.")}}, "chaque critère"),
        ({"criteria": {**FOUND, Criterion.LEGALITY: Judged(Level.UNFAVOURABLE, " ")}}, "raison"),
        ({"summary": " "}, "raisons"),
        ({"recommendation": AnswerStatus.ANSWERED}, "recommandez"),
        ({"based_on": "autre"}, "révisée entre-temps"),
    ],
)
def test_what_is_incomplete_or_of_other_words_is_refused(text, held, given, said):
    with pytest.raises(Refused, match=said):
        send_analysis(actor=held.analyst, examination=held, analysis=analysis(text, **given))
    assert not held.appraisals.exists()


def test_only_the_analyst_named_does_it_once_and_as_long_as_they_are_of_the_team(text, held):
    teammate = TeamMemberFactory(consultation=text.consultation, role=Role.ANALYST).participant
    for somebody in (teammate, organiser_of(text), text.author, ParticipantFactory()):
        with pytest.raises(Refused):
            send_analysis(actor=somebody, examination=held, analysis=analysis(text))
    send_analysis(actor=held.analyst, examination=held, analysis=analysis(text))
    with pytest.raises(Refused, match="entre-temps"):
        send_analysis(actor=held.analyst, examination=held, analysis=analysis(text))
    gone = ExaminationFactory(contribution=ContributionFactory(kind=text.kind))
    text.consultation.team.filter(participant=gone.analyst).delete()
    with pytest.raises(Refused):
        send_analysis(actor=gone.analyst, examination=gone, analysis=analysis(gone.contribution))


def test_an_analyst_who_signs_the_text_since_does_not_examine_it(text, held):
    Contribution.objects.filter(pk=text.pk).update(author=held.analyst)
    with pytest.raises(Refused):
        send_analysis(actor=held.analyst, examination=held, analysis=analysis(text))


def test_its_author_is_written_to_and_the_examination_waits_then_goes_on_once_revised(text, held):
    ask_revision(actor=held.analyst, examination=held, message="Dites où, au mètre près.")
    held.refresh_from_db()
    assert held.state == ExaminationState.REVISION
    assert told() == [(text.author.email, "Une révision de votre texte vous est demandée")]
    mail = Mail.objects.get().text
    assert "Dites où, au mètre près." in mail
    assert f"/contributions/{text.pk}/" in mail
    assert held.analyst.email not in mail
    assert resume_examinations() == 0
    assert waiting_for(held.analyst, [text.consultation_id]) == {}

    revise(actor=text.author, contribution=text, title=text.title, text="Devant le portail, côté nord.")
    assert waiting_for(held.analyst, [text.consultation_id]) == {text.consultation_id: 1}
    assert [resume_examinations() for _twice in range(2)] == [1, 0]
    held.refresh_from_db()
    assert held.state == ExaminationState.ANALYSIS
    assert told()[-1] == (held.analyst.email, f"Un examen à reprendre : C-{text.pk}")
    assert held.steps.last().act == ExaminationAct.REVISED


def test_an_analyst_need_not_wait(text, held):
    ask_revision(actor=held.analyst, examination=held, message="Dites où.")
    send_analysis(actor=held.analyst, examination=held, analysis=analysis(text))
    held.refresh_from_db()
    assert held.state == ExaminationState.DECISION
    text.revised_at = timezone.now() + timedelta(minutes=1)
    text.save(update_fields=["revised_at"])
    resume_revised.func()
    held.refresh_from_db()
    assert held.state == ExaminationState.DECISION


def test_no_revision_is_asked_for_that_nobody_can_make(text, held):
    with pytest.raises(Refused, match="ce qui devrait être révisé"):
        ask_revision(actor=held.analyst, examination=held, message=" ")
    closed = ExaminationFactory()
    with pytest.raises(Refused, match="Plus aucune phase"):
        ask_revision(actor=closed.analyst, examination=closed, message="Dites où.")
    nobody = ExaminationFactory(contribution=ContributionFactory(kind=text.kind, author=None))
    with pytest.raises(Refused, match="sans adresse"):
        ask_revision(actor=nobody.analyst, examination=nobody, message="Dites où.")
    with pytest.raises(Refused):
        ask_revision(actor=organiser_of(text), examination=held, message="Dites où.")
    assert Mail.objects.count() == 0
