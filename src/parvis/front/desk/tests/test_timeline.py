"""The line of time as a drawing."""

from datetime import UTC, datetime

from parvis.consultations.enums import Moment
from parvis.consultations.models import Phase
from parvis.front.desk.timeline import ENDLESS, draw


def phase(pk: int, first: int, last: int | None) -> Phase:
    ends_at = datetime(2026, 3, last, tzinfo=UTC) if last else None
    return Phase(pk=pk, starts_at=datetime(2026, 3, first, tzinfo=UTC), ends_at=ends_at)


def test_bars_share_the_common_span() -> None:
    line = draw([phase(1, 1, 11), phase(2, 11, 21)], now=datetime(2026, 3, 16, tzinfo=UTC), is_public=True)

    assert [(bar.left, bar.width, bar.moment) for bar in line.bars] == [
        (0.0, 50.0, Moment.PAST),
        (50.0, 50.0, Moment.PRESENT),
    ]
    assert line.now == 75.0


def test_no_line_of_today_outside_of_the_drawing() -> None:
    assert draw([phase(1, 1, 11)], now=datetime(2026, 4, 16, tzinfo=UTC), is_public=True).now is None


def test_a_phase_without_an_end_reaches_a_month_beyond_today() -> None:
    now = datetime(2026, 3, 16, tzinfo=UTC)

    assert draw([phase(1, 1, None)], now=now, is_public=True).ends_at == now + ENDLESS


def test_todays_mark_crosses_every_bar_and_no_name() -> None:
    line = draw(
        [phase(1, 1, 11), phase(2, 11, 21), phase(3, 21, 31)],
        now=datetime(2026, 3, 16, tzinfo=UTC),
        is_public=True,
    )

    for bar in line.bars:
        start, end = bar.mark
        assert start < bar.bar_y < end
        assert all(end <= other.top or other.name_y < start for other in line.bars)
    assert line.height >= max(end for _start, end in (bar.mark for bar in line.bars))


def test_a_name_stands_where_there_is_more_room() -> None:
    line = draw(
        [phase(1, 1, 6), phase(2, 6, 16), phase(3, 16, 21)],
        now=datetime(2026, 3, 2, tzinfo=UTC),
        is_public=True,
    )

    assert [(bar.name_x, bar.ends_with_name) for bar in line.bars] == [
        (0.0, False),
        (25.0, False),
        (100.0, True),
    ]


def test_nothing_to_draw() -> None:
    assert draw([], now=datetime(2026, 3, 16, tzinfo=UTC), is_public=True) is None


def test_nothing_is_under_way_while_nobody_sees_the_consultation() -> None:
    phases, now = [phase(1, 1, 11), phase(2, 11, 21), phase(3, 21, 31)], datetime(2026, 3, 16, tzinfo=UTC)

    assert [bar.state for bar in draw(phases, now=now, is_public=True).bars] == ["past", "present", "future"]
    assert [bar.state for bar in draw(phases, now=now, is_public=False).bars] == ["past", "waiting", "future"]
