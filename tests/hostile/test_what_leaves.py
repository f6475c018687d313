"""H38: what leaves the site by its logs, pages and headers names nobody; nothing is asked of other sites."""

import io
import logging
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from structlog.stdlib import ProcessorFormatter

from parvis.accounts.models import Participant
from parvis.accounts.tests.factories import ParticipantFactory, StaffFactory
from parvis.config.logs import logging_settings
from parvis.consultations.tests.factories import ThemeFactory
from parvis.contributions.models import Contribution
from parvis.contributions.tests.factories import ContributionFactory
from parvis.debate.models import Argument
from parvis.debate.tests.factories import ArgumentFactory, open_debate
from parvis.pages.domain.lay_footer import lay_footer
from parvis.pages.tests.factories import home_page

pytestmark = pytest.mark.django_db
OPINION = "Je pense en secret que la rue est laide."


@pytest.fixture
def person() -> Participant:
    return ParticipantFactory(language="fr")


@pytest.fixture
def mine(client: Client, person: Participant) -> Client:
    client.force_login(person)
    return client


# Logs.


@pytest.fixture
def lines() -> Iterator[io.StringIO]:
    """Everything that is logged, as the site writes it."""
    made = logging_settings("DEBUG", as_json=True)["formatters"]["lines"]
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(ProcessorFormatter(**{name: value for name, value in made.items() if name != "()"}))
    root = logging.getLogger()
    before = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield written
    root.removeHandler(handler)
    root.setLevel(before)


def test_h38_a_failure_of_the_database_tells_no_row(lines: io.StringIO, person: Participant) -> None:
    """PostgreSQL quotes the whole row of a broken rule: text, author, dates."""
    item = ContributionFactory(author=person)
    quoted = pytest.raises(IntegrityError, match=r"Failing row contains.*Je pense en secret")
    with quoted as failed, transaction.atomic():
        Argument.objects.create(contribution=item, side="no", author=person, text=OPINION)
    logging.getLogger("django.request").error("Internal Server Error: %s", "/argue/", exc_info=failed.value)
    told = lines.getvalue()
    assert "IntegrityError" in told
    assert "test_what_leaves" in told
    assert "Failing row" not in told
    assert OPINION not in told


def test_h38_nor_the_words_that_were_there_already(lines: io.StringIO) -> None:
    theme = ThemeFactory(name=OPINION[:40])
    with pytest.raises(IntegrityError, match="Je pense en secret") as failed, transaction.atomic():
        ThemeFactory(consultation=theme.consultation, name=theme.name)
    logging.getLogger("django.request").error("Failed", exc_info=failed.value)
    assert "IntegrityError" in lines.getvalue()
    assert theme.name not in lines.getvalue()


@pytest.mark.parametrize(
    "said",
    [
        "for somebody@example.org:",
        "(email)=(some.body+x@mairie.example.fr)",
        "code 1234 5678",
        "code 12345678",
        "token " + "a1B2" * 10,
        "session " + "k3j4" * 8,
    ],
)
def test_h38_no_address_code_or_token_is_logged(lines: io.StringIO, said: str) -> None:
    logging.getLogger("anything").warning("Not accepted, %s", said)
    try:
        raise ValueError(said)
    except ValueError:
        logging.getLogger("anything").exception("Failed")
    told = lines.getvalue()
    assert told.count("[address]") + told.count("[code]") == 2
    assert "ValueError" in told
    assert said not in told


def test_h38_signing_in_and_writing_leave_nothing_personal_in_the_logs(
    lines: io.StringIO, mine: Client
) -> None:
    item = open_debate()
    mine.post(reverse("debate:argue", args=[item.pk]), {"side": "for", "text": OPINION})
    mine.get(f"/nowhere/{OPINION}/somebody@example.org/")
    Client().post(reverse("account_login"), {"email": "somebody@example.org"})
    assert Argument.objects.get().text == OPINION
    told = lines.getvalue()
    assert "somebody@example.org" not in told
    assert OPINION not in told


def test_h38_no_error_report_is_mailed(settings) -> None:
    assert list(settings.ADMINS) == []
    assert list(settings.MANAGERS) == []


# Pages.

CALLED = re.compile(r"""url\(\s*['"]?([^'")]+)|@import\s+['"]([^'"]+)""")
ASKING = {"action", "background", "data", "formaction", "ping", "poster", "src", "srcset", "xlink:href"}
LINKS = {"a", "area"}
TOLD = {"alternate", "canonical"}
"""What a `link` tells machines, and no browser asks for."""


class Asked(HTMLParser):
    """What a page asks for by itself or sends forms to; and what it says of telling where one comes from."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.addresses: list[str] = []
        self.referrers: list[str | None] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = dict(attributes)
        if given.get("name") == "referrer" or "referrerpolicy" in given:
            self.referrers.append(given.get("content") or given.get("referrerpolicy"))
        if given.get("http-equiv", "") == "refresh":
            self.addresses.append(given.get("content") or "")
        is_told = tag in LINKS or given.get("rel") in TOLD
        for name, value in given.items():
            if name == "srcset":
                self.addresses += [part.split()[0] for part in (value or "").split(",")]
            elif name in ASKING or (name == "href" and not is_told):
                self.addresses.append((value or "").strip())
            elif name == "style":
                self.handle_data(value or "")

    def handle_data(self, data: str) -> None:
        """Of a style within the page, the addresses; other words hold none by accident."""
        self.addresses += ["".join(pair) for pair in CALLED.findall(data)]


def is_here(address: str) -> bool:
    return address == "" or (address.startswith(("/", "#", "?", "data:image/")) and address[:2] != "//")


def assert_it_keeps_to_itself(answer: HttpResponse) -> None:
    asked = Asked(answer.content.decode())
    assert asked.addresses
    assert [address for address in asked.addresses if not is_here(address)] == []
    assert asked.referrers == []
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert "http" not in answer.headers["Content-Security-Policy"]


@pytest.fixture
def item() -> Contribution:
    """A contribution, and an argument full of addresses."""
    made = open_debate()
    ArgumentFactory(contribution=made, text="Voir https://example.org/ et <img src=https://example.org/x>.")
    lay_footer(home=home_page())
    return made


def pages_for_all(item: Contribution) -> list[str]:
    slug = item.consultation.slug
    names = ("consultation", "contributions", "map", "result", "synthesis", "questions")
    return [
        *(reverse(name) for name in ("front:home", "front:consultations", "account_login", "ui:styleguide")),
        *(reverse(f"front:{name}", args=[slug]) for name in names),
        *(reverse(name, args=[item.pk]) for name in ("front:contribution", "debate:argue", "front:sides")),
        *(reverse(name) for name in ("pages:news", "pages:resources", "ledger:verify")),
        *("/donnees-personnelles/", "/nowhere/", f"/search/?consultation={slug}", "/search/map/"),
    ]


def test_h38_no_page_asks_anything_of_another_site(client: Client, item: Contribution) -> None:
    for address in pages_for_all(item):
        assert_it_keeps_to_itself(client.get(address))


def test_h38_nor_does_a_page_of_somebody(mine: Client, item: Contribution) -> None:
    own = ("mine", "my_arguments", "my_votes", "my_data", "my_follows", "became")
    for address in [*(reverse(f"front:{name}") for name in own), reverse("accounts:profile")]:
        assert_it_keeps_to_itself(mine.get(address))


def test_h38_nor_does_the_desk(client: Client, settings, item: Contribution) -> None:
    settings.PARVIS_DEMO = True
    client.force_login(StaffFactory(is_superuser=True))
    pk = item.consultation_id
    edited = reverse("wagtailadmin_pages:edit", args=[pk])
    for address in (reverse("wagtailadmin_home"), reverse("desk:consultation", args=[pk]), edited):
        assert_it_keeps_to_itself(client.get(address))


def test_the_reader_of_these_tests_sees_every_way_to_ask() -> None:
    """It would be no proof otherwise."""
    for asking in (
        "<link rel=preconnect href=//o.example>",
        "<script src='https://o.example'></script>",
        "<img srcset='/a 1x, https://o.example/b 2x'>",
        "<p style='background: url(https://o.example)'>",
        '<style>@import "https://o.example";</style>',
        "<form action='https://o.example'>",
        "<meta http-equiv=refresh content='0; url=https://o.example'>",
        "<svg><use xlink:href='https://o.example#a'/></svg>",
    ):
        assert [address for address in Asked(asking).addresses if not is_here(address)] != [], asking
    assert Asked("<a href='https://o.example'>x</a>").addresses == []
    assert Asked("<a referrerpolicy=unsafe-url>").referrers == ["unsafe-url"]


def test_h38_no_style_nor_script_of_ours_names_another_site() -> None:
    package = Path(__file__).parents[2] / "src" / "parvis"
    for sheet in package.glob("*/static/**/*.css"):
        called = ["".join(pair) for pair in CALLED.findall(sheet.read_text())]
        assert [address for address in called if re.match(r"(?:https?:)?//", address)] == []
    for script in package.glob("*/static/**/*.js"):
        assert re.findall(r"https?://(?!www\.w3\.org)", script.read_text()) == []
