"""An analysis is asked for, done by a job, cancelled, begun again: nothing is half written."""

from datetime import timedelta

import pytest
from django.utils import timezone

from parvis.accounts.errors import Refused
from parvis.accounts.tests.factories import ParticipantFactory
from parvis.analysis.synthesis.summary import FRAGILE
from parvis.consultations.enums import QuestionType, Role, Visibility
from parvis.consultations.questions import Question
from parvis.consultations.tests.factories import ConsultationFactory, KindFactory, TeamMemberFactory
from parvis.contributions.enums import State
from parvis.contributions.models import Contribution
from parvis.contributions.tests.factories import ContributionFactory
from parvis.understanding.domain import run_analysis as running
from parvis.understanding.domain.ask_analysis import ask_analysis, cancel_analysis
from parvis.understanding.domain.run_analysis import run_analysis
from parvis.understanding.enums import RunState
from parvis.understanding.firmness import FAIR
from parvis.understanding.models import Analysis, Topic, TopicMember
from parvis.understanding.queries import quotes_of, to_run, topics_of
from parvis.understanding.scope import read_by, read_texts
from parvis.understanding.stages import STAGES, percent_done, time_left
from parvis.understanding.tests.runs import CAMPAIGN, COPIES, EACH, analyst_of, ran, texts

pytestmark = pytest.mark.django_db


def asked(place, **given) -> Analysis:
    return ask_analysis(actor=analyst_of(place), consultation=place, topics=3, **given)


def with_texts(count: int = 20):
    place = ConsultationFactory()
    kind = KindFactory(consultation=place)
    for one in texts()[:count]:
        ContributionFactory(kind=kind, title="", text=one)
    return place


def test_topics_hold_the_texts_of_one_subject_each(analysis: Analysis) -> None:
    subjects = {
        topic.pk: {
            list(Contribution.objects.filter(consultation=analysis.consultation).order_by("pk")).index(one)
            % 3
            for one in Contribution.objects.filter(
                pk__in=topic.members.exclude(contribution__text=CAMPAIGN).values("contribution")
            )
        }
        for topic in topics_of(analysis)
    }

    assert [len(found) for found in subjects.values()] == [1, 1, 1]
    assert (analysis.state, analysis.texts, analysis.people) == (
        RunState.DONE, 3 * EACH + COPIES, 3 * EACH + COPIES,
    )  # fmt: skip
    assert TopicMember.objects.filter(analysis=analysis).count() == analysis.read
    assert (len(analysis.input_sha256), analysis.language, analysis.progress) == (64, "fr", 100)
    assert all(topic.title and topic.words and topic.quotes for topic in topics_of(analysis))


def test_a_text_sent_many_times_is_a_campaign_whose_people_all_count(analysis: Analysis) -> None:
    [campaign] = analysis.campaigns.all()

    assert (campaign.size, campaign.variants, campaign.sample.text) == (COPIES, 1, CAMPAIGN)
    inside = TopicMember.objects.filter(analysis=analysis, group=campaign.group)
    assert inside.count() == COPIES
    assert sum(topic.size for topic in topics_of(analysis)) == analysis.read


def test_the_same_texts_and_seed_give_the_same_fingerprint(analysis: Analysis) -> None:
    again = Analysis(consultation=analysis.consultation)
    assert read_texts(again).sha256 == analysis.input_sha256
    one = Contribution.objects.filter(consultation=analysis.consultation).first()
    Contribution.objects.filter(pk=one.pk).update(text="Autre chose.")
    assert read_texts(again).sha256 != analysis.input_sha256


def test_what_is_hidden_withdrawn_private_or_apart_is_not_read() -> None:
    place = with_texts(2)
    ContributionFactory(kind__consultation=place, state=State.HIDDEN)
    ContributionFactory(kind__consultation=place, state=State.WITHDRAWN)
    private = KindFactory(consultation=place, code="secret", visibility=Visibility.PRIVATE)
    ContributionFactory(kind=private, state="private")
    ContributionFactory()

    assert read_by(Analysis(consultation=place)).count() == 2


def test_an_analysis_of_a_question_reads_its_answers_alone() -> None:
    place = with_texts(1)
    kind = KindFactory(consultation=place, code="form")
    question = Question.objects.create(kind=kind, code="why", type=QuestionType.LONG_TEXT, label="Pourquoi ?")
    ContributionFactory(kind=kind, form_answers={"why": "Parce que."})
    ContributionFactory(kind=kind, form_answers={"why": ""})
    ContributionFactory(kind=kind, form_answers={})

    assert read_texts(Analysis(consultation=place, question=question)).texts == ["Parce que."]


def test_a_quote_that_is_hidden_since_is_no_longer_shown(analysis: Analysis) -> None:
    topic = topics_of(analysis)[0]
    before = quotes_of([topic], each=5)[topic.pk]
    assert 2 <= len(before) <= 5
    Contribution.objects.filter(pk=before[0].pk).update(state=State.HIDDEN)
    assert before[0] not in quotes_of([topic], each=5)[topic.pk]


@pytest.mark.parametrize("role", [Role.MODERATOR, Role.ANIMATOR, Role.GUARANTOR, Role.OBSERVER, None])
def test_only_organisers_and_analysts_ask(role: Role | None) -> None:
    place = with_texts(1)
    person = ParticipantFactory()
    if role:
        TeamMemberFactory(consultation=place, participant=person, role=role)
    with pytest.raises(Refused):
        ask_analysis(actor=person, consultation=place)


def test_few_texts_a_strange_scope_and_a_second_run_at_once_are_refused() -> None:
    place = with_texts(20)
    hidden = Question.objects.create(
        kind=place.kinds.get(), code="age", type="short_text", label="Âge", is_personal=True, purpose="x"
    )
    for given in ({"topics": 1}, {"topics": 101}, {"seed": -1}, {"question": hidden}):
        with pytest.raises(Refused):
            ask_analysis(actor=analyst_of(place), consultation=place, **given)
    first = asked(place)
    with pytest.raises(Refused, match="est en cours"):
        asked(place)
    cancel_analysis(actor=analyst_of(place), analysis=first)
    Contribution.objects.filter(consultation=place).last().delete()
    with pytest.raises(Refused, match="19"):
        asked(place)


def test_one_that_is_cancelled_meanwhile_stores_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    waiting = asked(with_texts())
    real = running.compute

    def slowly(*texts, tell, **given):
        tell("words", 0.0)
        cancel_analysis(actor=analyst_of(waiting.consultation), analysis=waiting)
        return real(*texts, tell=tell, **given)

    monkeypatch.setattr(running, "compute", slowly)
    run_analysis(analysis=waiting)
    waiting.refresh_from_db()

    assert (waiting.state, waiting.stage) == (RunState.CANCELLED, "words")
    assert not Topic.objects.filter(analysis=waiting).exists()
    run_analysis(analysis=waiting)
    waiting.refresh_from_db()
    assert waiting.state == RunState.CANCELLED


def test_one_begun_again_is_not_stored_twice() -> None:
    waiting = asked(with_texts())
    run_analysis(analysis=waiting)
    run_analysis(analysis=waiting)
    assert TopicMember.objects.filter(analysis=waiting).count() == 20


def test_one_that_a_stopped_server_left_is_begun_again_three_times_in_all(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    waiting = asked(with_texts())

    def stop(*_texts, **_given):
        raise SystemExit

    monkeypatch.setattr(running, "compute", stop)
    for _each in range(3):
        assert list(to_run()) == [waiting]
        with pytest.raises(SystemExit):
            run_analysis(analysis=waiting)
    run_analysis(analysis=waiting)
    waiting.refresh_from_db()

    assert (waiting.state, waiting.trouble, list(to_run())) == (RunState.FAILED, {"code": "stopped"}, [])


@pytest.mark.parametrize(("failure", "code"), [(MemoryError, "memory"), (ValueError, "unexpected")])
def test_a_failure_says_why_and_leaves_nothing(monkeypatch, failure: type[Exception], code: str) -> None:
    waiting = asked(with_texts())

    def fail(*_args, **_given):
        raise failure

    monkeypatch.setattr(running, "carry_over", fail)
    run_analysis(analysis=waiting)
    waiting.refresh_from_db()

    assert (waiting.state, waiting.trouble) == (RunState.FAILED, {"code": code})
    assert not Topic.objects.filter(analysis=waiting).exists()


def test_texts_with_nothing_to_read_are_no_topic() -> None:
    place = ConsultationFactory()
    kind = KindFactory(consultation=place)
    for _each in range(20):
        ContributionFactory(kind=kind, title="", text="RAS")
    done = ran(place)
    assert (done.state, done.trouble) == (RunState.FAILED, {"code": "nothing_to_read"})


def test_each_stage_moves_the_bar_and_the_time_left_is_told_once_it_can_be() -> None:
    now = timezone.now()
    assert sum(weight for weight, _words in STAGES.values()) == 100
    assert [percent_done("texts", 0.0), percent_done("words", 0.5), percent_done("keeping", 1.0)] == [
        0,
        10,
        100,
    ]
    assert time_left(1, now - timedelta(seconds=10), now=now) == ""
    assert time_left(50, None, now=now) == ""
    assert "10" in time_left(50, now - timedelta(seconds=10), now=now)
    assert "9 minutes" in time_left(10, now - timedelta(minutes=1), now=now)
    assert FAIR == FRAGILE
