"""The map shows where many people stand, and never one."""

from dataclasses import replace

import numpy as np

from parvis.understanding.opinion_map import draw, letter
from parvis.understanding.tests.made import votes


def corners(points: str) -> np.ndarray:
    return np.array([[float(value) for value in pair.split(",")] for pair in points.split()])


def test_everyone_placed_is_in_a_hexagon_or_said_to_be_apart() -> None:
    _, found = votes()
    drawing = draw(found)
    assert sum(cell.people for cell in drawing.cells) + drawing.alone == 120
    assert min(cell.people for cell in drawing.cells) >= 2
    assert drawing.most == max(cell.people for cell in drawing.cells)


def test_everything_is_drawn_inside_the_box() -> None:
    _, found = votes(noise=0.3)
    drawing = draw(found)
    for shape in (*drawing.cells, *drawing.outlines):
        points = corners(shape.points)
        assert points.min() >= 0
        assert points[:, 0].max() <= 360
        assert points[:, 1].max() <= float(drawing.height)


def test_an_outline_holds_the_middle_of_its_group() -> None:
    _, found = votes()
    for outline in draw(found).outlines:
        low, high = corners(outline.points).min(axis=0), corners(outline.points).max(axis=0)
        assert low[0] - 1 <= float(outline.x) <= high[0] + 1


def test_people_at_one_point_are_drawn() -> None:
    _, found = votes()
    drawing = draw(replace(found, position=np.zeros_like(found.position)))
    assert [cell.people for cell in drawing.cells] == [120]


def test_nobody_placed_is_an_empty_map() -> None:
    _, found = votes()
    drawing = draw(replace(found, group=np.full(120, -1, np.int32)))
    assert drawing.cells == drawing.outlines == ()


def test_groups_are_lettered_without_end() -> None:
    assert [letter(group) for group in (0, 25, 26, 51, 52)] == ["A", "Z", "AA", "AZ", "BA"]
