"""An analysis read again, then the verdict: an official answer, public with what was found."""

import pytest

from parvis.accounts.errors import Refused
from parvis.accounts.tests.factories import ParticipantFactory
from parvis.consultations.enums import Role
from parvis.consultations.tests.factories import TeamMemberFactory
from parvis.contributions.models import Contribution
from parvis.contributions.tests.factories import ContributionFactory
from parvis.jobs.models import Mail
from parvis.ledger.models import Pending
from parvis.restitution.domain.answer_many import AnswerDraft
from parvis.restitution.domain.give_verdict import Verdict, agree, decide, send_back
from parvis.restitution.enums import AnswerStatus, ExaminationState
from parvis.restitution.examination_leaves import payload
from parvis.restitution.examination_queries import examination_rows, shares_in, waiting_for
from parvis.restitution.models import Answer, Examination
from parvis.restitution.permissions import can_examine
from parvis.restitution.queries import answers_for
from parvis.restitution.tests.factories import ExaminationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def text() -> Contribution:
    return ContributionFactory(title="Un banc devant l’école")


def member(text, role):
    made = TeamMemberFactory(consultation=text.consultation, role=role, participant__language="fr")
    return made.participant


@pytest.fixture
def organiser(text):
    return member(text, Role.ORGANISER)


@pytest.fixture
def held(text, organiser) -> Examination:
    return ExaminationFactory(contribution=text, analysed=True)


def verdict(text, status=AnswerStatus.KEPT, **given) -> Verdict:
    values = {"based_on": str(text.entry), **given}
    return Verdict(AnswerDraft(status, "Dix bancs seront posés.", "La ville"), **values)


def told() -> list[tuple[str, str]]:
    return list(Mail.objects.order_by("pk").values_list("recipient", "subject"))


def test_the_verdict_is_the_official_answer_with_a_line_of_its_own_after_it(text, organiser, held):
    published = decide(actor=organiser, examination=held, verdict=verdict(text))
    held.refresh_from_db()
    assert (held.state, held.answer) == (ExaminationState.DECIDED, published)
    assert answers_for([text.pk]) == {text.pk: published}
    assert list(Pending.objects.order_by("pk").values_list("kind", flat=True))[-2:] == [
        "answer.published",
        "examination.published",
    ]
    leaf = Pending.objects.get(kind="examination.published")
    assert (leaf.entry, leaf.reference) == (held.entry, published.entry)
    assert leaf.public == {"examination": held.pk, "status": "kept"}
    text.refresh_from_db()
    assert text.reacted_at is not None
    assert Mail.objects.count() == 0


def test_the_line_says_what_was_found_and_neither_who_nor_their_notes(text, organiser, held):
    held.steps.create(act="analysed", text="Le maire y tient.", author=held.analyst)
    decide(actor=organiser, examination=held, verdict=verdict(text))
    held.refresh_from_db()
    said = payload(held)
    assert set(said) == {
        "id", "contribution", "service", "asked_at", "due_on", "criteria", "recommendation", "summary",
        "answer", "status", "at",
    }  # fmt: skip
    assert [row["criterion"] for row in said["criteria"]] == ["feasibility", "cost", "legality"]
    rows = str([said, examination_rows(text.consultation)])
    for inside in ("Le maire y tient.", held.analyst.email, str(held.analyst)):
        assert inside not in rows


def test_nothing_is_told_before_the_verdict(text, held):
    head, row = examination_rows(text.consultation)
    shown = {name: value for name, value in zip(head, row, strict=True) if value != ""}
    assert shown == {
        "contribution": text.pk,
        "service": held.service,
        "asked_on": shown["asked_on"],
        "due_on": held.due_on.isoformat(),
        "state": "under_way",
        "days_late": 0,
    }
    with pytest.raises(ValueError, match="before its verdict"):
        payload(held)


def test_verdicts_are_counted_beside_those_under_way_but_what_was_stopped(text, organiser, held):
    decide(actor=organiser, examination=held, verdict=verdict(text))
    for state in (ExaminationState.ANALYSIS, ExaminationState.STOPPED):
        ExaminationFactory(contribution=ContributionFactory(kind=text.kind), state=state)
    ExaminationFactory(contribution=ContributionFactory(kind=text.kind, state="hidden"))
    assert [(share.code, share.count) for share in shares_in(text.consultation)] == [("", 1), ("kept", 1)]


def test_a_revision_that_arrives_meanwhile_is_not_decided_unread(text, organiser, held):
    with pytest.raises(Refused, match="révisée entre-temps"):
        decide(actor=organiser, examination=held, verdict=verdict(text, based_on="former"))
    assert not Answer.objects.exists()
    assert not held.reads_other_words
    held.words_read = None
    assert held.reads_other_words


def test_a_verdict_is_given_once(text, organiser, held):
    decide(actor=organiser, examination=held, verdict=verdict(text))
    with pytest.raises(Refused, match="entre-temps"):
        decide(actor=organiser, examination=held, verdict=verdict(text))
    assert Answer.objects.count() == 1


def test_whoever_is_named_decides_alone(text, organiser, held):
    other = member(text, Role.ORGANISER)
    held.decider = other
    held.save(update_fields=["decider"])
    with pytest.raises(Refused):
        decide(actor=organiser, examination=held, verdict=verdict(text))
    assert waiting_for(organiser, [text.consultation_id]) == {}
    assert waiting_for(other, [text.consultation_id]) == {text.consultation_id: 1}
    decide(actor=other, examination=held, verdict=verdict(text))


def test_neither_a_teammate_nor_an_outsider_decides_nor_anybody_on_their_own_text(text, organiser, held):
    outsider = TeamMemberFactory(role=Role.ORGANISER).participant
    for somebody in (held.analyst, member(text, Role.MODERATOR), outsider, text.author, ParticipantFactory()):
        with pytest.raises(Refused):
            decide(actor=somebody, examination=held, verdict=verdict(text))
    Contribution.objects.filter(pk=text.pk).update(author=organiser)
    with pytest.raises(Refused):
        decide(actor=organiser, examination=held, verdict=verdict(text))
    assert not Answer.objects.exists()


def test_a_contribution_is_not_decided_as_a_question(text, organiser, held):
    with pytest.raises(Refused):
        decide(actor=organiser, examination=held, verdict=verdict(text, AnswerStatus.ANSWERED))


def test_a_supervisor_agrees_or_sends_back_with_a_reason(text, organiser):
    supervisor = member(text, Role.MODERATOR)
    held = ExaminationFactory(contribution=text, read_again=True, supervisor=supervisor)
    with pytest.raises(Refused, match="à revoir"):
        send_back(actor=supervisor, examination=held, reason=" ")
    send_back(actor=supervisor, examination=held, reason="Le coût est celui de 2020.")
    held.refresh_from_db()
    assert held.state == ExaminationState.ANALYSIS
    assert told() == [(held.analyst.email, f"Un examen à reprendre : C-{text.pk}")]
    assert "Le coût est celui de 2020." in Mail.objects.get().text
    Examination.objects.filter(pk=held.pk).update(state=ExaminationState.REVIEW)
    agree(actor=supervisor, examination=held, note="D’accord.")
    held.refresh_from_db()
    assert held.state == ExaminationState.DECISION
    assert told()[-1] == (organiser.email, f"Une décision à prendre : C-{text.pk}")
    with pytest.raises(Refused):
        agree(actor=supervisor, examination=held)


def test_whoever_decides_may_send_back_and_nobody_else_then(text, organiser, held):
    for somebody in (held.analyst, member(text, Role.GUARANTOR)):
        with pytest.raises(Refused):
            send_back(actor=somebody, examination=held, reason="Non.")
    send_back(actor=organiser, examination=held, reason="Et l’entretien ?")
    held.refresh_from_db()
    assert held.state == ExaminationState.ANALYSIS


def test_once_the_analyst_left_the_team_its_organisers_are_told(text, organiser, held):
    text.consultation.team.filter(participant=held.analyst).delete()
    send_back(actor=organiser, examination=held, reason="Et l’entretien ?")
    assert told() == [(organiser.email, f"Un examen à reprendre : C-{text.pk}")]


def test_who_sees_it_is_who_has_a_part_in_it_an_organiser_or_the_guarantor(text, organiser, held):
    seen = [organiser, held.analyst, member(text, Role.GUARANTOR)]
    unseen = [member(text, role) for role in (Role.MODERATOR, Role.ANALYST, Role.OBSERVER, Role.ANIMATOR)]
    unseen += [text.author, ParticipantFactory(), TeamMemberFactory(role=Role.ORGANISER).participant]
    assert [can_examine(person, "see", held) for person in seen] == [True] * 3
    assert [can_examine(person, "see", held) for person in unseen] == [False] * len(unseen)
