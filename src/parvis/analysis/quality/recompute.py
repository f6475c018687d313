"""From the numbers that a site published to the six notes: whoever holds the first finds the second again.

The only thing that reads the file `inputs.json` of a consultation; its columns are told in
`docs/reference/analysis-quality.md`. Results are rounded to nine decimals, so that they are the same on
every machine.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from parvis.analysis.quality.deliberation import Arguments, Comments, Deliberation, deliberation
from parvis.analysis.quality.information import Information, information
from parvis.analysis.quality.learning import Learning, Quiz, learning
from parvis.analysis.quality.notes import RESAMPLES, SEED, Note, SubIndex
from parvis.analysis.quality.reach import Reach, reach
from parvis.analysis.quality.readability import TextSize
from parvis.analysis.quality.transparency import Openness, Transparency, transparency
from parvis.analysis.quality.who_took_part import AskedOf, Bounded, over_questions

VERSION = 1
"""Of the formulas and of the file: it grows whenever a note would change for the same numbers."""
FORMAT = f"parvis/quality/{VERSION}"
DECIMALS = 9
DRAWN, FEWEST_DRAWS = 20_000_000, 200
"""People drawn for an interval, in all draws together; and draws, however many people there are."""
PARTS_OF_ONE = 10_000
"""What a statement of who took part counts in."""
Plain = Mapping[str, Any]


def recompute(inputs: Plain) -> dict[str, Any]:
    """The six notes as plain values: numbers, strings, lists; None for what is not measured.

    Raises
    ------
    KeyError
        For inputs of another version, or not whole.
    AnalysisError
        As the six axes.
    """
    if inputs["format"] != FORMAT:
        raise KeyError(inputs["format"])
    seed = inputs["seed"]
    notes = (
        _who_took_part(inputs["who_took_part"]),
        _learning(inputs["learning"], seed),
        _deliberation(inputs["deliberation"], seed),
        _transparency(inputs["transparency"], seed),
        _information(inputs["information"], seed),
        _reach(inputs["reach"]),
    )
    return {"format": FORMAT, "axes": [plain_of(note) for note in notes]}


def written(value: Plain) -> str:
    """The one way in which inputs and results are written: what the fingerprints are of."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def draws_for(people: int) -> int:
    """How many resamples: a thousand, fewer when a resample holds very many people."""
    return max(FEWEST_DRAWS, min(RESAMPLES, DRAWN // max(1, people)))


def plain_of(note: Note) -> dict[str, Any]:
    """A note as it is written: numbers rounded, None where nothing is measured."""
    return {
        "axis": note.axis,
        "value": _number(note.value),
        "low": _number(note.low),
        "high": _number(note.high),
        "people": note.people,
        "measured_weight": _number(note.measured_weight),
        "missing": list(note.missing),
        "caps": list(note.caps),
        "notes": list(note.notes),
        "resamples": note.resamples,
        "seed": note.seed,
        "scored": [_part(part) for part in note.scored],
        "shown": [_part(part) for part in note.shown],
    }


def _part(part: SubIndex) -> dict[str, Any]:
    bounds = (part.value, part.low, part.high) if not part.missing else (None, None, None)
    value, low, high = map(_number, bounds)
    return {
        "key": part.key,
        "weight": part.weight,
        "value": value,
        "low": low,
        "high": high,
        "missing": part.missing,
    }


def _number(value: float | None) -> float | str | None:
    """Infinite is a figure too: half of those who wait still do."""
    if value is None or np.isnan(value):
        return None
    return round(float(value), DECIMALS) if np.isfinite(value) else "infinite"


def _who_took_part(given: Plain) -> Note:
    questions = [
        AskedOf(missing=one["missing"])
        if one["missing"]
        else AskedOf(_share(one["dissimilarity"]), _share(one["efficiency"]), _share(one["coverage"]))
        for one in given["questions"]
    ]
    return over_questions(questions, people=given["people"], answered=given["answered"])


def _share(bounds: Sequence[int]) -> Bounded:
    value, low, high = (end / PARTS_OF_ONE for end in bounds)
    return value, low, high


def _learning(given: Plain, seed: int) -> Note:
    """A sheet is a person, and so is an evaluation: nobody knows who gave both."""
    choices, sheets = given["choices"], given["sheets"]
    quizzes: dict[str, tuple[list[int], list[int], list[int]]] = {
        "before": ([], [], []),
        "after": ([], [], []),
    }
    people = 0
    for sheet in sheets:
        person, right, offered = quizzes[sheet["reading"]]
        for one in range(people, people + sheet["people"]):
            person += [one] * len(choices)
            right += sheet["rights"]
            offered += choices
        people += sheet["people"]
    felt = np.repeat(np.arange(1, len(given["felt"]) + 1), given["felt"])
    data = Learning(
        people=people + len(felt),
        after=Quiz(*quizzes["after"]),
        before=Quiz(*quizzes["before"]),
        felt_person=np.arange(people, people + len(felt)),
        felt=felt,
    )
    return learning(data, resamples=draws_for(data.people), seed=seed)


def _deliberation(given: Plain, seed: int) -> Note:
    people, said = given["people"], given["comments"]
    number = said["number"]
    author, thread, depth = (np.repeat(_column(said[key]), number) for key in ("person", "thread", "depth"))
    wrote, argued = given["contributions"], given["arguments"]
    data = Deliberation(
        people=people,
        comments=Comments(author, _answered(author, said, people), thread, depth, np.zeros(len(author))),
        arguments=Arguments(
            np.repeat(np.tile(_column(argued["person"]), 2), _sides(argued)),
            np.repeat(np.tile(_column(argued["item"]), 2), _sides(argued)),
            np.repeat(np.repeat([1, -1], len(argued["person"])), _sides(argued)),
        ),
        contributions=np.repeat(_column(wrote["person"]), wrote["number"]),
        attacks=given["attacks"],
    )
    return deliberation(data, resamples=draws_for(people), seed=seed)


def _answered(author: NDArray[np.int64], said: Plain, people: int) -> NDArray[np.int64]:
    """Whom each comment answers: somebody else, whoever it is, or nobody."""
    other = [
        row < others
        for others, number in zip(said["to_others"], said["number"], strict=True)
        for row in range(number)
    ]
    somebody = np.array(other, np.bool_) & (people > 1)
    return np.where(somebody, (author + 1) % max(people, 1), -1)


def _sides(argued: Plain) -> NDArray[np.int64]:
    return np.concatenate([_column(argued["for"]), _column(argued["against"])])


def _column(values: Sequence[int]) -> NDArray[np.int64]:
    return np.array(values, np.int64)


def _transparency(given: Plain, seed: int) -> Note:
    owed, number = given["owed"], given["owed"]["number"]
    author, answered, on_time, days, due = (
        np.repeat(_column(owed[key]), number) for key in ("person", "answered", "on_time", "days", "due")
    )
    opened, promised = given["openness"], given["commitments"]
    data = Transparency(
        people=owed["people"],
        rules_applicable=len(given["rules"]),
        rules_on_time=sum(given["rules"].values()),
        author=author,
        answered=answered,
        on_time=on_time,
        days=days,
        due=due,
        openness=Openness(**{name: bool(found) for name, found in opened.items()}) if opened else None,
        commitments_open=promised["open"],
        commitments_updated=promised["updated"],
        commitments_accepted=promised["accepted"],
        commitments_done=promised["done"],
        synthesis_late=bool(given["synthesis_late"]),
    )
    return transparency(data, resamples=draws_for(data.people), seed=seed)


def _information(given: Plain, seed: int) -> Note:
    origins = [place for place, number in enumerate(given["origins"].values()) for _one in range(number)]
    data = Information(
        people=0,
        texts=[TextSize(one["words"], one["sentences"], one["syllables"]) for one in given["texts"]],
        origins=origins,
        kinds=len(given["origins"]),
        documents=given["documents"],
        documents_accessible=given["documents_accessible"],
        resources=given["resources"],
        resources_at_opening=given["resources_at_opening"],
    )
    return information(data, resamples=0, seed=seed)


def _reach(given: Plain) -> Note:
    """A population that turns out smaller than those who took part was not the one concerned."""
    acted = given["people"] + given["paper"]
    target = given["target"]
    return reach(
        Reach(
            target=target if target is None or target >= acted else None,
            acted=acted,
            verified=given["verified"],
            paper=given["paper"],
        )
    )


__all__ = ["FORMAT", "SEED", "VERSION", "draws_for", "recompute", "written"]
