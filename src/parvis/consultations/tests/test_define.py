"""Explaining a word: in a consultation by its organisers, in the whole site by whoever administers it."""

from datetime import date

import pytest
from wagtail.models import PageLogEntry

from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.accounts.tests.factories import ParticipantFactory, StaffFactory
from parvis.consultations.domain.appoint import allow_creation
from parvis.consultations.domain.define import TermDraft, define, redefine, undefine
from parvis.consultations.domain.duplicate import duplicate
from parvis.consultations.enums import Role
from parvis.consultations.models import ConsultationPage
from parvis.consultations.tests.factories import ConsultationFactory, TeamMemberFactory
from parvis.pages.terms import Term

pytestmark = pytest.mark.django_db
ZAC = TermDraft(
    "ZAC", "Zone où une collectivité aménage les terrains.", variants="zone d’aménagement concerté"
)


@pytest.fixture
def place() -> ConsultationPage:
    return ConsultationFactory()


def member(place: ConsultationPage, role: Role = Role.ORGANISER):
    return TeamMemberFactory(consultation=place, role=role).participant


def journal(place: ConsultationPage) -> list[str]:
    rows = PageLogEntry.objects.filter(page=place.pk, action__startswith="parvis.term").order_by("timestamp")
    return list(rows.values_list("action", flat=True))


def test_a_word_is_explained_changed_and_removed(place: ConsultationPage) -> None:
    organiser = member(place)
    term = define(actor=organiser, consultation=place, draft=ZAC)
    redefine(actor=organiser, term=term, draft=TermDraft("ZAC", "Un quartier à aménager."))
    assert Term.objects.get().definition == "Un quartier à aménager."

    undefine(actor=organiser, term=term)
    assert not Term.objects.exists()
    assert journal(place) == ["parvis.term.added", "parvis.term.changed", "parvis.term.removed"]


def test_a_word_is_explained_once_in_a_place(place: ConsultationPage) -> None:
    organiser, administrator = member(place), StaffFactory(is_superuser=True)
    define(actor=organiser, consultation=place, draft=ZAC)
    define(actor=administrator, consultation=None, draft=ZAC)
    lower = TermDraft("zac", "Autre chose.")

    for actor, consultation in ((organiser, place), (administrator, None)):
        with pytest.raises(Refused, match="explique déjà"):
            define(actor=actor, consultation=consultation, draft=lower)
    assert Term.objects.count() == 2


@pytest.mark.parametrize("role", [Role.GUARANTOR, Role.ANIMATOR, Role.MODERATOR, None])
def test_only_an_organiser_explains_in_a_consultation(place: ConsultationPage, role: Role | None) -> None:
    term = define(actor=member(place), consultation=place, draft=ZAC)
    actor = member(place, role) if role else ParticipantFactory()

    for act in (
        lambda: define(actor=actor, consultation=place, draft=TermDraft("PLU", "Plan.")),
        lambda: redefine(actor=actor, term=term, draft=ZAC),
        lambda: undefine(actor=actor, term=term),
    ):
        with pytest.raises(Refused, match="organisateur"):
            act()


def test_an_organiser_does_not_explain_for_the_whole_site(place: ConsultationPage) -> None:
    with pytest.raises(Refused, match="administre le site"):
        define(actor=member(place), consultation=None, draft=ZAC)


def test_the_words_are_taken_along_when_one_starts_again(place: ConsultationPage) -> None:
    organiser = member(place)
    allow_creation(person=organiser)
    define(actor=organiser, consultation=place, draft=ZAC)
    define(actor=StaffFactory(is_superuser=True), consultation=None, draft=TermDraft("PLU", "Un plan."))
    made = duplicate(
        actor=Participant.objects.get(pk=organiser.pk),
        source=place,
        title="Once more?",
        starts_on=date(2030, 3, 1),
    )

    assert [(term.word, term.variants, term.definition) for term in Term.objects.filter(host=made)] == [
        (ZAC.word, ZAC.variants, ZAC.definition)
    ]
