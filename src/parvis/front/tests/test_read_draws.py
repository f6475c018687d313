"""The public pages of drawn panels: the call, the list before the seed, the report; never a name."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone

from parvis.accounts.tests.factories import ParticipantFactory
from parvis.consultations.tests.factories import ConsultationFactory
from parvis.draws import replay
from parvis.draws.domain.draw_panel import draw_panel
from parvis.draws.models import Draw
from parvis.draws.tests.factories import SEED, DrawFactory, due, organiser_of, prepared

pytestmark = pytest.mark.django_db
ANSWERS = {"name": "Anne Roy", "feature_0": "Femme", "feature_1": "40 ans et plus", "agreed": "on"}


def signed(person) -> Client:
    client = Client()
    client.force_login(person)
    return client


@pytest.mark.parametrize("count", [1, 3])
def test_panels_of_a_consultation_are_listed_in_one_query(
    client: Client, django_assert_max_num_queries, count: int
) -> None:
    place = ConsultationFactory()
    DrawFactory.create_batch(count, consultation=place, calling=True)
    DrawFactory(consultation=place, title="Brouillon caché")
    client.get(f"/consultations/{place.slug}/draws/")
    with django_assert_max_num_queries(25) as counted:
        page = client.get(f"/consultations/{place.slug}/draws/").content.decode()
    assert page.count("Lire comment") == count
    assert sum("draws_" in query["sql"] for query in counted.captured_queries) == 1
    assert "Brouillon caché" not in page


def test_a_volunteer_answers_changes_and_leaves() -> None:
    draw = DrawFactory(calling=True)
    client = signed(ParticipantFactory())
    assert client.post(f"/draws/{draw.pk}/volunteer/", {**ANSWERS, "agreed": ""}).status_code == 422
    assert not draw.candidates.exists()

    assert client.post(f"/draws/{draw.pk}/volunteer/", ANSWERS).status_code == 302
    assert draw.candidates.get().said == {"Sexe": "Femme", "Âge": "40 ans et plus"}
    assert "Anne Roy" in client.get(f"/draws/{draw.pk}/volunteer/").content.decode()
    assert "Anne Roy" not in Client().get(f"/draws/{draw.pk}/").content.decode()

    client.post(f"/draws/{draw.pk}/withdraw/")
    assert not draw.candidates.exists()


def test_a_visitor_signs_in_first_and_finds_what_they_typed(client: Client) -> None:
    draw = DrawFactory(calling=True)
    answer = client.post(f"/draws/{draw.pk}/volunteer/", ANSWERS)
    assert (answer.status_code, draw.candidates.exists()) == (302, False)


def test_the_list_is_read_before_the_draw_and_the_report_after(client: Client) -> None:
    draw, me = DrawFactory(calling=True, pool=10), ParticipantFactory()
    signed(me).post(f"/draws/{draw.pk}/volunteer/", ANSWERS)
    prepared(draw)
    before = client.get(f"/draws/{draw.pk}/").content.decode()
    assert draw.digest in before
    assert "seront tirées au sort parmi 11" in before

    draw_panel(actor=organiser_of(draw.consultation), draw=due(draw), seed=SEED)
    page = client.get(f"/draws/{draw.pk}/").content.decode()
    assert SEED in page
    report = json.loads(client.get(f"/draws/{draw.pk}/report.json").content)
    assert replay.wrong(report) == []
    rows = client.get(f"/draws/{draw.pk}/people.csv").content.decode().splitlines()
    assert (len(rows), sum(row.endswith(",sits") for row in rows)) == (12, 4)
    assert [
        name for name in ("Anne", "Personne 1", "example.org") if name in page + str(report) + str(rows)
    ] == []


def test_whoever_is_in_the_list_finds_their_number_and_receipt() -> None:
    draw, me = DrawFactory(calling=True, pool=10), ParticipantFactory()
    signed(me).post(f"/draws/{draw.pk}/volunteer/", ANSWERS)
    prepared(draw)
    page = signed(me).get(f"/draws/{draw.pk}/volunteer/").content.decode()
    mine = draw.candidates.get(participant=me)
    assert replay.receipt(mine.number, mine.salt, mine.name, mine.said) in page
    assert signed(ParticipantFactory()).get(f"/draws/{draw.pk}/volunteer/").status_code == 302


def test_the_script_is_given_as_it_is(client: Client) -> None:
    answer = client.get("/draws/replay.py")
    assert answer.content.decode() == Path(replay.__file__).read_text(encoding="utf-8")


def test_a_draft_and_a_draw_of_a_hidden_consultation_are_nowhere(client: Client) -> None:
    hidden = DrawFactory(calling=True, consultation=ConsultationFactory(live=False))
    for draw in (DrawFactory(), hidden):
        assert client.get(f"/draws/{draw.pk}/").status_code == 404
    assert client.get(f"/draws/{DrawFactory(calling=True).pk}/report.json").status_code == 404


def test_the_consultation_says_that_a_panel_is_drawn(client: Client) -> None:
    draw = DrawFactory(calling=True)
    address = f"/consultations/{draw.consultation.slug}/"
    assert f"{address}draws/" in client.get(address).content.decode()
    Draw.objects.filter(pk=draw.pk).update(stage="draft", seed_at=timezone.now() + timedelta(days=1))
    assert f"{address}draws/" not in client.get(address).content.decode()
