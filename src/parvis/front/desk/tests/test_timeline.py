"""The line of time as a drawing."""

from datetime import UTC, datetime

from parvis.consultations.enums import Moment
from parvis.consultations.models import Phase
from parvis.front.desk.timeline import ENDLESS, draw


def phase(pk: int, first: int, last: int | None) -> Phase:
    ends_at = datetime(2026, 3, last, tzinfo=UTC) if last else None
    return Phase(pk=pk, starts_at=datetime(2026, 3, first, tzinfo=UTC), ends_at=ends_at)


def test_bars_share_the_common_span() -> None:
    line = draw([phase(1, 1, 11), phase(2, 11, 21)], now=datetime(2026, 3, 16, tzinfo=UTC))

    assert [(bar.left, bar.width, bar.moment) for bar in line.bars] == [
        (0.0, 50.0, Moment.PAST),
        (50.0, 50.0, Moment.PRESENT),
    ]
    assert line.now == 75.0


def test_no_line_of_today_outside_of_the_drawing() -> None:
    assert draw([phase(1, 1, 11)], now=datetime(2026, 4, 16, tzinfo=UTC)).now is None


def test_a_phase_without_an_end_reaches_a_month_beyond_today() -> None:
    now = datetime(2026, 3, 16, tzinfo=UTC)

    assert draw([phase(1, 1, None)], now=now).ends_at == now + ENDLESS


def test_nothing_to_draw() -> None:
    assert draw([], now=datetime(2026, 3, 16, tzinfo=UTC)) is None
