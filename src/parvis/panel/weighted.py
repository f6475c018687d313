"""What a weighted result holds: whole numbers alone, shares in whole percents."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Self


@dataclass(frozen=True, slots=True)
class Share:
    """A weighted share and its interval, in percent; `low` and `high` hold what rounding hides too."""

    value: int
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class ItemResult:
    """One item. `raw`: people by answer, all who voted on it; `people`: of them, those who are weighted.

    `missing`: why it has no weighted share (few_people, could_tell). `step`: to which percent shares are
    rounded. `effective`: what those people are worth, once weighted.
    """

    item: int
    raw: tuple[int, ...]
    people: int
    missing: str = ""
    effective: int = 0
    step: int = 1
    shares: tuple[Share, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """One question that weights take into account, and the population that it is brought to."""

    trait: str
    source: str
    year: int


@dataclass(frozen=True, slots=True)
class Weighted:
    """The weighted result of one ballot; `missing` says why there is none, and `about` of which question.

    `answers`: choices of the method, in the order of `raw` and of `shares`. `voters`: all who voted;
    `people`: those who are weighted. `effective`: what they are worth; `greatest`: the heaviest weight, in
    hundredths. `left_out`: questions that too few voters answered.
    """

    voters: int = 0
    people: int = 0
    missing: str = ""
    about: str = ""
    answers: tuple[int, ...] = ()
    effective: int = 0
    greatest: int = 0
    sources: tuple[Source, ...] = ()
    left_out: tuple[str, ...] = ()
    items: tuple[ItemResult, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Plain values, as the database gives them back."""
        plain: dict[str, Any] = json.loads(json.dumps(asdict(self)))
        return plain

    @classmethod
    def from_json(cls, plain: Mapping[str, Any]) -> Self:
        """The inverse of `to_json`."""
        return cls(
            **{
                **plain,
                "answers": tuple(plain["answers"]),
                "sources": tuple(Source(**one) for one in plain["sources"]),
                "left_out": tuple(plain["left_out"]),
                "items": tuple(_item(one) for one in plain["items"]),
            }
        )


def _item(plain: Mapping[str, Any]) -> ItemResult:
    shares = tuple(Share(**one) for one in plain["shares"])
    return ItemResult(**{**plain, "raw": tuple(plain["raw"]), "shares": shares})
