"""The editor of a synthesis at the desk, form by form: it needs no script."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from parvis.consultations.enums import Role
from parvis.consultations.tests.factories import ConsultationFactory
from parvis.contributions.enums import State
from parvis.contributions.models import Contribution
from parvis.minutes.tests.factories import MinutesFactory, published
from parvis.restitution.models import SynthesisPage
from parvis.restitution.sections import Finding, Section, Source, SynthesisRemark
from parvis.restitution.tasks import draft_syntheses
from parvis.restitution.tests.synthesis_data import Square, member, square

pytestmark = pytest.mark.django_db
WORDS = "un banc numéro 0 devant l’école"


@pytest.fixture
def place() -> Square:
    return square()


@pytest.fixture
def client(desk, place: Square):
    return desk(member(place.consultation, Role.ORGANISER, language="en"))


def url(place: Square, name: str = "synthesis", **given: int) -> str:
    return reverse(f"desk:{name}", kwargs={"pk": place.consultation.pk, **given})


def text_of(client, place: Square, query: str = "") -> str:
    answer = client.get(url(place) + query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_it_is_begun_from_nothing(desk) -> None:
    consultation = ConsultationFactory()
    client = desk(member(consultation, Role.ANALYST, language="en"))
    address = reverse("desk:synthesis", args=[consultation.pk])
    assert "Begin the synthesis" in client.get(address).content.decode()
    wrong = client.post(f"{address}begin/", {"title": "Said", "summary": "", "method": "By us."})
    assert (wrong.status_code, "By us." in wrong.content.decode()) == (422, True)
    client.post(f"{address}begin/", {"title": "Said", "summary": "Benches.", "method": "By us."})
    assert SynthesisPage.objects.get().title == "Said"
    assert "Nothing is written yet" in client.get(address).content.decode()


def test_a_finding_is_written_cited_quoted_moved_and_published(client, place: Square) -> None:
    client.post(url(place, "add_section"), {"title": "Streets"})
    section = Section.objects.get()
    for words in ("Benches lack.", "Trees lack."):
        client.post(url(place, "add_finding"), {"text": words, "section": section.pk})
    first, second = Finding.objects.order_by("place")
    client.post(
        url(place, "cite"), {"finding": first.pk, "contribution": [place.texts[0].pk], "quote": WORDS}
    )
    client.post(url(place, "cite"), {"finding": second.pk, "topic": [place.topics[0].pk]})
    html = text_of(client, place)
    assert WORDS in html
    assert "57% of the contributions are cited" in html
    assert re.search(r"Not yet cited.*Pistes cyclables 1", html, re.DOTALL)

    client.post(url(place, "finding", finding_pk=second.pk), {"up": "1"})
    assert list(Finding.objects.order_by("place")) == [second, first]
    client.post(url(place, "finding", finding_pk=first.pk), {"text": "Many lack.", "section": section.pk})
    assert client.post(url(place, "publish_synthesis")).status_code == 302
    place.synthesis.refresh_from_db()
    assert place.synthesis.live
    assert "Version 1" in text_of(client, place)


def test_published_minutes_are_offered_and_cited(client, place: Square) -> None:
    event = published(MinutesFactory(event__consultation=place.consultation)).minutes.event
    draft = MinutesFactory(event__consultation=place.consultation).event
    finding = place.finding()
    html = text_of(client, place)
    assert f'name="event" value="{event.pk}"' in html
    assert f'name="event" value="{draft.pk}"' not in html
    client.post(url(place, "cite"), {"finding": finding.pk, "event": [event.pk]})
    assert finding.sources.get().event == event
    assert f"Minutes: {event.title}" in text_of(client, place)


def test_a_finding_begins_from_a_topic_that_none_cites(client, place: Square) -> None:
    client.post(url(place, "add_section"), {"title": "Streets"})
    topic = place.topics[1]
    form = client.get(url(place, "add_finding") + f"?topic={topic.pk}").content.decode()
    assert f'name="topic" value="{topic.pk}"' in form
    client.post(
        url(place, "add_finding"),
        {"text": "Few say it.", "section": Section.objects.get().pk, "topic": topic.pk},
    )
    assert Source.objects.get().topic == topic


def test_sources_are_found_by_words_and_by_topic(client, place: Square) -> None:
    place.finding()
    html = text_of(client, place, "?words=numéro+3")
    assert "Banc 3" in html.split('id="sources"')[1]
    html = text_of(client, place, f"?topic={place.topics[1].pk}").split('id="sources"')[1]
    assert all(f"Banc {n}</label>" in html for n in (4, 5))
    assert "Banc 1</label>" not in html
    assert client.get(url(place) + f"?topic={2**70}&kind=x&start=-1").status_code == 200


def test_what_is_refused_says_why_and_keeps_what_was_typed(client, place: Square) -> None:
    finding = place.finding()
    form = {"finding": finding.pk, "contribution": [place.texts[0].pk], "quote": "not in it at all"}
    answer = client.post(url(place, "cite"), form)
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "These words are not in" in html
    assert "not in it at all" in html
    assert not Source.objects.exists()

    place.finding("Avec.", contributions=[place.texts[0].pk])
    source = Source.objects.get()
    answer = client.post(url(place, "source", source_pk=source.pk), {"quote": "nor in this one"})
    assert (answer.status_code, "nor in this one" in answer.content.decode()) == (422, True)
    client.post(url(place, "source", source_pk=source.pk), {"remove": "1"})
    assert not Source.objects.exists()


def test_the_organiser_is_warned_of_what_is_no_longer_public(client, place: Square) -> None:
    place.finding(contributions=[place.texts[0].pk], quote=WORDS)
    Contribution.objects.filter(pk=place.texts[0].pk).update(state=State.HIDDEN)
    html = text_of(client, place)
    assert "1 source is no longer public" in html
    assert WORDS not in html


def test_a_draft_is_asked_for_followed_and_accepted(client, place: Square) -> None:
    client.post(url(place, "draft_synthesis"))
    assert "<progress" in client.get(url(place, "draft_progress")).content.decode()
    assert "Draft under way" in text_of(client, place)
    draft_syntheses()
    assert "The draft is over" in client.get(url(place, "draft_progress")).content.decode()
    assert "drafted by a program" in text_of(client, place)
    row = Finding.objects.first()
    client.post(url(place, "finding", finding_pk=row.pk), {"accept": "1"})
    assert "drafted by a program, read by the team" in text_of(client, place)


def test_a_guarantor_reads_and_remarks(desk, place: Square, client) -> None:
    place.finding(contributions=[place.texts[0].pk])
    client.post(url(place, "publish_synthesis"))
    guarantor = desk(member(place.consultation, Role.GUARANTOR, language="en"))
    html = text_of(guarantor, place)
    assert "Publish this remark" in html
    assert "Cite what is ticked" not in html
    form = {"kind": "observations", "text": "", "signature": "The guarantor"}
    assert guarantor.post(url(place, "remark_synthesis"), form).status_code == 422
    guarantor.post(url(place, "remark_synthesis"), {**form, "text": "Faithful."})
    assert SynthesisRemark.objects.get().text == "Faithful."
    assert client.post(url(place, "remark_synthesis"), form).status_code == 404
    assert guarantor.post(url(place, "publish_synthesis")).status_code == 404


def test_the_number_of_queries_depends_neither_on_findings_nor_on_sources(client, place: Square) -> None:
    place.finding(contributions=[place.texts[0].pk], topics=[place.topics[0].pk])
    text_of(client, place)
    with CaptureQueriesContext(connection) as few:
        text_of(client, place)
    for text in place.texts:
        place.finding(contributions=[text.pk], topics=[topic.pk for topic in place.topics])
    with CaptureQueriesContext(connection) as many:
        text_of(client, place)
    assert len(many) == len(few)
