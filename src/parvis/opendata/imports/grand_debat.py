"""Answers to the open questions of the Grand Débat National of 2019: one row an answer, with its question.

The wording of the questions is not in the file: they are known by their questionnaire and their number. No
answer has a date or an author: all are of the day on which the questionnaires closed.
"""

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from parvis.opendata.imports.plan import ImportedContribution, ImportedKind, Plan
from parvis.opendata.imports.rows import Refusal, integer, parse_rows, read_rows, required
from parvis.opendata.imports.tables import files, identifier, one_of

PARIS = ZoneInfo("Europe/Paris")
OPENED_AT = datetime(2019, 1, 21, tzinfo=PARIS)
CLOSED_AT = datetime(2019, 3, 18, 23, 59, tzinfo=PARIS)
QUESTIONNAIRES = {
    "transition": "La transition écologique",
    "fiscalite": "La fiscalité et les dépenses publiques",
    "democratie": "La démocratie et la citoyenneté",
    "organisation": "L’organisation de l’État et des services publics",
}
COLUMNS = ("id", "theme", "q", "text")
SUMMARY = (
    "Les réponses aux questions ouvertes de 2019, importées. Le fichier ne dit ni qui a répondu ni quand :"
    " toutes portent la date de clôture, et chaque question est un thème."
)


def parse(folder: Path, refusals: list[Refusal]) -> Plan:
    """Parse the CSV files of `folder`; refused rows are added to `refusals`. A question becomes a theme."""
    seen: set[str] = set()
    answers = [
        answer
        for path in files(folder)
        if ".csv" in path.suffixes
        for answer in _parse_answers(path, seen, refusals)
    ]
    return Plan(
        slug="grand-debat",
        title="Grand Débat National",
        organiser="Gouvernement français",
        summary=SUMMARY,
        kinds=(ImportedKind("answer", "Réponse", "Réponses", None),),
        contributions=sorted(answers, key=_by_question),
        arguments=[],
        votes=[],
        participants=[],
        opened_at=OPENED_AT,
    )


def _parse_answers(path: Path, seen: set[str], refusals: list[Refusal]) -> list[ImportedContribution]:
    def parse_row(fields: dict[str, str]) -> ImportedContribution:
        questionnaire, number = one_of(fields, "theme", QUESTIONNAIRES), integer(fields, "q", least=0)
        # Somebody has one number in a questionnaire, for all of its questions.
        named = f"{fields['theme'].strip()}-{number}-{integer(fields, 'id', least=0)}"
        return ImportedContribution(
            external_id=identifier({"id": named}, "id", seen),
            kind="answer",
            title="",
            text=required(fields, "text"),
            created_at=CLOSED_AT,
            theme=f"{questionnaire}, question {number}",
        )

    rows = read_rows(path, columns=COLUMNS, refusals=refusals)
    return parse_rows(rows, parse_row, path.name, refusals)


def _by_question(item: ImportedContribution) -> tuple[int, int]:
    """In the order of questionnaires and questions, so that themes are; then as the file has them."""
    questionnaire, number, _person = item.external_id.split("-")
    return list(QUESTIONNAIRES).index(questionnaire), int(number)
