"""Commitments at the desk: promised from chosen texts, their steps, their news; what is typed stays."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from parvis.consultations.enums import Role
from parvis.consultations.tests.factories import TeamMemberFactory
from parvis.contributions.tests.factories import ContributionFactory
from parvis.restitution.enums import CommitmentState
from parvis.restitution.models import Answer, Commitment
from parvis.restitution.tests.factories import CommitmentFactory, MilestoneFactory

pytestmark = pytest.mark.django_db


def day(days: int) -> str:
    return (timezone.localdate() + timedelta(days=days)).isoformat()


@pytest.fixture
def text():
    return ContributionFactory(title="Un banc")


@pytest.fixture
def organiser(desk, text):
    made = TeamMemberFactory(consultation=text.consultation, role=Role.ORGANISER, participant__language="fr")
    return desk(made.participant)


def address(name: str, consultation, *args) -> str:
    return reverse(f"desk:{name}", args=[consultation.pk, *args])


def test_texts_chosen_in_the_list_are_those_that_it_answers(organiser, text):
    page = text.consultation
    listing = organiser.get(address("contributions", page)).content.decode()
    assert f'formaction="{address("add_commitment", page)}"' in listing
    form = organiser.get(address("add_commitment", page), {"text": text.pk}).context["form"]
    assert form["contributions"].value() == f"C-{text.pk}"

    typed = {"title": "Dix bancs", "text": "Au parc.", "owner": "La voirie", "due_on": day(90)}
    typed |= {"contributions": f"C-{text.pk}, /contributions/{text.pk}/"}
    answer = organiser.post(address("add_commitment", page), typed)

    held = Commitment.objects.get()
    assert answer.url == address("commitment", page, held.number)
    assert list(held.contributions.all()) == [text]


def test_what_is_refused_says_how_to_go_on_and_keeps_what_was_typed(organiser, text):
    typed = {"title": "Dix bancs", "text": "Au parc.", "owner": "La voirie", "due_on": day(-1)}
    answer = organiser.post(address("add_commitment", text.consultation), {**typed, "contributions": "x"})
    assert answer.status_code == 422
    assert "« x » n’est pas le numéro" in answer.content.decode().replace("\xa0", " ")
    answer = organiser.post(address("add_commitment", text.consultation), typed)
    page = answer.content.decode()
    assert (answer.status_code, Commitment.objects.count()) == (422, 0)
    assert "Choisissez un jour à venir" in page
    assert "Au parc." in page


def test_news_steps_and_who_is_reminded(organiser, text):
    place = text.consultation
    held = CommitmentFactory(consultation=place)
    here = address("commitment", place, held.number)
    organiser.post(address("add_milestone", place, held.number), {"title": "Le marché", "due_on": day(9)})
    step = held.milestones.get()
    done = address("finish_milestone", place, held.number, step.pk)
    refused = organiser.post(done, {"done_on": day(0), "evidence": "", "evidence_link": ""})
    assert (refused.status_code, "Montrez-le" in refused.content.decode()) == (422, True)
    assert organiser.post(done, {"done_on": day(0), "evidence": "Signé."}).url == here
    news = {
        "state": "done",
        "text": "C’est posé.",
        "due_on": held.due_on.isoformat(),
        "evidence": "On s’y assoit.",
    }
    assert organiser.post(here, news).url == here
    member = TeamMemberFactory(consultation=place, role=Role.ANALYST).participant
    organiser.post(address("charge_commitment", place, held.number), {"in_charge": member.pk})

    held.refresh_from_db()
    assert (held.state, held.in_charge, held.updates.count()) == (CommitmentState.DONE, member, 2)
    page = organiser.get(here).content.decode()
    assert "C’est posé." in page
    assert organiser.get(address("commitments", place)).status_code == 200


def test_news_that_are_refused_stay_in_their_form(organiser, text):
    held = CommitmentFactory(consultation=text.consultation)
    MilestoneFactory(commitment=held)
    typed = {"state": "abandoned", "text": "On arrête.", "due_on": held.due_on.isoformat()}
    answer = organiser.post(address("commitment", text.consultation, held.number), typed)
    page = answer.content.decode()
    assert (answer.status_code, held.updates.count()) == (422, 0)
    assert "Dites pourquoi il est abandonné" in page
    assert "On arrête." in page
    assert 'id="id_due_on"' in page
    assert 'id="step_due_on"' in page


@pytest.mark.parametrize("role", [Role.MODERATOR, Role.ANALYST, Role.ANIMATOR])
def test_a_teammate_who_does_not_answer_does_not_commit(desk, text, role):
    client = desk(TeamMemberFactory(consultation=text.consultation, role=role).participant)
    assert client.get(address("commitments", text.consultation)).status_code == 404


def test_all_that_a_filter_leaves_is_answered_at_once_but_what_is_unticked(organiser, text):
    others = ContributionFactory.create_batch(2, kind=text.kind)
    ContributionFactory(kind=text.kind, state="hidden", title="Insulte")
    here = address("answer_many", text.consultation)
    shown = organiser.get(here, {"kind": text.kind.pk}).content.decode()
    assert shown.count('name="chosen"') == 3
    assert "publiée sur 3 contributions" in shown.replace("\xa0", " ")

    typed = {"status": "kept", "text": "Dix bancs sont posés.", "signature": "La ville"}
    typed["shown"] = [item.pk for item in (text, *others)]
    refused = organiser.post(here, typed)
    assert (refused.status_code, "Dix bancs sont posés." in refused.content.decode()) == (422, True)
    assert organiser.post(here, {**typed, "chosen": [text.pk, others[0].pk]}).status_code == 302
    assert set(Answer.objects.values_list("contribution", flat=True)) == {text.pk, others[0].pk}
