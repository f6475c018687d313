"""At the desk, a topic is cut once its parts were read, and new contributions join the topics of a run."""

import pytest
from django.urls import reverse

from parvis.consultations.enums import Role
from parvis.consultations.tests.factories import TeamMemberFactory
from parvis.contributions.models import Contribution
from parvis.contributions.tests.factories import ContributionFactory
from parvis.understanding.models import Analysis, Topic, TopicSplit
from parvis.understanding.queries import parts_of, topics_of
from parvis.understanding.tasks import analyse
from parvis.understanding.tests.runs import analyst_of

pytestmark = pytest.mark.django_db


def url(name: str, analysis: Analysis, **given: int) -> str:
    return reverse(
        f"desk:{name}", kwargs={"pk": analysis.consultation_id, "analysis_pk": analysis.pk, **given}
    )


@pytest.fixture
def client_of(desk, analysis: Analysis):
    return desk(analyst_of(analysis.consultation, language="en"))


def test_a_topic_is_cut_once_its_parts_were_read_then_put_together(client_of, analysis: Analysis) -> None:
    first, second, _third = topics_of(analysis)
    client_of.post(url("correct_topic", analysis, topic_pk=second.pk), {"act": "merge", "target": first.pk})
    ask = url("ask_split", analysis, topic_pk=first.pk)
    assert client_of.post(ask, {"parts": "9"}).status_code == 422
    assert client_of.post(ask, {"parts": "2"}).status_code == 302
    split = TopicSplit.objects.get()
    here = url("split_topic", analysis, topic_pk=first.pk, split_pk=split.pk)
    assert "being worked out" in client_of.get(here).content.decode()
    assert here in client_of.get(url("topic", analysis, topic_pk=first.pk)).content.decode()

    analyse(timestamp=0)
    split.refresh_from_db()
    page = client_of.get(here).content.decode()
    quoted = Contribution.objects.get(pk=split.found[0]["quotes"][0])
    assert quoted.text in page
    assert "Cut it so" in page
    client_of.post(url("decide_split", analysis, topic_pk=first.pk, split_pk=split.pk))
    first.refresh_from_db()
    parts = parts_of(first)
    page = client_of.get(url("topic", analysis, topic_pk=first.pk)).content.decode()
    assert all(part.title in page for part in parts)
    assert "Put its parts together again" in page
    assert "hidden or withdrawn" not in page
    page = client_of.get(url("topic", analysis, topic_pk=parts[0].pk)).content.decode()
    assert url("topic", analysis, topic_pk=first.pk) in page
    assert "which was cut" in page
    client_of.post(url("correct_topic", analysis, topic_pk=first.pk), {"act": "join"})
    first.refresh_from_db()
    assert (first.is_cut, parts_of(first)) == (False, [])
    assert "cut in parts" in client_of.get(url("analysis", analysis)).content.decode()


def test_parts_are_left_and_those_of_another_topic_are_nowhere(client_of, analysis: Analysis) -> None:
    first, second, _third = topics_of(analysis)
    client_of.post(url("ask_split", analysis, topic_pk=first.pk), {"parts": "2"})
    split = TopicSplit.objects.get()
    decide = url("decide_split", analysis, topic_pk=first.pk, split_pk=split.pk)
    client_of.post(decide, {"drop": "1"})
    split.refresh_from_db()
    assert split.state == "cancelled"
    assert (
        client_of.get(url("split_topic", analysis, topic_pk=second.pk, split_pk=split.pk)).status_code == 404
    )


def test_new_contributions_join_by_a_button_or_every_night(client_of, analysis: Analysis) -> None:
    page = client_of.get(url("analysis", analysis)).content.decode()
    assert "Put them in these topics" not in page
    old = Contribution.objects.filter(consultation=analysis.consultation).first()
    new = ContributionFactory(kind=old.kind, title="", text=f"{old.text} merci")
    page = client_of.get(url("analysis", analysis)).content.decode()
    assert "1 published contribution is in no topic" in page
    client_of.post(url("grow_analysis", analysis))
    assert "are joining these topics" in client_of.get(url("analysis", analysis)).content.decode()
    analyse(timestamp=0)
    assert Topic.objects.get(members__contribution=new).analysis == analysis
    assert "added 1, of which" in client_of.get(url("analysis", analysis)).content.decode()

    client_of.post(url("grow_analysis", analysis), {"every_night": "1"})
    assert "No longer add new ones" in client_of.get(url("analysis", analysis)).content.decode()
    client_of.post(url("grow_analysis", analysis), {"every_night": "0"})
    analysis.refresh_from_db()
    assert not analysis.is_growing


def test_when_new_ones_fit_badly_a_new_analysis_is_proposed(client_of, analysis: Analysis) -> None:
    kind = analysis.consultation.kinds.get()
    for place in range(10):
        ContributionFactory(kind=kind, title="", text=f"Zorglub krakatoa {place} blorp farfadet quixotique")
    client_of.post(url("grow_analysis", analysis))
    analyse(timestamp=0)
    page = client_of.get(url("analysis", analysis)).content.decode()
    assert "Of 10 contributions added, 10 fit badly" in page


def test_the_rest_of_the_team_reads_and_does_nothing(desk, analysis: Analysis) -> None:
    watcher = TeamMemberFactory(
        consultation=analysis.consultation, role=Role.OBSERVER, participant__language="en"
    )
    client, topic = desk(watcher.participant), topics_of(analysis)[0]
    posts = [
        client.post(url("ask_split", analysis, topic_pk=topic.pk), {"parts": "2"}),
        client.post(url("grow_analysis", analysis)),
    ]
    assert [answer.status_code for answer in posts] == [404, 404]
    assert "Cut this topic" not in client.get(url("topic", analysis, topic_pk=topic.pk)).content.decode()
