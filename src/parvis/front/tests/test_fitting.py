"""A printed form that a few lines less spare a page."""

import re

import pytest

from parvis.front.sheets.drawing import FORM, draw
from parvis.front.sheets.fitting import MOST_CUT, fitted
from parvis.front.sheets.material import Look, material_of
from parvis.paper.tests.factories import BatchFactory, ask

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("return_lines", "pages"), [(1, [3, 2]), (9, [3, 2]), (14, [3, 3])])
def test_a_few_lines_less_spare_a_page(return_lines: int, pages: list[int]) -> None:
    batch = BatchFactory(size=1, return_to="\n".join(["Mairie"] * return_lines))
    ask(batch.kind)
    sheets = list(batch.sheets.select_related("batch"))
    said = material_of(batch, sheets, Look("Parvis", "#0b5c5e"), language="fr", is_large=False)

    fit = fitted(said)

    drawn = [len(re.findall(rb"/Type ?/Page\b", draw(FORM, one))) for one in (said, fit)]
    lines = [sum(part.get("lines", 0) for part in one["parts"]) for one in (said, fit)]
    assert drawn == pages
    assert (0 < lines[0] - lines[1] <= MOST_CUT) if pages[1] < pages[0] else fit == said
