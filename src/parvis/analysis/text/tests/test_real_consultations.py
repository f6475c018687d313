"""Topics of real consultations against the questions and sections that their authors answered."""

import polars as pl
import pytest
from sklearn.metrics import adjusted_rand_score, v_measure_score

from parvis.analysis.text import assign, fit, topics
from parvis.analysis.text.tests.data import SHARED, needs_shared_data
from parvis.analysis.text.tests.test_topics import check

pytestmark = needs_shared_data


def grand_debat(size):
    table = pl.read_csv(SHARED / "grand-debat" / "answers_30k.csv.gz").head(size)
    return table["text"].to_list(), table["label"].to_numpy()


def republique_numerique():
    table = pl.read_csv(SHARED / "republique-numerique" / "opinions.csv")
    return (table["title"] + " " + table["text"].fill_null("")).to_list(), table["section_title"].to_numpy()


def lille():
    """Comments under questions of four themes."""
    number = pl.col("url").str.extract(r"(\d+)$").cast(pl.Int64)
    questions = pl.read_csv(SHARED / "lille" / "questions.csv.gz").with_columns(number=number)
    comments = pl.read_csv(SHARED / "lille" / "comments.csv.gz")
    table = comments.join(questions, left_on="commentable_id", right_on="number")
    return table["text"].to_list(), table["description/fr"].str.replace_all("<[^>]*>", "").to_numpy()


def test_answers_of_the_grand_debat_are_found_by_question_and_placed_again_where_they_were():
    texts, label = grand_debat(4_000)
    run = fit(texts, topics=len(set(label)))
    check(run.topics, texts)
    read = run.topics.topic >= 0
    assert v_measure_score(label[read], run.topics.topic[read]) > 0.38
    assert adjusted_rand_score(label[read], run.topics.topic[read]) > 0.2
    alone = read & (run.topics.group < 0)
    assert (assign(run.model, texts).topic == run.topics.topic)[alone].mean() > 0.995


def test_sections_of_the_republique_numerique():
    texts, label = republique_numerique()
    found = topics(texts, topics=18)
    assert v_measure_score(label, found.topic) > 0.17


def test_themes_of_lille():
    texts, label = lille()
    found = topics(texts, topics=4)
    read = found.topic >= 0
    assert v_measure_score(label[read], found.topic[read]) > 0.25


@pytest.mark.parametrize(
    ("corpus", "labels"), [(lille, 4), (republique_numerique, 18), (lambda: grand_debat(2_500), 25)]
)
def test_the_number_of_topics_is_within_a_factor_of_two(corpus, labels):
    assert labels / 2 <= topics(corpus()[0]).k <= labels * 2
