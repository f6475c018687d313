"""Notes cut into passages, and which passage is which once they were typed again."""

from hypothesis import given, settings
from hypothesis import strategies as st

from parvis.minutes.cutting import Block, Held, cut, matched, typed_again

WORDS = st.text("abc ", min_size=1).map(str.strip).filter(bool)
BLOCKS = st.lists(st.builds(Block, WORDS, st.booleans()), min_size=2, max_size=8)


def held(*texts: str) -> list[Held]:
    return [Held(pk, Block(text)) for pk, text in enumerate(texts, 1)]


def numbers(former: list[Held], *texts: str) -> list[int | None]:
    return [pk for pk, _block in matched(former, [Block(text) for text in texts])]


def test_paragraphs_then_lines_then_headings() -> None:
    assert cut("Une phrase\nsur deux lignes.\n\n\nUne autre.\r\n") == [
        Block("Une phrase\nsur deux lignes."),
        Block("Une autre."),
    ]
    assert cut("# Les bus\nUne ligne.\nUne autre.") == [
        Block("Les bus", is_heading=True),
        Block("Une ligne."),
        Block("Une autre."),
    ]
    assert cut(" \n\n ") == []


@settings(max_examples=60, deadline=None)
@given(BLOCKS)
def test_what_is_typed_again_is_cut_the_same(blocks: list[Block]) -> None:
    assert cut(typed_again(blocks)) == blocks


def test_words_that_changed_in_their_place_keep_their_number() -> None:
    former = held("Bonjour.", "Le bus part tôt.", "Au revoir.")
    assert numbers(former, "Bonjour.", "Rien à voir du tout.", "Au revoir.") == [1, 2, 3]


def test_words_that_moved_keep_their_number() -> None:
    former = held("Un.", "Deux.", "Trois.")
    assert numbers(former, "Trois.", "Un.", "Deux.") == [3, 1, 2]


def test_a_passage_between_others_is_new_and_moves_no_number() -> None:
    former = held("Un.", "Deux.")
    assert numbers(former, "Un.", "Nouveau.", "Deux.") == [1, None, 2]


def test_words_that_moved_and_changed_are_known_again() -> None:
    former = held("Le dernier bus part trop tôt le soir.", "Il manque un abri devant la gare.", "Fin.")
    assert numbers(
        former,
        "Fin.",
        "Il manque un abri devant la gare du haut.",
        "Tout à fait autre chose.",
        "Le dernier bus part bien trop tôt le soir.",
    ) == [3, 2, None, 1]


@settings(max_examples=60, deadline=None)
@given(BLOCKS, BLOCKS)
def test_no_number_is_given_twice_and_none_is_lost_when_nothing_changed(
    former: list[Block], blocks: list[Block]
) -> None:
    rows = [Held(pk, block) for pk, block in enumerate(former, 1)]
    given_out = [pk for pk, _block in matched(rows, blocks) if pk is not None]
    assert len(set(given_out)) == len(given_out)
    assert [pk for pk, _block in matched(rows, former)] == [row.pk for row in rows]
