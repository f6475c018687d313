"""The export of a Polis conversation: `summary.csv`, `comments.csv`, `votes.csv`.

The last vote of a person on a statement counts, in the order of the file; `comments.csv` counts
earlier ones too.
"""

import csv
from pathlib import Path

from django.utils.text import slugify
from django.utils.translation import gettext as _

from parvis.consultations.enums import BallotMethod
from parvis.opendata.imports.plan import ImportedContribution, ImportedKind, ImportedVote, Plan
from parvis.opendata.imports.rows import (
    FileRefused,
    Refusal,
    RowRefused,
    choice,
    integer,
    milliseconds,
    new_identifier,
    parse_rows,
    read_rows,
    required,
)

COMMENT_COLUMNS = (
    "timestamp", "comment-id", "author-id", "agrees", "disagrees", "moderated", "comment-body"
)  # fmt: skip
VOTE_COLUMNS = ("timestamp", "datetime", "comment-id", "voter-id", "vote")
REJECTED = -1


def parse(folder: Path, refusals: list[Refusal]) -> Plan:
    """Parse the three files of `folder`; refused rows are added to `refusals`."""
    summary = _parse_summary(folder / "summary.csv")
    statements = _parse_statements(folder / "comments.csv", refusals)
    votes = _parse_votes(folder / "votes.csv", {item.external_id for item in statements}, refusals)
    people = {vote.voter for vote in votes} | {item.author for item in statements if item.author is not None}
    return Plan(
        slug=slugify(folder.resolve().name),
        title=summary["topic"],
        organiser="Polis",
        summary=summary.get("conversation-description", "")[:300],
        kinds=(ImportedKind("statement", "Statement", "Statements", BallotMethod.STATEMENTS),),
        contributions=statements,
        arguments=[],
        votes=votes,
        participants=sorted(people, key=int),
    )


def _parse_summary(path: Path) -> dict[str, str]:
    """Read the lines `name,value` of the summary; FileRefused without a topic."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            summary = {row[0]: row[1] for row in csv.reader(stream) if len(row) == 2}
    except FileNotFoundError:
        raise FileRefused(Refusal(path.name, 0, _("the file is missing"))) from None
    if not summary.get("topic"):
        raise FileRefused(Refusal(path.name, 1, _("the line “topic” is missing")))
    return summary


def _parse_statements(path: Path, refusals: list[Refusal]) -> list[ImportedContribution]:
    seen: set[str] = set()

    def parse_row(fields: dict[str, str]) -> ImportedContribution:
        return ImportedContribution(
            external_id=new_identifier(fields, "comment-id", seen),
            kind="statement",
            title="",
            text=required(fields, "comment-body"),
            created_at=milliseconds(fields, "timestamp"),
            author=str(integer(fields, "author-id", least=0)),
            is_hidden=choice(fields, "moderated", (-1, 0, 1)) == REJECTED,
        )

    return parse_rows(
        read_rows(path, columns=COMMENT_COLUMNS, refusals=refusals), parse_row, path.name, refusals
    )


def _parse_votes(path: Path, statements: set[str], refusals: list[Refusal]) -> list[ImportedVote]:
    def parse_row(fields: dict[str, str]) -> ImportedVote:
        statement = str(integer(fields, "comment-id", least=0))
        if statement not in statements:
            raise RowRefused(_("no statement has the number %(number)s") % {"number": statement})
        return ImportedVote(
            voter=str(integer(fields, "voter-id", least=0)),
            contribution=statement,
            choice=choice(fields, "vote", (-1, 0, 1)),
            created_at=milliseconds(fields, "timestamp"),
        )

    votes = parse_rows(
        read_rows(path, columns=VOTE_COLUMNS, refusals=refusals), parse_row, path.name, refusals
    )
    last = {(vote.voter, vote.contribution): vote for vote in votes}
    return list(last.values())
