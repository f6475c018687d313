"""Examinations at the desk, without any script: asked for, analysed, read again, decided."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from parvis.accounts.tests.factories import ParticipantFactory
from parvis.ballots.domain.fold import fold
from parvis.ballots.tests.factories import VoteFactory
from parvis.consultations.enums import Role
from parvis.consultations.tests.factories import PhaseActionFactory, TeamMemberFactory
from parvis.contributions.tests.factories import ContributionFactory
from parvis.front.desk.today import today
from parvis.restitution.enums import ExaminationState
from parvis.restitution.models import Answer, Examination
from parvis.restitution.tests.factories import ExaminationFactory

pytestmark = pytest.mark.django_db
ANALYSIS = {
    "feasibility": "favourable",
    "feasibility_reason": "Six mois.",
    "cost": "conditional",
    "cost_reason": "Si la région aide.",
    "amount": "12000",
    "legality": "not_concerned",
    "legality_reason": "",
    "recommendation": "partly",
    "summary": "Deux bancs, pas dix.",
    "note": "",
}


def day(days: int) -> str:
    return (timezone.localdate() + timedelta(days=days)).isoformat()


@pytest.fixture
def text():
    deposit = PhaseActionFactory()
    return ContributionFactory(kind=deposit.kind, title="Un banc", author__language="fr")


@pytest.fixture
def place(text):
    return text.consultation


@pytest.fixture
def seat(desk, place):
    """The desk of somebody of the team, and who they are."""

    def sit(role):
        made = TeamMemberFactory(consultation=place, role=role, participant__language="fr")
        return desk(made.participant), made.participant

    return sit


def address(name: str, place, *args) -> str:
    return reverse(f"desk:{name}", args=[place.pk, *args])


def test_from_the_texts_chosen_in_the_list_to_the_verdict(seat, place, text):
    organiser, _who = seat(Role.ORGANISER)
    desk_of_analyst, analyst = seat(Role.ANALYST)
    desk_of_supervisor, supervisor = seat(Role.MODERATOR)
    ask = address("ask_examinations", place)
    assert f'formaction="{ask}"' in organiser.get(address("contributions", place)).content.decode()
    assert organiser.get(ask, {"text": text.pk}).content.decode().count('name="chosen"') == 1

    typed = {"shown": text.pk, "chosen": text.pk, "service": "La voirie", "due_on": day(30)}
    typed |= {"analyst": analyst.pk, "supervisor": supervisor.pk}
    assert organiser.post(ask, typed).url == address("examinations", place)

    held = Examination.objects.get()
    here = address("examination", place, held.pk)
    entry = {"based_on": str(text.entry)}
    assert "Votre analyse" in desk_of_analyst.get(here).content.decode()
    sent = desk_of_analyst.post(address("send_analysis", place, held.pk), {**ANALYSIS, **entry})
    assert sent.url == here
    assert "Six mois." in desk_of_supervisor.get(here).content.decode()
    desk_of_supervisor.post(address("agree_analysis", place, held.pk), {"note": "D’accord."})

    page = organiser.get(here)
    form = page.context["shown"].forms["verdict_form"]
    assert (form["status"].value(), form["text"].value()) == ("partly", "Deux bancs, pas dix.")
    said = {"status": "kept", "text": "Dix bancs.", "signature": "La ville", **entry}
    assert organiser.post(address("decide_examination", place, held.pk), said).url == here
    held.refresh_from_db()
    assert (held.state, held.answer.text) == (ExaminationState.DECIDED, "Dix bancs.")
    assert list(organiser.get(here).context["shown"].forms) == []


def test_what_is_refused_says_how_to_go_on_and_keeps_what_was_typed(seat, place, text):
    client, analyst = seat(Role.ANALYST)
    held = ExaminationFactory(contribution=text, analyst=analyst)
    send = address("send_analysis", place, held.pk)
    refused = client.post(send, {**ANALYSIS, "feasibility_reason": "", "based_on": str(text.entry)})
    page = refused.content.decode()
    assert (refused.status_code, "Donnez la raison" in page, "Deux bancs, pas dix." in page) == (
        422,
        True,
        True,
    )
    refused = client.post(send, {**ANALYSIS, "based_on": "former"})
    page = refused.content.decode()
    assert (refused.status_code, "révisée entre-temps" in page, "Six mois." in page) == (422, True, True)
    Examination.objects.filter(pk=held.pk).update(analyst=ParticipantFactory(), supervisor=analyst)
    refused = client.post(send, {**ANALYSIS, "based_on": str(text.entry)})
    assert (refused.status_code, "Deux bancs, pas dix." in refused.content.decode()) == (422, True)
    assert not held.appraisals.exists()


def test_a_revision_is_asked_for_and_an_analysis_sent_back_keeps_what_it_said(seat, place, text):
    client, analyst = seat(Role.ANALYST)
    organiser, _who = seat(Role.ORGANISER)
    held = ExaminationFactory(contribution=text, analyst=analyst)
    here = address("examination", place, held.pk)
    assert client.post(address("ask_revision", place, held.pk), {"message": "Dites où."}).url == here
    assert "attend son auteur" in client.get(here).content.decode()
    client.post(address("send_analysis", place, held.pk), {**ANALYSIS, "based_on": str(text.entry)})
    organiser.post(address("send_back_analysis", place, held.pk), {"reason": "Et l’entretien ?"})
    page = client.get(here).content.decode()
    assert "Et l’entretien ?" in page
    assert "Si la région aide." in page
    assert 'value="12000"' in page


def test_the_organiser_changes_who_examines_and_stops(seat, place, text):
    organiser, _who = seat(Role.ORGANISER)
    _desk, other = seat(Role.OBSERVER)
    held = ExaminationFactory(contribution=text)
    assign, stop = address("assign_examination", place, held.pk), address("stop_examination", place, held.pk)
    typed = {"service": "Les jardins", "due_on": day(9), "analyst": other.pk}
    assert organiser.post(assign, {**typed, "due_on": day(-9)}).status_code == 422
    organiser.post(assign, typed)
    assert organiser.post(stop, {"reason": ""}).status_code == 422
    organiser.post(stop, {"reason": "Par erreur."})
    held.refresh_from_db()
    assert (held.service, held.analyst, held.state) == ("Les jardins", other, ExaminationState.STOPPED)


def test_the_first_of_a_vote_are_chosen_and_no_vote_whose_counts_are_hidden(seat, place, text):
    organiser, _who = seat(Role.ORGANISER)
    ballot = PhaseActionFactory(vote=True, phase=place.phases.get(), kind=text.kind)
    for _each in range(2):
        VoteFactory(ballot=ballot, contribution=text, choice=1)
    other = ContributionFactory(kind=text.kind)
    VoteFactory(ballot=ballot, contribution=other, choice=1)
    fold()
    ask = address("ask_examinations", place)

    def chosen() -> list[int]:
        texts = organiser.get(ask, {"ballot": ballot.pk, "best": "1"}).context["texts"]
        return [item.pk for item in texts]

    assert chosen() == [text.pk]
    ballot.ballot_hides_counts = True
    ballot.save(update_fields=["ballot_hides_counts"])
    assert chosen() == []
    assert organiser.get(ask, {"ballot": "x", "best": "-1"}).context["texts"] == []


@pytest.mark.parametrize("role", [Role.MODERATOR, Role.ANALYST, Role.ANIMATOR, Role.OBSERVER])
def test_a_teammate_without_a_part_in_it_neither_sees_nor_asks(seat, place, text, role):
    client, _who = seat(role)
    held = ExaminationFactory(contribution=text)
    assert client.get(address("examination", place, held.pk)).status_code == 404
    assert client.get(address("ask_examinations", place)).status_code == 404
    page = client.get(address("examinations", place))
    assert (page.status_code, page.context["lines"]) == (200, [])


def test_another_organiser_finds_nothing(desk, place, text):
    client = desk(TeamMemberFactory(role=Role.ORGANISER).participant)
    held = ExaminationFactory(contribution=text)
    for name, args in (("examination", [held.pk]), ("examinations", []), ("ask_examinations", [])):
        assert client.get(address(name, place, *args)).status_code == 404


def test_what_waits_for_somebody_is_in_their_list_and_in_their_today(seat, place, text):
    client, analyst = seat(Role.ANALYST)
    held = ExaminationFactory(contribution=text, analyst=analyst, late=True)
    ExaminationFactory(contribution=ContributionFactory(kind=text.kind), analyst=analyst, analysed=True)
    listing = address("examinations", place)
    mine = client.get(listing, {"show": "mine"}).context["lines"]
    assert [(line.one, line.lateness) for line in mine] == [(held, "en retard de 10\xa0jours")]
    assert len(client.get(listing).context["lines"]) == 2
    assert client.get(listing, {"show": "over"}).context["lines"] == []
    with translation.override("en"):
        (line,) = today(analyst)
    assert "1 examination waits for you." in line.waiting
    assert line.late == ("The verdict of 1 examination is late.",)


def test_the_page_of_a_contribution_leads_to_its_examination_or_asks_for_one(seat, place, text):
    organiser, _who = seat(Role.ORGANISER)
    here = address("contribution", place, text.pk)
    assert f"{address('ask_examinations', place)}?text={text.pk}" in organiser.get(here).content.decode()
    held = ExaminationFactory(contribution=text)
    assert address("examination", place, held.pk) in organiser.get(here).content.decode()
    assert not Answer.objects.exists()


def test_the_list_costs_the_same_whatever_it_holds(seat, place, text, django_assert_max_num_queries):
    organiser, _who = seat(Role.ORGANISER)
    ExaminationFactory(contribution=text, decided=True)
    listing = address("examinations", place)
    organiser.get(listing)

    def cost() -> int:
        with django_assert_max_num_queries(100) as queries:
            organiser.get(listing)
        return len(queries)

    ExaminationFactory(contribution=text)
    before = cost()
    for other in ContributionFactory.create_batch(3, kind=text.kind):
        ExaminationFactory(contribution=other)
    assert cost() == before
