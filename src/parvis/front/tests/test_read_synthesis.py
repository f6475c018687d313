"""The published synthesis: every finding opens its sources, and nothing of a hidden text is read in it."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from parvis.contributions.enums import State
from parvis.contributions.models import Contribution
from parvis.contributions.tests.factories import ContributionFactory
from parvis.front.composition.became import quoted_in
from parvis.minutes.tests.factories import MinutesFactory, published
from parvis.restitution.domain.draft_synthesis import ask_draft
from parvis.restitution.domain.publish_synthesis import publish_synthesis
from parvis.restitution.synthesis_queries import contributions_named
from parvis.restitution.tasks import draft_syntheses
from parvis.restitution.tests.synthesis_data import Square, square
from parvis.understanding.tests.factories import TopicMemberFactory

pytestmark = pytest.mark.django_db
WORDS = "un banc numéro 0 devant l’école"


@pytest.fixture
def place() -> Square:
    made = square()
    made.finding("Les **bancs** manquent.", contributions=[made.texts[0].pk], quote=WORDS)
    made.finding("Surtout près de l’école.", topics=[made.topics[0].pk])
    return made


def publish(place: Square):
    return publish_synthesis(actor=place.organiser, synthesis=place.synthesis)


def page(place: Square, *, language: str = "en") -> str:
    prefix = "" if language == "fr" else f"/{language}"
    answer = Client().get(f"{prefix}/consultations/{place.consultation.slug}/synthesis/")
    assert answer.status_code == 200
    return answer.content.decode()


def sources(place: Square, number: int, query: str = ""):
    return Client().get(reverse("front:synthesis_sources", args=[place.consultation.slug, number]) + query)


def test_a_draft_is_read_by_nobody(place: Square) -> None:
    assert Client().get(reverse("front:synthesis", args=[place.consultation.slug])).status_code == 404
    assert sources(place, 1).status_code == 404


def test_every_finding_shows_its_quotes_and_opens_its_sources(place: Square) -> None:
    told = publish(place)
    html = page(place)
    assert "<strong>bancs</strong> manquent" in html
    assert WORDS in html
    assert f"/contributions/{place.texts[0].pk}/" in html
    assert place.topics[0].title in html
    assert "57% of the contributions are cited" in html
    assert told.digest in html
    assert "% des contributions" in page(place, language="fr")


def test_sources_come_in_batches(place: Square) -> None:
    for n in range(40):
        text = ContributionFactory(kind=place.texts[0].kind, title=f"Texte {n}")
        TopicMemberFactory(topic=place.topics[0], contribution=text)
    publish(place)
    first = sources(place, 2).content.decode()
    assert first.count('class="card"') == 30
    after = first.split("?after=")[1].split('"')[0]
    rest = sources(place, 2, f"?after={after}").content.decode()
    assert rest.count('class="card"') == 14
    assert 'href="?after=' not in rest


@pytest.mark.parametrize("number", [0, 3, 2**63])
def test_a_finding_that_is_not_there_is_nowhere(place: Square, number: int) -> None:
    publish(place)
    assert sources(place, number).status_code == 404
    assert sources(place, 1, f"?after={'9' * 30}").status_code == 200


def test_what_was_hidden_since_is_read_nowhere(place: Square) -> None:
    publish(place)
    Contribution.objects.filter(pk=place.texts[0].pk).update(state=State.HIDDEN)
    for html in (page(place), sources(place, 1).content.decode(), sources(place, 2).content.decode()):
        assert WORDS not in html
        assert place.texts[0].title not in html
    assert "1 source of this finding is no longer public" in page(place)


def test_drafted_findings_say_so_in_public(place: Square) -> None:
    ask_draft(actor=place.organiser, synthesis=place.synthesis)
    draft_syntheses()
    publish(place)
    html = page(place)
    assert "Drafted by a program (extraction" in html
    assert "No language model wrote anything" in html


def test_the_number_of_queries_depends_neither_on_findings_nor_on_sources(place: Square) -> None:
    publish(place)
    with CaptureQueriesContext(connection) as few:
        page(place)
    for text in place.texts:
        place.finding(contributions=[text.pk, place.texts[0].pk], topics=[place.topics[1].pk])
    publish(place)
    with CaptureQueriesContext(connection) as many:
        page(place)
    assert len(many) == len(few)


def test_minutes_are_a_source_that_opens(place: Square) -> None:
    told = published(MinutesFactory(event__consultation=place.consultation, event__title="Atelier du port"))
    place.finding("On l’a dit en réunion.", events=[told.minutes.event_id])
    publish(place)
    assert f'href="/en/minutes/{told.minutes_id}/">Minutes of “Atelier du port”' in page(place)


def test_whoever_wrote_a_text_knows_that_it_is_cited(place: Square) -> None:
    told = publish(place)
    assert contributions_named([told]) == {place.texts[0].pk}
    assert quoted_in(place.synthesis) == set()
