"""Real consultations whose authors said what they wrote about: texts, and the label of each."""

from collections.abc import Callable

import numpy as np
import polars as pl

from benchmarks.corpus import SHARED

Labelled = tuple[list[str], np.ndarray]


def grand_debat() -> Labelled:
    """Answers to the open questions of the Grand Débat National; the question."""
    table = pl.read_csv(SHARED / "grand-debat" / "answers_30k.csv.gz")
    return table["text"].to_list(), table["label"].to_numpy()


def lille() -> Labelled:
    """Comments on Lille's Decidim; the theme of the question commented."""
    number = pl.col("url").str.extract(r"(\d+)$").cast(pl.Int64)
    theme = pl.col("description/fr").str.replace_all("<[^>]*>|&nbsp;", "").str.strip_chars()
    questions = pl.read_csv(SHARED / "lille" / "questions.csv.gz").select(number=number, theme=theme)
    comments = pl.read_csv(SHARED / "lille" / "comments.csv.gz")
    table = comments.join(questions, left_on="commentable_id", right_on="number")
    return table["text"].to_list(), table["theme"].to_numpy()


def lille_proposals() -> Labelled:
    """Proposals on Lille's Decidim that their authors filed under one of its four themes."""
    table = pl.read_csv(SHARED / "lille" / "propositions.csv.gz").filter(pl.col("category") != "Autre sujet")
    return (table["title"] + " " + table["text"].fill_null("")).to_list(), table["category"].to_numpy()


def republique_numerique() -> Labelled:
    """Articles and proposals on the digital bill; the section."""
    table = pl.read_csv(SHARED / "republique-numerique" / "opinions.csv")
    return (table["title"] + " " + table["text"].fill_null("")).to_list(), table["section_title"].to_numpy()


SETS: dict[str, Callable[[], Labelled]] = {
    "grand-debat": grand_debat,
    "lille": lille,
    "lille-proposals": lille_proposals,
    "republique-numerique": republique_numerique,
}
