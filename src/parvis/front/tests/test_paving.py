"""The drawn pattern of a consultation without a picture."""

from parvis.front.pattern import TALL, WIDE, lay


def test_the_same_number_gives_the_same_paving():
    assert lay(7) == lay(7)
    assert lay(7) != lay(8)


def test_every_tile_of_the_square_is_laid_once():
    for columns, rows in (WIDE, TALL):
        pattern = lay(3, (columns, rows))
        assert (pattern.width, pattern.height) == (columns * 40, rows * 40)
        assert {(stone.x, stone.y) for stone in pattern.stones} == {
            (column * 40, row * 40) for column in range(columns) for row in range(rows)
        }
        assert len(pattern.stones) == columns * rows


def test_no_shape_disappears_into_its_ground():
    assert [stone for stone in lay(11).stones if stone.tone == stone.ground] == []
