"""Answers that the team alone reads: in no list, no page but their author's, counted all the same."""

import pytest
from django.test import Client
from django.urls import reverse

from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.accounts.tests.factories import ParticipantFactory
from parvis.consultations.enums import Role, Visibility
from parvis.consultations.models import PhaseAction
from parvis.consultations.tests.factories import QuestionFactory, TeamMemberFactory
from parvis.contributions import leaves
from parvis.contributions.domain.anonymise import anonymise
from parvis.contributions.domain.revise import revise
from parvis.contributions.domain.withdraw import withdraw
from parvis.contributions.models import Contribution, PersonalAnswer
from parvis.contributions.queries import listing
from parvis.contributions.tests.conftest import Deposit
from parvis.ledger.models import Pending

SECRET = "Je ne prends jamais le bus."


@pytest.fixture
def private(action: PhaseAction) -> PhaseAction:
    kind = action.kind
    kind.is_titled = kind.has_text = False
    kind.visibility, kind.one_per_person = Visibility.PRIVATE, True
    kind.save()
    QuestionFactory.create(kind=kind, code="bus")
    QuestionFactory.create(kind=kind, code="age", is_personal=True, purpose="Savoir qui répond")
    return action


@pytest.fixture
def row(private: PhaseAction, deposit: Deposit) -> Contribution:
    return deposit(answers={"bus": SECRET, "age": "Entre 30 et 40 ans"})


def reads(person: Participant | None, row: Contribution) -> int:
    client = Client()
    if person:
        client.force_login(person)
    answer = client.get(reverse("front:contribution", args=[row.pk]))
    assert (SECRET in answer.content.decode()) == (answer.status_code == 200)
    return int(answer.status_code)


def test_its_page_is_for_its_author_and_the_team(row: Contribution) -> None:
    analyst = TeamMemberFactory.create(
        consultation=row.consultation, participant=ParticipantFactory(), role=Role.ANALYST
    )
    assert reads(row.author, row) == 200
    assert reads(analyst.participant, row) == 200
    assert reads(ParticipantFactory.create(), row) == 404
    assert reads(None, row) == 404


def test_no_list_has_it(row: Contribution, client: Client) -> None:
    assert listing(consultation=row.consultation).items == []
    assert listing(consultation=row.consultation, words="bus").items == []
    page = client.get(reverse("front:contributions", args=[row.consultation.slug])).content.decode()
    assert f"contribution-{row.pk}" not in page


def test_its_leaf_says_that_it_is_private_from_the_first(row: Contribution) -> None:
    pending = Pending.objects.get(entry=row.entry)
    assert pending.public == {"level": 1, "channel": "web", "private": True}
    changed = revise(actor=row.author, contribution=row, title="", text="", answers={"bus": "Parfois."})
    assert Pending.objects.get(entry=changed.entry).public["private"] is True
    assert not PersonalAnswer.objects.exists()


def test_one_for_each_person_until_it_is_withdrawn(
    row: Contribution, deposit: Deposit, person: Participant
) -> None:
    with pytest.raises(Refused, match="déjà répondu"):
        deposit(answers={})
    assert deposit(actor=ParticipantFactory.create(), answers={}).pk != row.pk
    withdraw(actor=person, contribution=row)
    assert not PersonalAnswer.objects.exists()
    assert deposit(answers={}).is_only
    assert reads(None, row) == 404


def test_who_leaves_takes_their_personal_answers(row: Contribution, person: Participant) -> None:
    former = row.entry
    anonymise(author=person)
    row.refresh_from_db()
    assert (row.author, row.form_answers, row.state) == (None, {"bus": SECRET}, "private")
    assert PersonalAnswer.objects.count() == 0
    assert row.entry != former
    assert leaves.payload(row)["author"] is None


def test_its_author_finds_it_by_its_reference(row: Contribution, client: Client) -> None:
    client.force_login(row.author)
    assert f"Idea C-{row.pk}</a>" in client.get(reverse("front:mine")).content.decode()
    asked = client.get(reverse("contributions:withdraw", args=[row.pk])).content.decode()
    assert f"C-{row.pk}" in asked
