"""Groups of opinion at the desk: beside topics, asked for, followed, named, published and taken back."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from parvis.consultations.enums import Role
from parvis.consultations.tests.factories import TeamMemberFactory
from parvis.understanding.models import Analysis
from parvis.understanding.opinion_queries import groups_of
from parvis.understanding.tasks import analyse
from parvis.understanding.tests.ballots import divided, grouped
from parvis.understanding.tests.runs import analyst_of

pytestmark = pytest.mark.django_db


def url(name: str, place: int, **given: int) -> str:
    return reverse(f"desk:{name}", kwargs={"pk": place, **given})


def test_one_button_a_bar_then_groups_to_name_and_publish(desk) -> None:
    ballot = divided(60)
    place = ballot.phase.consultation
    client = desk(analyst_of(place, language="en"))
    assert "Look for groups" in client.get(url("analyses", place.pk)).content.decode()
    assert client.post(url("ask_opinions", place.pk), {"ballot": ballot.pk}).status_code == 302
    made = Analysis.objects.get()
    page = client.get(url("analyses", place.pk)).content.decode()
    assert "<progress" in page
    analyse(timestamp=0)
    run = url("analysis", place.pk, analysis_pk=made.pk)
    page = client.get(run).content.decode()
    assert all(said in page for said in ("Group A", "Group B", "Publish what came out", "Statement 3"))

    named = url("name_group", place.pk, analysis_pk=made.pk, key=0)
    client.post(named, {"words": "Those who walk"})
    client.post(named, {"words": "x" * 200})
    assert client.post(url("name_group", place.pk, analysis_pk=made.pk, key=7), {}).status_code == 404
    assert groups_of(made)[0].label == "Those who walk"
    client.post(url("publish_analysis", place.pk, analysis_pk=made.pk))
    made.refresh_from_db()
    assert made.published_at is not None
    assert "Those who walk" in client.get(run).content.decode()
    client.post(url("publish_analysis", place.pk, analysis_pk=made.pk), {"back": "1"})
    made.refresh_from_db()
    assert made.published_at is None


def test_what_is_asked_badly_says_why_and_is_kept(desk) -> None:
    ballot = divided(20)
    place = ballot.phase.consultation
    client = desk(analyst_of(place, language="en"))
    asked = client.post(url("ask_opinions", place.pk), {"ballot": ballot.pk, "groups": "9", "seed": "5"})
    assert asked.status_code == 422
    assert 'value="5"' in asked.content.decode()
    assert client.post(url("ask_opinions", place.pk), {"ballot": "999999999"}).status_code == 422


def test_a_run_is_cancelled_and_one_that_failed_says_why(desk) -> None:
    ballot = divided(20)
    place = ballot.phase.consultation
    client = desk(analyst_of(place, language="en"))
    client.post(url("ask_opinions", place.pk), {"ballot": ballot.pk})
    made = Analysis.objects.get()
    client.post(url("cancel_analysis", place.pk, analysis_pk=made.pk))
    made.refresh_from_db()
    assert made.state == "cancelled"
    Analysis.objects.filter(pk=made.pk).update(state="failed", trouble={"code": "no_votes"})
    page = client.get(url("analysis", place.pk, analysis_pk=made.pk)).content.decode()
    assert "no vote to analyse" in page


def test_the_rest_of_the_team_reads_and_does_nothing(desk) -> None:
    made = grouped(divided(40))
    place = made.consultation
    watcher = TeamMemberFactory(consultation=place, role=Role.OBSERVER, participant__language="en")
    client = desk(watcher.participant)
    page = client.get(url("analysis", place.pk, analysis_pk=made.pk)).content.decode()
    assert "Group A" in page
    assert "Publish what came out" not in page
    posts = [
        client.post(url("ask_opinions", place.pk)),
        client.post(url("name_group", place.pk, analysis_pk=made.pk, key=0), {"words": "x"}),
        client.post(url("publish_analysis", place.pk, analysis_pk=made.pk)),
    ]
    assert [answer.status_code for answer in posts] == [404] * 3


def test_many_runs_cost_no_more_queries_than_one(desk) -> None:
    made = grouped(divided(40))
    place = made.consultation
    client = desk(analyst_of(place))

    def cost() -> int:
        client.get(url("analyses", place.pk))
        with CaptureQueriesContext(connection) as queries:
            client.get(url("analyses", place.pk))
        return len(queries)

    before = cost()
    for _each in range(2):
        grouped(made.ballot)
    assert cost() == before
