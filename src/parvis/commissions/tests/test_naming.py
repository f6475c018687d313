"""Contributions named by number, by reference, by address."""

import pytest

from parvis.commissions.naming import numbers_in


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("C-12, 15; 15 et 18.", [12, 15, 18]),
        ("https://x.org:8000/en/contributions/7/#spoken et /contributions/9/", [7, 9]),
        ("C-3.", [3]),
        ("?theme=4 v2 2026-11 1.5 p12", []),
        ("", []),
    ],
)
def test_numbers_are_read_wherever_they_are(typed: str, found: list[int]) -> None:
    assert numbers_in(typed) == found
