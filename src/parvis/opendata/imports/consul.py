"""Consul Democracy: proposals and comments, as CSV or as the JSON of its public interface.

Columns are those that `config/api.yml` of Consul makes public.
"""

from pathlib import Path

from django.utils.translation import gettext as _

from parvis.ballots.enums import Choice
from parvis.consultations.enums import BallotMethod
from parvis.opendata.imports.plan import ImportedArgument, ImportedContribution, ImportedKind, Plan
from parvis.opendata.imports.rows import Refusal
from parvis.opendata.imports.tables import (
    Table,
    ask,
    first,
    headed,
    identifier,
    parse_all,
    tables,
    text,
    when,
    whole,
)
from parvis.opendata.imports.threads import Link, place

DATES = ("public_created_at", "created_at")


def parse(folder: Path, refusals: list[Refusal]) -> Plan:
    """Parse the files of `folder`; refused rows are added to `refusals`."""
    proposals = _proposals(tables(folder, named=("proposal",), but=("comment",), refusals=refusals), refusals)
    known = {item.external_id for item in proposals}
    said = tables(folder, named=("comment",), refusals=refusals)
    return Plan(
        slug="consul",
        title="Consul",
        organiser="Consul",
        summary="",
        kinds=(ImportedKind("proposal", _("Proposal"), _("Proposals"), BallotMethod.SUPPORT),),
        contributions=proposals,
        # With a proposal refused, its comments would be refused one by one as well, and hide the cause.
        arguments=[] if refusals else _comments(said, known, refusals),
        votes=[],
        participants=[],
    )


def _proposals(found: list[Table], refusals: list[Refusal]) -> list[ImportedContribution]:
    ask(found, ("id",), ("title",), ("description", "summary"), DATES)
    seen: set[str] = set()

    def parse_row(fields: dict[str, str]) -> ImportedContribution:
        title, words = headed(text(fields, "title"), text(fields, "description", "summary", "title"))
        return ImportedContribution(
            external_id=identifier(fields, "id", seen),
            kind="proposal",
            title=title,
            text=words,
            created_at=when(fields, *DATES),
            theme=first(fields, "geozone/name", "proceeding") or None,
            is_hidden=bool(first(fields, "retired_at")),
            totals={Choice.SUPPORT: whole(fields, "cached_votes_up") + whole(fields, "physical_votes")},
        )

    return parse_all(found, parse_row, refusals)


def _comments(found: list[Table], proposals: set[str], refusals: list[Refusal]) -> list[ImportedArgument]:
    ask(found, ("id",), ("body",), ("commentable_id",), DATES)
    ours = [
        Table(table.file, table.columns, [row for row in table.rows if _is_ours(row.fields)])
        for table in found
    ]
    links = {first(row.fields, "id"): _link(row.fields) for table in ours for row in table.rows}
    seen: set[str] = set()

    def parse_row(fields: dict[str, str]) -> ImportedArgument:
        name = identifier(fields, "id", seen)
        found = place(links, name, proposals)
        return ImportedArgument(
            external_id=name,
            contribution=found.item,
            kind=found.kind,
            parent=found.parent,
            depth=found.depth,
            side="",
            text=text(fields, "body"),
            created_at=when(fields, *DATES),
            supports=whole(fields, "cached_votes_up"),
        )

    return parse_all(ours, parse_row, refusals)


def _is_ours(fields: dict[str, str]) -> bool:
    """The file of a whole site also has the comments of debates and of polls."""
    return first(fields, "commentable_type") in {"", "Proposal"}


def _link(fields: dict[str, str]) -> Link:
    """`ancestry` is the path of the comments above: 12/15."""
    parent = first(fields, "ancestry").rpartition("/")[2]
    return Link(None, parent) if parent else Link(first(fields, "commentable_id"))
