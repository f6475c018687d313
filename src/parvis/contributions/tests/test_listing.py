"""Read a list of contributions of any size."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import product

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries

from parvis.consultations.enums import Source
from parvis.consultations.models import ConsultationPage, Kind
from parvis.consultations.tests.factories import (
    ConsultationFactory,
    KindFactory,
    PhaseActionFactory,
    PhaseFactory,
    ThemeFactory,
)
from parvis.contributions.domain.carry import carry
from parvis.contributions.enums import Order, State
from parvis.contributions.models import Contribution
from parvis.contributions.queries import RING, listing
from parvis.contributions.tests.factories import ContributionFactory

FILL = """
INSERT INTO contributions_contribution
  (consultation_id, kind_id, theme_id, phase_id, title, text, state, origin, identity_level, argument_count,
   shuffle_key, idempotency_key, is_late, created_at)
SELECT %(consultation)s, (%(kinds)s::int[])[1 + n * 2 / %(count)s], (%(themes)s::int[])[1 + n %% 5],
       (%(phases)s::int[])[1 + n * 2 / %(count)s],
       'Titre ' || n,
       'velo et pistes cyclables' || repeat(' mots', 20)
       || CASE WHEN n %% 51 = 7 THEN ' passerelle' ELSE '' END,
       'published', 'web', 1, greatest(0, n %% 40 - 30),
       abs(hashint8extended(n, 1)) %% (2::bigint ^ 62)::bigint,
       gen_random_uuid(), false, now() - (%(count)s - n) * interval '1 second'
FROM generate_series(0, %(count)s - 1) n
"""


def walk(consultation: ConsultationPage, **wanted: object) -> Iterator[Contribution]:
    """Every contribution of a list, page after page."""
    after = ""
    while True:
        page = listing(consultation=consultation, after=after, **wanted)
        yield from page.items
        if not page.has_next:
            return
        after = page.next


@pytest.fixture
def kind(db: None) -> Kind:
    return KindFactory.create()


@pytest.fixture
def fifty(kind: Kind) -> list[Contribution]:
    """Fifty contributions with many ties: five moments, three argument counts, ten places on the ring."""
    start = datetime(2026, 1, 1, tzinfo=UTC)
    rows = ContributionFactory.create_batch(50, kind=kind)
    for number, row in enumerate(rows):
        row.created_at = start + timedelta(hours=number % 5)
        row.argument_count = number % 3
        row.shuffle_key = number % 10 * (RING // 10)
        row.save(update_fields=["created_at", "argument_count", "shuffle_key"])
    return rows


def test_recent_goes_from_the_newest_to_the_oldest_each_once(fifty: list[Contribution], kind: Kind) -> None:
    seen = list(walk(kind.consultation, order=Order.RECENT))

    assert seen == sorted(fifty, key=lambda row: (row.created_at, row.pk), reverse=True)


def test_argued_goes_from_the_most_to_the_least_each_once(fifty: list[Contribution], kind: Kind) -> None:
    seen = list(walk(kind.consultation, order=Order.ARGUED))

    assert seen == sorted(fifty, key=lambda row: (row.argument_count, row.pk), reverse=True)


@pytest.mark.parametrize("start", [0, 1, RING // 10, RING // 2 + 12, RING - 1])
def test_random_walks_the_whole_ring_from_where_one_enters(
    fifty: list[Contribution], kind: Kind, start: int
) -> None:
    seen = list(walk(kind.consultation, order=Order.RANDOM, start=start))

    assert seen == sorted(fifty, key=lambda row: (row.shuffle_key < start, row.shuffle_key, row.pk))


def test_random_is_the_same_again_with_the_same_start(fifty: list[Contribution], kind: Kind) -> None:
    first = listing(consultation=kind.consultation, start=77)

    ContributionFactory.create(kind=kind, shuffle_key=76)

    assert listing(consultation=kind.consultation, start=77).items == first.items


def test_a_page_holds_twenty_and_the_last_one_says_so(fifty: list[Contribution], kind: Kind) -> None:
    sizes, after = [], ""
    for _ in range(3):
        page = listing(consultation=kind.consultation, order=Order.RECENT, after=after)
        sizes.append((len(page.items), page.has_next))
        after = page.next

    assert sizes == [(20, True), (20, True), (10, False)]


@pytest.mark.parametrize(
    "cursor", ["?", "bm90aGluZw", "MX54", "MX4xLTE", "é", "OTk5OTk5OTk5OTk5OTk5OTk5OTk5fjE"]
)
@pytest.mark.parametrize("order", list(Order))
def test_a_broken_cursor_gives_the_first_page(
    fifty: list[Contribution], kind: Kind, order: Order, cursor: str
) -> None:
    first = listing(consultation=kind.consultation, order=order)

    assert listing(consultation=kind.consultation, order=order, after=cursor).items == first.items


def test_only_published_contributions_of_the_consultation_are_listed(kind: Kind) -> None:
    shown = ContributionFactory.create(kind=kind)
    ContributionFactory.create(kind=kind, state=State.HIDDEN)
    ContributionFactory.create(kind=kind, state=State.WITHDRAWN)
    ContributionFactory.create()

    assert listing(consultation=kind.consultation).items == [shown]


def test_filters_add_up(kind: Kind) -> None:
    consultation = kind.consultation
    other = KindFactory.create(consultation=consultation)
    here, there = ThemeFactory.create_batch(2, consultation=consultation)
    phase = PhaseFactory.create(consultation=consultation)
    rows = {
        (each, theme, when): ContributionFactory.create(kind=each, theme=theme, phase=when)
        for each, theme, when in product((kind, other), (here, there), (phase, None))
    }

    assert listing(consultation=consultation, kind=kind, theme=here, phase=phase).items == [
        rows[kind, here, phase]
    ]
    for name, value, place in (("kind", other, 0), ("theme", there, 1), ("phase", phase, 2)):
        found = {row.pk for row in listing(consultation=consultation, **{name: value}).items}
        assert found == {row.pk for key, row in rows.items() if key[place] == value}


def test_a_phase_that_opens_no_deposit_lists_what_it_carries(kind: Kind) -> None:
    first = PhaseFactory.create(consultation=kind.consultation)
    vote = PhaseFactory.create(consultation=kind.consultation, source=Source.CHOSEN, source_phase=first)
    PhaseActionFactory.create(phase=vote, kind=kind, vote=True)
    chosen, _ = ContributionFactory.create_batch(2, kind=kind, phase=first)
    carry(phase=vote, contribution_ids=[chosen.pk])

    assert listing(consultation=kind.consultation, phase=vote).items == [chosen]


@pytest.mark.parametrize(
    "words", ["velo", "VÉLOS", "vélo -voiture", '"piste cyclable"', "cyclables pistes", "voiture or cyclable"]
)
def test_search_knows_french_stems_and_ignores_accents(kind: Kind, words: str) -> None:
    found = ContributionFactory.create(kind=kind, title="Des vélos", text="Une piste cyclable pour l'été.")
    ContributionFactory.create(kind=kind, title="Un banc", text="Rien à voir.")

    assert listing(consultation=kind.consultation, words=words).items == [found]


@pytest.mark.parametrize("words", ["'", "\\", "a & | !", "((", '"', "-", "%s", "été\x00"[:3]])
def test_search_takes_any_characters(kind: Kind, words: str) -> None:
    ContributionFactory.create(kind=kind, text="Un banc.")

    assert len(listing(consultation=kind.consultation, words=words).items) <= 1


@pytest.mark.parametrize("order", list(Order))
def test_the_number_of_queries_does_not_depend_on_the_number_of_contributions(
    kind: Kind, order: Order, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for size in (1, 3, 41):
        ContributionFactory.create_batch(size, kind=kind)
        with django_assert_num_queries(2):
            for row in listing(consultation=kind.consultation, order=order).items:
                assert (row.kind, str(row.author), row.theme, row.responds_to) == (
                    kind,
                    row.author.public_name,
                    None,
                    None,
                )


def test_a_search_costs_two_more(kind: Kind, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    for size in (1, 3, 41):
        ContributionFactory.create_batch(size, kind=kind, text="Une piste cyclable.")
        with django_assert_num_queries(4):
            assert listing(consultation=kind.consultation, words="cyclables").items != []


@pytest.fixture(scope="module")
def crowd(
    django_db_setup: None, django_db_blocker: "object", take_all_away: "object"
) -> Iterator[dict[str, object]]:
    """Twenty thousand contributions: two kinds and phases one after the other, five themes."""
    with django_db_blocker.unblock():
        consultation = ConsultationFactory.create()
        kinds = KindFactory.create_batch(2, consultation=consultation)
        themes = ThemeFactory.create_batch(5, consultation=consultation)
        phases = PhaseFactory.create_batch(2, consultation=consultation)
        ids = {
            name: [row.pk for row in rows]
            for name, rows in (("kinds", kinds), ("themes", themes), ("phases", phases))
        }
        with connection.cursor() as cursor:
            cursor.execute(FILL, {"consultation": consultation.pk, "count": 20_000, **ids})
            cursor.execute("VACUUM ANALYZE contributions_contribution")
        yield {"consultation": consultation, "kind": kinds[0], "theme": themes[0], "phase": phases[0]}
        take_all_away()


FILTERS = [
    {},
    {"theme"},
    {"kind"},
    {"phase"},
    {"theme", "kind"},
    {"theme", "kind", "phase"},
]


@pytest.mark.parametrize("words", ["", "cyclable", "passerelle", "cyclable passerelle"])
@pytest.mark.parametrize("filters", FILTERS, ids=lambda names: "+".join(sorted(names)) or "all")
@pytest.mark.parametrize("order", list(Order))
@pytest.mark.django_db
def test_no_order_and_no_filter_reads_the_whole_table(
    crowd: dict[str, object], order: Order, filters: set[str], words: str
) -> None:
    wanted = {name: crowd[name] for name in filters}
    given = {
        "consultation": crowd["consultation"],
        "order": order,
        "words": words,
        "start": RING // 3,
        **wanted,
    }
    first = listing(**given)
    assert len(first.items) == 20

    for after in ("", first.next):
        with CaptureQueriesContext(connection) as captured:
            listing(**given, after=after)
        for query in captured.captured_queries:
            with connection.cursor() as cursor:
                cursor.execute("EXPLAIN " + query["sql"])
                plan = "\n".join(line for (line,) in cursor.fetchall())
            assert not re.search("Seq Scan on contributions_contribution", plan), plan
