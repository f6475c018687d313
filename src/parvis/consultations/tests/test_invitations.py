"""Codes sent by letter: made, given once, used once, counted, revoked; and the level that they give."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections
from django.test import Client
from django.urls import reverse

from parvis.accounts.enums import IdentityLevel
from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.accounts.tests.factories import ParticipantFactory
from parvis.consultations.codes import ALPHABET, LENGTH, group, new_code, read_code
from parvis.consultations.domain.invite_by_code import give_codes, make_batch, revoke_batch
from parvis.consultations.domain.use_code import use_code
from parvis.consultations.levels import level_in
from parvis.consultations.models import Admission, InvitationBatch, InvitationCode, TeamMember
from parvis.consultations.tests.factories import (
    ConsultationFactory,
    TeamMemberFactory,
)

pytestmark = pytest.mark.django_db
L1, L2, L3 = IdentityLevel.EMAIL, IdentityLevel.INVITED, IdentityLevel.STATE


@pytest.fixture
def organiser() -> TeamMember:
    return TeamMemberFactory()


def batch_of(organiser: TeamMember, size: int = 3) -> InvitationBatch:
    return make_batch(
        actor=organiser.participant, consultation=organiser.consultation, name="North", size=size
    )


def codes_of(organiser: TeamMember, batch: InvitationBatch) -> list[str]:
    return give_codes(actor=organiser.participant, batch=batch)


def use(person: Participant, organiser: TeamMember, code: str) -> None:
    use_code(actor=person, consultation=organiser.consultation, text=code)


def test_one_wrong_sign_or_two_swapped_are_found_without_asking_anything() -> None:
    code = new_code()
    assert (len(code), set(code) <= set(ALPHABET), len(set(ALPHABET))) == (LENGTH, True, 31)
    assert not set("01OIL") & set(ALPHABET)
    assert read_code(f" {group(code).lower()} ") == code
    swapped = [
        code[:place] + code[place + 1] + code[place] + code[place + 2 :]
        for place in range(LENGTH - 1)
        if code[place] != code[place + 1]
    ]
    wrong = [
        code[:place] + sign + code[place + 1 :]
        for place in range(LENGTH)
        for sign in ALPHABET
        if sign != code[place]
    ]
    for text in (*swapped, *wrong, code[:-1], code + "2", "", "0" * 12):
        with pytest.raises(ValueError, match="not an invitation code"):
            read_code(text)


def test_codes_are_given_once_and_only_their_hashes_are_kept(organiser: TeamMember) -> None:
    batch = batch_of(organiser, size=50)
    codes = codes_of(organiser, batch)
    assert len(set(codes)) == 50
    kept = " ".join(InvitationCode.objects.values_list("code_hash", flat=True))
    assert [code for code in codes if code in kept] == []
    with pytest.raises(Refused):
        codes_of(organiser, batch)
    assert InvitationCode.objects.count() == 50


@pytest.mark.parametrize("size", [0, 100_001])
def test_a_batch_is_neither_empty_nor_endless(organiser: TeamMember, size: int) -> None:
    with pytest.raises(Refused):
        batch_of(organiser, size=size)


@pytest.mark.parametrize("role", ["moderator", "analyst", "guarantor"])
def test_only_an_organiser_of_this_consultation_handles_codes(organiser: TeamMember, role: str) -> None:
    batch = batch_of(organiser)
    for actor in (
        TeamMemberFactory(consultation=organiser.consultation, role=role).participant,
        TeamMemberFactory().participant,
        ParticipantFactory(),
    ):
        with pytest.raises(Refused):
            make_batch(actor=actor, consultation=organiser.consultation, name="x", size=1)
        with pytest.raises(Refused):
            give_codes(actor=actor, batch=batch)
        with pytest.raises(Refused):
            revoke_batch(actor=actor, batch=batch, is_void=True)


def test_a_code_makes_one_invited_here_and_nowhere_else(organiser: TeamMember) -> None:
    code, person = codes_of(organiser, batch_of(organiser))[0], ParticipantFactory()
    use(person, organiser, code)
    assert level_in(person, organiser.consultation) == L2
    assert level_in(person, ConsultationFactory()) == L1
    person.refresh_from_db()
    assert person.identity_level == L1


def test_a_code_serves_once_or_the_same_account_again(organiser: TeamMember) -> None:
    code, person, other = (
        codes_of(organiser, batch_of(organiser))[0],
        ParticipantFactory(),
        ParticipantFactory(),
    )
    use(person, organiser, code)
    use(person, organiser, group(code).lower())
    with pytest.raises(Refused, match="déjà été utilisé"):
        use(other, organiser, code)
    assert Admission.objects.get().participant == person
    assert level_in(other, organiser.consultation) == L1


def test_whoever_is_invited_keeps_a_second_code_unused(organiser: TeamMember) -> None:
    first, second, _third = codes_of(organiser, batch_of(organiser))
    person, other = ParticipantFactory(), ParticipantFactory()
    use(person, organiser, first)
    use(person, organiser, second)
    use(other, organiser, second)
    assert level_in(other, organiser.consultation) == L2


def test_a_code_of_another_consultation_is_worth_nothing(organiser: TeamMember) -> None:
    code = codes_of(organiser, batch_of(organiser))[0]
    with pytest.raises(Refused):
        use(ParticipantFactory(), TeamMemberFactory(), code)


def test_nobody_knows_who_used_which(organiser: TeamMember) -> None:
    codes = codes_of(organiser, batch_of(organiser))
    person = ParticipantFactory()
    use(person, organiser, codes[0])
    row = InvitationCode.objects.exclude(used_mark="").get()
    assert str(person.pk) not in (row.used_mark, row.code_hash)
    assert {field.name for field in Admission._meta.get_fields()} == {
        "id",
        "batch",
        "participant",
        "admitted_on",
    }


def test_a_revoked_batch_stops_the_codes_that_were_not_used(organiser: TeamMember) -> None:
    batch = batch_of(organiser)
    used, unused, _third = codes_of(organiser, batch)
    person, late = ParticipantFactory(), ParticipantFactory()
    use(person, organiser, used)
    revoke_batch(actor=organiser.participant, batch=batch, is_void=False)
    use(person, organiser, used)
    assert level_in(person, organiser.consultation) == L2
    with pytest.raises(Refused):
        use(late, organiser, unused)


@pytest.mark.django_db(transaction=True)
def test_one_code_used_by_many_at_once_serves_one(organiser: TeamMember) -> None:
    code = codes_of(organiser, batch_of(organiser))[0]
    people = [ParticipantFactory() for _one in range(6)]

    def attempt(person: Participant) -> bool:
        try:
            use(person, organiser, code)
        except Refused:
            return False
        finally:
            connections.close_all()
        return True

    with ThreadPoolExecutor(6) as pool:
        assert sorted(pool.map(attempt, people)) == [False] * 5 + [True]
    assert Admission.objects.count() == 1


def address(organiser: TeamMember) -> str:
    return reverse("invitation:use", args=[organiser.consultation.slug])


def test_a_visitor_signs_in_and_finds_the_code_again(client: Client, organiser: TeamMember) -> None:
    code = codes_of(organiser, batch_of(organiser))[0]
    assert client.post(address(organiser), {"code": group(code)}).url.startswith("/account/login/?next=")
    client.force_login(ParticipantFactory())
    assert not Admission.objects.exists()
    assert f'value="{group(code)}"' in client.get(address(organiser)).content.decode()


def test_the_page_uses_the_code_and_leads_to_the_consultation(client: Client, organiser: TeamMember) -> None:
    person = ParticipantFactory()
    client.force_login(person)
    response = client.post(address(organiser), {"code": group(codes_of(organiser, batch_of(organiser))[0])})
    assert response.url == f"/consultations/{organiser.consultation.slug}/"
    assert level_in(person, organiser.consultation) == L2
    assert "Vous êtes déjà parmi les invités" in client.get(address(organiser)).content.decode()


def test_a_wrong_code_comes_back_as_it_was_typed(client: Client, organiser: TeamMember) -> None:
    client.force_login(ParticipantFactory())
    response = client.post(address(organiser), {"code": "abcd-1234"})
    assert response.status_code == 400
    assert 'value="abcd-1234"' in response.content.decode()


def test_guessing_stops_after_some_tries(client: Client, organiser: TeamMember) -> None:
    code = codes_of(organiser, batch_of(organiser))[0]
    client.force_login(ParticipantFactory())
    for _try in range(10):
        client.post(address(organiser), {"code": new_code()})
    assert client.post(address(organiser), {"code": code}).status_code == 400
    assert not Admission.objects.exists()


def test_a_draft_has_no_page_of_codes(client: Client) -> None:
    client.force_login(ParticipantFactory())
    member = TeamMemberFactory(consultation=ConsultationFactory(live=False))
    assert client.get(address(member)).status_code == 404


def test_a_void_batch_takes_the_level_back(organiser: TeamMember) -> None:
    batch = batch_of(organiser)
    code, person = codes_of(organiser, batch)[0], ParticipantFactory()
    use(person, organiser, code)
    revoke_batch(actor=organiser.participant, batch=batch, is_void=True)
    assert level_in(person, organiser.consultation) == L1
    with pytest.raises(Refused):
        use(person, organiser, code)
