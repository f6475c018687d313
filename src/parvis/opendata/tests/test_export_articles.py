"""A text with what people did and said of each article."""

import csv
from io import BytesIO, StringIO

import pytest
from openpyxl import load_workbook

from parvis.ballots.models import Tally
from parvis.consultations.tests.factories import ConsultationFactory
from parvis.contributions.enums import State
from parvis.debate.tests.factories import ArgumentFactory
from parvis.opendata.exports.articles import COLUMNS, article_rows, articles_in_markdown, articles_of
from parvis.opendata.exports.write import write_sheet
from parvis.texts.lines import Line
from parvis.texts.tests.factories import amended, opened, passage, published
from parvis.ui.spreadsheet import csv_lines

pytestmark = pytest.mark.django_db


def public(row):
    return row.state == State.PUBLISHED


@pytest.fixture
def document():
    document = published(ConsultationFactory())
    item = passage(document, 1)
    ballot = opened(document).actions.get(verb="vote", kind=item.kind)
    Tally.objects.create(ballot=ballot, contribution=item, choice=1, count=3)
    ArgumentFactory(contribution=item, comment=True, text="=1+1", quoted="Des bancs")
    made = amended(item, "Des bancs bleus.", title="Du bleu")
    ArgumentFactory(contribution=made, text="C’est joli.")
    amended(item, "Secret.", state=State.HIDDEN)
    return document


def rows_of(document):
    words = "".join(csv_lines(article_rows(document, public))).removeprefix("\ufeff")
    return list(csv.DictReader(StringIO(words)))


def test_each_article_is_followed_by_what_was_said_of_it(document):
    rows = rows_of(document)
    assert [(row["position"], row["part"]) for row in rows] == [
        ("1", "heading"),
        ("2", "passage"),
        ("3", "passage"),
        ("3", "comment"),
        ("3", "amendment"),
        ("3", "argument"),
        ("3", "amendment"),
        ("4", "heading"),
        ("5", "passage"),
    ]
    article, comment, amendment, argument, hidden = rows[2:7]
    assert (article["number"], article["for"], article["against"]) == ("Article 2", "3", "0")
    assert (comment["about"], comment["text"], comment["quoted"]) == (article["id"], "'=1+1", "Des bancs")
    assert (amendment["about"], amendment["reason"]) == (article["id"], "Parce que.")
    assert (argument["about"], argument["side"]) == (amendment["id"], "for")
    assert (hidden["state"], hidden["text"], hidden["reason"]) == ("hidden", "", "")


def test_the_workbook_holds_the_same_rows(document):
    stream = BytesIO()
    count = write_sheet("articles", article_rows(document, public), stream)
    sheet = load_workbook(stream).active
    assert (count, [cell.value for cell in sheet[1]]) == (9, COLUMNS)
    assert sheet.max_row == 10


def test_in_markdown_it_is_read_from_the_first_article_to_the_last(document):
    words = articles_in_markdown(document, public)
    order = ["# Charte de la place", "### Article 2", "Des bancs sont posés", "Votes", "On “Des bancs”",
             "Du bleu", "Parce que.", "C’est joli.", "TITRE II"]  # fmt: skip
    order[4] = "Des bancs »" if "Des bancs »" in words else order[4]
    places = [words.index(part) for part in order]
    assert places == sorted(places)
    assert "Secret" not in words


def test_queries_follow_the_length_of_the_text_alone(django_assert_num_queries, document):
    short = published(ConsultationFactory(), [Line(0, "Un."), Line(0, "Deux.")])
    for place in range(2):
        for number in range(3):
            amended(passage(short, place), f"Autre {number}.")
            ArgumentFactory(contribution=passage(short, place), comment=True)
    one = published(ConsultationFactory(), [Line(0, "Un.")])
    amended(passage(one), "Autre.")
    costs = []
    for text in (one, short):
        with django_assert_num_queries(5, exact=False) as found:
            list(articles_of(text, public))
        costs.append(len(found))
    assert costs[0] == costs[1]
