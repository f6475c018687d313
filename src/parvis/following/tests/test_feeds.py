"""Feeds: what everybody may read, fifty entries at most, sent once."""

from xml.etree import ElementTree as ET

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from parvis.consultations.tests.factories import (
    ConsultationFactory,
    KindFactory,
    TeamMemberFactory,
    ThemeFactory,
)
from parvis.contributions.enums import State
from parvis.contributions.models import Contribution
from parvis.contributions.tests.factories import ContributionFactory
from parvis.debate.tests.factories import ArgumentFactory
from parvis.following.tests.factories import PublicThreadFactory
from parvis.pages.tests.factories import NewsFactory
from parvis.restitution.tests.factories import AnswerFactory

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"


def address(sort: str, pk: int) -> str:
    return reverse("following:feed", args=[sort, pk])


def read(feed: bytes) -> ET.Element:
    return ET.fromstring(feed)  # noqa: S314 (our own)


def titles(client, sort: str, pk: int) -> list[str]:
    root = read(client.get(address(sort, pk)).content)
    return [entry.findtext(f"{ATOM}title") or "" for entry in root.iter(f"{ATOM}entry")]


@pytest.fixture
def item() -> Contribution:
    author = PublicThreadFactory().participant
    consultation = ConsultationFactory()
    return ContributionFactory(
        kind=KindFactory(consultation=consultation),
        theme=ThemeFactory(consultation=consultation),
        author=author,
        title="Un banc",
    )


def test_each_feed_holds_its_own(client, item):
    AnswerFactory(contribution=item)
    ArgumentFactory(contribution=item)
    said = ArgumentFactory(author=item.author)
    NewsFactory(parent=item.consultation, title="Jeudi", first_published_at=timezone.now())
    assert set(titles(client, "consultation", item.consultation_id)) == {
        "Un banc", "L’organisateur a répondu : Un banc", "Jeudi",
    }  # fmt: skip
    assert set(titles(client, "theme", item.theme_id)) == {"Un banc", "L’organisateur a répondu : Un banc"}
    assert titles(client, "contribution", item.pk) == ["Sur : Un banc", "L’organisateur a répondu : Un banc"]
    assert titles(client, "author", item.author_id) == [f"Sur : {said.contribution.title}", "Un banc"]


@pytest.mark.parametrize("sort", ["consultation", "theme", "contribution", "author"])
def test_what_is_not_public_is_in_no_feed_whoever_asks(client, sort):
    draft = ConsultationFactory(live=False)
    client.force_login(TeamMemberFactory(consultation=draft).participant)
    hidden = {
        "consultation": draft.pk,
        "theme": ThemeFactory(consultation=draft).pk,
        "contribution": ContributionFactory(state=State.HIDDEN).pk,
        "author": ContributionFactory().author_id,
    }
    assert client.get(address(sort, hidden[sort])).status_code == 404
    assert client.get(address("planet", 1)).status_code == 404


def test_hidden_words_are_in_no_feed(client, item):
    for state in (State.HIDDEN, State.WITHDRAWN):
        ArgumentFactory(contribution=item, state=state)
        gone = ContributionFactory(phase=item.phase, kind=item.kind, author=item.author, state=state)
        AnswerFactory(contribution=gone)
        ArgumentFactory(contribution=gone, author=item.author)
    assert titles(client, "contribution", item.pk) == []
    assert titles(client, "author", item.author_id) == ["Un banc"]
    assert titles(client, "consultation", item.consultation_id) == ["Un banc"]


def test_what_people_type_stays_text(client, item):
    item.title, item.text = "<b>]]>&amp;\x00\x0b titre", "<script>alert(1)</script>\x08\r\nfin"
    Contribution.objects.filter(pk=item.pk).update(title=item.title.replace("\x00", ""), text=item.text)
    root = read(client.get(address("theme", item.theme_id)).content)
    summary = root.find(f"{ATOM}entry/{ATOM}summary")
    assert "&lt;script&gt;" in (summary.text or "")
    assert root.findtext(f"{ATOM}entry/{ATOM}title") == "<b>]]>&amp; titre"


@pytest.mark.parametrize("sort", ["consultation", "theme", "author", "contribution"])
def test_three_cost_as_many_queries_as_one_and_fifty_are_shown(client, item, sort):
    pk = {
        "consultation": item.consultation_id, "theme": item.theme_id, "author": item.author_id,
        "contribution": item.pk,
    }[sort]  # fmt: skip
    costs = []
    for count in (1, 2, 55):
        place = {"phase": item.phase, "kind": item.kind, "theme": item.theme, "author": item.author}
        ContributionFactory.create_batch(count, **place)
        ArgumentFactory.create_batch(count, contribution=item)
        with CaptureQueriesContext(connection) as queries:
            client.get(address(sort, pk))
        costs.append(len(queries))
    assert len(set(costs)) == 1
    assert len(titles(client, sort, pk)) == 50


@pytest.mark.parametrize("is_empty", [True, False])
def test_unchanged_it_is_not_sent_again(client, item, is_empty):
    url = address("contribution", item.pk)
    if not is_empty:
        ArgumentFactory(contribution=item)
    first = client.get(url)
    assert (first["Content-Type"], "public" in first["Cache-Control"]) == (
        "application/atom+xml; charset=utf-8",
        True,
    )
    assert not first.cookies
    assert client.get(url, HTTP_IF_NONE_MATCH=first["ETag"]).status_code == 304
    if not is_empty:
        assert client.get(url, HTTP_IF_MODIFIED_SINCE=first["Last-Modified"]).status_code == 304
    ArgumentFactory(contribution=item)
    assert client.get(url, HTTP_IF_NONE_MATCH=first["ETag"]).status_code == 200
