"""Decidim: exports of proposals, debates and comments, as CSV or JSON, alone or of the open data of a site.

Columns are those of `ProposalSerializer`, `DebateSerializer` and `CommentSerializer` of Decidim.
"""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.utils.translation import gettext as _

from parvis.ballots.enums import Choice
from parvis.consultations.enums import BallotMethod
from parvis.debate.enums import Side
from parvis.opendata.imports.plan import ImportedArgument, ImportedContribution, ImportedKind, Plan
from parvis.opendata.imports.rows import Refusal
from parvis.opendata.imports.tables import (
    Table,
    ask,
    first,
    headed,
    identifier,
    one_of,
    parse_all,
    tables,
    text,
    when,
    whole,
)
from parvis.opendata.imports.threads import Link, place

DATES = ("published_at", "created_at", "start_time")
THEMES = ("category/name", "taxonomies/name", "category", "scope/name")
SIDES = {"1": Side.FOR.value, "-1": Side.AGAINST.value, "0": "", "": ""}


@dataclass(frozen=True)
class Role:
    """One sort of file: the words of its name, and what its rows become."""

    code: str
    named: tuple[str, ...]
    texts: tuple[str, ...]
    supports: tuple[str, ...] = ()


PROPOSALS = Role("proposal", ("proposal", "proposition"), ("body", "text"), ("supports", "votes"))
DEBATES = Role("debate", ("debate", "question"), ("description", "information_updates"))


def parse(folder: Path, refusals: list[Refusal]) -> Plan:
    """Parse the files of `folder`; refused rows are added to `refusals`."""
    said = tables(folder, named=("comment",), refusals=refusals)
    start = _earliest(said)
    items = [item for role in (PROPOSALS, DEBATES) for item in _items(folder, role, start, refusals)]
    # With an item refused, its comments would be refused one by one as well, and hide the cause.
    arguments = [] if refusals else _comments(said, {item.external_id for item in items}, refusals)
    return Plan(
        slug="decidim",
        title="Decidim",
        organiser="Decidim",
        summary="",
        kinds=(
            ImportedKind("proposal", _("Proposal"), _("Proposals"), BallotMethod.SUPPORT),
            ImportedKind("debate", _("Debate"), _("Debates"), None),
        ),
        contributions=items,
        arguments=arguments,
        votes=[],
        participants=[],
    )


def _earliest(said: list[Table]) -> datetime | None:
    """Since debates are exported without a date by some versions: they began before their comments."""
    ask(said, ("id",), ("created_at",), ("body", "text"), ("commentable_id",))
    return min(parse_all(said, lambda fields: when(fields, "created_at"), []), default=None)


def _items(
    folder: Path, role: Role, start: datetime | None, refusals: list[Refusal]
) -> list[ImportedContribution]:
    seen: set[str] = set()
    found = tables(folder, named=role.named, but=("comment",), refusals=refusals)
    ask(found, ("title",), role.texts, ("id", "url"))

    def parse_row(fields: dict[str, str]) -> ImportedContribution:
        title, words = headed(text(fields, "title"), text(fields, *role.texts, "title"))
        return ImportedContribution(
            external_id=f"{role.code}-{identifier(_numbered(fields), 'id', seen)}",
            kind=role.code,
            title=title,
            text=words,
            created_at=when(fields, *DATES) if first(fields, *DATES) or start is None else start,
            theme=first(fields, *THEMES) or None,
            is_hidden=first(fields, "state") == "withdrawn",
            totals={Choice.SUPPORT: whole(fields, *role.supports)} if role.supports else {},
        )

    return parse_all(found, parse_row, refusals)


def _numbered(fields: dict[str, str]) -> dict[str, str]:
    """With its number, taken from the end of the address where the file has no column for it."""
    return fields if first(fields, "id") else {**fields, "id": first(fields, "url").rpartition("/")[2]}


def _comments(said: list[Table], items: set[str], refusals: list[Refusal]) -> list[ImportedArgument]:
    links = {first(row.fields, "id"): _link(row.fields, items) for table in said for row in table.rows}
    seen: set[str] = set()

    def parse_row(fields: dict[str, str]) -> ImportedArgument:
        name = identifier(fields, "id", seen)
        found = place(links, name, items)
        return ImportedArgument(
            external_id=name,
            contribution=found.item,
            kind=found.kind,
            parent=found.parent,
            depth=found.depth,
            side=one_of(fields, "alignment", SIDES) if found.parent is None else "",
            text=text(fields, "body", "text"),
            created_at=when(fields, "created_at"),
            supports=whole(fields, "up_votes"),
        )

    return parse_all(said, parse_row, refusals)


def _link(fields: dict[str, str], items: set[str]) -> Link:
    """What the comment answers: files that do not say the type have the depth."""
    number, type_name = first(fields, "commentable_id"), first(fields, "commentable_type")
    if type_name.endswith("Comment") or (not type_name and first(fields, "depth") not in {"", "0"}):
        return Link(None, number)
    names = [f"debate-{number}", f"proposal-{number}"]
    if type_name:
        names = [f"{type_name.rpartition('::')[2].lower()}-{number}"]
    item = next((name for name in names if name in items), number)
    return Link(item, takes_side=first(fields, "alignment") in {"1", "-1"})
