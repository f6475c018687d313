"""The page of the six qualities, its files, and the desk that says what would raise them."""

import csv
import hashlib
import io
import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from procrastinate.contrib.django.models import ProcrastinateJob

from parvis.accounts.tests.factories import ParticipantFactory
from parvis.analysis.quality.recompute import recompute, written
from parvis.consultations.enums import Role
from parvis.consultations.tests.factories import ConsultationFactory, TeamMemberFactory
from parvis.portal.domain.lay_portal import lay_portal
from parvis.quality.domain.measure import measure
from parvis.quality.models import TargetPopulation
from parvis.quality.tests.made import debate, people, write

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    return debate()[0]


def read(client, place, name="qualities", **query):
    return client.get(reverse(f"front:{name}", args=[place.slug]), query)


def member(place, role=Role.ORGANISER):
    return TeamMemberFactory(consultation=place, participant=ParticipantFactory(), role=role).participant


def test_the_page_says_that_nothing_is_measured_yet(client, place):
    answer = read(client, place)
    assert "Rien n’est encore mesuré" in answer.text
    assert read(client, place, "qualities_inputs").status_code == 404


def test_each_axis_has_its_note_or_what_is_missing_beside_what_the_state_declares(client, place):
    lay_portal(home=place.get_parent().get_parent())
    measure(consultation=place)
    text = read(client, place).text
    assert "1 qualité sur six est mesurée." in text
    assert "Déclaré par l’État pour une consultation en ligne" in text
    assert text.count('<pattern id="hatch-') == 5
    assert "On ne demande pas aux personnes qui elles sont." in text
    # 5 (0.15 × 0.5 + 0.15 × 2/3 + 0.15 + 0.10 × 0.5 + 0.10) / 0.65, and the grade of the card.
    assert "<strong>3,7\xa0sur 5" in text.replace("3,7 sur", "3,7\xa0sur")
    assert "0 à 2" in text
    assert "ce n’est pas un sondage" in text


def test_it_reads_in_english_too(client, place):
    measure(consultation=place)
    text = client.get(f"/en/consultations/{place.slug}/qualities/").text
    assert "1 quality of six is measured." in text


def test_measures_are_read_in_one_query_however_many_there_are(client, place):
    """Those of the foot of every page are kept for some seconds, whatever is measured."""

    def queries():
        with CaptureQueriesContext(connection) as seen:
            text = read(client, place).text
        return text, sum("quality_qualityrecord" in query["sql"] for query in seen)

    measure(consultation=place)
    assert queries()[1] == 1
    for _each in range(3):
        write(place, people(1))
        measure(consultation=place)
    text, count = queries()
    assert "Les dernières mesures" in text
    assert count == 1


def test_whoever_takes_the_numbers_finds_the_notes_again(client, place):
    row = measure(consultation=place)
    inputs = read(client, place, "qualities_inputs")
    results = read(client, place, "qualities_results")
    assert hashlib.sha256(inputs.content).hexdigest() == row.inputs_sha256
    assert written(recompute(json.loads(inputs.content))).encode() == results.content
    write(place, people(1))
    measure(consultation=place)
    assert read(client, place, "qualities_inputs", of=row.pk).content == inputs.content
    for nothing in ("9" * 18, "9" * 40, "9" * 5_000, "x"):
        assert read(client, place, "qualities_inputs", of=nothing).status_code == 404


def test_the_spreadsheet_holds_every_note_and_component(client, place):
    measure(consultation=place)
    content = b"".join(read(client, place, "qualities_csv")).decode("utf-8-sig")
    lines = list(csv.reader(io.StringIO(content), delimiter=";" if ";" in content.splitlines()[0] else ","))
    assert len([line for line in lines[1:] if not line[2]]) == 6
    assert [line for line in lines if line[2] == "Les contributions sont réparties entre les personnes"]


def test_the_team_reads_what_would_raise_each_quality_and_asks_for_a_measure(desk, place):
    measure(consultation=place)
    client = desk(member(place, Role.OBSERVER))
    text = client.get(reverse("desk:qualities", args=[place.pk])).text
    assert "Demandez qui participe" in text
    assert "L’annoncer" not in text
    for _each in range(2):
        assert client.post(reverse("desk:measure", args=[place.pk])).status_code == 302
    assert ProcrastinateJob.objects.filter(task_name="quality.measure_one").count() == 1


def test_nobody_else_measures_and_only_organisers_name_the_population(desk, place):
    elsewhere = desk(member(ConsultationFactory()))
    assert elsewhere.post(reverse("desk:measure", args=[place.pk])).status_code == 404
    said = {"people": "4000", "source": "Habitants"}
    for role in (Role.ANALYST, Role.MODERATOR):
        client = desk(member(place, role))
        assert client.post(reverse("desk:qualities", args=[place.pk]), said).status_code == 404
    assert not TargetPopulation.objects.exists()
    organiser = desk(member(place))
    assert (
        organiser.post(reverse("desk:qualities", args=[place.pk]), {"people": "0", "source": ""}).status_code
        == 422
    )
    assert organiser.post(reverse("desk:qualities", args=[place.pk]), said).status_code == 302
    named = TargetPopulation.objects.get()
    assert (named.people, named.source) == (4000, "Habitants")
    measure(consultation=place)
    assert "4\xa0000" in read(organiser, place).text.replace("\u202f", "\xa0")
