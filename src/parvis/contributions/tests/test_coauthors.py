"""Co-authors: invited, named once they accept, ended by either; what they may do, what the log holds."""

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from parvis.accounts.enums import IdentityLevel
from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.accounts.tests.factories import ParticipantFactory
from parvis.consultations.tests.factories import QuestionFactory
from parvis.contributions.coauthors import MOST, CoAuthor
from parvis.contributions.domain import coauthor as domain
from parvis.contributions.domain.anonymise import anonymise
from parvis.contributions.domain.revise import revise
from parvis.contributions.domain.withdraw import withdraw
from parvis.contributions.invitations import read_token, write_token
from parvis.contributions.models import Contribution
from parvis.contributions.permissions import can
from parvis.contributions.queries import contribution_by_id, cosigned_by, in_order
from parvis.contributions.tests.conftest import Deposit
from parvis.jobs.models import Mail
from parvis.ledger.models import Pending
from parvis.organisations.tests.factories import organisation


def kinds() -> list[str]:
    return list(Pending.objects.order_by("pk").values_list("kind", flat=True))


def cosign(contribution: Contribution, person: Participant | None = None) -> CoAuthor:
    invitation = domain.invite(actor=contribution.author, contribution=contribution)
    return domain.accept(actor=person or ParticipantFactory(), invitation=invitation)


def test_an_invitation_by_mail_is_accepted_once_and_told(deposit: Deposit, person: Participant) -> None:
    row = deposit()
    invitation = domain.invite(actor=person, contribution=row, email=" Ami@Example.org ")
    token = write_token(invitation)
    sent = Mail.objects.get(recipient="ami@example.org")
    assert f"/contributions/coauthors/{token}/" in sent.text
    assert contribution_by_id(row.pk).coauthor_names == []
    with pytest.raises(Refused):
        domain.invite(actor=person, contribution=row, email="ami@example.org")
    found = read_token(token)
    assert found is not None
    friend = ParticipantFactory(public_name="Orme 4")
    accepted = domain.accept(actor=friend, invitation=found)
    assert (accepted.email, accepted.participant) == ("", friend)
    assert contribution_by_id(row.pk).coauthor_names == ["Orme 4"]
    assert (read_token(token), read_token("1:x")) == (None, None)
    told = Pending.objects.get(kind="coauthor.accepted")
    assert (told.reference, told.public) == (row.entry, {"contribution": row.pk})
    with pytest.raises(Refused):
        domain.accept(actor=ParticipantFactory(), invitation=found)


def test_nobody_signs_twice_nor_what_is_not_a_person_s_public_text(
    deposit: Deposit, person: Participant
) -> None:
    row, friend = deposit(), ParticipantFactory()
    cosign(row, friend)
    waiting = domain.invite(actor=person, contribution=row)
    for somebody in (friend, person, ParticipantFactory(identity_level=IdentityLevel.VISITOR)):
        with pytest.raises(Refused):
            domain.accept(actor=somebody, invitation=waiting)
    for other in (friend, ParticipantFactory()):
        with pytest.raises(Refused):
            domain.invite(actor=other, contribution=row)
    with pytest.raises(Refused):
        domain.invite(actor=person, contribution=row, email=person.email)
    signed = deposit(organisation=organisation(person))
    assert not can(person, "share", signed)
    withdraw(actor=person, contribution=row)
    with pytest.raises(Refused):
        domain.accept(actor=ParticipantFactory(), invitation=waiting)


def test_there_are_ten_at_most_and_the_database_holds_it(deposit: Deposit, person: Participant) -> None:
    row = deposit()
    places = [domain.invite(actor=person, contribution=row) for _ in range(MOST)]
    with pytest.raises(Refused):
        domain.invite(actor=person, contribution=row)
    with pytest.raises(IntegrityError, match="coauthor_at_most_ten"), transaction.atomic():
        row.coauthors.create(place=MOST + 1)
    with pytest.raises(IntegrityError, match="coauthor_place"), transaction.atomic():
        row.coauthors.create(place=MOST)
    with pytest.raises(IntegrityError, match="coauthor_accepted"), transaction.atomic():
        row.coauthors.filter(pk=places[0].pk).update(participant=person)
    domain.end(actor=person, coauthor=places[3])
    assert domain.invite(actor=person, contribution=row).place == 4
    assert kinds() == ["contribution.accepted"]


def test_a_co_author_revises_and_only_the_author_withdraws(deposit: Deposit, person: Participant) -> None:
    row, friend = deposit(), ParticipantFactory()
    cosign(row, friend)
    revise(actor=friend, contribution=row, title=row.title, text="Avec un abri.")
    with pytest.raises(Refused):
        withdraw(actor=friend, contribution=row)
    assert not can(ParticipantFactory(), "revise", row)
    QuestionFactory(kind=row.kind, is_personal=True, purpose="Savoir qui répond.")
    assert can(person, "revise", row)
    assert not can(friend, "revise", row)


def test_either_ends_it_and_the_log_says_so(deposit: Deposit, person: Participant) -> None:
    row, friend = deposit(), ParticipantFactory()
    first, second = cosign(row, friend), cosign(row)
    with pytest.raises(Refused):
        domain.end(actor=friend, coauthor=second)
    domain.end(actor=friend, coauthor=first)
    domain.end(actor=person, coauthor=second)
    assert kinds()[1:] == [*["coauthor.accepted"] * 2, *["coauthor.withdrawn"] * 2]
    references = Pending.objects.filter(kind="coauthor.withdrawn").order_by("pk")
    assert list(references.values_list("reference", flat=True)) == [first.entry, second.entry]
    assert not can(friend, "revise", row)


def test_whoever_leaves_for_good_is_no_longer_named(deposit: Deposit, person: Participant) -> None:
    row, friend = deposit(), ParticipantFactory()
    made = cosign(row, friend)
    domain.invite(actor=person, contribution=row)
    anonymise(author=friend)
    assert contribution_by_id(row.pk).coauthor_names == []
    assert Pending.objects.get(kind="erasure").reference == made.entry
    stays = cosign(row)
    anonymise(author=person)
    assert list(row.coauthors.all()) == [stays]


def test_invitations_that_nobody_accepts_are_forgotten(deposit: Deposit, person: Participant) -> None:
    row = deposit()
    old, kept = domain.invite(actor=person, contribution=row), domain.invite(actor=person, contribution=row)
    CoAuthor.objects.filter(pk=old.pk).update(invited_at="2020-01-01T00:00Z")
    assert read_token(write_token(old)) is None
    assert domain.forget_invitations() == 1
    assert list(row.coauthors.all()) == [kept]


def test_names_come_with_a_list_in_one_query(deposit: Deposit, django_assert_num_queries) -> None:
    rows = [deposit(text=f"Un texte, le {number}.") for number in range(3)]
    for row in rows:
        cosign(row)
        cosign(row)
    for ids in ([rows[0].pk], [row.pk for row in rows]):
        with django_assert_num_queries(1):
            assert [len(one.coauthor_names) for one in in_order(ids)] == [2] * len(ids)


def test_pages_of_invitation_and_of_co_authors(deposit: Deposit, person: Participant) -> None:
    row, friend, stranger = deposit(), ParticipantFactory(public_name="Orme 4"), ParticipantFactory()
    author, guest, other = Client(), Client(), Client()
    for client, somebody in ((author, person), (guest, friend), (other, stranger)):
        client.force_login(somebody)
    page = reverse("contributions:coauthors", args=[row.pk])
    assert other.get(page).status_code == guest.get(page).status_code == 404
    assert author.post(page, {"email": "x"}).status_code == 422
    assert author.post(page, {"email": ""}).status_code == 302
    link = author.get(page).context["invitations"][0][1]
    path = "/" + link.split("/", 3)[3]
    assert guest.get(path).status_code == 200
    assert guest.post(path).status_code == 302
    assert guest.get(path).status_code == 410
    shown = Client().get(reverse("front:contribution", args=[row.pk])).content.decode()
    assert "avec Orme 4" in shown
    assert cosigned_by(friend).items == [row]
    assert row.title.replace("'", "&#x27;") in guest.get(reverse("front:mine")).content.decode()
    ends = reverse("contributions:end_coauthor", args=[row.pk, row.coauthors.get().pk])
    assert other.post(ends).status_code == 404
    assert guest.post(ends).status_code == 302
    assert not row.coauthors.exists()


def test_addresses_are_taken_back_whatever_became_of_the_text(deposit: Deposit, person: Participant) -> None:
    row, client = deposit(), Client()
    client.force_login(person)
    invitation = domain.invite(actor=person, contribution=row, email="ami@example.org")
    withdraw(actor=person, contribution=row)
    page = reverse("contributions:coauthors", args=[row.pk])
    assert page in client.get(reverse("front:contribution", args=[row.pk])).content.decode()
    assert "ami@example.org" in client.get(page).content.decode()
    client.post(reverse("contributions:end_coauthor", args=[row.pk, invitation.pk]))
    assert not row.coauthors.exists()
    assert page not in client.get(reverse("front:contribution", args=[row.pk])).content.decode()
