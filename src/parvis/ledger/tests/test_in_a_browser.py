"""The pages of the log on a phone and on a desk, in both languages, with and without scripts."""

import pytest
from playwright.sync_api import expect
from pytest_django.live_server_helper import LiveServer

from parvis.ledger.domain.push import push
from parvis.ledger.domain.receipt import receipt_link
from parvis.ledger.domain.sequence import sequence
from parvis.ledger.domain.verify import verify
from parvis.ledger.enums import LeafKind
from parvis.ledger.tests.factories import Words, grow, tell
from parvis.testing.browser import DESK, PHONE, NewPage, axe_violations, overflowing, photograph

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def row(settings: object, tmp_path: object) -> Words:
    """An act that has its place and was hidden since, in a log that is kept outside."""
    settings.PARVIS_LEDGER_PUSH = [f"file://{tmp_path}/kept/", "https://127.0.0.1/kept/"]  # type: ignore[attr-defined]
    made = Words("Un banc.")
    tell(row=made)
    grow(1480)
    tell(LeafKind.MODERATION_HIDE, reference=made.entry)
    sequence()
    push()
    verify()
    return made


@pytest.mark.parametrize(("size", "prefix"), [(PHONE, ""), (DESK, "/en")])
def test_pages_hold(
    new_page: NewPage, live_server: LiveServer, row: Words, size: tuple[int, int], prefix: str
) -> None:
    page = new_page(size=size)
    paths = {"log": "/ledger/", "receipt": receipt_link(row.entry), "waiting": receipt_link(tell())}
    for name, path in {**paths, "find": "/ledger/find/"}.items():
        page.goto(live_server.url + prefix + path)
        photograph(page, f"ledger-{name}-{size[0]}")
        assert (name, axe_violations(page)) == (name, [])
        assert (name, overflowing(page)) == (name, [])


def test_a_receipt_is_downloaded_and_brought_back_without_scripts(
    new_page: NewPage, live_server: LiveServer, row: Words
) -> None:
    page = new_page(size=PHONE, scripts=False)
    page.goto(live_server.url + receipt_link(row.entry))
    with page.expect_download() as download:
        page.get_by_role("link", name="Télécharger la preuve").click()
    page.goto(live_server.url + "/ledger/find/")
    page.get_by_label("Ou le fichier de votre récépissé").set_input_files(download.value.path())
    page.get_by_role("button", name="Retrouver").click()
    expect(page.get_by_text("C’est bien dans le journal public")).to_be_visible()
    expect(page.get_by_text("texte masqué par la modération")).to_be_visible()
    photograph(page, "ledger-found")
    assert overflowing(page) == []
