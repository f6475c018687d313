"""Conversations read from files: a folder in the export format of Polis, a table of votes, a packed file.

Agree is +1 in these exports. Their totals by comment count a changed vote twice, so they are not read: votes
are counted again.
"""

from dataclasses import dataclass
from os import PathLike
from pathlib import Path

import numpy as np
import polars as pl
from numpy.typing import NDArray

from parvis.analysis.errors import AnalysisError
from parvis.analysis.opinion.arrays import Flags, Indices, Labels
from parvis.analysis.opinion.tables import LINE, Table
from parvis.analysis.opinion.votes import Votes

PARTICIPANT = ("voter-id", "participant", "participant-id", "voter")
STATEMENT = ("comment-id", "statement", "statement-id", "comment")
VOTE = ("vote", "value")
TIME = ("timestamp", "time")
AGREE, PASS, DISAGREE = ("1", "+1", "1.0", "agree"), ("0", "-0", "0.0", "pass"), ("-1", "-1.0", "disagree")
UNKNOWN = 9
CELLS_AT_ONCE = 20_000_000

Names = NDArray[np.int64] | NDArray[np.str_]


@dataclass(frozen=True, slots=True, eq=False)
class Conversation:
    """Votes, and what rows and columns are called where they come from. n participants, m statements."""

    votes: Votes
    participants: Names
    """(n,) identifiers, ascending: whole numbers if all are, otherwise text."""
    statements: Names
    """(m,)"""
    texts: tuple[str, ...]
    """(m,) empty where unknown."""
    refused: Flags
    """(m,) refused by moderation."""
    meta: Flags
    """(m,) about the consultation itself."""
    published: Labels
    """(n,) group that the source gave, -1 for none."""


def read(path: str | PathLike[str]) -> Conversation:
    """A folder (`read_folder`), a packed file (`.npz`, see `Votes.save`) or a table (`read_csv`).

    Raises
    ------
    AnalysisError
        As these three.
    """
    place = Path(path)
    if place.is_dir():
        return read_folder(place)
    if place.suffix == ".npz":
        votes = Votes.load(place)
        return _named(votes, np.arange(votes.shape[0]), np.arange(votes.shape[1]))
    return read_csv(place)


def read_csv(path: str | PathLike[str]) -> Conversation:
    """A table of one vote a line.

    Parameters
    ----------
    path
        CSV in UTF-8, separated by commas, semicolons or tabs, with columns for the participant (voter-id,
        participant, participant_id), the statement (comment-id, statement, statement_id) and the vote (-1, 0,
        1 or disagree, pass, agree; empty for none), and perhaps a timestamp, by which the last vote is told.

    Raises
    ------
    AnalysisError
        `missing_file`, `empty_file`, `missing_column`, `invalid_bytes`, `bad_line`, `vote_out_of_range`,
        `missing_value`; those about a line name it.

    Notes
    -----
    Streamed: memory is about 50 bytes a vote, whatever the size of the file.
    """
    table = Table(path)
    frame = _long(table)
    return _conversation(frame, [])


def read_folder(path: str | PathLike[str]) -> Conversation:
    """A folder in the export format of Polis.

    Parameters
    ----------
    path
        With votes.csv, or else participants-votes.csv; comments.csv for texts, moderation and meta. Published
        groups are read from participants-votes.csv.

    Raises
    ------
    AnalysisError
        As `read_csv`.
    """
    folder = Path(path)
    long, wide, comments = (folder / name for name in ("votes.csv", "participants-votes.csv", "comments.csv"))
    if not long.exists() and not wide.exists():
        sentence = f"{folder} holds neither votes.csv nor participants-votes.csv"
        raise AnalysisError("missing_file", sentence, path=str(folder))
    frame = _long(Table(long)) if long.exists() else _wide(Table(wide))
    said = _comments(Table(comments)) if comments.exists() else None
    read_ = _conversation(frame, [] if said is None else said["statement"].to_list())
    groups = _published(Table(wide), read_) if wide.exists() else read_.published
    return _described(read_, said, groups)


def _long(table: Table) -> pl.DataFrame:
    """Columns participant and statement (whole numbers if all are, else text) and vote; in order of time."""
    names = {table.need(PARTICIPANT): "participant", table.need(STATEMENT): "statement"}
    vote, time = table.need(VOTE), table.find(TIME)
    others = [_choice(vote).alias("vote"), *([] if time is None else [_number(time).alias("time")])]
    frame = table.read([*(_number(column).alias(name) for column, name in names.items()), *others])
    frame = frame.filter(pl.col("vote").is_not_null())
    _check_votes(table, vote, frame)
    if any(frame[name].has_nulls() for name in names.values()):
        frame = table.read([*(_identifier(column).alias(name) for column, name in names.items()), *others])
        frame = frame.filter(pl.col("vote").is_not_null())
        for column, name in names.items():
            table.refuse(
                frame.filter(pl.col(name).is_null()), "missing_value", name, f"though {column} is needed"
            )
    return _in_order(frame.drop(LINE))


def _in_order(frame: pl.DataFrame) -> pl.DataFrame:
    """Votes by time, where every one has a time; otherwise as they come."""
    if "time" not in frame.columns or frame["time"].has_nulls() or frame["time"].is_sorted():
        return frame
    return frame.sort("time", maintain_order=True)


def _identifier(column: str) -> pl.Expr:
    text = pl.col(column).str.strip_chars()
    return pl.when(text != "").then(text)


def _number(column: str) -> pl.Expr:
    return pl.col(column).str.strip_chars().cast(pl.Int64, strict=False)


def _choice(column: str) -> pl.Expr:
    """A vote as a number, null where empty, UNKNOWN where it is none."""
    text = pl.col(column).str.strip_chars().str.to_lowercase()
    known = pl.when(text == "").then(None).when(text.is_in(AGREE)).then(1).when(text.is_in(PASS)).then(0)
    number = known.when(text.is_in(DISAGREE)).then(-1).when(text.is_not_null()).then(UNKNOWN)
    return number.cast(pl.Int8)


def _check_votes(table: Table, column: str, frame: pl.DataFrame) -> None:
    wrong = frame.filter(pl.col("vote") == UNKNOWN)
    if not wrong.height:
        return
    line = wrong[LINE][0]
    given = table.read([pl.col(column)]).filter(pl.col(LINE) == line)
    table.refuse(
        given, "vote_out_of_range", column, "which is no vote: write 1, 0 or -1 (agree, pass, disagree)"
    )


def _wide(table: Table) -> pl.DataFrame:
    """The same from one line a participant and one column a statement."""
    participant = table.need(PARTICIPANT)
    who = table.read([_identifier(participant).alias("participant")])
    table.refuse(who.filter(pl.col("participant").is_null()), "missing_value", "participant", "empty")
    columns = [name for name in table.columns if name.strip().isdecimal()]
    width = max(1, CELLS_AT_ONCE // max(1, who.height))
    parts = [_unpivoted(table, who, columns[at : at + width]) for at in range(0, len(columns), width)]
    return pl.concat(parts) if parts else who.with_columns(statement=pl.lit(""), vote=0).clear()


def _unpivoted(table: Table, who: pl.DataFrame, columns: list[str]) -> pl.DataFrame:
    cells = table.read([_choice(name).alias(name) for name in columns])
    frame = cells.with_columns(who["participant"]).unpivot(
        on=columns, index=[LINE, "participant"], variable_name="statement", value_name="vote"
    )
    frame = frame.filter(pl.col("vote").is_not_null())
    for name in frame.filter(pl.col("vote") == UNKNOWN)["statement"].unique(maintain_order=True):
        _check_votes(table, name, frame.filter(pl.col("statement") == name))
    return frame.drop(LINE).with_columns(pl.col("statement").str.strip_chars())


def _conversation(frame: pl.DataFrame, more: list[str]) -> Conversation:
    """Pack votes; `more` names statements that nobody voted on."""
    participants, rows = _numbered(frame["participant"], [])
    statements, cols = _numbered(frame["statement"], more)
    votes = Votes.of(rows, cols, frame["vote"].to_numpy(), (len(participants), len(statements)))
    return _named(votes, participants, statements)


def _numbered(identifiers: pl.Series, more: list[str]) -> tuple[Names, Indices]:
    """Distinct identifiers, ascending, and the place of each among them."""
    others = pl.Series(more, dtype=pl.String)
    numbers = [series.cast(pl.Int64, strict=False) for series in (identifiers, others)]
    if any(series.has_nulls() for series in numbers):
        texts = identifiers.cast(pl.String)
        names = pl.concat([texts.unique(), others]).unique().sort()
        return names.to_numpy().astype(np.str_), texts.cast(pl.Enum(names)).to_physical().to_numpy()
    known = pl.concat([series.unique() for series in numbers]).unique().sort().to_numpy()
    return known, _places(known, numbers[0].to_numpy())


def _places(known: NDArray[np.int64], numbers: NDArray[np.int64]) -> Indices:
    """Where each number is among the known ones: by a table where they are dense, by bisection elsewhere."""
    first, last = (int(known[0]), int(known[-1])) if len(known) else (0, 0)
    if last - first > 2 * len(numbers):
        return np.searchsorted(known, numbers).astype(np.int32)
    table = np.zeros(last - first + 1, np.int32)
    table[known - first] = np.arange(len(known), dtype=np.int32)
    return table[numbers - first]


def _named(votes: Votes, participants: Names, statements: Names) -> Conversation:
    n, m = votes.shape
    none = np.zeros(m, np.bool_)
    return Conversation(votes, participants, statements, ("",) * m, none, none, np.full(n, -1, np.int32))


def _comments(table: Table) -> pl.DataFrame:
    """statement (text), text, refused and meta of each comment."""
    body, moderated, meta = (table.find((name,)) for name in ("comment-body", "moderated", "is-meta"))
    nothing = pl.lit(None, pl.String)
    frame = table.read(
        [
            _identifier(table.need(STATEMENT)).alias("statement"),
            (nothing if body is None else pl.col(body)).fill_null("").alias("text"),
            (nothing if moderated is None else pl.col(moderated))
            .is_in(["-1", "-1.0"])
            .fill_null(False)
            .alias("refused"),
            (nothing if meta is None else pl.col(meta))
            .str.to_lowercase()
            .is_in(["true", "t", "1"])
            .fill_null(False)
            .alias("meta"),
        ]
    )
    table.refuse(frame.filter(pl.col("statement").is_null()), "missing_value", "statement", "empty")
    return frame.unique("statement", keep="last", maintain_order=True)


def _published(table: Table, conversation: Conversation) -> Labels:
    """Groups by participant, as the source numbered them."""
    column = table.find(("group-id", "group"))
    if column is None:
        return conversation.published
    number = pl.col(column).cast(pl.Float64, strict=False).cast(pl.Int32, strict=False)
    frame = table.read([_identifier(table.need(PARTICIPANT)).alias("participant"), number.alias("group")])
    given = dict(frame.drop_nulls().select("participant", "group").iter_rows())
    return np.array([given.get(str(name), -1) for name in conversation.participants], np.int32)


def _described(conversation: Conversation, said: pl.DataFrame | None, published: Labels) -> Conversation:
    by_name = {} if said is None else {row[0]: row[1:] for row in said.drop(LINE).iter_rows()}
    found = [by_name.get(str(name), ("", False, False)) for name in conversation.statements]
    texts, refused, meta = zip(*found, strict=True) if found else ((), (), ())
    return Conversation(
        votes=conversation.votes,
        participants=conversation.participants,
        statements=conversation.statements,
        texts=texts,
        refused=np.array(refused, np.bool_),
        meta=np.array(meta, np.bool_),
        published=published,
    )
