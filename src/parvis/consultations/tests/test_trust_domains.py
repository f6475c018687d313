"""Trusted domains: whose address makes one invited, and what is too wide to be trusted."""

import pytest

from parvis.accounts.enums import IdentityLevel
from parvis.accounts.errors import Refused
from parvis.accounts.tests.factories import ParticipantFactory
from parvis.consultations.domain.trust_domains import clean_pattern, trust_domains
from parvis.consultations.levels import level_in, meanings
from parvis.consultations.models import TeamMember
from parvis.consultations.tests.factories import ConsultationFactory, TeamMemberFactory

pytestmark = pytest.mark.django_db
L1, L2, L3 = IdentityLevel.EMAIL, IdentityLevel.INVITED, IdentityLevel.STATE


@pytest.fixture
def organiser() -> TeamMember:
    return TeamMemberFactory()


def trust(organiser: TeamMember, *patterns: str) -> None:
    trust_domains(actor=organiser.participant, consultation=organiser.consultation, patterns=patterns)


@pytest.mark.parametrize(
    ("email", "pattern", "level"),
    [
        ("a@univ-x.fr", "univ-x.fr", L2),
        ("a@UNIV-X.fr", "Univ-X.FR", L2),
        ("a@lab.univ-x.fr", "univ-x.fr", L1),
        ("a@lab.univ-x.fr", "*.univ-x.fr", L2),
        ("a@deep.lab.univ-x.fr", "*.univ-x.fr", L2),
        ("a@univ-x.fr", "*.univ-x.fr", L1),
        ("a@notuniv-x.fr", "univ-x.fr", L1),
        ("a@notuniv-x.fr", "*.univ-x.fr", L1),
        ("a@univ-x.fr.evil.example", "univ-x.fr", L1),
        ("univ-x.fr@evil.example", "univ-x.fr", L1),
        ("a@" + "mairie-bûcher.fr".encode("idna").decode(), "mairie-bûcher.fr", L2),
    ],
)
def test_a_domain_covers_its_own_addresses_label_by_label(
    organiser: TeamMember, email: str, pattern: str, level: int
) -> None:
    trust(organiser, pattern)
    person = ParticipantFactory(email=email.lower())
    assert level_in(person, organiser.consultation) == level
    assert level_in(person, ConsultationFactory()) == L1


@pytest.mark.parametrize(
    "account",
    [
        {"identity_level": IdentityLevel.VISITOR, "confirmed_at": None},
        {"identity_level": IdentityLevel.STATE},
        {"email": None},
    ],
    ids=["address not confirmed", "surer already", "no address"],
)
def test_only_a_confirmed_address_rises(organiser: TeamMember, account: dict[str, object]) -> None:
    trust(organiser, "univ-x.fr")
    person = ParticipantFactory(**{"email": "a@univ-x.fr", **account})
    assert level_in(person, organiser.consultation) == person.identity_level


@pytest.mark.parametrize(
    ("pattern", "said"),
    [
        ("gmail.com", "ne prouve rien"),
        ("*.orange.fr", "ne prouve rien"),
        ("yahoo.co.uk", "ne prouve rien"),
        ("*.fr", "ouvrir un domaine"),
        ("fr", "ouvrir un domaine"),
        ("co.uk", "ouvrir un domaine"),
        ("*.asso.fr", "ouvrir un domaine"),
        ("github.io", "ouvrir un domaine"),
        ("*", "n’est pas un domaine"),
        ("univ x.fr", "n’est pas un domaine"),
        ("*.*.univ-x.fr", "n’est pas un domaine"),
        ("univ-x..fr", "n’est pas un domaine"),
        ("a@univ-x.fr", "n’est pas un domaine"),
    ],
)
def test_what_would_trust_people_at_large_is_refused(pattern: str, said: str) -> None:
    with pytest.raises(Refused, match=said):
        clean_pattern(pattern)


def test_only_an_organiser_of_this_consultation_trusts(organiser: TeamMember) -> None:
    for actor in (
        TeamMemberFactory(consultation=organiser.consultation, role="moderator").participant,
        TeamMemberFactory().participant,
        ParticipantFactory(),
    ):
        with pytest.raises(Refused):
            trust_domains(actor=actor, consultation=organiser.consultation, patterns=["univ-x.fr"])


def test_what_each_level_means_is_said_as_it_is(organiser: TeamMember, settings) -> None:
    assert [one.name for one in meanings(organiser.consultation)] == ["Adresse confirmée"]
    trust(organiser, "univ-x.fr")
    settings.PARVIS_FRANCECONNECT_ID = "id"
    said = [one.words for one in meanings(organiser.consultation)]
    assert said[1:] == ["une adresse électronique en univ-x.fr", "FranceConnect"]


def test_the_list_is_replaced(organiser: TeamMember) -> None:
    trust(organiser, "univ-x.fr", "@univ-x.fr ", "*.univ-y.fr")
    assert [str(one) for one in organiser.consultation.trusted_domains.all()] == ["*.univ-y.fr", "univ-x.fr"]
    trust(organiser, "univ-y.fr")
    assert level_in(ParticipantFactory(email="a@univ-x.fr"), organiser.consultation) == L1
