"""The words of the demonstration, read from `content/` into typed, frozen shapes. Without Django."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "content"
DOCUMENTS = FOLDER / "documents"
PICTURES = FOLDER / "pictures"
NO_BREAK = "\u00a0"
SIDES = {"+": "for", "-": "against", ">": ""}

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class When:
    """A moment told from the day of loading: days (negative before it), then the time of the clock."""

    days: int
    at: time = time(0)

    @classmethod
    def parse(cls, words: str) -> When:
        """Read "-72 21:14", or "-72" for the whole day. Raises ValueError."""
        days, _, clock = words.partition(" ")
        return cls(int(days), time.fromisoformat(clock) if clock else time(0))

    def on(self, now: datetime) -> datetime:
        """The moment in the zone of `now`, whose day is day 0."""
        return datetime.combine(now.date() + timedelta(days=self.days), self.at, now.tzinfo)


@dataclass(frozen=True, slots=True)
class Person:
    """An author; `level` is 1 to 3."""

    key: str
    name: str
    level: int
    group: str


@dataclass(frozen=True, slots=True)
class Reason:
    """An argument, or a reply when `side` is empty; `replies_to` is the place of its parent in the list."""

    side: str
    by: str
    day: int
    text: str
    replies_to: int | None


@dataclass(frozen=True, slots=True)
class Former:
    """What a contribution said until it was revised at `until`."""

    title: str
    text: str
    until: When


@dataclass(frozen=True, slots=True)
class Hidden:
    """A decision of moderation."""

    at: When
    reason: str
    message: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A contribution with its arguments.

    `chances[group]`: for a support, (support, nothing); else (for, mixed, against, nothing); in hundredths.
    """

    key: str
    kind: str
    theme: str
    by: str
    at: When
    title: str
    text: str
    origin: str
    answers: str
    chances: tuple[tuple[float, ...], ...]
    arguments: tuple[Reason, ...]
    former: Former | None
    hidden: Hidden | None
    withdrawn_at: When | None

    @property
    def is_public(self) -> bool:
        return self.hidden is None and self.withdrawn_at is None


@dataclass(frozen=True, slots=True)
class ActionPlan:
    """What a phase opens; `method` is empty unless it is a vote."""

    verb: str
    kind: str
    method: str
    is_for_invited: bool


@dataclass(frozen=True, slots=True)
class PhasePlan:
    """A phase; `origin` is the key of the phase from which it carries over, or empty."""

    key: str
    title: str
    summary: str
    starts: When
    ends: When
    source: str
    origin: str
    actions: tuple[ActionPlan, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """A finding of a synthesis: the keys of the texts that it cites, and words of the first of them."""

    section: str
    text: str
    cites: tuple[str, ...]
    quote: str


@dataclass(frozen=True, slots=True)
class Synthesis:
    """What the organiser, or the group, gives back."""

    title: str
    at: When
    summary: str
    method: str
    body: str
    findings: tuple[Found, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """An official answer to the contribution `to`."""

    to: str
    at: When
    status: str
    text: str


@dataclass(frozen=True, slots=True)
class Remark:
    """A comment on the contribution `on`; `answers` are what is said below it, oldest first."""

    on: str
    by: str
    at: When
    text: str
    answers: tuple[tuple[str, When, str], ...]


@dataclass(frozen=True, slots=True)
class Question:
    """Asked to the organiser; `answer` is empty while it waits."""

    by: str
    at: When
    title: str
    text: str
    answer: str
    answered_at: When | None


@dataclass(frozen=True, slots=True)
class Plan:
    """A consultation. `texts` are those of its page, by name of field.

    `form` is what its first kind asks, then read by the team alone; `responses` says how many answered.
    """

    slug: str
    title: str
    organiser: str
    answer_due: int
    picture: str
    picture_text: str
    texts: Mapping[str, str]
    themes: tuple[Row, ...]
    kinds: tuple[Row, ...]
    phases: tuple[PhasePlan, ...]
    entries: tuple[Entry, ...]
    members: tuple[str, ...]
    synthesis: Synthesis | None
    answers: tuple[Answer, ...] = ()
    remarks: tuple[Remark, ...] = ()
    questions: tuple[Question, ...] = ()
    promised_days: int = 0
    form: tuple[Row, ...] = ()
    responses: int = 0
    commitments: tuple[Row, ...] = ()


@dataclass(frozen=True, slots=True)
class Town:
    """Everything there is to load."""

    name: str
    introduction: str
    groups: tuple[tuple[str, float], ...]
    people: tuple[Person, ...]
    main: Plan
    others: tuple[Plan, ...]
    news: tuple[Row, ...]
    resources: tuple[Row, ...]
    operators: Mapping[str, Row]
    conduct: Row
    elsewhere: tuple[Row, ...]


@cache
def read_town() -> Town:
    """Read every file, once a process. Raises KeyError or ValueError when a file is not as described."""
    town, editorial = read_file("town"), read_file("editorial")
    others = [row for name in ("others", "survey", "statements") for row in read_file(name)["consultation"]]
    people = tuple(
        Person(row["key"], row["name"], int(row["level"][1:]), row["group"])
        for row in read_file("people")["people"]
    )
    return Town(
        name=town["organisation"]["name"],
        introduction=town["organisation"]["introduction"],
        groups=tuple((row["key"], row["share"]) for row in town["group"]),
        people=people,
        main=_main(town),
        others=tuple(_plan(row, row["organiser"], _entries([row], "")) for row in others),
        news=tuple(editorial["news"]),
        resources=tuple(editorial["resource"]),
        operators=town["operator"],
        conduct=read_file("conduct"),
        elsewhere=tuple(read_file("elsewhere")["consultation"]),
    )


def read_file(name: str) -> dict[str, Any]:
    words = (FOLDER / f"{name}.toml").read_text(encoding="utf-8")
    return {key: _set(value) for key, value in tomllib.loads(words).items()}


def _set(value: Any) -> Any:
    """Strings as a French reader expects them: no line begins with a mark or a unit."""
    if isinstance(value, str):
        return re.sub(r"(?<=«) | (?=[:;?!»€%])|(?<=\d) (?=h\b)|(?<=\d h) (?=\d)", NO_BREAK, value)
    if isinstance(value, dict):
        return {key: _set(part) for key, part in value.items()}
    return [_set(part) for part in value] if isinstance(value, list) else value


def _main(town: Row) -> Plan:
    given_back = read_file("answers")
    files = [read_file(path.stem) for path in sorted(FOLDER.glob("contributions-*.toml"))]
    row = {**town["consultation"], "phase": town["phase"], "synthesis": given_back["synthesis"]}
    answers = tuple(
        Answer(answer["to"], When.parse(answer["at"]), answer["status"], answer["text"].strip())
        for answer in given_back["answer"]
    )
    entries = tuple(entry for file in files for entry in _entries([file], file["theme"]))
    return _plan(row, town["organisation"]["service"], entries, answers)


TEXTS = (
    "summary", "decision_maker", "contact", "presentation", "objective", "use_of_contributions",
    "open_points", "settled_points", "alternatives",
)  # fmt: skip
WORD = ("sponsor_word", "sponsor")
"""What is said once it is over, where it is."""


def _plan(row: Row, organiser: str, entries: tuple[Entry, ...], answers: tuple[Answer, ...] = ()) -> Plan:
    return Plan(
        slug=row["slug"],
        title=row["title"],
        organiser=organiser,
        answer_due=row["answer_due"],
        picture=row["picture"],
        picture_text=row["picture_text"],
        texts={name: row[name].strip() for name in (*TEXTS, *WORD) if name in TEXTS or name in row},
        themes=tuple(row["themes"]),
        kinds=tuple(row["kinds"]),
        phases=tuple(_phase(phase) for phase in row["phase"]),
        entries=entries,
        members=tuple(row.get("members", ())),
        synthesis=_synthesis(row["synthesis"]) if "synthesis" in row else None,
        answers=answers,
        remarks=tuple(_remark(remark) for remark in row.get("comment", ())),
        questions=tuple(_question(question) for question in row.get("question", ())),
        promised_days=row.get("promised_days", 0),
        form=tuple(row.get("form", ())),
        responses=row.get("responses", 0),
        commitments=tuple(row.get("commitment", ())),
    )


def _remark(row: Row) -> Remark:
    answers = tuple((by, When.parse(at), text) for by, at, text in row.get("replies", ()))
    return Remark(row["on"], row["by"], When.parse(row["at"]), row["text"], answers)


def _question(row: Row) -> Question:
    return Question(
        by=row["by"],
        at=When.parse(row["at"]),
        title=row["title"],
        text=row["text"],
        answer=row.get("answer", ""),
        answered_at=When.parse(row["answered_at"]) if "answered_at" in row else None,
    )


def _phase(row: Row) -> PhasePlan:
    return PhasePlan(
        key=row["key"],
        title=row["title"],
        summary=row["summary"],
        starts=When.parse(row["starts"]),
        ends=When.parse(row["ends"]),
        source=row["source"],
        origin=row.get("from", ""),
        actions=tuple(_action(*action) for action in row["actions"]),
    )


def _action(verb: str, kind: str, method: str = "", who: str = "") -> ActionPlan:
    return ActionPlan(verb, kind, method, is_for_invited=who == "invited")


def _synthesis(row: Row) -> Synthesis:
    findings = tuple(
        Found(found["section"], found["text"], tuple(found["cites"]), found.get("quote", ""))
        for found in row.get("finding", ())
    )
    said = (row["summary"], row["method"], row["body"].strip())
    return Synthesis(row["title"], When.parse(row["at"]), *said, findings)


def _entries(rows: Iterable[Row], theme: str) -> tuple[Entry, ...]:
    return tuple(_entry(entry, theme) for row in rows for entry in row["contribution"])


def _entry(row: Row, theme: str) -> Entry:
    versions = row.get("versions", ())
    return Entry(
        key=row["key"],
        kind=row["kind"],
        theme=theme,
        by=row["by"],
        at=When.parse(row["at"]),
        title=row["title"],
        text=row["text"].strip(),
        origin=row.get("origin", "web"),
        answers=row.get("answers", ""),
        chances=_chances(row),
        arguments=tuple(_reasons(row["arguments"])),
        former=_former(*versions) if versions else None,
        hidden=_hidden(row) if row.get("status") == "hidden" else None,
        withdrawn_at=When.parse(row["withdrawn_at"]) if "withdrawn_at" in row else None,
    )


def _chances(row: Row) -> tuple[tuple[float, ...], ...]:
    if "support" in row:
        return tuple((chance, 1 - chance) for chance in row["support"])
    return tuple((*opinion, 0) for opinion in row["opinion"])


def _former(first: Row, then: Row) -> Former:
    return Former(first["title"], first["text"].strip(), When.parse(then["at"]))


def _hidden(row: Row) -> Hidden:
    return Hidden(When.parse(row["hidden_at"]), row["hidden_reason"], row["hidden_note"])


def _reasons(rows: Iterable[tuple[str, str, int, str]]) -> Iterable[Reason]:
    parent = None
    for place, (side, by, day, text) in enumerate(rows):
        is_reply = side == ">"
        parent = parent if is_reply else place
        yield Reason(SIDES[side], by, day, text, parent if is_reply else None)
