"""Contributions on a map: where they are, how they are grouped, and what the list beside says."""

from decimal import Decimal

import pytest
from django.db import IntegrityError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from parvis.consultations.models import Kind
from parvis.consultations.tests.factories import ConsultationFactory, KindFactory
from parvis.contributions.enums import PRIVATE, State
from parvis.contributions.models import Contribution
from parvis.contributions.places import Area, read_area
from parvis.contributions.tests.factories import ContributionFactory

pytestmark = pytest.mark.django_db


def point(longitude: float, latitude: float) -> dict[str, object]:
    return {"address": "", "geometry": {"type": "Point", "coordinates": [longitude, latitude]}}


def at(kind: Kind, longitude: float, latitude: float, **fields: object) -> Contribution:
    answers = {"why": "Parce que", "where": point(longitude, latitude)}
    row = ContributionFactory(kind=kind, form_answers=answers, **fields)
    row.refresh_from_db()
    return row


def address(kind: Kind, area: str = "") -> str:
    return f"/consultations/{kind.consultation.slug}/map/{area and '?area=' + area}"


def spots(client: Client, kind: Kind, area: str = "") -> list[tuple[int, str]]:
    view = client.get(address(kind, area)).context["view"]
    return [(spot.count, spot.title) for spot in view.spots]


@pytest.fixture
def kind() -> Kind:
    return KindFactory()


def test_a_place_is_kept_to_about_ten_metres_and_follows_the_answers(kind: Kind) -> None:
    row = at(kind, -1.571234, 48.117891)
    assert (row.longitude, row.latitude) == (Decimal("-1.5712"), Decimal("48.1179"))

    row.form_answers = {"where": point(2, 49)}
    row.save(update_fields=["form_answers"])
    row.refresh_from_db()
    assert (row.longitude, row.latitude) == (2, 49)

    row.form_answers = {"where": {"address": "Place du marché", "geometry": None}, "many": ["a", 2]}
    row.save()
    row.refresh_from_db()
    assert (row.longitude, row.latitude) == (None, None)


@pytest.mark.parametrize(
    ("shape", "coordinates"),
    [("LineString", [[2, 49], [3, 50]]), ("Polygon", [[[2, 49], [3, 50], [3, 49], [2, 49]]])],
)
def test_a_line_and_an_area_are_where_they_begin(kind: Kind, shape: str, coordinates: object) -> None:
    answers = {"where": {"address": "", "geometry": {"type": shape, "coordinates": coordinates}}}
    row = ContributionFactory(kind=kind, form_answers=answers)
    row.refresh_from_db()
    assert (row.longitude, row.latitude) == (2, 49)


def test_no_place_is_off_the_earth(kind: Kind) -> None:
    with pytest.raises(IntegrityError):
        at(kind, 181, 10)


def test_answers_that_are_emptied_leave_the_map(client: Client, kind: Kind) -> None:
    row = at(kind, 2, 49)
    Contribution.objects.filter(pk=row.pk).update(form_answers={})
    assert spots(client, kind) == []


def test_what_is_close_together_is_counted_and_leads_nearer(client: Client, kind: Kind) -> None:
    for number in range(3):
        at(kind, -1.57 + number / 10_000, 48.11, title=f"Moulin {number}")
    at(kind, -1.40, 48.20, title="Gare")

    view = client.get(address(kind)).context["view"]
    assert [(spot.count, spot.title) for spot in view.spots] == [(3, "Moulin 0"), (1, "Gare")]
    nearer = client.get(view.spots[0].zoom_url).context["view"]
    assert sorted(spot.title for spot in nearer.spots) == ["Moulin 0", "Moulin 1", "Moulin 2"]
    listed = client.get(view.spots[0].list_url).context["view"]
    assert sorted(entry.contribution.title for entry in listed.entries) == [
        "Moulin 0",
        "Moulin 1",
        "Moulin 2",
    ]


def test_a_crowd_at_one_place_leads_to_the_list(client: Client, kind: Kind) -> None:
    for _ in range(2):
        at(kind, 2, 49)
    (spot,) = client.get(address(kind)).context["view"].spots
    assert (spot.count, spot.zoom_url, spot.url) == (2, "", spot.list_url)


def test_only_what_lists_show_is_on_the_map(client: Client, kind: Kind) -> None:
    shown = at(kind, 2, 49, title="Public")
    at(kind, 2, 49, state=State.HIDDEN)
    at(kind, 2, 49, state=State.WITHDRAWN)
    at(kind, 2, 49, state=PRIVATE)
    at(kind, 2, 49, merged_into=shown)
    at(KindFactory(), 2, 49)
    ContributionFactory(kind=kind)
    assert spots(client, kind) == [(1, "Public")]


def test_a_draft_has_no_map(client: Client) -> None:
    draft = KindFactory(consultation=ConsultationFactory(live=False))
    assert client.get(address(draft)).status_code == 404


def test_a_map_of_nothing_says_so_and_lists_lead_to_no_map(client: Client, kind: Kind) -> None:
    assert "Rien sur cette carte" in client.get(address(kind)).content.decode()
    assert (
        "/map/" not in client.get(f"/consultations/{kind.consultation.slug}/contributions/").content.decode()
    )
    at(kind, 2, 49)
    assert "/map/" in client.get(f"/consultations/{kind.consultation.slug}/contributions/").content.decode()


def test_the_filter_by_place_is_shown_and_can_be_taken_away(client: Client, kind: Kind) -> None:
    at(kind, 2, 49, title="Ici")
    at(kind, 5, 45, title="Là-bas")
    view = client.get(
        f"/consultations/{kind.consultation.slug}/contributions/?area=48.0000,1.0000,50.0000,3.0000"
    ).context["view"]
    assert [entry.contribution.title for entry in view.entries] == ["Ici"]
    assert [group.name for group in view.bar.groups] == ["area"]
    assert len(client.get(view.bar.groups[0].links[0].url).context["view"].entries) == 2


@pytest.mark.parametrize(
    "area",
    ["", "x", "1,2,3,4", "99.0000,0.0000,99.0000,0.0000", "2.0000,0.0000,1.0000,1.0000", "\x00", "9" * 9999],
)
def test_an_area_that_makes_no_sense_is_the_whole_map(client: Client, kind: Kind, area: str) -> None:
    at(kind, 2, 49)
    assert (
        len(client.get(f"/consultations/{kind.consultation.slug}/map/", {"area": area}).context["view"].spots)
        == 1
    )
    assert read_area(area) is None


def test_an_area_is_read_as_it_is_written() -> None:
    area = Area(-48.1, -1.57, 48.2, 179.9999)
    assert read_area(str(area)) == area


def test_the_whole_earth_fits(client: Client, kind: Kind) -> None:
    for place in ((-180, -90), (180, 90), (0, 0)):
        at(kind, *place)
    assert len(spots(client, kind)) == 3


def test_the_cost_does_not_depend_on_how_many_there_are(client: Client, kind: Kind, cost: object) -> None:
    at(kind, 2, 49)
    before = cost(client, address(kind))
    for number in range(2):
        at(kind, 3 + number, 48)
    assert cost(client, address(kind)) == before


def test_the_map_reads_its_index(client: Client, kind: Kind) -> None:
    ContributionFactory.create_batch(3, kind=kind)
    with connection.cursor() as cursor:
        cursor.execute(FILL, [kind.consultation_id, kind.pk])
        cursor.execute("ANALYZE contributions_contribution")
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address(kind, "48.0000,1.0000,49.0000,2.0000")).context["view"].total > 100
    plans = []
    for query in captured.captured_queries:
        if query["sql"].startswith("SELECT"):
            with connection.cursor() as cursor:
                cursor.execute("EXPLAIN " + query["sql"])
                plans.append("\n".join(line for (line,) in cursor.fetchall()))
    assert not any("Seq Scan on contributions_contribution" in plan for plan in plans), plans
    assert any("contribution_on_map" in plan for plan in plans), plans


FILL = """
INSERT INTO contributions_contribution
  (consultation_id, kind_id, title, text, state, origin, identity_level, argument_count, shuffle_key,
   idempotency_key, is_late, form_answers)
SELECT %s, %s, 'Titre ' || n, repeat('mots ', 50) || n, 'published', 'web', 1, 0, n, gen_random_uuid(), false,
       jsonb_build_object('where', jsonb_build_object('geometry', jsonb_build_object(
           'type', 'Point', 'coordinates', jsonb_build_array(n %% 100 / 10.0, 40 + n / 100 / 10.0))))
FROM generate_series(0, 9999) n
"""
