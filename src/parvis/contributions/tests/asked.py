"""One question of each type, an answer typed without a script, and what is kept of it."""

from dataclasses import dataclass
from typing import Any

from parvis.consultations.enums import QuestionType
from parvis.consultations.models import Kind
from parvis.consultations.questions import Question
from parvis.consultations.tests.factories import QuestionFactory

OPTIONS = [
    {"code": "walk", "label": "À pied"},
    {"code": "bike", "label": "À vélo"},
    {"code": "bus", "label": "En bus"},
]
ROWS = [{"code": "morning", "label": "Le matin"}, {"code": "night", "label": "La nuit"}]


@dataclass(frozen=True)
class Case:
    """`typed`: what the controls send, by the end of their names; `bad`: something that is refused."""

    type: QuestionType
    typed: dict[str, Any]
    kept: Any
    said: tuple[str, ...]
    settings: dict[str, Any]
    bad: dict[str, Any]
    fault: str


CASES = [
    Case(QuestionType.SHORT_TEXT, {"": " Un  banc "}, "Un banc", ("Un banc",), {"limit": 20}, {"": "x" * 21},
         "Votre texte dépasse de 1 caractère : 20 au plus."),
    Case(QuestionType.LONG_TEXT, {"": "Un\r\n\r\nbanc"}, "Un\n\nbanc", ("Un\n\nbanc",), {"limit": 30},
         {"": "x" * 32},
         "Votre texte dépasse de 2 caractères : 30 au plus."),
    Case(QuestionType.SINGLE, {"": "bike"}, "bike", ("À vélo",), {"options": OPTIONS}, {"": "other"},
         "Choisissez parmi les options."),
    Case(QuestionType.SINGLE, {"": "other", "__other": "En barque"}, {"other": "En barque"}, ("En barque",),
         {"options": OPTIONS, "has_other": True}, {"": "other"}, "Dites de quelle autre réponse il s’agit."),
    Case(QuestionType.MULTIPLE, {"": ["bus", "walk"]}, ["walk", "bus"], ("À pied", "En bus"),
         {"options": OPTIONS, "most": 2}, {"": ["walk", "bike", "bus"]}, "Choisissez 2 réponses au plus."),
    Case(QuestionType.MULTIPLE, {"": ["bus", "other"], "__other": "En barque"},
         ["bus", {"other": "En barque"}],
         ("En bus", "En barque"), {"options": OPTIONS, "has_other": True, "least": 2}, {"": ["bus"]},
         "Choisissez 2 réponses au moins."),
    Case(QuestionType.SCALE, {"": "5"}, 5, ("5 sur 5 (très)",), 
         {"low_label": "pas du tout", "high_label": "très"}, {"": "6"}, "Choisissez un degré de l’échelle."),
    Case(QuestionType.RANKING, {"__bus": "1", "__walk": "3"}, ["bus", "walk"], ("En bus", "À pied"),
         {"options": OPTIONS}, {"__bus": "1", "__walk": "1"},
         "Deux options ont la même place : donnez à chacune la sienne."),
    Case(QuestionType.MATRIX, {"__night": "bus"}, {"night": "bus"}, ("La nuit : En bus",),
         {"rows": ROWS, "columns": OPTIONS}, {"__night": "boat"}, "Choisissez parmi les options."),
    Case(QuestionType.NUMBER, {"": "1 250,50"}, "1250.5", ("1 250,5 €",),
         {"minimum": "0", "maximum": "2000", "unit": "€"}, {"": "2001"},
         "Le plus grand nombre possible est 2 000."),
    Case(QuestionType.DATE, {"": "2027-03-01"}, "2027-03-01", ("1er mars 2027",), {"earliest": "2027-01-01"},
         {"": "2026-12-31"}, "Le premier jour possible est le 1er janvier 2027."),
    Case(QuestionType.PLACE, {"__address": "Place de l’Orle", "__points": "48,8566; 2.3522"},
         {"address": "Place de l’Orle", "geometry": {"type": "Point", "coordinates": [2.3522, 48.8566]}},
         ("Place de l’Orle", "48.8566, 2.3522"), {}, {"__points": "ici"},
         "Écrivez une latitude, une virgule, puis une longitude, par exemple 48.8566, 2.3522."),
    Case(QuestionType.PLACE, {"__address": "", "__points": "48, 2\r\n48.1, 2\r\n48.1, 2.2"},
         {"address": "", "geometry": {"type": "Polygon",
                                      "coordinates": [[[2.0, 48.0], [2.0, 48.1], [2.2, 48.1], [2.0, 48.0]]]}},
         ("48.0, 2.0\n48.1, 2.0\n48.1, 2.2",), {"shape": "area"}, {"__points": "91, 2\n48, 2\n49, 3"},
         "Une latitude va de -90 à 90, une longitude de -180 à 180."),
    Case(QuestionType.STATEMENT, {"": "on"}, True, ("accepté",), {}, {}, ""),
]  # fmt: skip


def ask(kind: Kind, case: Case, **given: Any) -> Question:
    return QuestionFactory.create(kind=kind, type=case.type, settings=case.settings, **given)


def typed(question: Question, sent: dict[str, Any]) -> dict[str, Any]:
    return {f"q_{question.code}{end}": value for end, value in sent.items()}
