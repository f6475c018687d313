"""What is written as JSON holds everything, in plain values."""

import json
import math
from dataclasses import replace

import numpy as np
import pytest

from parvis.analysis.opinion.pipeline import analyse
from parvis.analysis.opinion.votes import Votes
from parvis.understanding.records import documents, opinions_record, topics_record
from parvis.understanding.tests.made import ORIGIN, texts, votes


def test_topics_hold_documents_topics_campaigns_and_the_synthesis() -> None:
    corpus, topics, drawn = texts()
    record = topics_record(corpus, topics, drawn, ORIGIN)
    read = record["documents"].to_dicts()
    first, last = read[0], read[-1]
    assert (first["id"], first["topic"], first["subtopic"], first["duplicate_group"]) == ("c0", 0, 2, 0)
    assert (last["topic"], last["subtopic"], last["duplicate_group"], last["contentless"]) == (
        None,
        None,
        None,
        True,
    )
    assert [topic["parent"] for topic in record["topics"]] == [None, None, 0, 0, 1]
    for topic in record["topics"]:
        for quote in topic["quotes"]:
            assert quote["text"] == corpus.texts[corpus.ids.index(quote["document"])]
    assert record["campaigns"][0]["documents"] == ["c0", "c3"]
    assert (record["version"], record["seed"], record["input_sha256"]) == ("0.1.0", 0, "ab" * 32)


def test_every_finding_names_its_sources_and_quotes_letter_for_letter() -> None:
    corpus, topics, drawn = texts()
    record = topics_record(corpus, topics, drawn, ORIGIN)
    quoted = 0
    assert [found["key"] for found in record["synthesis"]["summary"]][:2] == ["by_size", "most_supported"]
    for topic in [{"said": record["synthesis"]["summary"]}, *record["synthesis"]["topics"]]:
        for found in (*topic["said"], *topic.get("opposed", ()), *topic.get("minority", ())):
            assert set(found["sources"]) <= set(corpus.ids)
            assert found["sources"]
            for quote in found["quotes"]:
                row = corpus.ids.index(quote["document"])
                said = [item.text for item in corpus.arguments if item.id == quote["argument"]]
                source = said[0] if said else corpus.title(row) if quote["of_title"] else corpus.texts[row]
                assert quote["text"] in source
                quoted += 1
    assert quoted >= 8


def test_documents_are_in_the_order_of_the_file() -> None:
    corpus, topics, _ = texts()
    assert documents(corpus, topics)["id"].to_list() == list(corpus.ids)


def test_opinions_hold_parallel_lists_and_statements() -> None:
    conversation, found = votes()
    names = conversation.statements.tolist()
    record = json.loads(json.dumps(opinions_record(found, list(range(120)), names, ORIGIN), allow_nan=False))
    assert len(record["participants"]) == len(record["group"]) == 120
    assert set(record["group"]) == {0, 1}
    assert [statement["id"] for statement in record["statements"]] == names
    keys = {"id", "consensus", "bridging", "extremity", "priority"}
    assert all(keys <= statement.keys() for statement in record["statements"])
    assert len(record["representative"]) == record["k"] == 2
    assert {0, 1} <= set(record["consensus"]["agree"])


def test_what_was_not_measured_is_null() -> None:
    conversation, found = votes()
    figures = replace(found.statements, priority=np.full(10, np.inf))
    unknown = replace(found, stability=math.nan, silhouette=math.nan, statements=figures)
    names = conversation.statements.tolist()
    record = json.loads(json.dumps(opinions_record(unknown, [], names, ORIGIN), allow_nan=False))
    assert (record["stability"], record["silhouette"]) == (None, None)
    assert [statement["priority"] for statement in record["statements"]] == [None] * 10


@pytest.mark.parametrize("answers", [[1], [0], [1, 1, 1], [1, -1, 0]])
def test_votes_that_make_one_group_are_written_as_json(answers: list[int]) -> None:
    packed = Votes.of(range(len(answers)), [0] * len(answers), answers)
    record = opinions_record(analyse(packed, groups=1), list(range(len(answers))), [0], ORIGIN)
    again = json.loads(json.dumps(record, allow_nan=False))
    assert (again["k"], again["stability"]) == (1, None)
