"""A draft says what was counted, with its sources, and quotes letter for letter."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parvis.analysis.errors import AnalysisError
from parvis.analysis.synthesis import Argument, Corpus, Draft, Finding, draft
from parvis.analysis.synthesis.tests.made import ARGUMENTS, BUSES, TREES, VOTES, corpus, topics
from parvis.analysis.text.duplicates import Campaign


def findings(drawn: Draft, topic: int = 0) -> dict[str, Finding]:
    return {found.sentence.key: found for found in drawn.topics[topic].findings()}


def test_every_topic_is_counted_and_quoted() -> None:
    drawn = draft(corpus(), topics())
    assert drawn.coverage.topics == drawn.coverage.topics_quoted == 2
    assert drawn.coverage.documents == drawn.coverage.represented == 7
    size = findings(drawn)["size"].sentence
    assert size.values == {"documents": 4, "share": 4 / 7, "people": 0}
    assert size.sources.tolist() == [0, 1, 2, 3]
    assert {quote.row for quote in findings(drawn)["typical"].quotes} <= {0, 1, 2, 3}


def test_what_has_nothing_to_read_is_counted_apart() -> None:
    opening = {found.sentence.key: found.sentence for found in draft(corpus(), topics()).opening}
    assert opening["read"].values == {"documents": 9, "topics": 2}
    assert opening["contentless"].values == {"documents": 2}
    assert opening["contentless"].sources.tolist() == [7, 8]


def test_votes_say_what_is_supported_rejected_and_divided() -> None:
    found = findings(draft(corpus(votes=VOTES), topics()))
    assert found["votes"].sentence.values == {"votes": 81, "in_favour": 36, "mixed": 3, "against": 42}
    assert [quote.row for quote in found["supported"].quotes] == [0, 2]
    assert found["rejected"].sentence.values == {"documents": 1, "judged": 3, "least": 10}
    assert found["rejected"].sentence.sources.tolist() == [1]
    assert found["divided"].sentence.sources.tolist() == [2]


def test_where_nothing_is_rejected_it_is_said() -> None:
    found = findings(draft(corpus(votes=VOTES), topics()), topic=1)
    assert found["none_rejected"].sentence.values["judged"] == 2
    assert "rejected" not in found


def test_the_most_supported_arguments_are_quoted_on_each_side() -> None:
    found = findings(draft(corpus(arguments=ARGUMENTS), topics()))
    against = found["arguments_against"]
    assert against.sentence.values == {"arguments": 2, "documents": 2, "shown": 2}
    assert [quote.argument for quote in against.quotes] == [1, 2]
    assert [quote.argument for quote in found["arguments_for"].quotes] == [0]


def test_without_votes_or_arguments_words_that_object_are_looked_for() -> None:
    assert "objections" not in findings(draft(corpus(TREES), topics((0,) * 3)))
    refusal = "Les plantations sont inutiles et je refuse de payer pour des platanes qui mourront de soif."
    objections = findings(draft(corpus([*TREES, refusal]), topics((0,) * 4)))["objections"]
    assert [quote.text for quote in objections.quotes] == [refusal]


def test_a_small_subtopic_is_kept_as_a_minority_view() -> None:
    texts = [*BUSES * 6, *TREES]
    drawn = draft(corpus(texts), topics((0,) * 27, (1,) * 24 + (2,) * 3))
    small = findings(drawn)["small_subtopic"]
    assert small.sentence.values["documents"] == 3
    assert small.quotes[0].row >= 24


def test_copies_and_campaigns_are_counted_honestly() -> None:
    texts = [BUSES[0]] * 3 + [BUSES[1]]
    campaign = Campaign(group=0, rows=(0, 1, 2), variants=1, sample=0, words=15)
    drawn = draft(corpus(texts), topics((0,) * 4, groups=(0, 0, 0, -1), campaigns=(campaign,)))
    found = findings(drawn)
    assert found["copies"].sentence.values == {"documents": 3, "different": 2}
    assert found["campaign"].sentence.values == {"documents": 3, "variants": 1}
    assert found["campaign"].sentence.sources.tolist() == [0, 1, 2]
    assert drawn.coverage.quoted == 4


def test_the_only_subtopic_of_a_topic_has_its_title() -> None:
    named = draft(corpus(), topics(subtopics=(2, 2, 2, 2, 3, 3, 3, -1, -1))).topics
    assert [topic.subtopics for topic in named] == [{2: named[0].title}, {3: named[1].title}]


def test_authors_are_counted_once() -> None:
    authors = ["Ada", "Ada", "Bob", "", "", "", "", "", ""]
    assert findings(draft(corpus(authors=authors), topics()))["size"].sentence.values["people"] == 2


def test_no_document_is_quoted_twice_in_a_topic() -> None:
    drawn = draft(corpus(votes=VOTES, arguments=ARGUMENTS), topics())
    for topic in drawn.topics:
        quotes = [(quote.row, quote.argument) for found in topic.findings() for quote in found.quotes]
        assert len(quotes) == len(set(quotes))


def test_the_same_texts_give_the_same_draft() -> None:
    one, two = (draft(corpus(votes=VOTES, arguments=ARGUMENTS), topics()) for _ in range(2))
    assert str(one) == str(two)


def test_nothing_at_all_gives_an_empty_draft() -> None:
    drawn = draft(corpus([]), topics(()))
    assert drawn.topics == ()
    assert drawn.coverage.documents == 0


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(max_size=200), min_size=1, max_size=12), st.integers(1, 3))
def test_whatever_people_write_the_draft_is_verbatim(texts: list[str], k: int) -> None:
    labels = [row % min(k, len(texts)) for row in range(len(texts))]
    drawn = draft(corpus(texts), topics(labels))
    for topic in drawn.topics:
        for found in topic.findings():
            assert all(quote.text in texts[quote.row] for quote in found.quotes)


def test_topics_of_other_texts_are_refused() -> None:
    with pytest.raises(AnalysisError, match="9 topics for 3 texts"):
        draft(corpus(TREES), topics())


@pytest.mark.parametrize(
    ("columns", "code"),
    [
        ({"ids": ["a"]}, "unequal_lengths"),
        ({"ids": ["a", "b"], "titles": ["x"]}, "unequal_lengths"),
        ({"ids": ["a", "b"], "votes": np.zeros((2, 2), np.int64)}, "unequal_lengths"),
        ({"ids": ["a", "b"], "votes": np.array([[1, 0, 0], [0, -1, 0]])}, "negative_votes"),
        ({"ids": ["a", "b"], "arguments": (Argument("x", 2, 1, "oui"),)}, "unknown_document"),
    ],
)
def test_a_corpus_that_does_not_hold_together_is_refused(columns: dict[str, object], code: str) -> None:
    with pytest.raises(AnalysisError) as caught:
        Corpus(texts=["un", "deux"], **columns)
    assert caught.value.code == code
