"""Near-duplicates are grouped whatever their order; campaigns are what chance does not explain."""

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from joblib import parallel_config

from parvis.analysis.errors import AnalysisError
from parvis.analysis.text import grouping, minhash
from parvis.analysis.text.contentless import contentless
from parvis.analysis.text.duplicates import (
    CAMPAIGN_WORDS,
    SURPRISE,
    expected_by_chance,
    near_duplicates,
)
from parvis.analysis.text.tests.data import grand_debat, needs_shared_data
from parvis.analysis.text.tokens import tokenise

LETTER = (
    "Nous demandons que la ligne de train de nuit soit rouverte, avec des wagons pour les vélos, "
    "parce que les habitants de la vallée ont besoin de rejoindre la capitale sans voiture ni avion."
)
OTHER = (
    "La cantine de notre école devrait servir des produits locaux et préparer les repas sur place, "
    "car les enfants mangent mieux quand un cuisinier travaille près des tables et connaît leurs noms."
)


def of(texts, **options):
    return near_duplicates(texts, tokenise(texts), **options)


def partition(group):
    """The sets of rows that are together."""
    return {frozenset(np.flatnonzero(group == number).tolist()) for number in np.unique(group[group >= 0])}


def copies(count, seed=0, text=LETTER):
    """Copies with one word changed in each, at random."""
    rng = np.random.default_rng(seed)
    words = text.split(" ")
    places = rng.integers(0, len(words), count)
    return [
        " ".join([*words[:place], f"mot{n}", *words[place + 1 :]]) for n, place in enumerate(places.tolist())
    ]


def test_copies_are_the_same_whatever_their_case_accents_and_punctuation():
    found = of(["Vélo à l'école !", "bus", "velo a l'ecole", "tram", "VÉLO, à l’école", "tram"])
    assert found.group.tolist() == [0, -1, 0, 1, 0, 1]
    assert found.representative.tolist() == [0, 1, 0, 3, 0, 3]
    assert found.campaigns == ()


def test_edited_copies_are_one_group_and_other_texts_are_not_in_it():
    texts = [
        OTHER,
        *copies(20),
        "Un tout autre sujet : la fibre optique n'arrive pas dans les villages du canton.",
    ]
    found = of(texts)
    assert found.group.tolist() == [-1] + [0] * 20 + [-1]
    assert set(found.representative[1:21].tolist()) <= set(range(1, 21))
    assert len(set(found.representative[1:21].tolist())) == 1


def test_short_texts_are_grouped_only_when_their_words_are_the_same():
    found = of(["plus de trains de nuit", "plus de trains la nuit", "Plus de trains de nuit."])
    assert found.group.tolist() == [0, -1, 0]


def test_the_order_of_words_matters():
    assert of(["les vélos avant les voitures", "les voitures avant les vélos"]).group.tolist() == [-1, -1]


def test_contentless_and_wordless_texts_are_in_no_group():
    texts = ["oui", "oui", "", "", "!", "!", "vélo", "vélo"]
    found = of(texts, contentless=contentless(pl.Series(texts)))
    assert found.group.tolist() == [-1, -1, -1, -1, -1, -1, 0, 0]
    assert found.representative.tolist() == [0, 1, 2, 3, 4, 5, 6, 6]


def test_texts_that_change_little_by_little_are_not_all_one_group():
    """Each text shares most of its words with the next, the first and the last share none."""
    words = [f"mot{n}" for n in range(400)]
    texts = [" ".join(words[start : start + 40]) for start in range(0, 360, 4)]
    found = of(texts)
    assert found.group.max() > 3
    places = np.arange(len(texts))
    assert np.abs(places - found.representative)[found.group >= 0].max() * 4 <= 20


def test_a_campaign_is_counted_with_its_variants_and_its_commonest_text():
    texts = [*copies(6), LETTER, LETTER, OTHER]
    (campaign,) = of(texts).campaigns
    assert campaign.rows == (0, 1, 2, 3, 4, 5, 6, 7)
    assert (campaign.variants, campaign.sample, campaign.group) == (7, 6, 0)
    assert campaign.words == len(tokenise([LETTER]).codes)


def test_the_sample_is_the_centre_where_no_text_was_sent_twice():
    found = of([OTHER, *copies(6)])
    (campaign,) = found.campaigns
    assert (campaign.variants, campaign.sample) == (6, found.representative[1])


def test_campaigns_come_with_most_documents_first():
    texts = [*copies(4), *copies(9, text=OTHER)]
    assert [len(campaign.rows) for campaign in of(texts).campaigns] == [9, 4]


def test_a_common_phrase_is_a_group_and_no_campaign():
    texts = ["Respecter la loi de 1905 et la faire respecter"] * 300 + copies(2)
    found = of(texts)
    assert (found.group >= 0).all()
    assert found.campaigns == ()


@pytest.mark.parametrize(("documents", "words"), [(3, 21), (5, 16), (50, 11), (500, 8)])
def test_the_fewer_the_copies_the_longer_a_text_must_be(documents, words):
    """By hand for 5 among 500,000: (ln C(500000, 5) + ln 100) / (4 * 0.75 * ln 4) = 15.7 words."""

    def surprising(length):
        found = expected_by_chance(np.array([documents]), np.array([length]), 500_000)
        return found[0] < np.log(SURPRISE)

    assert surprising(words)
    assert not surprising(words - 1)


def test_a_campaign_has_words_enough():
    short = " ".join(f"mot{n}" for n in range(CAMPAIGN_WORDS - 1))
    assert of([short] * 50).campaigns == ()
    assert len(of([f"{short} fin"] * 50).campaigns) == 1


@settings(deadline=None, max_examples=40)
@given(st.data())
def test_the_partition_does_not_depend_on_the_order(data):
    words = st.sampled_from(["vélo", "bus", "train", "école", "forêt", "mairie"])
    bases = data.draw(st.lists(st.lists(words, min_size=1, max_size=30), min_size=1, max_size=6))
    edits = data.draw(
        st.lists(st.tuples(st.sampled_from(bases), st.integers(0, 29), words), min_size=1, max_size=30)
    )
    texts = [" ".join([*base[:place], word, *base[place + 1 :]]) for base, place, word in edits]
    order = np.array(data.draw(st.permutations(range(len(texts)))))
    straight, turned = of(texts), of([texts[place] for place in order])
    assert partition(straight.group) == {
        frozenset(order[list(rows)].tolist()) for rows in partition(turned.group)
    }
    first = np.unique(straight.group[straight.group >= 0], return_index=True)[1]
    assert (np.diff(np.flatnonzero(straight.group >= 0)[first]) > 0).all()


def test_the_seed_is_an_argument_and_the_same_seed_gives_the_same_hashes():
    words = ["bus", "vélo"]
    assert (minhash.word_hashes(words, 1) == minhash.word_hashes(words, 1)).all()
    assert (minhash.word_hashes(words, 1) != minhash.word_hashes(words, 2)).all()


def test_hashes_do_not_depend_on_the_vocabulary_around():
    assert minhash.word_hashes(["a", "velo"], 0)[1] == minhash.word_hashes(["vélo"], 0)[0]


def test_estimated_similarity_is_near_the_real_one():
    """Half of the pairs of words in common, of 400: Jaccard 1/3, standard deviation 0.06."""
    left = " ".join(f"mot{n}" for n in range(401))
    right = " ".join(f"mot{n}" for n in range(200, 601))
    tokens = tokenise([left, right])
    words = minhash.word_hashes(tokens.vocabulary, 0)
    signed = minhash.signatures(tokens, words, np.ones(2, bool), minhash.family(0))
    found = minhash.similarity(signed, np.array([0, 0]), np.array([0, 1]))
    assert found[0] == 1
    assert abs(found[1] - 1 / 3) < 0.2


def test_pairs_are_at_most_two_a_text_even_where_all_are_alike():
    for count in (0, 1, 2, 100, 200):
        signed = np.ones((count, minhash.FUNCTIONS), np.uint16)
        left, right = minhash.neighbours(signed, 0)
        assert len(left) == len(right) <= 2 * count
        assert (left > right).all()


def compared(texts, monkeypatch):
    """Pairs of signatures compared to group the texts."""
    count = 0
    compare = minhash.similarity

    def counting(signed, left, right):
        nonlocal count
        count += len(left)
        return compare(signed, left, right)

    with monkeypatch.context() as patch:
        patch.setattr(grouping, "similarity", counting)
        of(texts)
    return count


def test_the_work_is_linear_in_the_number_of_texts(monkeypatch):
    """One group of edited copies, the worst case: twice the texts, twice the comparisons."""
    small, large = (compared(copies(count), monkeypatch) for count in (500, 2000))
    assert large <= 4.4 * small
    assert large <= 2000 * (2 * minhash.BANDS + grouping.CANDIDATES + 1)


@needs_shared_data
def test_real_answers_give_the_same_groups_over_runs_workers_and_orders():
    texts = grand_debat().head(8000)
    first = of(texts)
    with parallel_config(backend="sequential"):
        alone = of(texts)
    assert np.array_equal(first.group, alone.group)
    assert np.array_equal(first.representative, alone.representative)
    assert first.campaigns == alone.campaigns
    order = np.random.default_rng(0).permutation(len(texts))
    turned = of(texts.gather(order))
    assert partition(first.group) == {
        frozenset(order[list(rows)].tolist()) for rows in partition(turned.group)
    }


@needs_shared_data
def test_the_campaigns_of_the_grand_debat_are_texts_sent_as_they_are():
    texts = grand_debat()
    found = of(texts, contentless=contentless(texts))
    assert [(len(campaign.rows), campaign.words) for campaign in found.campaigns] == [
        (13, 24),
        (8, 44),
        (5, 36),
        (4, 53),
    ]


def test_what_does_not_fit_is_refused():
    with pytest.raises(AnalysisError) as refused:
        near_duplicates(["vélo"], tokenise(["vélo", "bus"]))
    assert refused.value.code == "unequal_lengths"
    with pytest.raises(AnalysisError):
        of(["vélo"], contentless=np.zeros(2, bool))
