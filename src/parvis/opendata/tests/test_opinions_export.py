"""Published groups of opinion are in the open data: their figures, and nobody's place."""

import pytest

from parvis.opendata.exports.opinions import COLUMNS, opinion_rows
from parvis.understanding.domain.publish_analysis import publish_analysis
from parvis.understanding.models import OpinionPlace
from parvis.understanding.opinion_queries import figures_of
from parvis.understanding.tests.ballots import divided, grouped
from parvis.understanding.tests.runs import analyst_of

pytestmark = pytest.mark.django_db


def test_groups_are_there_once_published_and_places_never() -> None:
    made = grouped(divided(60))
    place = made.consultation
    assert list(opinion_rows(place)) == [COLUMNS]
    publish_analysis(actor=analyst_of(place), analysis=made)

    header, *rows = opinion_rows(place)
    told = [dict(zip(COLUMNS, row, strict=True)) for row in rows]
    assert header == COLUMNS
    assert len(told) == 3 * len(list(figures_of(made)))
    assert {row["group"] for row in told} == {None, "A", "B"}
    assert {row["analysis"] for row in told} == {made.pk}
    assert all(row["voted"] >= 10 for row in told)
    people = set(OpinionPlace.objects.filter(analysis=made).values_list("participant", flat=True))
    assert len(people) == 60
    assert not {"participant", "x", "y"} & set(COLUMNS)
