"""A search among many contributions reads no table from one end to the other."""

from collections.abc import Iterator

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from parvis.consultations.models import Theme
from parvis.consultations.tests.factories import KindFactory, ThemeFactory

SEARCH, MAP = "/search/", "/search/map/"
PLACE = "42.0000,0.1000,46.0000,5.0000"
FILL = """
INSERT INTO contributions_contribution
  (consultation_id, kind_id, theme_id, title, text, state, origin, identity_level, argument_count,
   shuffle_key, idempotency_key, is_late, form_answers)
SELECT %(consultation)s, %(kind)s, (%(themes)s::int[])[1 + n %% 5], 'Titre ' || n,
       'velo et pistes cyclables' || repeat(' mots', 150)
       || CASE WHEN n %% 51 = 7 THEN ' passerelle' ELSE '' END
       || CASE WHEN n %% 5000 = 5 THEN ' zeppelin' ELSE '' END
       || CASE WHEN n %% 20 = 0 THEN ' tramway' ELSE '' END,
       'published', 'web', 1, 0, n, gen_random_uuid(), false,
       CASE WHEN n %% 2 = 0 THEN '{}'::jsonb ELSE jsonb_build_object('where', jsonb_build_object('geometry',
           jsonb_build_object('type', 'Point', 'coordinates',
               jsonb_build_array(n / 2 %% 100 / 10.0, 40 + n / 2000.0)))) END
FROM generate_series(0, 19999) n
"""


@pytest.fixture(scope="module")
def crowd(django_db_setup: None, django_db_blocker: "object", take_all_away: "object") -> Iterator[Theme]:
    with django_db_blocker.unblock():
        kind = KindFactory(code="idea")
        themes = ThemeFactory.create_batch(5, consultation=kind.consultation)
        with connection.cursor() as cursor:
            cursor.execute(
                FILL,
                {"consultation": kind.consultation_id, "kind": kind.pk, "themes": [row.pk for row in themes]},
            )
            cursor.execute("VACUUM ANALYZE contributions_contribution")
        yield themes[0]
        take_all_away()


@pytest.mark.parametrize(
    "words", ["", "cyclable", "passerelle", "zeppelin", "tramway", "cyclable passerelle", "velo -passerelle"]
)
@pytest.mark.parametrize("theme", [False, True])
@pytest.mark.django_db
def test_no_search_reads_the_whole_table(crowd: Theme, client: Client, words: str, theme: bool) -> None:
    asked = {"q": words, "theme": crowd.name if theme else "", "state": "soon"}
    plans = plans_of(client, SEARCH, asked)
    assert not any("Seq Scan on contributions_contribution" in plan for plan in plans), plans


@pytest.mark.parametrize("words", ["", "cyclable", "passerelle", "zeppelin", "velo -passerelle"])
@pytest.mark.parametrize("area", ["", PLACE])
@pytest.mark.django_db
def test_no_map_reads_the_whole_table(crowd: Theme, client: Client, words: str, area: str) -> None:
    asked = {"q": words, "area": area, "state": "soon"}
    for page in (SEARCH, MAP) if words or area else (MAP,):
        plans = plans_of(client, page, asked)
        assert not any("Seq Scan on contributions_contribution" in plan for plan in plans), plans
    if area and not words:
        assert any("contribution_on_map" in plan for plan in plans), plans


@pytest.mark.django_db
def test_the_whole_map_is_not_looked_for_between_edges(crowd: Theme, client: Client) -> None:
    """Planners expect few rows between edges: with a word that many wrote, they would sort all of them."""
    found = [plan for plan in plans_of(client, MAP, {"q": "cyclable"}) if "search @@" in plan]
    assert found
    assert not any("latitude" in plan for plan in found), found


def plans_of(client: Client, page: str, asked: dict[str, str]) -> list[str]:
    """How the database reads for this page, which finds something."""
    with CaptureQueriesContext(connection) as captured:
        assert client.get(page, asked).context["view"].total > 1
    plans = []
    for query in captured.captured_queries:
        if query["sql"].startswith(("SELECT", "(SELECT")):
            with connection.cursor() as cursor:
                cursor.execute("EXPLAIN " + query["sql"])
                plans.append("\n".join(line for (line,) in cursor.fetchall()))
    return plans
