"""Declare, invite, join, hand over, leave, verify, refuse; what the database holds; what is erased."""

from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from parvis.accounts.enums import IdentityLevel
from parvis.accounts.errors import Refused
from parvis.accounts.tests.factories import ParticipantFactory, StaffFactory
from parvis.jobs.models import Mail
from parvis.ledger.models import Pending
from parvis.organisations.domain import part
from parvis.organisations.domain.invite import forget_invitations, invite
from parvis.organisations.domain.join import join
from parvis.organisations.domain.verify import refuse, take_back, verify
from parvis.organisations.enums import Role, Standing
from parvis.organisations.models import Organisation, Representative
from parvis.organisations.numbers import clean_number, fold_name, is_number_of
from parvis.organisations.permissions import can
from parvis.organisations.queries import evidence_on
from parvis.organisations.tests.factories import SENTENCE, member_of, organisation, verified
from parvis.organisations.tokens import read_token, write_token


def immediately() -> None:
    """What waits for the end of the transaction is looked at now."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")


def led_by(row: Organisation, **changed: Any) -> None:
    """Change its representatives at once; with nothing to change, they all go."""
    row.representatives.update(**changed) if changed else row.representatives.all().delete()
    immediately()


def kinds() -> list[str]:
    return list(Pending.objects.order_by("pk").values_list("kind", flat=True))


@pytest.mark.parametrize(
    ("register", "number", "good"),
    [
        ("siren", "732 829 320", True),
        ("siren", "732829321", False),
        ("siren", "000000000", False),
        ("siren", "73282932", False),
        ("siren", "٧٣٢٨٢٩٣٢٠", False),
        ("rna", "w 751 000 123", True),
        ("rna", "W75100012", False),
        ("other", " HRB  12 ", True),
        ("other", "", False),
        ("", "", True),
        ("", "12", False),
    ],
)
def test_a_number_is_one_of_its_register(register: str, number: str, good: bool) -> None:
    assert is_number_of(register, clean_number(register, number)) is good


def test_a_name_is_one_whatever_its_writing() -> None:
    assert fold_name("  L’École  d'Été ") == fold_name("l'ecole d’ete") != fold_name("l’école")


def test_declared_it_is_led_by_whoever_declares_it_and_the_log_says_so() -> None:
    person = ParticipantFactory()
    row = organisation(person, name="  Les  Amis du canal", register="siren", number="732 829 320")
    row.refresh_from_db()
    assert (row.name, row.number, row.standing) == ("Les Amis du canal", "732829320", Standing.DECLARED)
    assert row.representatives.get().role == Role.LEAD
    assert can(person, "manage", row)
    leaf = Pending.objects.get()
    assert (leaf.kind, leaf.space) == ("organisation.declared", "site")
    assert leaf.public == {"organisation": row.pk, "sort": "association", "standing": "declared"}


def test_its_words_are_plain_and_its_address_is_one_of_the_web() -> None:
    row = organisation(name="Les\u202e Amis\u200b du\ncanal", website="https://canal.org")
    assert row.name == "Les Amis du canal"
    for website in ("javascript:alert(1)", "ftp://canal.org"):
        with pytest.raises(Refused):
            organisation(name="Autre", website=website)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (
            {"register": "siren", "number": "732829320"},
            {"name": "X", "register": "siren", "number": "732 829 320"},
        ),
        ({}, {"name": "les amis du CANAL !"}),
    ],
)
def test_it_is_declared_once_as_long_as_it_takes_part(first: dict[str, Any], second: dict[str, Any]) -> None:
    row = organisation(**first)
    with pytest.raises(Refused, match=r"déjà|already"):
        organisation(**second)
    part.close(actor=row.declared_by, organisation=row)
    assert organisation(**second).pk != row.pk


def test_the_database_holds_it_too() -> None:
    row = organisation(register="siren", number="732829320")
    with pytest.raises(IntegrityError, match="organisation_one_number"), transaction.atomic():
        Organisation.objects.create(name="Y", folded="y", sort="other", register="siren", number=row.number)
    with pytest.raises(IntegrityError, match="organisation_number_of_its_register"), transaction.atomic():
        Organisation.objects.filter(pk=row.pk).update(number="W123456789")
    with pytest.raises(IntegrityError, match="organisation_verified_in_words"), transaction.atomic():
        Organisation.objects.filter(pk=row.pk).update(standing=Standing.VERIFIED)
    with pytest.raises(IntegrityError, match="nobody leads it"), transaction.atomic():
        led_by(row, role=Role.MEMBER)
    with pytest.raises(IntegrityError, match="nobody leads it"), transaction.atomic():
        led_by(row)


def test_a_visitor_without_a_confirmed_address_declares_nothing() -> None:
    with pytest.raises(Refused):
        organisation(ParticipantFactory(identity_level=IdentityLevel.VISITOR))
    assert not Organisation.objects.exists()


def test_an_invitation_is_good_once_and_forgets_the_address() -> None:
    row = organisation(name="Les Amis du canal")
    invitation = invite(actor=row.declared_by, organisation=row, email=" New@Example.ORG ")
    sent = Mail.objects.get()
    assert sent.recipient == "new@example.org"
    assert f"/join/{write_token(invitation)}/" in sent.text
    assert "Les Amis du canal" in sent.text
    with pytest.raises(Refused):
        invite(actor=row.declared_by, organisation=row, email="new@example.org")
    token = write_token(invitation)
    found = read_token(token)
    assert found == invitation
    person = ParticipantFactory()
    joined = join(actor=person, invitation=invitation)
    assert (joined.email, joined.role) == ("", Role.MEMBER)
    assert can(person, "represent", row)
    assert not can(person, "manage", row)
    assert read_token(token) is None
    with pytest.raises(Refused):
        join(actor=ParticipantFactory(), invitation=invitation)


def test_an_invitation_is_taken_back_or_forgotten_after_a_month() -> None:
    row = organisation()
    kept, back, old = (invite(actor=row.declared_by, organisation=row) for _ in range(3))
    part.remove(actor=row.declared_by, representative=back)
    assert read_token(write_token(back)) is None
    Representative.objects.filter(pk=old.pk).update(invited_at="2020-01-01T00:00Z")
    assert forget_invitations() == 1
    assert list(row.representatives.invited()) == [kept]
    assert read_token("x" + write_token(kept)) is None


def test_who_takes_part_neither_invites_nor_removes() -> None:
    row = organisation()
    member, other = member_of(row), member_of(row)
    for act in (
        lambda: invite(actor=member.participant, organisation=row),
        lambda: part.remove(actor=member.participant, representative=other),
        lambda: part.hand_over(actor=member.participant, representative=other),
        lambda: part.close(actor=member.participant, organisation=row),
    ):
        with pytest.raises(Refused):
            act()
    part.leave(actor=member.participant, organisation=row)
    assert not can(member.participant, "represent", row)


def test_the_lead_is_handed_over_before_its_last_holder_leaves() -> None:
    row = organisation()
    lead = row.declared_by
    with pytest.raises(Refused):
        part.leave(actor=lead, organisation=row)
    member = member_of(row)
    part.hand_over(actor=lead, representative=member)
    assert can(member.participant, "manage", row)
    assert not can(lead, "manage", row)
    part.leave(actor=lead, organisation=row)
    immediately()
    assert [one.participant for one in row.representatives.all()] == [member.participant]


def test_verified_in_public_words_then_taken_back() -> None:
    row = organisation(name="Les Amis du canal")
    site = StaffFactory(is_superuser=True)
    for refused in (
        lambda: verify(actor=StaffFactory(), organisation=row, sentence=SENTENCE),
        lambda: verify(actor=site, organisation=row, sentence="  "),
        lambda: take_back(actor=site, organisation=row),
    ):
        with pytest.raises(Refused):
            refused()
    row = verify(actor=site, organisation=row, sentence=SENTENCE)
    assert (row.is_verified, row.decided_by, row.sentence) == (True, site, SENTENCE)
    assert SENTENCE in Mail.objects.get(recipient=row.declared_by.email).text
    take_back(actor=site, organisation=row)
    row.refresh_from_db()
    assert (row.standing, row.sentence) == (Standing.DECLARED, "")
    assert kinds() == ["organisation.declared", "organisation.verified", "organisation.taken_back"]
    entries = list(Pending.objects.order_by("pk").values_list("entry", "reference"))
    assert [reference for _entry, reference in entries[1:]] == [entry for entry, _reference in entries[:2]]


def test_refused_it_takes_part_no_longer_and_whoever_declared_it_knows_why() -> None:
    row = verified()
    refuse(actor=StaffFactory(is_superuser=True), organisation=row, words="Ce numéro est celui d'une autre.")
    row.refresh_from_db()
    assert row.standing == Standing.REFUSED
    assert not can(row.declared_by, "represent", row)
    told = Mail.objects.filter(recipient=row.declared_by.email).order_by("-pk")[0]
    assert "Ce numéro est celui d'une autre." in told.text
    with pytest.raises(Refused):
        verify(actor=StaffFactory(is_superuser=True), organisation=row, sentence=SENTENCE)


def test_an_address_at_its_domain_is_a_fact_unless_everybody_has_one_there() -> None:
    row = organisation(ParticipantFactory(email="a@bureau.canal.org"), website="https://www.canal.org/x")
    member_of(row, ParticipantFactory(email="b@notcanal.org"))
    seen = evidence_on(row)
    assert (seen.people, seen.at_domain, seen.is_common) == (2, 1, False)
    common = organisation(ParticipantFactory(), name="Z", website="https://gmail.com")
    assert evidence_on(common).is_common


def test_whoever_leaves_for_good_hands_the_lead_on_or_closes() -> None:
    lead = ParticipantFactory()
    kept, alone = organisation(lead, name="A"), organisation(lead, name="B")
    member = member_of(kept)
    invite(actor=lead, organisation=kept)
    part.forget(actor=lead)
    immediately()
    kept.refresh_from_db()
    alone.refresh_from_db()
    assert (kept.standing, alone.standing) == (Standing.DECLARED, Standing.CLOSED)
    assert can(member.participant, "manage", kept)
    assert (kept.declared_by, alone.declared_by) == (None, None)
    assert not Representative.objects.exclude(participant=member.participant).exists()
    assert kinds()[-1] == "organisation.closed"
