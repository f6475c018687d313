"""Texts that an organisation signs: who may, what everybody reads, who changes them, what stays."""

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils.html import escape

from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.accounts.tests.factories import ParticipantFactory
from parvis.consultations.enums import Visibility
from parvis.consultations.models import PhaseAction
from parvis.contributions import leaves
from parvis.contributions.domain.anonymise import anonymise
from parvis.contributions.domain.revise import revise
from parvis.contributions.domain.withdraw import withdraw
from parvis.contributions.models import Contribution
from parvis.contributions.permissions import can
from parvis.contributions.queries import by_organisations, signed_in_name_of
from parvis.contributions.tests.conftest import Deposit
from parvis.contributions.tests.factories import ContributionFactory
from parvis.ledger.models import Pending
from parvis.organisations.domain import part
from parvis.organisations.models import Organisation
from parvis.organisations.tests.factories import member_of, organisation, verified


@pytest.fixture
def canal(action: PhaseAction, person: Participant) -> Organisation:
    person.public_name = "Zanzibar"
    person.save(update_fields=["public_name"])
    return verified(person, name="Les Amis du canal", sort="association")


def test_it_is_published_under_its_name_alone(
    canal: Organisation, deposit: Deposit, person: Participant, client: Client
) -> None:
    signed, own = deposit(organisation=canal), deposit()
    assert (signed.author, signed.signed_by, own.signed_by) == (person, canal, person)
    assert leaves.payload(signed)["author"] != leaves.payload(own)["author"]
    assert leaves.payload(signed)["organisation"] == canal.pk
    assert "organisation" not in leaves.payload(own)
    page = client.get(reverse("front:contribution", args=[signed.pk])).content.decode()
    assert "Les Amis du canal" in page
    assert "Zanzibar" not in page
    told = client.get(reverse("front:organisation", args=[canal.pk])).content.decode()
    assert escape(signed.title) in told
    assert canal.sentence in told
    assert "Zanzibar" not in told


def test_only_who_acts_for_it_now_signs(canal: Organisation, deposit: Deposit, action: PhaseAction) -> None:
    member = member_of(canal)
    assert deposit(actor=member.participant, organisation=canal).organisation == canal
    part.remove(actor=canal.declared_by, representative=member)
    for stranger in (member.participant, ParticipantFactory()):
        with pytest.raises(Refused):
            deposit(actor=stranger, organisation=canal)
    action.kind.one_per_person = True
    action.kind.save()
    with pytest.raises(Refused):
        deposit(organisation=canal)
    action.kind.one_per_person, action.kind.visibility = False, Visibility.PRIVATE
    action.kind.save()
    with pytest.raises(Refused):
        deposit(organisation=canal)
    assert Contribution.objects.count() == 1


def test_the_database_takes_no_answer_of_a_person_from_an_organisation(canal: Organisation) -> None:
    with pytest.raises(IntegrityError, match="contribution_signed_by_somebody"), transaction.atomic():
        ContributionFactory(organisation=canal, is_only=True)


def test_its_representatives_change_it_and_who_left_no_longer_does(
    canal: Organisation, deposit: Deposit, person: Participant
) -> None:
    member = member_of(canal)
    row = deposit(actor=member.participant, organisation=canal)
    assert not can(ParticipantFactory(), "revise", row)
    revise(actor=person, contribution=row, title=row.title, text="Avec un abri.")
    part.leave(actor=member.participant, organisation=canal)
    row.refresh_from_db()
    assert row.text == "Avec un abri."
    with pytest.raises(Refused):
        withdraw(actor=member.participant, contribution=row)
    withdraw(actor=person, contribution=row)


def test_of_a_closed_one_whoever_sent_a_text_answers_for_it(
    canal: Organisation, deposit: Deposit, person: Participant
) -> None:
    row = deposit(organisation=canal)
    part.close(actor=person, organisation=canal)
    row = Contribution.objects.get(pk=row.pk)
    assert can(person, "withdraw", row)


def test_it_stays_the_organisation_s_when_who_sent_it_leaves_for_good(
    canal: Organisation, deposit: Deposit, person: Participant
) -> None:
    kept, gone = deposit(organisation=canal), deposit(organisation=canal, text="Sans lendemain.")
    withdraw(actor=person, contribution=gone)
    before, leaf = Pending.objects.count(), leaves.payload(kept)
    anonymise(author=person)
    kept, gone = Contribution.objects.get(pk=kept.pk), Contribution.objects.get(pk=gone.pk)
    assert Pending.objects.count() == before
    assert (kept.author, kept.organisation, kept.salt is not None) == (None, canal, True)
    assert leaves.payload(kept) == leaf
    assert (gone.author, gone.text) == (None, "")


def test_what_it_deposited_is_read_in_a_fixed_number_of_queries(
    canal: Organisation, deposit: Deposit, django_assert_num_queries
) -> None:
    first = deposit(organisation=canal)
    with django_assert_num_queries(2):
        [str(one.signed_by) for one in signed_in_name_of(canal).items]
    for given in ({"organisation": canal}, {"organisation": canal}, {}):
        deposit(**given)
    with django_assert_num_queries(2):
        found = [str(one.signed_by) for one in signed_in_name_of(canal).items]
    assert found == ["Les Amis du canal"] * 3
    assert by_organisations(first.consultation) == 3


def send(client: Client, action: PhaseAction, **more: str):
    address = reverse("contributions:submit", args=[action.pk])
    form = client.get(address).context["form"]
    typed = {"title": "Un banc", "text": "Les parents attendent.", "key": str(form["key"].value())}
    return client.post(address, {**typed, "opened": form["opened"].value(), **more})


def test_the_page_before_publication_asks_in_whose_name(
    canal: Organisation, action: PhaseAction, person: Participant, client: Client
) -> None:
    other = organisation(name="Autre")
    client.force_login(person)
    asked = send(client, action, step="preview").content.decode()
    assert "Les Amis du canal" in asked
    assert "Autre" not in asked
    for typed in ({}, {"signed_by": str(other.pk)}, {"signed_by": "x"}):
        assert send(client, action, step="publish", **typed).status_code == 422
    assert not Contribution.objects.exists()
    assert send(client, action, step="publish", signed_by=str(canal.pk)).status_code == 302
    assert send(client, action, step="publish", signed_by="me").status_code == 302
    assert [row.organisation for row in Contribution.objects.order_by("pk")] == [canal, None]


def test_who_acts_for_nobody_is_asked_nothing(action: PhaseAction, client: Client) -> None:
    client.force_login(ParticipantFactory())
    assert "signed_by" not in send(client, action, step="preview").content.decode()
    assert send(client, action, step="publish").status_code == 302
