"""Topics at the desk: one button, a bar, a map to correct, and publication; observers read."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from parvis.consultations.enums import Role
from parvis.consultations.tests.factories import TeamMemberFactory
from parvis.understanding.enums import RunState
from parvis.understanding.models import Analysis, Topic
from parvis.understanding.queries import topics_of
from parvis.understanding.tasks import analyse
from parvis.understanding.tests.runs import analyst_of, ran

pytestmark = pytest.mark.django_db


def url(name: str, analysis: Analysis, **given: int) -> str:
    if name not in ("analyses", "ask_analysis"):
        given["analysis_pk"] = analysis.pk
    return reverse(f"desk:{name}", kwargs={"pk": analysis.consultation_id, **given})


@pytest.fixture
def client_of(desk, analysis: Analysis):
    return desk(analyst_of(analysis.consultation, language="en"))


def test_one_button_a_bar_then_topics(client_of, analysis: Analysis) -> None:
    assert client_of.post(url("ask_analysis", analysis), {"topics": "3"}).status_code == 302
    made = Analysis.objects.exclude(pk=analysis.pk).get()
    page = client_of.get(url("analyses", analysis)).content.decode()
    assert "Under way" in page
    assert "<progress" in page
    assert "Sort the texts" not in page
    assert client_of.get(url("analysis_progress", made)).content.decode().count("<progress") == 1

    analyse(timestamp=0)
    assert "See what came out" in client_of.get(url("analysis_progress", made)).content.decode()
    page = client_of.get(url("analysis", made)).content.decode()
    assert all(topic.title in page for topic in topics_of(made))
    assert "Publish the topics" in page
    compared = client_of.get(url("compare_analyses", made, other_pk=analysis.pk)).content.decode()
    assert "76 texts are in both" in compared


def test_what_is_asked_badly_says_why_and_is_kept(client_of, analysis: Analysis) -> None:
    answer = client_of.post(url("ask_analysis", analysis), {"topics": "1", "seed": "5"})
    assert answer.status_code == 422
    assert 'value="5"' in answer.content.decode()


def test_a_run_is_cancelled_and_one_that_failed_says_why(client_of, analysis: Analysis) -> None:
    client_of.post(url("ask_analysis", analysis), {})
    made = Analysis.objects.exclude(pk=analysis.pk).get()
    client_of.post(url("cancel_analysis", made))
    made.refresh_from_db()
    assert made.state == RunState.CANCELLED
    Analysis.objects.filter(pk=made.pk).update(state=RunState.FAILED, trouble={"code": "memory"})
    assert "not enough memory" in client_of.get(url("analysis", made)).content.decode()


def test_topics_are_corrected_by_forms_then_published_and_taken_back(client_of, analysis: Analysis) -> None:
    first, second, third = topics_of(analysis)

    def act(topic: Topic, **form: object) -> int:
        return client_of.post(url("correct_topic", analysis, topic_pk=topic.pk), form).status_code

    assert act(first, act="rename", words="") == 422
    assert act(first, act="rename", words="School first") == 302
    assert act(second, act="merge", target=third.pk) == 302
    assert act(first, act="validate") == 302
    one = first.members.first().contribution_id
    moved = {"contribution": one, "target": third.pk}
    client_of.post(url("move_to_topic", analysis, topic_pk=first.pk), moved)
    assert third.members.filter(contribution=one).exists()

    page = client_of.get(url("analysis", analysis)).content.decode()
    assert all(said in page for said in ("School first", "Take apart again", "Done by hand"))
    assert "School first" in client_of.get(url("topic", analysis, topic_pk=first.pk)).content.decode()
    client_of.post(url("publish_analysis", analysis))
    assert act(first, act="validate") == 422
    client_of.post(url("publish_analysis", analysis), {"back": "1"})
    analysis.refresh_from_db()
    assert analysis.published_at is None


def test_the_rest_of_the_team_reads_and_does_nothing(desk, analysis: Analysis) -> None:
    watcher = TeamMemberFactory(
        consultation=analysis.consultation, role=Role.OBSERVER, participant__language="en"
    )
    client = desk(watcher.participant)
    topic = topics_of(analysis)[0]
    page = client.get(url("analysis", analysis)).content.decode()
    assert topic.title in page
    assert "Publish the topics" not in page
    posts = [
        client.post(url("ask_analysis", analysis)),
        client.post(url("publish_analysis", analysis)),
        client.post(url("correct_topic", analysis, topic_pk=topic.pk), {"act": "hide"}),
        client.post(url("move_to_topic", analysis, topic_pk=topic.pk)),
    ]
    assert [answer.status_code for answer in posts] == [404] * 4


def test_acts_that_were_not_carried_are_listed(client_of, analysis: Analysis) -> None:
    topic = topics_of(analysis)[0]
    client_of.post(url("correct_topic", analysis, topic_pk=topic.pk), {"act": "rename", "words": "Gone soon"})
    topic.members.update(found=topics_of(analysis)[1])
    again = ran(analysis.consultation, topics=2)
    page = client_of.get(url("analysis", again)).content.decode()
    assert "Not carried over" in page
    assert "Gone soon" in page


def test_many_topics_cost_no_more_queries_than_few(client_of, analysis: Analysis) -> None:
    def cost() -> int:
        client_of.get(url("analysis", analysis))
        with CaptureQueriesContext(connection) as queries:
            client_of.get(url("analysis", analysis))
        return len(queries)

    before = cost()
    Topic.objects.bulk_create(
        Topic(analysis=analysis, key=100 + place, phrases=["un sujet"], words=["mot"], size=1)
        for place in range(20)
    )
    assert cost() == before
