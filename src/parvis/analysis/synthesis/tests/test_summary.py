"""The first screen of a draft: what it is about, what is liked, what divides, what to doubt."""

from dataclasses import replace

import numpy as np
import pytest

from parvis.analysis.synthesis import Finding, draft
from parvis.analysis.synthesis.tests.made import BUSES, TREES, VOTES, corpus, topics
from parvis.analysis.text.results import Topics

TITLES = (
    "Des bus de nuit jusqu'à deux heures",
    "Plus de bus entre la gare et le nord",
    "Gratuité de nuit pour la jeunesse",
    "Non",
    "Des arbres sur les places de la ville",
    "Des arbres dans les cours d'école",
    "Mille fruitiers le long des pistes",
    "",
    "",
)


def summed(found: Topics, **columns: object) -> dict[str, Finding]:
    return {item.sentence.key: item for item in draft(corpus(**columns), found).summary}


def of_sizes(sizes: list[int], *, affinity: list[float], stability: float = 0.9) -> Topics:
    """Topics of these sizes and likeness, each as stable as the others."""
    label = np.repeat(np.arange(len(sizes)), sizes).astype(np.int32)
    made = topics(label.tolist())
    stable = tuple(replace(topic, stability=stability) for topic in made.topics)
    return replace(made, topics=stable, affinity=np.array(affinity, np.float32)[label])


def many(sizes: list[int]) -> list[str]:
    return [f"{BUSES[row % 4]} {row}" for row in range(sum(sizes))]


def test_topics_are_named_by_size_in_one_sentence() -> None:
    found = summed(topics())["by_size"].sentence
    assert (found.values["sizes"], found.values["others"], found.values["documents"]) == ((4, 3), 0, 0)
    assert found.values["phrases"][0] == "bus de nuit"
    assert found.sources.tolist() == list(range(7))


def test_beyond_five_topics_the_others_are_counted_together() -> None:
    sizes = [6, 5, 4, 3, 3, 2, 2]
    made = of_sizes(sizes, affinity=[0.9] * 7)
    values = draft(corpus(many(sizes)), made).summary[0].sentence.values
    assert (values["sizes"], values["others"], values["documents"]) == ((6, 5, 4, 3, 3), 2, 4)


def test_the_most_supported_come_first_by_their_titles() -> None:
    found = summed(topics(), votes=VOTES, titles=TITLES)["most_supported"]
    assert [(quote.row, quote.of_title) for quote in found.quotes] == [(4, True), (0, True), (2, True)]
    assert found.quotes[0].text == TITLES[4]
    assert found.sentence.sources.tolist() == [4, 0, 2]
    assert found.sentence.values == {"documents": 3, "shown": 3, "least": 10}


def test_without_titles_a_sentence_is_quoted() -> None:
    found = summed(topics(), votes=VOTES)["most_supported"]
    assert [quote.text for quote in found.quotes] == [TREES[0], BUSES[0], BUSES[2]]


def test_the_most_disputed_have_votes_on_each_side() -> None:
    found = summed(topics(), votes=VOTES, titles=TITLES)["most_disputed"]
    assert [quote.row for quote in found.quotes] == [2, 5]
    assert found.sentence.sources.tolist() == [2, 5]
    assert found.sentence.values == {"documents": 2, "judged": 5, "least": 10, "share": 0.3}


def test_what_is_both_liked_and_disputed_is_in_both() -> None:
    votes = np.where(np.arange(9)[:, None] == 2, [[12, 0, 9]], [[1, 0, 0]])
    found = summed(topics(), votes=votes, titles=TITLES)
    assert [quote.row for key in ("most_supported", "most_disputed") for quote in found[key].quotes] == [2, 2]


def test_where_nothing_is_disputed_it_is_said_of_those_that_were_judged() -> None:
    votes = np.where(np.arange(9)[:, None] == 4, [[40, 0, 1]], [[1, 0, 0]])
    found = summed(topics(), votes=votes)["none_disputed"]
    assert found.sentence.sources.tolist() == [4]


def test_without_votes_nothing_is_said_of_support() -> None:
    assert set(summed(topics())) <= {"by_size", "fragile", "unstable", "remainder"}


def test_fragile_topics_are_counted_with_what_they_hold() -> None:
    made = topics()
    shaky = replace(made, topics=(replace(made.topics[0], stability=0.4), *made.topics[1:]))
    found = summed(shaky)["fragile"].sentence
    assert (found.values["fragile"], found.values["topics"], found.values["documents"]) == (1, 2, 4)
    assert found.sources.tolist() == [0, 1, 2, 3]
    assert "fragile" not in summed(made)


def test_topics_unstable_as_a_whole_are_said_once() -> None:
    shaky = of_sizes([4, 3], affinity=[0.9, 0.9], stability=0.2)
    shaky = replace(shaky, stability=0.1666, notes=("low_stability",))
    found = {item.sentence.key: item for item in draft(corpus((*BUSES, *TREES)), shaky).summary}
    assert found["unstable"].sentence.values == {"stability": 0.17}
    assert "fragile" not in found


@pytest.mark.parametrize(
    ("sizes", "affinity", "expected"),
    [
        ([12, 3, 3], [0.2, 0.5, 0.6], True),
        ([12, 3, 3], [0.5, 0.2, 0.6], False),
        ([7, 6, 5], [0.2, 0.5, 0.6], False),
        ([12, 3], [0.2, 0.5], False),
    ],
    ids=["large and loose", "large and close", "of the size of others", "two topics"],
)
def test_a_large_topic_of_unlike_texts_is_said_to_be_a_remainder(
    sizes: list[int], affinity: list[float], expected: bool
) -> None:
    made = of_sizes(sizes, affinity=affinity)
    found = {item.sentence.key: item for item in draft(corpus(many(sizes)), made).summary}
    assert ("remainder" in found) == expected
    if expected:
        assert found["remainder"].sentence.sources.tolist() == list(range(12))


def test_nothing_to_read_has_no_summary() -> None:
    assert draft(corpus([]), topics(())).summary == ()
