"""Cap Collectif: the CSV of a consultation step, whose rows are opinions, versions, votes, arguments...

Columns are those of its command `capco:export:consultation`: each row repeats those of the opinion.
"""

from collections import Counter
from pathlib import Path

from django.utils.translation import gettext as _

from parvis.ballots.enums import Choice
from parvis.consultations.enums import BallotMethod
from parvis.debate.enums import Side
from parvis.opendata.imports.plan import (
    ImportedArgument,
    ImportedContribution,
    ImportedKind,
    ImportedVote,
    Plan,
)
from parvis.opendata.imports.rows import Refusal
from parvis.opendata.imports.tables import (
    Table,
    ask,
    first,
    headed,
    identifier,
    known_name,
    name_of,
    one_of,
    parse_all,
    tables,
    text,
    when,
    whole,
)

METHOD = BallotMethod.FOR_MIXED_AGAINST
OPINION, VERSION = "contributions", "contribution_versions"
ARGUMENT, VOTE = "contributions_arguments", "contributions_votes"
COUNTS = {Choice.FOR: "votesCountOk", Choice.MIXED: "votesCountMitige", Choice.AGAINST: "votesCountNok"}
NAMES = (f"{OPINION}_id", f"{VERSION}_id")
VALUES = {"YES": Choice.FOR, "MITIGE": Choice.MIXED, "NO": Choice.AGAINST}
SIDES = {"FOR": Side.FOR, "AGAINST": Side.AGAINST}
YES = {"1", "true", "yes", "oui"}
Single = Counter[tuple[str, int]]
"""How many single votes the files have, by contribution and choice."""


def parse(folder: Path, refusals: list[Refusal]) -> Plan:
    """Parse the files of `folder`; refused rows are added to `refusals`.

    Opinions, versions, arguments and votes come in; sources and reports to moderators do not.
    """
    found = tables(folder, named=("",), refusals=refusals)
    ask(found, ("type",), *((f"{OPINION}_{name}",) for name in ("id", "title", "bodyText", "createdAt")))
    known = {first(row.fields, *NAMES) for table in found for row in table.rows}
    votes = _votes(found, known, refusals)
    items = _items(found, Counter((vote.contribution, vote.choice) for vote in votes), refusals)
    people = {vote.voter for vote in votes} | {item.author for item in items if item.author}
    return Plan(
        slug="cap-collectif",
        title="Cap Collectif",
        organiser="Cap Collectif",
        summary="",
        kinds=(
            ImportedKind("opinion", _("Proposal"), _("Proposals"), METHOD),
            ImportedKind("version", _("Amended version"), _("Amended versions"), METHOD),
        ),
        contributions=items,
        arguments=_arguments(found, known, refusals),
        votes=votes,
        participants=sorted(people),
    )


def _only(found: list[Table], kind: str) -> list[Table]:
    """The rows of one type: `type` says what a row is, and which of its columns are filled."""
    return [table.only(lambda fields: first(fields, "type") == kind) for table in found]


def _items(found: list[Table], single: Single, refusals: list[Refusal]) -> list[ImportedContribution]:
    seen: set[str] = set()

    def opinion(fields: dict[str, str]) -> ImportedContribution:
        name = identifier(fields, f"{OPINION}_id", seen)
        return _item(fields, OPINION, "opinion", name, _remainder(fields, name, single))

    def version(fields: dict[str, str]) -> ImportedContribution:
        return _item(fields, VERSION, "version", identifier(fields, f"{VERSION}_id", seen), {})

    return [
        *parse_all(_only(found, "opinion"), opinion, refusals),
        *parse_all(_only(found, "version"), version, refusals),
    ]


def _item(
    fields: dict[str, str], prefix: str, kind: str, name: str, totals: dict[int, int]
) -> ImportedContribution:
    words = text(fields, f"{prefix}_bodyText", f"{prefix}_title")
    title, words = headed(text(fields, f"{prefix}_title"), words)
    return ImportedContribution(
        external_id=name,
        kind=kind,
        title=title,
        text=words,
        created_at=when(fields, f"{prefix}_createdAt"),
        theme=first(fields, f"{prefix}_section_title") or None,
        author=first(fields, f"{prefix}_author_id") or None,
        is_hidden=first(fields, f"{prefix}_trashed").lower() in YES,
        totals=totals,
    )


def _remainder(fields: dict[str, str], name: str, single: Single) -> dict[int, int]:
    """What the totals count beyond the single votes of the files: those of erased accounts, or all."""
    totals = {choice: whole(fields, f"{OPINION}_{column}") for choice, column in COUNTS.items()}
    return {choice: max(total - single[name, choice], 0) for choice, total in totals.items()}


def _votes(found: list[Table], known: set[str], refusals: list[Refusal]) -> list[ImportedVote]:
    """The last vote of each person on each text."""

    def parse_row(fields: dict[str, str]) -> ImportedVote:
        return ImportedVote(
            voter=name_of(fields, f"{VOTE}_author_id"),
            contribution=known_name(fields, f"{VOTE}_related_id", known),
            choice=one_of(fields, f"{VOTE}_value", VALUES),
            created_at=when(fields, f"{VOTE}_createdAt"),
        )

    votes = parse_all(_only(found, "vote"), parse_row, refusals)
    return list({(vote.voter, vote.contribution): vote for vote in votes}.values())


def _arguments(found: list[Table], known: set[str], refusals: list[Refusal]) -> list[ImportedArgument]:
    seen: set[str] = set()

    def parse_row(fields: dict[str, str]) -> ImportedArgument:
        return ImportedArgument(
            external_id=identifier(fields, f"{ARGUMENT}_id", seen),
            contribution=known_name(fields, f"{ARGUMENT}_related_id", known),
            side=one_of(fields, f"{ARGUMENT}_type", SIDES),
            text=text(fields, f"{ARGUMENT}_body"),
            created_at=when(fields, f"{ARGUMENT}_createdAt"),
            supports=whole(fields, f"{ARGUMENT}_votesCount"),
            is_hidden=first(fields, f"{ARGUMENT}_trashed").lower() in YES,
        )

    return parse_all(_only(found, "argument"), parse_row, refusals)
