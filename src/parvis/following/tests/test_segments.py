"""To whom a letter goes: those whom its segment describes, and who asked for it; nobody else."""

import pytest

from parvis.accounts.models import Participant
from parvis.accounts.tests.factories import ParticipantFactory
from parvis.ballots.domain.cast import cast
from parvis.ballots.tests.factories import BallotFactory
from parvis.consultations.models import ConsultationPage
from parvis.consultations.tests.factories import ConsultationFactory, KindFactory, ThemeFactory
from parvis.contributions.tests.factories import ContributionFactory
from parvis.debate.tests.factories import ArgumentFactory
from parvis.following.domain.follow import set_rhythm, unfollow
from parvis.following.enums import Rhythm, Segment, Sort
from parvis.following.models import Letter, Subscription
from parvis.following.segments import Reach, people_of, reach_of, reason
from parvis.following.tests.factories import LetterFactory, SubscriptionFactory, follower
from parvis.restitution.tests.factories import AnswerFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> ConsultationPage:
    return ConsultationFactory()


def found(letter: Letter) -> set[Participant]:
    return set(people_of(letter))


def to(place: ConsultationPage, segment: Segment, **more: object) -> Letter:
    return LetterFactory(consultation=place, segment=segment, **more)


def test_only_those_whose_last_word_is_yes_get_it(place):
    stays, stops, asks_again = (follower(place) for _one in range(3))
    unfollow(actor=stops, sort=Sort.CONSULTATION, pk=place.pk)
    set_rhythm(actor=asks_again, rhythm=Rhythm.NEVER)
    letter = to(place, Segment.FOLLOWERS)
    assert found(letter) == {stays}
    set_rhythm(actor=asks_again, rhythm=Rhythm.WEEKLY)
    assert found(letter) == {stays, asks_again}


def test_neither_the_result_alone_nor_a_row_without_agreement_is_enough(place):
    SubscriptionFactory(consultation=place)
    results = follower(place)
    Subscription.objects.filter(participant=results).update(results_only=True)
    assert found(to(place, Segment.FOLLOWERS)) == set()
    assert reach_of(to(place, Segment.FOLLOWERS)) == Reach(0, 2)


def test_who_left_or_has_no_address_gets_nothing(place):
    for change in ({"is_active": False}, {"email": None}):
        Participant.objects.filter(pk=follower(place).pk).update(**change)
    follower(ConsultationFactory())
    assert found(to(place, Segment.FOLLOWERS)) == set()


def test_taking_part_is_not_asking_to_be_written_to(place):
    kind = KindFactory(consultation=place)
    writes, argues, votes, reads = (follower(place) for _one in range(4))
    item = ContributionFactory(kind=kind, author=writes)
    ArgumentFactory(contribution=item, author=argues)
    cast(actor=votes, ballot=BallotFactory(phase__consultation=place, kind=kind), contribution=item, choice=1)
    ContributionFactory(kind=kind, author=ParticipantFactory())

    assert found(to(place, Segment.PARTICIPANTS)) == {writes, argues, votes}
    assert reach_of(to(place, Segment.PARTICIPANTS)) == Reach(3, 1)
    assert found(to(place, Segment.READERS)) == {reads}
    assert found(to(place, Segment.NO_VOTE)) == {writes}


def test_a_phase_is_made_of_what_was_done_in_it(place):
    kind = KindFactory(consultation=place)
    ballot = BallotFactory(phase__consultation=place, kind=kind)
    votes, writes, elsewhere = (follower(place) for _one in range(3))
    item = ContributionFactory(kind=kind, phase=ballot.phase, author=writes)
    cast(actor=votes, ballot=ballot, contribution=item, choice=1)
    ContributionFactory(kind=kind, author=elsewhere)
    assert found(to(place, Segment.PHASE, phase=ballot.phase)) == {votes, writes}
    assert found(to(place, Segment.PHASE, phase=None)) == set()


def test_a_theme_is_made_of_those_who_follow_it_and_of_those_who_wrote_under_it(place):
    theme, kind = ThemeFactory(consultation=place), KindFactory(consultation=place)
    follows, writes = follower(theme), follower(place)
    follower(ThemeFactory(consultation=place))
    ContributionFactory(kind=kind, theme=theme, author=writes)
    ContributionFactory(kind=kind, theme=theme, author=ParticipantFactory())
    letter = to(place, Segment.THEME, theme=theme, segment_name="Eau")
    assert found(letter) == {follows, writes}
    assert "Eau" in reason(letter)
    assert found(to(place, Segment.FOLLOWERS)) == {writes}
    assert found(to(place, Segment.THEME, theme=None)) == set()


def test_an_answer_makes_a_segment_of_those_who_got_it(place):
    kind = KindFactory(consultation=place)
    answered, waits = follower(place), follower(place)
    AnswerFactory(contribution=ContributionFactory(kind=kind, author=answered))
    ContributionFactory(kind=kind, author=waits)
    assert found(to(place, Segment.ANSWERED)) == {answered}


@pytest.mark.parametrize("segment", Segment)
def test_each_segment_is_read_in_two_queries_and_has_its_sentence(place, segment, django_assert_num_queries):
    follower(place)
    letter = to(place, segment)
    with django_assert_num_queries(2):
        reach_of(letter)
    assert reason(letter).startswith("Vous recevez cette lettre parce que vous suivez")
