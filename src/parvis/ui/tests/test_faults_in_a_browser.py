"""What tests in a browser look at pages with sees what is wrong, on each of the screens that it tells of."""

import pytest

from parvis.testing.browser import DESK, NARROW, PHONE, NewPage, axe_violations, faults

pytestmark = pytest.mark.browser
PAGE = """<!doctype html><html lang="en"><title>A page</title><style>{style}</style>
<main><h1>A page</h1><p>Some words.</p>{more}</main></html>"""
PALE_WHEN_WIDE = "@media (min-width: 800px) { p { color: #ccc; background: #fff } }"
SHOWN_WHEN_WIDE = "img { display: none } @media (min-width: 800px) { img { display: block } }"
PICTURE = '<img width="40" height="40" src="data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAA=">'


@pytest.mark.parametrize(
    ("style", "more", "found"),
    [
        ("", "", []),
        ("p { color: #ccc; background: #fff }", "", ["color-contrast"]),
        (PALE_WHEN_WIDE, "", ["on a wide screen: color-contrast"]),
        (SHOWN_WHEN_WIDE, PICTURE, ["on a wide screen: image-alt"]),
        ("", PICTURE, ["image-alt"]),
        ("p { width: 350px }", "", ["at 320 px"]),
    ],
)
def test_each_fault_is_told_once_with_the_screen_where_it_is(
    new_page: NewPage, style: str, more: str, found: list[str]
) -> None:
    page = new_page(size=PHONE)
    page.set_content(PAGE.format(style=style, more=more))

    told = faults(page)

    assert [fault.startswith(words) for fault, words in zip(told, found, strict=True)] == [True] * len(found)
    assert page.viewport_size == {"width": PHONE[0], "height": PHONE[1]}


@pytest.mark.parametrize(("size", "found"), [(NARROW, []), (DESK, ["color-contrast"])])
def test_a_page_is_judged_as_it_is(new_page: NewPage, size: tuple[int, int], found: list[str]) -> None:
    page = new_page(size=size)
    page.set_content(PAGE.format(style=PALE_WHEN_WIDE, more=""))

    assert [fault.partition(":")[0] for fault in axe_violations(page)] == found
    page.set_content(PAGE.format(style="", more=PICTURE))
    assert [fault.partition(":")[0] for fault in axe_violations(page)] == ["image-alt"]
    assert axe_violations(page, rules=["color-contrast"]) == []
