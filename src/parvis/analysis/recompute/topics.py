"""Topics that were published, found again from the texts of the archive with their seed."""

import hashlib
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from parvis.analysis.errors import AnalysisError
from parvis.analysis.recompute.held import Held, Row, Tell
from parvis.analysis.recompute.told import Found, Part
from parvis.merkle.canonical import canonical

Plain = Mapping[str, Any]
Sort = Callable[[Sequence[str], int | None, int, Tell], list[int]]


@dataclass(frozen=True, slots=True)
class Texts:
    """What an analysis would read now, in the order of the numbers of contributions."""

    ids: list[int]
    texts: list[str]

    @property
    def sha256(self) -> str:
        """As the analysis wrote it: a line for each, its number, a tab, the SHA-256 of its text."""
        digest = hashlib.sha256()
        for pk, text in zip(self.ids, self.texts, strict=True):
            digest.update(f"{pk}\t{hashlib.sha256(text.encode()).hexdigest()}\n".encode())
        return digest.hexdigest()


def check_topics(found: Found, held: Held, tell: Tell, *, sort: Sort | None = None) -> None:
    """Each analysis: its texts, the topic in which the engine puts each, and the result that the log has."""
    if "analyses.json" not in held.names:
        return
    analyses: list[Plain] = held.value("analyses.json")
    members: dict[int, dict[int, dict[str, str]]] = {}
    for row in held.table("topic-members.csv") if analyses else ():
        members.setdefault(int(row["analysis"]), {})[int(row["contribution"])] = row
    for analysis in analyses:
        part = found.part("topics", analysis["analysis"])
        part.facts = {name: analysis[name] for name in ("software", "seed", "texts")}
        inside = members.get(analysis["analysis"], {})
        _check_result(part, analysis, inside)
        first = {pk: row for pk, row in inside.items() if row.get("added") != "1"}
        if len(first) < len(inside):
            part.facts["added"] = len(inside) - len(first)
        texts = read(held, analysis, without=inside.keys() - first.keys())
        if _is_same(part, analysis, texts, len(first)):
            _check_members(part, first, put_by(sort or sorted_by, analysis, texts, tell))


def read(held: Held, analysis: Plain, *, without: Collection[int] = ()) -> Texts:
    """The published texts of its scope that were there when it read them, as they are now.

    `without`: those added since, which may be of the same second.
    """
    said = {}
    for row in held.payloads("contributions"):
        if row["at"] <= analysis["read_at"] and row["id"] not in without and _is_in(row, analysis):
            said[row["id"]] = _words(row, analysis["question"])
    ids = sorted(pk for pk, text in said.items() if text is not None)
    return Texts(ids, [said[pk] or "" for pk in ids])


def _is_in(row: Row, analysis: Plain) -> bool:
    if analysis["phase"] is not None and row["phase"] != analysis["phase"]:
        return False
    if analysis["question"] is not None:
        return bool(row["kind"] == analysis["kind"])
    return row["kind"] not in analysis["left_out"]


def _words(row: Row, question: str | None) -> str | None:
    if question is None:
        return f"{row['title']}\n{row['text']}".strip()
    return str(row.get("answers", {}).get(question, "")) or None


def _is_same(part: Part, analysis: Plain, texts: Texts, members: int) -> bool:
    """Whether the texts are those that were read; else the same topics cannot be expected."""
    if texts.sha256 == analysis["input_sha256"]:
        part.equal("input", analysis["input_sha256"], texts.sha256)
        return True
    gone = analysis["texts"] - len(texts.ids)
    part.facts["gone"] = gone
    why = "texts_gone" if gone > 0 else "texts_changed"
    part.unknown("input", analysis["input_sha256"], why=why)
    part.unknown("members", members, why=why)
    return False


def put_by(sort: Sort, analysis: Plain, texts: Texts, tell: Tell) -> dict[int, int]:
    """The topic of each contribution; nothing where the engine finds no topic."""
    try:
        topics = sort(texts.texts, analysis["topics_asked"], analysis["seed"], tell)
    except AnalysisError:
        return {}
    return dict(zip(texts.ids, topics, strict=True))


def _check_members(part: Part, members: Mapping[int, Mapping[str, str]], put: Mapping[int, int]) -> None:
    """Where the engine put each that it read, before anybody of the team moved it."""
    same = sum(put.get(pk) == int(row["found"]) for pk, row in members.items())
    part.equal("members", len(members), same)


def _check_result(part: Part, analysis: Plain, members: Mapping[int, Mapping[str, str]]) -> None:
    """The fingerprint that the log holds, from the topics and their contributions as they are published."""
    if analysis["is_partly_hidden"]:
        part.unknown("result", analysis["result_sha256"], why="topics_hidden")
    elif len(members) != analysis["members"]:
        part.facts["gone"] = analysis["members"] - len(members)
        part.unknown("result", analysis["result_sha256"], why="texts_gone")
    else:
        part.equal("result", analysis["result_sha256"], result_digest(analysis["topics"], members))


def result_digest(topics: Sequence[Plain], members: Mapping[int, Mapping[str, str]]) -> str:
    """SHA-256 of the topics and of who is in which, as the log holds it of a published analysis."""
    digest = hashlib.sha256()
    for topic in sorted(topics, key=lambda one: int(one["topic"])):
        digest.update(canonical({**topic, "hidden": False}) + b"\n")
    for pk in sorted(members):
        digest.update(canonical({"contribution": pk, "topic": int(members[pk]["topic"])}) + b"\n")
    return digest.hexdigest()


def sorted_by(texts: Sequence[str], topics: int | None, seed: int, tell: Tell) -> list[int]:
    """The topic of each text, by the engine. Raises AnalysisError."""
    from parvis.analysis.text import topics as sort

    found: list[int] = sort(texts, topics=topics, seed=seed, progress=tell).topic.tolist()
    return found
