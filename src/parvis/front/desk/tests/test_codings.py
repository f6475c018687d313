"""Blind coding at the desk: a sheet, text by text, with nothing of what others or the machine chose on it."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from parvis.accounts.models import Participant
from parvis.consultations.enums import Role
from parvis.consultations.tests.factories import TeamMemberFactory
from parvis.contributions.enums import State
from parvis.contributions.models import Contribution
from parvis.understanding.coding_queries import coder_of, sheet_of
from parvis.understanding.models import Analysis, Code, Coding, TopicAct
from parvis.understanding.queries import topics_of
from parvis.understanding.tests.codings import as_machine, coded_by, compared, opened
from parvis.understanding.tests.runs import analyst_of

pytestmark = pytest.mark.django_db


def url(name: str, coding: Coding, **given: int) -> str:
    place = {"pk": coding.analysis.consultation_id, "analysis_pk": coding.analysis_id}
    return reverse(f"desk:{name}", kwargs={**place, "coding_pk": coding.pk, **given})


def list_url(analysis: Analysis) -> str:
    return reverse("desk:codings", args=[analysis.consultation_id, analysis.pk])


@pytest.fixture
def person(analysis: Analysis) -> Participant:
    return analyst_of(analysis.consultation, language="en")


def test_a_sample_is_drawn_coded_text_by_text_and_finished(desk, analysis: Analysis, person) -> None:
    client = desk(person)
    assert client.post(list_url(analysis), {"size": "5"}).status_code == 422
    assert (
        client.post(list_url(analysis), {"size": "12", "seed": "3", "is_stratified": "on"}).status_code == 302
    )
    coding = Coding.objects.get()
    assert (coding.seed, coding.is_stratified, coding.texts.count()) == (3, True, 12)
    assert "Draw the sample" not in client.get(list_url(analysis)).content.decode()

    here = client.post(url("begin_coding", coding))["Location"]
    assert here == url("code_text", coding, position=1)
    assert client.post(here, {}).status_code == 422
    assert client.post(here, {"code": "99"}).status_code == 422
    for position in range(1, 13):
        page = client.get(here).content.decode()
        assert f"{position - 1} coded of 12" in page
        here = client.post(here, {"code": str(coding.topics[0])})["Location"]
    assert here == url("coding", coding)
    assert "I have finished" in client.get(here).content.decode()
    client.post(url("finish_coding", coding))
    assert coder_of(coding, person).finished_at is not None
    assert client.get(url("code_text", coding, position=1))["Location"] == here


def test_a_choice_may_be_left_for_later_and_changed(desk, analysis: Analysis, person) -> None:
    client, coding = desk(person), opened(analysis)
    client.post(url("begin_coding", coding))
    first = url("code_text", coding, position=1)
    assert client.post(url("code_text", coding, position=2), {"code": "-1"})["Location"] == url(
        "code_text", coding, position=3
    )
    client.post(first, {"code": "-2"})
    client.post(first, {"code": "-1"})
    assert list(Code.objects.values_list("code", flat=True)) == [-1, -1]
    page = client.get(first).content.decode()
    assert 'value="-1" required checked' in page
    assert client.get(url("code_text", coding, position=13)).status_code == 404


def test_a_sheet_shows_neither_the_machine_nor_the_others(desk, analysis: Analysis, person) -> None:
    """The page of a text is the same whatever the machine and the others say of it."""
    client, coding = desk(person), opened(analysis)
    client.post(url("begin_coding", coding))
    mine = sheet_of(coder_of(coding, person))
    place = url("code_text", coding, position=1)

    def words(page: str) -> str:
        return re.sub(r"\b[A-Za-z0-9]{64}\b", "", page)

    before = words(client.get(place).content.decode())
    coded_by(coding)
    coding.texts.filter(pk=mine[0].text.pk).update(machine=mine[0].text.machine + 1)
    assert words(client.get(place).content.decode()) == before
    assert "checked" not in before


def test_until_the_end_the_team_reads_how_far_each_is_and_no_choice(desk, analysis: Analysis) -> None:
    coding = opened(analysis)
    coder = coded_by(coding)
    watcher = TeamMemberFactory(
        consultation=analysis.consultation, role=Role.OBSERVER, participant__language="en"
    ).participant
    page = desk(watcher).get(url("coding", coding)).content.decode()
    assert str(coder) in page
    assert "finished" in page
    assert "Disputed" not in page
    assert "Begin to code" not in page
    assert desk(watcher).get(url("code_text", coding, position=1)).status_code == 404


def test_what_came_out_is_read_settled_and_published(desk, analysis: Analysis, person) -> None:
    keys = [topic.key for topic in topics_of(analysis)]

    def first_elsewhere(text) -> int:
        return text.machine if text.place > 1 else next(key for key in keys if key != text.machine)

    coding = compared(analysis, first_elsewhere)
    client, text = desk(person), coding.texts.get(place=1)
    page = client.get(url("coding", coding)).content.decode()
    assert "Krippendorff’s alpha" in page
    assert "Krippendorff 2004" in page
    assert page.count('name="code"') == 1
    assert 'id="text-1"' in page
    there = client.post(url("settle_text", coding, place=1), {"code": first_elsewhere(text)})
    assert there["Location"] == f"{url('coding', coding)}#text-1"
    assert TopicAct.objects.get().contribution_id == text.contribution_id
    assert "settled:" in client.get(url("coding", coding)).content.decode()
    client.post(url("publish_agreement", coding))
    coding.refresh_from_db()
    assert coding.published_at is not None
    client.post(url("publish_agreement", coding), {"back": "1"})
    coding.refresh_from_db()
    assert coding.published_at is None


def test_a_text_that_is_no_longer_shown_is_nowhere(desk, analysis: Analysis, person) -> None:
    coding = compared(analysis, lambda _text: -1)
    text = coding.texts.get(place=1)
    Contribution.objects.filter(pk=text.contribution_id).update(state=State.HIDDEN)
    page = desk(person).get(url("coding", coding)).content.decode()
    assert text.contribution.text[:60] not in page
    assert "Its text is no longer shown" in page
    assert page.count('name="code"') == 11


def test_it_is_ended_or_given_up(desk, analysis: Analysis, person) -> None:
    client, coding = desk(person), opened(analysis)
    client.post(url("end_coding", coding), {"drop": "1"})
    assert not Coding.objects.exists()
    coding = opened(analysis)
    client.post(url("end_coding", coding))
    assert Coding.objects.get().is_open
    for _each in range(2):
        coded_by(coding, as_machine)
    client.post(url("end_coding", coding))
    assert not Coding.objects.get().is_open


def test_many_texts_cost_no_more_queries_than_few(desk, analysis: Analysis, person) -> None:
    client = desk(person)

    def cost(size: int) -> tuple[int, int]:
        Coding.objects.all().delete()
        coding = compared(analysis, lambda _text: -1, size=size)
        ended = count(url("coding", coding))
        again = opened(analysis, size)
        client.post(url("begin_coding", again))
        return ended, count(url("code_text", again, position=1))

    def count(address: str) -> int:
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        return len(queries)

    assert cost(10) == cost(30)
