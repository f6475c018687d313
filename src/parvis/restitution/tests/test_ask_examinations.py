"""Having contributions examined: by whom, by when, changed and stopped."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from parvis.accounts.errors import Refused
from parvis.accounts.tests.factories import ParticipantFactory
from parvis.consultations.enums import Role
from parvis.consultations.tests.factories import PhaseActionFactory, TeamMemberFactory
from parvis.contributions.enums import State
from parvis.contributions.models import CoAuthor
from parvis.contributions.tests.factories import ContributionFactory
from parvis.jobs.models import Mail
from parvis.restitution.domain.examine import (
    MOST,
    Charge,
    ask_examinations,
    assign_examination,
    stop_examination,
)
from parvis.restitution.enums import Criterion, ExaminationAct, ExaminationState, Level
from parvis.restitution.models import Appraisal, Examination, ExaminationStep
from parvis.restitution.tests.factories import AnswerFactory, ExaminationFactory

pytestmark = pytest.mark.django_db


def day(days: int):
    return timezone.localdate() + timedelta(days=days)


@pytest.fixture
def text():
    return ContributionFactory(title="Un banc devant l’école")


@pytest.fixture
def place(text):
    return text.consultation


@pytest.fixture
def member(place):
    """Somebody of the team, by their role."""

    def join(role, **person):
        made = TeamMemberFactory(
            consultation=place, role=role, participant=ParticipantFactory(language="fr", **person)
        )
        return made.participant

    return join


@pytest.fixture
def organiser(member):
    return member(Role.ORGANISER)


@pytest.fixture
def analyst(member):
    return member(Role.OBSERVER)


def ask(actor, texts, analyst, **given) -> list[Examination]:
    charge = Charge(**{"service": " La voirie ", "due_on": day(30), "analyst": analyst, **given})
    numbers = [text.pk for text in texts]
    return ask_examinations(actor=actor, consultation=texts[0].consultation, numbers=numbers, charge=charge)


def told() -> list[tuple[str, str]]:
    return list(Mail.objects.order_by("pk").values_list("recipient", "subject"))


def test_each_is_given_to_an_analyst_who_gets_one_mail_for_all_of_them(text, organiser, analyst):
    other = ContributionFactory(kind=text.kind, title="Une fontaine")
    made = ask(organiser, [text, other], analyst, note="Avant le conseil.")
    assert [(row.contribution, row.service, row.state) for row in made] == [
        (text, "La voirie", ExaminationState.ANALYSIS),
        (other, "La voirie", ExaminationState.ANALYSIS),
    ]
    assert told() == [(analyst.email, "2 contributions à examiner")]
    mail = Mail.objects.get().text
    for said in ("Un banc devant l’école", "Une fontaine", "Avant le conseil.", "faisabilité"):
        assert said in mail
    assert f"/desk/consultations/{text.consultation_id}/examinations/" in mail
    assert ExaminationStep.objects.filter(act=ExaminationAct.ASKED, author=organiser).count() == 2


def test_whoever_has_several_parts_gets_one_mail_and_the_actor_none(text, organiser, analyst, member):
    decider = member(Role.ORGANISER)
    ask(organiser, [text], decider, supervisor=analyst, decider=decider)
    assert sorted(address for address, _subject in told()) == sorted([decider.email, analyst.email])
    other = ContributionFactory(kind=text.kind)
    ask(organiser, [other], organiser, decider=organiser)
    assert len(told()) == 2


@pytest.mark.parametrize("role", [Role.MODERATOR, Role.ANALYST, Role.GUARANTOR, Role.ANIMATOR])
def test_only_who_may_answer_has_contributions_examined(text, analyst, member, role):
    for somebody in (member(role), TeamMemberFactory(role=Role.ORGANISER).participant, text.author):
        with pytest.raises(Refused):
            ask(somebody, [text], analyst)
    assert (Examination.objects.count(), Mail.objects.count()) == (0, 0)


def test_what_cannot_be_examined_is_named_and_none_is(text, organiser, analyst):
    hidden = ContributionFactory(kind=text.kind, state=State.HIDDEN)
    with pytest.raises(Refused, match=f"C-{hidden.pk}"):
        ask(organiser, [text, hidden], analyst)
    merged = ContributionFactory(kind=text.kind, merged_into=text)
    with pytest.raises(Refused, match=f"C-{merged.pk}"):
        ask(organiser, [text, merged], analyst)
    asked = PhaseActionFactory(
        phase__consultation=text.consultation, kind__consultation=text.consultation, verb="ask"
    )
    question = ContributionFactory(kind=asked.kind)
    with pytest.raises(Refused, match=f"C-{question.pk}"):
        ask(organiser, [text, question], analyst)
    with pytest.raises(Refused, match="100"):
        ask_examinations(
            actor=organiser,
            consultation=text.consultation,
            numbers=range(1, MOST + 2),
            charge=Charge("La voirie", day(3), analyst),
        )
    assert not Examination.objects.exists()


def test_one_at_a_time_then_another_once_it_is_over(text, organiser, analyst):
    (held,) = ask(organiser, [text], analyst)
    with pytest.raises(Refused, match=f"C-{text.pk}"):
        ask(organiser, [text], analyst)
    stop_examination(actor=organiser, examination=held, reason="Demandée par erreur.")
    assert ask(organiser, [text], analyst)[0].pk != held.pk


def test_who_is_named_is_of_the_team_and_no_guarantor_and_the_decider_may_answer(
    text, organiser, analyst, member
):
    guarantor, outsider = member(Role.GUARANTOR), ParticipantFactory()
    for given in (
        {"analyst": outsider},
        {"analyst": guarantor},
        {"supervisor": outsider},
        {"supervisor": analyst},
        {"decider": analyst},
        {"due_on": day(-1)},
    ):
        with pytest.raises(Refused):
            ask(organiser, [text], **{"analyst": analyst, **given})
    assert not Examination.objects.exists()


def test_nobody_examines_what_they_wrote_or_sign(text, organiser, member):
    author = member(Role.ANALYST)
    own = ContributionFactory(kind=text.kind, author=author)
    CoAuthor.objects.create(contribution=text, participant=author, place=1, accepted_at=timezone.now())
    for item in (own, text):
        with pytest.raises(Refused, match=f"C-{item.pk}"):
            ask(organiser, [item], author)


def test_another_takes_it_over_and_is_told(text, organiser, analyst, member):
    (held,) = ask(organiser, [text], analyst)
    Mail.objects.all().delete()
    other = member(Role.MODERATOR)
    charge = Charge("Les espaces verts", day(60), other, note="Merci de reprendre.")
    assign_examination(actor=organiser, examination=held, charge=charge)
    held.refresh_from_db()
    assert (held.analyst, held.service, held.due_on) == (other, "Les espaces verts", day(60))
    assert told() == [(other.email, "Une contribution à examiner")]


def test_a_day_that_has_passed_may_stay_when_somebody_else_takes_it_over(text, organiser, analyst):
    held = ExaminationFactory(contribution=text, late=True)
    assign_examination(actor=organiser, examination=held, charge=Charge(held.service, held.due_on, analyst))
    with pytest.raises(Refused, match="à venir"):
        assign_examination(actor=organiser, examination=held, charge=Charge(held.service, day(-1), analyst))


def test_without_anybody_to_read_again_it_goes_on_to_the_decision(text, organiser, analyst):
    held = ExaminationFactory(contribution=text, read_again=True, supervisor=analyst)
    Mail.objects.all().delete()
    assign_examination(
        actor=organiser, examination=held, charge=Charge(held.service, held.due_on, held.analyst)
    )
    held.refresh_from_db()
    assert held.state == ExaminationState.DECISION
    assert told() == [(organiser.email, f"Une décision à prendre : C-{text.pk}")]


def test_only_the_organiser_stops_it_and_says_why(text, organiser):
    held = ExaminationFactory(contribution=text)
    with pytest.raises(Refused):
        stop_examination(actor=held.analyst, examination=held, reason="Non.")
    with pytest.raises(Refused, match="pourquoi"):
        stop_examination(actor=organiser, examination=held, reason=" ")
    stop_examination(actor=organiser, examination=held, reason="Demandée par erreur.")
    with pytest.raises(Refused):
        stop_examination(actor=organiser, examination=held, reason="Encore.")


def test_what_is_no_longer_public_can_only_be_stopped(text, organiser, analyst):
    held = ExaminationFactory(contribution=text)
    text.state = State.HIDDEN
    text.save(update_fields=["state"])
    with pytest.raises(Refused, match="arrêté"):
        assign_examination(actor=organiser, examination=held, charge=Charge("La voirie", day(9), analyst))
    stop_examination(actor=organiser, examination=held, reason="Le texte est masqué.")
    held.refresh_from_db()
    assert held.state == ExaminationState.STOPPED


def test_the_cost_does_not_depend_on_how_many(text, organiser, analyst):
    others = ContributionFactory.create_batch(3, kind=text.kind)

    def cost(texts) -> int:
        with CaptureQueriesContext(connection) as queries:
            ask(organiser, texts, analyst)
        return len(queries)

    assert cost([text]) == cost(others)


def test_the_database_holds_it_too(text):
    held = ExaminationFactory(contribution=text)
    rows = Examination.objects.filter(pk=held.pk)
    by = {"examination": held, "criterion": Criterion.LEGALITY}
    Appraisal.objects.create(**by, level=Level.NOT_CONCERNED)
    wrong = (
        lambda: ExaminationFactory(contribution=text, analyst=held.analyst),
        lambda: rows.update(service=""),
        lambda: rows.update(state=ExaminationState.DECIDED),
        lambda: rows.update(answer=AnswerFactory(contribution=text)),
        lambda: rows.update(state=ExaminationState.DECISION),
        lambda: rows.update(state=ExaminationState.REVISION),
        lambda: Appraisal.objects.create(**by, level=Level.NOT_CONCERNED),
        lambda: Appraisal.objects.create(examination=held, criterion=Criterion.COST, level=Level.FAVOURABLE),
        lambda: Appraisal.objects.filter(examination=held).update(amount=3),
    )
    for act in wrong:
        with pytest.raises(IntegrityError), transaction.atomic():
            act()
