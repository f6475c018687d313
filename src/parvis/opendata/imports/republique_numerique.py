"""The exports of the 2015 consultation on the French digital bill: `opinions.csv` and `arguments.csv`."""

from pathlib import Path

from django.utils.translation import gettext as _

from parvis.ballots.enums import Choice
from parvis.consultations.enums import BallotMethod
from parvis.debate.enums import Side
from parvis.opendata.imports.plan import ImportedArgument, ImportedContribution, ImportedKind, Plan
from parvis.opendata.imports.rows import (
    Refusal,
    RowRefused,
    choice,
    integer,
    moment,
    new_identifier,
    parse_rows,
    read_rows,
    required,
)

OPINION_COLUMNS = (
    "id", "title", "text", "section", "section_title", "type_id", "votes_ok", "votes_nok", "votes_mitige",
    "args", "date", "contribuable", "url",
)  # fmt: skip
ARGUMENT_COLUMNS = ("opinion_id", "id", "side", "text", "votes", "date")
SIDES = {1: Side.FOR, 0: Side.AGAINST}


def parse(folder: Path, refusals: list[Refusal]) -> Plan:
    """Parse the two files of `folder`; refused rows are added to `refusals`."""
    opinions = _parse_opinions(folder / "opinions.csv", refusals)
    # With an opinion refused, its arguments would be refused one by one as well, and hide the cause.
    known = None if refusals else {item.external_id for item in opinions}
    return Plan(
        slug="republique-numerique",
        title="République numérique",
        organiser="Gouvernement français",
        summary="La consultation de 2015 sur le projet de loi pour une République numérique, importée.",
        kinds=(ImportedKind("proposition", "Proposition", "Propositions", BallotMethod.FOR_MIXED_AGAINST),),
        contributions=opinions,
        arguments=_parse_arguments(folder / "arguments.csv", known, refusals),
        votes=[],
        participants=[],
    )


def _parse_opinions(path: Path, refusals: list[Refusal]) -> list[ImportedContribution]:
    seen: set[str] = set()

    def parse_row(fields: dict[str, str]) -> ImportedContribution:
        return ImportedContribution(
            external_id=new_identifier(fields, "id", seen),
            kind="proposition",
            title=required(fields, "title"),
            text=required(fields, "text"),
            created_at=moment(fields, "date"),
            theme=required(fields, "section_title"),
            totals={
                Choice.FOR: integer(fields, "votes_ok", least=0),
                Choice.MIXED: integer(fields, "votes_mitige", least=0),
                Choice.AGAINST: integer(fields, "votes_nok", least=0),
            },
        )

    return parse_rows(
        read_rows(path, columns=OPINION_COLUMNS, refusals=refusals), parse_row, path.name, refusals
    )


def _parse_arguments(path: Path, known: set[str] | None, refusals: list[Refusal]) -> list[ImportedArgument]:
    seen: set[str] = set()

    def parse_row(fields: dict[str, str]) -> ImportedArgument:
        opinion = str(integer(fields, "opinion_id", least=0))
        if known is not None and opinion not in known:
            raise RowRefused(_("no contribution has the number %(number)s") % {"number": opinion})
        return ImportedArgument(
            external_id=new_identifier(fields, "id", seen),
            contribution=opinion,
            side=SIDES[choice(fields, "side", (0, 1))],
            text=required(fields, "text"),
            created_at=moment(fields, "date"),
            supports=integer(fields, "votes", least=0),
        )

    return parse_rows(
        read_rows(path, columns=ARGUMENT_COLUMNS, refusals=refusals), parse_row, path.name, refusals
    )
