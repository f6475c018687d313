"""Declaring that a rule holds: under a name, in public, by whoever may."""

import pytest

from parvis.accounts.errors import Refused
from parvis.accounts.tests.factories import ParticipantFactory
from parvis.conduct.domain.attest import attest, take_back
from parvis.conduct.queries import in_force
from parvis.consultations.enums import Role
from parvis.consultations.models import ConsultationPage
from parvis.consultations.tests.factories import ConsultationFactory, TeamMemberFactory
from parvis.ledger.models import Pending

pytestmark = pytest.mark.django_db
SAID = {"words": "Des feuilles sont à la mairie.", "name": "A. Martin, directrice"}


@pytest.fixture
def place() -> ConsultationPage:
    return ConsultationFactory()


def member(place: ConsultationPage, role: Role = Role.ORGANISER):
    return TeamMemberFactory(consultation=place, role=role).participant


def told() -> list[str]:
    rows = Pending.objects.filter(kind__startswith="rule.").order_by("pk")
    return list(rows.values_list("kind", flat=True))


def test_it_is_in_force_and_in_the_log_without_a_name(place: ConsultationPage) -> None:
    row = attest(actor=member(place), consultation=place, rule="C14", **SAID)

    assert in_force(place) == [row]
    assert told() == ["rule.attested"]
    assert Pending.objects.get(kind="rule.attested").public == {"rule": "C14"}


def test_another_one_replaces_it_and_the_former_stays_known(place: ConsultationPage) -> None:
    organiser = member(place)
    first = attest(actor=organiser, consultation=place, rule="C14", **SAID)
    second = attest(actor=organiser, consultation=place, rule="C14", **{**SAID, "words": "Et à l’école."})

    first.refresh_from_db()
    assert in_force(place) == [second]
    assert (first.taken_back_at is None, place.attestations.count()) == (False, 2)


def test_it_is_taken_back_once(place: ConsultationPage) -> None:
    organiser = member(place)
    row = attest(actor=organiser, consultation=place, rule="C14", **SAID)

    take_back(actor=organiser, attestation=row)

    assert (in_force(place), told()) == ([], ["rule.attested", "rule.taken_back"])
    with pytest.raises(Refused):
        take_back(actor=organiser, attestation=row)


@pytest.mark.parametrize("role", [Role.MODERATOR, Role.ANALYST, Role.GUARANTOR])
def test_only_an_organiser_declares(place: ConsultationPage, role: Role) -> None:
    row = attest(actor=member(place), consultation=place, rule="C14", **SAID)
    elsewhere = member(ConsultationFactory())

    for actor in (member(place, role), elsewhere):
        with pytest.raises(Refused):
            attest(actor=actor, consultation=place, rule="C14", **SAID)
        with pytest.raises(Refused):
            take_back(actor=actor, attestation=row)
    assert in_force(place) == [row]


@pytest.mark.parametrize("rule", ["C01", "C06", "C99", ""])
def test_what_the_software_checks_is_not_declared(place: ConsultationPage, rule: str) -> None:
    with pytest.raises(Refused):
        attest(actor=member(place), consultation=place, rule=rule, **SAID)
    assert told() == []


@pytest.mark.parametrize("said", [{"words": " "}, {"name": " "}])
def test_a_declaration_says_something_under_a_name(place: ConsultationPage, said: dict[str, str]) -> None:
    with pytest.raises(Refused):
        attest(actor=member(place), consultation=place, rule="C14", **{**SAID, **said})


def test_questions_are_read_by_somebody_else_than_whoever_wrote_them(place: ConsultationPage) -> None:
    maker, other = member(place), member(place, Role.GUARANTOR)
    ConsultationPage.objects.filter(pk=place.pk).update(owner=maker)

    for actor in (maker, ParticipantFactory()):
        with pytest.raises(Refused):
            attest(actor=actor, consultation=place, rule="C10", **SAID)
    attest(actor=other, consultation=place, rule="C10", **SAID)
