"""People say who they are, once they took part; nobody reads it, and it is erased."""

from datetime import timedelta

import pytest
from django.db import models
from django.utils import timezone, translation

from parvis.accounts.errors import Refused
from parvis.accounts.tests.factories import ParticipantFactory
from parvis.ballots.tests.factories import BallotFactory, VoteFactory, item_of
from parvis.consultations.enums import Role
from parvis.consultations.models import ConsultationPage
from parvis.consultations.tests.factories import ConsultationFactory, TeamMemberFactory
from parvis.jobs.models import Forgetting
from parvis.panel.domain.ask_who import ask_who
from parvis.panel.domain.describe_oneself import describe_oneself, take_back
from parvis.panel.domain.forget_descriptions import forget_descriptions, forget_due_descriptions
from parvis.panel.domain.state_who import state_who
from parvis.panel.enums import Trait
from parvis.panel.models import SelfDescription, Survey
from parvis.panel.queries import may_be_asked
from parvis.panel.taking_part import people_of
from parvis.panel.tasks import forget_descriptions as forget_by_the_clock
from parvis.panel.tests.factories import SelfDescriptionFactory, SurveyFactory, open_consultation, somebody

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    return open_consultation()


@pytest.fixture
def organiser(place):
    return TeamMemberFactory(consultation=place, role=Role.ORGANISER).participant


@pytest.fixture
def survey(place):
    return SurveyFactory(consultation=place)


def test_an_organiser_asks_and_others_do_not(place, organiser):
    asked = ask_who(actor=organiser, consultation=place, traits=[Trait.SEX, Trait.AGE])
    assert asked.asked() == [Trait.AGE, Trait.SEX]
    teammate = TeamMemberFactory(consultation=place, role=Role.ANALYST).participant
    for other in (teammate, ParticipantFactory()):
        with pytest.raises(Refused):
            ask_who(actor=other, consultation=place, traits=[Trait.AGE])
    with pytest.raises(Refused):
        ask_who(actor=organiser, consultation=place, traits=[])


def test_a_question_that_goes_takes_its_answers_until_figures_are_published(place, organiser, survey):
    SelfDescriptionFactory(consultation=place)
    ask_who(actor=organiser, consultation=place, traits=[Trait.AGE])
    assert SelfDescription.objects.get().said == {"age": "30-44"}
    state_who(consultation=place)
    with translation.override("en"), pytest.raises(Refused, match="it stays"):
        ask_who(actor=organiser, consultation=place, traits=[Trait.SEX])


def test_whoever_took_part_answers_once_changes_it_and_takes_it_back(place, survey):
    me = somebody(place)
    assert may_be_asked(me, place)
    describe_oneself(actor=me, consultation=place, said={Trait.AGE: "18-29", Trait.SEX: ""})
    describe_oneself(actor=me, consultation=place, said={Trait.AGE: "30-44", Trait.SEX: "man"})
    row = SelfDescription.objects.get()
    assert (row.said, row.changed_on) == ({"age": "30-44", "sex": "man"}, timezone.localdate())
    assert not may_be_asked(me, place)
    take_back(actor=me, consultation=place)
    row.refresh_from_db()
    survey.refresh_from_db()
    assert (row.said, may_be_asked(me, place)) == ({}, False)
    assert survey.moves == 1, "one person, however often they changed their mind"


def test_each_person_who_moves_counts_once_and_again_after_new_figures(place, survey):
    people = [somebody(place, {"age": "18-29"}) for _each in range(10)]
    for age in ("30-44", "45-59"):
        for one in people[:9]:
            describe_oneself(actor=one, consultation=place, said={Trait.AGE: age})
    survey.refresh_from_db()
    assert survey.moves == 9
    forget_descriptions(actor=people[0])
    take_back(actor=people[9], consultation=place)
    survey.refresh_from_db()
    assert survey.moves == 10
    state_who(consultation=place)
    describe_oneself(actor=people[1], consultation=place, said={Trait.AGE: "18-29"})
    survey.refresh_from_db()
    assert survey.moves == 1


def test_rather_not_saying_is_an_answer_and_changes_no_figure(place, survey):
    me = somebody(place)
    describe_oneself(actor=me, consultation=place, said={})
    survey.refresh_from_db()
    assert (survey.moves, may_be_asked(me, place)) == (0, False)


def test_who_did_not_take_part_or_is_of_the_team_says_nothing(place, survey, organiser):
    writing = somebody(place)
    TeamMemberFactory(consultation=place, participant=writing, role=Role.MODERATOR)
    for other in (ParticipantFactory(), organiser, writing):
        assert not may_be_asked(other, place)
        with pytest.raises(Refused):
            describe_oneself(actor=other, consultation=place, said={Trait.AGE: "18-29"})


def test_an_answer_that_is_not_of_the_list_is_refused(place, survey):
    with translation.override("en"), pytest.raises(Refused, match="answer of the list"):
        describe_oneself(actor=somebody(place), consultation=place, said={Trait.AGE: "young"})


def test_after_the_close_nothing_is_asked_and_one_may_still_take_it_back(survey, place):
    me = somebody(place, {"age": "18-29"})
    place.phases.update(ends_at=timezone.now() - timedelta(hours=1))
    with pytest.raises(Refused):
        describe_oneself(actor=me, consultation=place, said={Trait.AGE: "30-44"})
    take_back(actor=me, consultation=place)
    assert SelfDescription.objects.get().said == {}


def test_voting_and_writing_are_taking_part_and_the_team_is_not_counted(place, organiser):
    author = somebody(place)
    ballot = BallotFactory(phase=place.phases.get())
    voter = VoteFactory(ballot=ballot, contribution=item_of(ballot)).voter
    counted = people_of(place)
    assert {author.pk, voter.pk} <= counted
    assert organiser.pk not in counted


def test_whoever_leaves_for_good_leaves_nothing(place, survey):
    me = somebody(place, {"age": "18-29"})
    forget_descriptions(actor=me)
    survey.refresh_from_db()
    assert (SelfDescription.objects.count(), survey.moves) == (0, 1)


def test_answers_are_erased_two_months_after_the_close(place, survey):
    somebody(place, {"age": "18-29"})
    other = SurveyFactory(consultation=open_consultation())
    place.phases.update(ends_at=timezone.now() - timedelta(days=59))
    assert forget_due_descriptions() == 0
    place.phases.update(ends_at=timezone.now() - timedelta(days=61))
    assert forget_due_descriptions() == 0, "its figures are not final yet"
    state_who(consultation=place)
    forget_by_the_clock()
    survey.refresh_from_db()
    other.refresh_from_db()
    assert (SelfDescription.objects.count(), survey.forgotten_at is None) == (0, False)
    assert (other.forgotten_at, Forgetting.objects.get(rule="self-descriptions").rows) == (None, 1)


def test_a_draft_without_phases_or_never_published_may_still_ask():
    bare = SurveyFactory(consultation=ConsultationFactory(live=False))
    former = open_consultation(days_left=-90, live=False, first_published_at=None)
    written_before = SurveyFactory(consultation=former)
    forget_due_descriptions()
    for survey in (bare, written_before):
        survey.refresh_from_db()
        assert survey.forgotten_at is None


def test_answers_to_one_that_left_the_site_are_erased_without_figures(place, survey):
    somebody(place, {"age": "18-29"})
    place.phases.update(ends_at=timezone.now() - timedelta(days=61))
    ConsultationPage.objects.filter(pk=place.pk).update(live=False, first_published_at=timezone.now())
    assert forget_due_descriptions() == 1


def test_nothing_ties_an_answer_to_what_somebody_wrote():
    """Neither a row nor an hour: an answer knows its consultation, its person and a day."""
    tied = {field.name for field in SelfDescription._meta.get_fields() if field.is_relation}
    assert tied == {"consultation", "participant"}
    times = [one for one in SelfDescription._meta.fields if isinstance(one, models.DateTimeField)]
    assert times == []
    assert [one.name for one in Survey._meta.fields if one.is_relation] == ["consultation"]
