"""Published groups of opinion: how each group voted on each statement; no place, no cell of a few people."""

from __future__ import annotations

from parvis.consultations.models import ConsultationPage
from parvis.opendata.exports.tables import Rows, date_of
from parvis.ui.spreadsheet import Cell
from parvis.understanding.firmness import decimal
from parvis.understanding.models import Analysis, OpinionGroup
from parvis.understanding.opinion_queries import Figures, Votes, figures_of, groups_of
from parvis.understanding.queries import published_groupings
from parvis.understanding.scope import scope_of

COLUMNS: list[Cell] = [
    "analysis", "published_at", "scope", "ballot", "method", "software", "seed", "votes", "people",
    "ungrouped", "input_sha256", "result_sha256", "groups", "silhouette", "stability", "group", "name",
    "group_people", "statement", "agree", "disagree", "neither", "voted", "consensus", "bridging",
    "divisive",
]  # fmt: skip


def opinion_rows(consultation: ConsultationPage) -> Rows:
    """Header, then the rows of each run that everybody reads; two queries for each."""
    yield COLUMNS
    for analysis in published_groupings(consultation):
        yield from rows_of(analysis)


def rows_of(analysis: Analysis) -> Rows:
    """One row a statement for everybody, then one for each group whose votes on it may be told.

    Without clear groups, the rows of everybody alone.
    """
    run, is_clear = _run(analysis), analysis.grouping.is_clear
    groups = groups_of(analysis) if is_clear else []
    for figures in figures_of(analysis):
        everybody = (figures.agree, figures.disagree, figures.seen)
        of_all = [decimal(figures.consensus), decimal(figures.bridging), decimal(figures.divisive)]
        yield [*run, None, None, None, *_votes(figures, everybody), *(of_all if is_clear else [""] * 3)]
        for group in groups:
            votes = figures.by_group[group.key]
            if votes is not None:
                yield [*run, *_group(group), *_votes(figures, votes), "", "", ""]


def _run(analysis: Analysis) -> list[Cell]:
    found = analysis.grouping
    return [
        analysis.pk,
        date_of(analysis.published_at),
        scope_of(analysis),
        analysis.ballot_id,
        analysis.method,
        analysis.engine_version,
        analysis.seed,
        found.votes,
        analysis.people,
        analysis.apart,
        analysis.input_sha256,
        analysis.result_sha256,
        found.k if found.is_clear else 0,
        decimal(found.silhouette),
        decimal(analysis.stability),
    ]


def _group(group: OpinionGroup) -> list[Cell]:
    return [group.letter, group.label, group.people]


def _votes(figures: Figures, votes: Votes) -> list[Cell]:
    agree, disagree, seen = votes
    return [figures.contribution_id, agree, disagree, seen - agree - disagree, seen]
