"""H20, H21, H23, H24: whatever anybody writes stays words, on every page and in every file."""

import base64
import csv
import io
import json
import time
import unicodedata
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit
from uuid import uuid4

import pytest
from django.apps import apps
from django.core import mail as sent
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils.html import escape
from openpyxl import load_workbook
from pytest_django.live_server_helper import LiveServer
from wagtail.fields import RichTextField, StreamField
from wagtail.rich_text import RichText

from parvis.accounts.domain.name import clean_name
from parvis.accounts.models import Participant
from parvis.accounts.tests.factories import ParticipantFactory, StaffFactory
from parvis.consultations.enums import Role
from parvis.consultations.models import ConsultationPage
from parvis.consultations.tests.factories import (
    ConsultationFactory,
    KindFactory,
    PhaseActionFactory,
    PhaseFactory,
    TeamMemberFactory,
    ThemeFactory,
)
from parvis.contributions.models import Contribution
from parvis.contributions.tests.factories import ContributionFactory, VersionFactory
from parvis.contributions.texts import clean_line, clean_text
from parvis.debate.models import Argument
from parvis.debate.tests.factories import ArgumentFactory, ReplyFactory, open_debate
from parvis.jobs import mail
from parvis.jobs.delivery import deliver
from parvis.jobs.models import Mail
from parvis.moderation.domain.hide import hide
from parvis.moderation.enums import Reason
from parvis.opendata.imports.run import run_import
from parvis.pages.blocks.harmless import HarmlessStreamField, harmless_blocks
from parvis.pages.models import ResourcePage
from parvis.pages.rich_text import HarmlessTextField, harmless
from parvis.pages.tests.factories import ArticleFactory, NewsFactory, ResourceFactory, every_block
from parvis.restitution.domain.snapshot import take_snapshot
from parvis.restitution.tests.factories import AnswerFactory, SynthesisFactory
from parvis.testing.browser import NewPage, overflowing

pytestmark = pytest.mark.django_db
# Each carries an element that no page of ours has: were it ever one, the reader below would see it.
ATTACKS = [
    "<probe></probe><script>probe(1)</script>",
    "\"><probe onload=probe(1)><img src=x onerror=probe(1)>",
    "'><probe><svg/onload=probe(1)>",
    "</title></style></textarea></script><probe><script>probe(1)</script>",
    "javascript:probe(1)//</probe>\"onmouseover=\"probe(1)\" x='<probe>",
    "<a href=\"javascript:probe(1)\">probe</a><iframe srcdoc=\"<probe>\"></iframe>",
    "{{ 7|add:7 }}{% probe %}<probe>${7*7}",
    "<!--<probe>--><![CDATA[<probe>]]><math><mi xlink:href=\"data:x,<probe>\">",
    "&lt;probe&gt;&#60;probe&#62;\\u003cprobe\\u003e<probe/x=\"",
]  # fmt: skip
WHOLE = " ".join(ATTACKS)
SAFE = {"", "http", "https", "mailto", "tel"}


class Reader(HTMLParser):
    """What a browser would make of a page, as far as anything could run."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.dangers: list[str] = []
        self.words: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        if tag in {"probe", "iframe", "object", "embed", "base", "math"}:
            self.dangers.append(tag)
        for name, value in attributes:
            self._attribute(tag, name, value or "")
        if (
            tag == "script"
            and "src" not in dict(attributes)
            and dict(attributes).get("type") != "application/json"
        ):
            self.dangers.append("inline script")

    def _attribute(self, tag: str, name: str, value: str) -> None:
        if name.startswith("on") or name in {"srcdoc", "style"}:
            self.dangers.append(f"{tag} {name}")
        if name in {"href", "src", "action", "formaction", "xlink:href", "data"}:
            compact = "".join(value.split())
            if urlsplit(compact).scheme.lower() not in SAFE and not compact.startswith("data:image/"):
                self.dangers.append(f"{tag} {name}={compact[:40]}")

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join("".join(self.words).split())


@pytest.fixture(params=range(len(ATTACKS)), ids=lambda number: f"attack {number}")
def attack(request) -> str:
    return ATTACKS[request.param]


class Site:
    """A consultation in which everybody wrote an attack wherever something can be written."""

    def __init__(self, attack: str) -> None:
        self.attack = attack
        self.author = ParticipantFactory(public_name=attack[:60])
        texts = dict.fromkeys(("organiser", "decision_maker"), attack[:160])
        rich = ("presentation", "objective", "use_of_contributions", "open_points", "settled_points")
        self.consultation: ConsultationPage = ConsultationFactory(
            title=attack[:250],
            summary=attack[:300],
            slug="corpus",
            **texts,
            **dict.fromkeys(rich, f"<p>{attack}</p>"),
        )
        names = {
            "name": attack[:60],
            "plural_name": attack[:60],
            "call": attack[:60],
            "help_text": attack[:300],
        }
        self.kind = KindFactory(consultation=self.consultation, **names)
        self.phase = PhaseFactory(consultation=self.consultation, title=attack[:120], summary=attack[:500])
        for verb in ({}, {"argue": True}, {"vote": True}):
            self.action = PhaseActionFactory(phase=self.phase, kind=self.kind, **verb)
        theme = ThemeFactory(consultation=self.consultation, name=attack[:80], description=attack[:200])
        place: dict[str, Any] = {
            "kind": self.kind,
            "phase": self.phase,
            "theme": theme,
            "author": self.author,
        }
        self.item = ContributionFactory(**place, title=attack[:250], text=attack)
        VersionFactory(contribution=self.item, title=attack[:250], text=attack)
        self.argument = ArgumentFactory(contribution=self.item, author=self.author, text=attack)
        ReplyFactory(parent=self.argument, author=self.author, text=attack)
        AnswerFactory(contribution=self.item, text=attack, signature=attack[:160])
        self.write_pages()
        take_snapshot(consultation=self.consultation)

    def write_pages(self) -> None:
        said = {"summary": self.attack[:300], "title": self.attack[:250]}
        rich = {**said, "blocks": every_block(self.attack), "plain": every_block(self.attack)}
        self.consultation.refresh_from_db()
        self.news = NewsFactory(parent=self.consultation, slug="news-of-it", **rich)
        self.resource = ResourceFactory(publisher=self.attack[:120], slug="resource", **rich)
        self.article = ArticleFactory(slug="article", **rich)
        SynthesisFactory(
            consultation=self.consultation, method=self.attack[:600], body=f"<p>{self.attack}</p>", **said
        )

    def public(self) -> list[str]:
        slug, pk = self.consultation.slug, self.item.pk
        return [
            reverse("front:home"),
            reverse("front:consultations"),
            *(
                reverse(f"front:{name}", args=[slug])
                for name in ("consultation", "contributions", "result", "synthesis")
            ),
            reverse("front:contribution", args=[pk]),
            reverse("contributions:versions", args=[pk]),
            reverse("debate:argue", args=[pk]),
            reverse("debate:reply", args=[self.argument.pk]),
            reverse("pages:news"),
            reverse("pages:resources"),
            *(page.get_url() for page in (self.news, self.resource, self.article)),
            f"{self.article.get_url()}plain/",
            f"{reverse('front:contributions', args=[slug])}?q={quote(self.attack)}",
            f"{reverse('front:search')}?q={quote(self.attack)}",
            f"{reverse('front:search')}?consultation={slug}",
            f"/nowhere/{quote(self.attack, safe='')}/",
        ]

    def of_the_author(self) -> list[str]:
        pk = self.item.pk
        names = ("mine", "my_arguments", "my_follows", "my_votes", "my_data", "became")
        return [
            *(reverse(f"front:{name}") for name in names),
            reverse("accounts:profile"),
            reverse("contributions:revise", args=[pk]),
            reverse("contributions:withdraw", args=[pk]),
        ]

    def of_the_team(self) -> list[str]:
        pk = self.consultation.pk
        desk = ("consultation", "contributions", "kinds", "themes", "team", "cases")
        return [
            reverse("wagtailadmin_home"),
            reverse("desk:index"),
            *(reverse(f"desk:{name}", args=[pk]) for name in desk),
            reverse("desk:phase", args=[pk, self.phase.pk]),
            reverse("desk:kind", args=[pk, self.kind.pk]),
            reverse("desk:contribution", args=[pk, self.item.pk]),
        ]


def read(client: Client, address: str) -> Reader:
    answer = client.get(address)
    assert answer.status_code in (200, 404), address
    return Reader(answer.content.decode())


def test_h20_nothing_that_people_write_runs_on_any_public_page(client: Client, attack: str) -> None:
    site = Site(attack)
    found = {address: dangers for address in site.public() if (dangers := read(client, address).dangers)}
    assert found == {}
    words = " ".join(attack.split())
    assert words in read(client, reverse("front:contribution", args=[site.item.pk])).text


def test_h20_nor_on_the_pages_of_its_author_and_of_the_team(client: Client, settings) -> None:
    settings.PARVIS_DEMO = True
    site = Site(WHOLE[:240])
    client.force_login(site.author)
    own = {address: read(client, address).dangers for address in site.of_the_author()}
    organiser = TeamMemberFactory(
        consultation=site.consultation, participant=StaffFactory(is_superuser=True), role=Role.ORGANISER
    ).participant
    client.force_login(organiser)
    desk = {address: read(client, address).dangers for address in site.of_the_team()}
    assert {address: dangers for address, dangers in own.items() if dangers} == {}
    ours = {
        address: [one for one in dangers if "probe" in one or one == "iframe"]
        for address, dangers in desk.items()
    }
    assert {address: dangers for address, dangers in ours.items() if dangers} == {}


def test_h20_nor_in_a_mail(client: Client, settings) -> None:
    """Mails are words alone; the page on which the demonstration shows them escapes them."""
    site = Site(WHOLE[:240])
    moderator = TeamMemberFactory(consultation=site.consultation, role=Role.MODERATOR).participant
    hide(actor=moderator, target=site.item, reason=Reason.INSULT, message=WHOLE)
    written = Mail.objects.get()
    assert WHOLE in written.text
    assert written.html == ""
    settings.PARVIS_DEMO = True
    assert read(client, reverse("jobs:mail", args=[written.pk])).dangers == []
    assert "<probe>" in read(client, reverse("jobs:mail", args=[written.pk])).text


def test_h20_nor_after_an_import(client: Client, tmp_path: Path) -> None:
    folder = conversation(tmp_path / "corpus", topic="Un sujet", statements=ATTACKS)
    report = run_import(format_name="polis", path=folder)
    assert report.figures()["contributions"] == len(ATTACKS)
    consultation = ConsultationPage.objects.get()
    for address in (
        reverse("front:contributions", args=[consultation.slug]),
        *(reverse("front:contribution", args=[item.pk]) for item in Contribution.objects.all()),
    ):
        assert read(client, address).dangers == []


def conversation(folder: Path, *, topic: str, statements: list[str]) -> Path:
    """The files of a Polis conversation, one statement each, nobody voting but its author."""
    folder.mkdir()
    (folder / "summary.csv").write_text(f"topic,{topic}\n")
    rows = [["timestamp", "comment-id", "author-id", "agrees", "disagrees", "moderated", "comment-body"]]
    rows += [["1600000000000", str(n), "1", "0", "0", "1", text] for n, text in enumerate(statements)]
    votes = [["timestamp", "datetime", "comment-id", "voter-id", "vote"]]
    votes += [["1600000000000", "x", str(n), "1", "1"] for n in range(len(statements))]
    for name, lines in (("comments.csv", rows), ("votes.csv", votes)):
        with (folder / name).open("w", newline="") as stream:
            csv.writer(stream).writerows(lines)
    return folder


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_h20_a_browser_has_nothing_to_refuse(new_page: NewPage, live_server: LiveServer) -> None:
    """The policy would stop what escaping lets through: it has nothing to stop, and no page sticks out."""
    site = Site(WHOLE)
    ArgumentFactory(contribution=site.item, text=clean_text("a" + "\u0301" * 9_000 + "W" * 1_500))
    page = new_page()
    page.on("dialog", lambda dialog: pytest.fail(f"something ran: {dialog.message}"))
    slug = site.consultation.slug
    for address in (
        reverse("front:home"),
        *(reverse(f"front:{name}", args=[slug]) for name in ("consultation", "contributions", "result")),
        reverse("front:contribution", args=[site.item.pk]),
        site.article.get_url(),
    ):
        page.goto(live_server.url + address)
        assert page.locator("probe").count() == 0
        assert (address, overflowing(page)) == (address, [])


# Rich texts, and H21.


def test_every_rich_text_of_ours_is_made_harmless_when_it_is_stored() -> None:
    fields = [field for model in apps.get_models() for field in model._meta.local_fields]
    ours = [
        field for field in fields if isinstance(field, RichTextField) and "parvis" in field.model.__module__
    ]
    assert len(ours) >= 8
    assert [str(field) for field in ours if not isinstance(field, HarmlessTextField)] == []


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("<p>Un <b>texte</b>.<br></p>", "<p>Un <b>texte</b>.<br></p>"),
        ('<a linktype="page" id="3">x</a>', '<a linktype="page" id="3">x</a>'),
        ('<a linktype="document" id="3">x</a>', '<a linktype="document" id="3">x</a>'),
        ('<h2 data-block-key="a1b2c">x</h2>', '<h2 data-block-key="a1b2c">x</h2>'),
        ('<a href="https://example.org/?a=b#c">x</a>', '<a href="https://example.org/?a=b#c">x</a>'),
        ('<a href="mailto:a@example.org">x</a>', '<a href="mailto:a@example.org">x</a>'),
        ('<a href="/pages/">x</a>', '<a href="/pages/">x</a>'),
        # H21
        ('<a href="javascript:probe(1)">x</a>', "<a>x</a>"),
        ('<a href="  JaVa&#9;Script:probe(1)">x</a>', "<a>x</a>"),
        ('<a href="java&#10;script:probe(1)">x</a>', "<a>x</a>"),
        ('<a href="data:text/html,probe">x</a>', "<a>x</a>"),
        ('<a href="vbscript:probe">x</a>', "<a>x</a>"),
        ('<a href="file:///etc/passwd">x</a>', "<a>x</a>"),
        ('<a href="//evil.example">x</a>', "<a>x</a>"),
        ('<a href="/\\evil.example">x</a>', "<a>x</a>"),
        ('<a href="\\\\evil.example">x</a>', "<a>x</a>"),
        ('<a href="https:evil.example">x</a>', "<a>x</a>"),
        ('<a href="evil.example">x</a>', "<a>x</a>"),
        ('<a href="https://[">x</a>', "<a>x</a>"),
        ('<a href="https://раураl.com/a">x</a>', '<a href="https://xn--l-7sba6dbr.com/a">x</a>'),
        ('<a href="https://mairie.fr@evil.example/">x</a>', '<a href="https://evil.example/">x</a>'),
        ('<a href="mailto://evil.example">x</a>', "<a>x</a>"),
        ('<a linktype="other" id="1 onclick=x">x</a>', "<a>x</a>"),
        # Nothing else passes.
        ('<p style="position:fixed" class="x" onclick="probe()">x</p>', "<p>x</p>"),
        ("<script>probe(1)</script>x", "x"),
        ("<style>p{}</style><iframe src=//x></iframe><form action=//x><input></form>x", "x"),
        ('<img src="https://example.org/x.png"><svg><a href="javascript:1">x</a></svg>', ""),
        ('<embed embedtype="media" url="https://example.org/">', ""),
        ("<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img onerror=x&gt;'>", ""),
    ],
)  # fmt: skip
def test_h21_a_rich_text_keeps_what_the_editor_makes_and_no_more(written: str, kept: str) -> None:
    assert harmless(written) == kept
    assert harmless(kept) == kept


@pytest.mark.parametrize("way", ["save", "update", "bulk", "revision", "draft"])
def test_h20_a_rich_text_is_harmless_however_it_is_written(way: str) -> None:
    bad, good = '<p onclick="x">a<script>probe</script></p>', "<p>a</p>"
    page = ResourceFactory(transcript="<p>b</p>")
    page.transcript = bad
    if way == "save":
        page.save()
        assert page.transcript == good
    elif way == "update":
        ResourcePage.objects.update(transcript=bad)
    elif way == "bulk":
        ResourcePage.objects.bulk_update([page], ["transcript"])
    elif way == "revision":
        page.save_revision().publish()
    else:
        revision = page.save_revision()
        assert revision.as_object().transcript == good
        page.transcript = bad
        page.full_clean()
        page.save()
    assert ResourcePage.objects.get().transcript == good


# Blocks: what each part may hold, whatever wrote it.


def test_every_list_of_blocks_of_ours_is_made_harmless_when_it_is_stored() -> None:
    fields = [field for model in apps.get_models() for field in model._meta.local_fields]
    ours = [
        field for field in fields if isinstance(field, StreamField) and "parvis" in field.model.__module__
    ]
    assert len(ours) >= 6
    assert [str(field) for field in ours if not isinstance(field, HarmlessStreamField)] == []


BAD_RICH, GOOD_RICH = '<p onclick="x">a<script>probe</script></p>', "<p>a</p>"


@pytest.mark.parametrize("way", ["save", "tuples", "json", "update", "bulk", "revision", "draft", "value"])
def test_h20_a_block_is_harmless_however_it_is_written(way: str) -> None:
    page = ResourceFactory()
    raw = [{"type": "text", "value": BAD_RICH, "id": "1"}]
    page.blocks = raw
    if way == "save":
        page.save()
    elif way == "tuples":
        page.blocks = [("text", RichText(BAD_RICH))]
        page.save()
    elif way == "json":
        page.blocks = json.dumps(raw)
        page.save()
    elif way == "update":
        ResourcePage.objects.update(blocks=raw)
    elif way == "bulk":
        ResourcePage.objects.bulk_update([page], ["blocks"])
    elif way == "revision":
        page.save_revision().publish()
    elif way == "draft":
        revision = page.save_revision()
        revision.content["blocks"] = json.dumps(raw)
        revision.save()
        assert revision.as_object().blocks[0].value.source == GOOD_RICH
        page.full_clean()
        page.save()
    else:
        page.blocks.append(("text", RichText(BAD_RICH)))
        page.save()
    stored = ResourcePage.objects.values_list("blocks", flat=True).get()
    assert {item["value"] for item in stored} == {GOOD_RICH}


def test_h20_blocks_that_were_written_past_the_site_are_harmless_when_they_are_read() -> None:
    page = ResourceFactory()
    with connection.cursor() as cursor:
        raw = [{"type": "text", "value": BAD_RICH}, {"type": "probe", "value": 1}, 3, {"value": None}]
        cursor.execute("UPDATE pages_resourcepage SET blocks = %s", [json.dumps(raw)])
    read = ResourcePage.objects.get(pk=page.pk).blocks
    assert [(block.block_type, block.value.source) for block in read] == [("text", GOOD_RICH)]


@pytest.mark.parametrize(
    ("kind", "written", "kept"),
    [
        ("quotation", {"words": "<b>x</b>\x00", "more": 1}, {"words": "<b>x</b>"}),
        ("quotation", {"address": "javascript:probe(1)"}, {"address": ""}),
        ("quotation", {"address": "https://раураl.com"}, {"address": "https://xn--l-7sba6dbr.com"}),
        ("quotation", {"words": ["x"], "who": {"a": 1}}, {"words": "", "who": ""}),
        ("quotation", "words", {"words": ""}),
        ("video", {"address": "data:text/html,probe", "file": "1"}, {"address": "", "file": None}),
        ("video", {"language": '"><probe>', "file": True}, {"language": "fr", "file": None}),
        ("picture", {"image": -1, "is_decorative": "yes"}, {"image": None, "is_decorative": False}),
        ("timeline", {"steps": [{"date": "2026-02-31", "title": "x"}]}, None),
        ("map", {"places": [{"latitude": "NaN", "longitude": "1e400"}]}, None),
        ("figures", {"figures": [{"number": "9" * 400}, "probe", None]}, None),
        ("questions", {"questions": "probe"}, {"questions": []}),
    ],
)
def test_h20_each_part_of_a_block_holds_what_it_is_for(kind: str, written: Any, kept: dict | None) -> None:
    stream = ResourcePage._meta.get_field("blocks").stream_block
    once = harmless_blocks([{"type": kind, "value": written, "id": "<probe>"}], stream)
    value = once[0]["value"]
    assert once[0]["id"] == ""
    assert {name: value[name] for name in kept or {}} == (kept or {})
    assert "NaN" not in json.dumps(once)
    assert harmless_blocks(json.loads(json.dumps(once)), stream) == once
    assert "<probe" not in ArticleFactory(blocks=once).blocks.render_as_block()


def test_h21_addresses_in_what_people_write_are_words(client: Client) -> None:
    """Nothing of a contribution or argument is made into a link."""
    text = (
        "javascript:probe(1) https://evil.example //evil.example [x](javascript:probe(1)) http://раураl.com"
    )
    item = open_debate()
    Contribution.objects.filter(pk=item.pk).update(title=text, text=text)
    ArgumentFactory(contribution=item, text=text)
    page = client.get(reverse("front:contribution", args=[item.pk])).content.decode()
    assert text in Reader(page).text
    assert "evil.example" not in " ".join(
        part for part in page.split('"')[1::2] if part.startswith(("http", "//"))
    )


# H23


@pytest.mark.parametrize(
    "formula", ["=cmd|' /C calc'!A0", "+1+1", "-1+1", "@SUM(1)", "\t=1", "  =1", '=HYPERLINK("x")']
)
def test_h23_no_cell_of_an_export_is_a_formula(client: Client, settings, formula: str) -> None:
    settings.PARVIS_DEMO = True
    item = ContributionFactory(title=formula, text=formula, author=ParticipantFactory(public_name=formula))
    ArgumentFactory(contribution=item, text=formula)
    pk = item.consultation_id
    client.force_login(StaffFactory(is_superuser=True))
    for table in ("contributions", "arguments"):
        answer = client.get(reverse("opendata:export_csv", args=[pk, table]))
        cells = [
            cell for row in csv.reader(io.StringIO(answer.getvalue().decode("utf-8-sig"))) for cell in row
        ]
        assert f"'{formula}" in cells
        assert formula not in cells
    book = load_workbook(io.BytesIO(client.get(reverse("opendata:export_xlsx", args=[pk])).getvalue()))
    kinds = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row}
    assert "f" not in kinds


# H24


@pytest.fixture
def visitor() -> Client:
    """A browser, to which a failure of the site is an answer like others: 500."""
    return Client(raise_request_exception=False)


@pytest.fixture
def writer(visitor: Client) -> Client:
    visitor.force_login(ParticipantFactory())
    return visitor


def quickly(client: Client, method: str, address: str, *arguments: Any, **named: Any) -> int:
    """The status of an answer, which took less than a second of work, however busy the machine is."""
    started = time.thread_time()
    answer = getattr(client, method)(address, *arguments, **named)
    assert time.thread_time() - started < 1
    return int(answer.status_code)


def routes() -> Iterator[tuple[str, dict[str, str]]]:
    item = open_debate()
    deposit = PhaseActionFactory()
    yield reverse("debate:argue", args=[item.pk]), {"side": "for"}
    yield reverse("contributions:submit", args=[deposit.pk]), {"step": "preview", "title": "x"}
    yield reverse("account_login"), {"email": "a@example.org"}


def test_h24_ten_megabytes_are_refused_at_once(writer: Client) -> None:
    for address, typed in routes():
        assert quickly(writer, "post", address, {**typed, "text": "a" * 10_000_000}) == 413
        assert quickly(writer, "post", address, "x" * 10_000_000, content_type="text/plain") == 413


def test_h24_deep_json_is_nothing_to_us(writer: Client) -> None:
    deep = "[" * 100_000 + "]" * 100_000
    for address, _typed in routes():
        assert quickly(writer, "post", address, deep, content_type="application/json") in (302, 400, 422)


def test_h24_a_thousand_fields_are_refused(writer: Client) -> None:
    address, typed = next(routes())
    many = typed | {f"field{n}": "x" for n in range(2_000)}
    assert quickly(writer, "post", address, many) == 400
    assert Argument.objects.count() == 0


@pytest.mark.parametrize(
    "words", ["a" * 200_000, "(" * 100_000, "a OR " * 40_000, '"' * 9_999, "-" * 50_000, "\x00", "%00"]
)
def test_h24_no_search_is_long_or_breaks(visitor: Client, words: str) -> None:
    item = ContributionFactory()
    address = reverse("front:contributions", args=[item.consultation.slug])
    visitor.get(address)
    assert quickly(visitor, "get", address, {"q": words}) in (200, 400)


NOWHERE = [
    "/%00", "/consultations/%00/", "/contributions/1%00/", "/pages/%00?page=%00", "/documents/1/%00",
    "/media/images/%00.png", "/?q=%00&page=%00&after=%00&order=%00", "/%ff%fe/", "/%ED%A0%80/",
]  # fmt: skip


@pytest.mark.parametrize("path", NOWHERE)
def test_h24_a_null_in_an_address_is_nowhere(visitor: Client, path: str) -> None:
    assert quickly(visitor, "get", path) in (200, 301, 302, 400, 404)


@pytest.mark.parametrize("name", ["theme", "kind", "phase", "order", "after", "q", "page"])
@pytest.mark.parametrize(
    "value", ["\x00", "9" * 400, "-1", "1e400", "NaN", "\ud800".encode("utf-8", "surrogatepass")]
)
def test_h24_no_parameter_breaks_a_list(visitor: Client, name: str, value: Any) -> None:
    item = ContributionFactory()
    address = reverse("front:contributions", args=[item.consultation.slug])
    assert visitor.get(address, {name: value}).status_code in (200, 302, 400, 404)


@pytest.mark.parametrize("order", ["random", "recent", "argued"])
@pytest.mark.parametrize(
    "place", ["9" * 30 + "~1", "-1~1", "1~" + "9" * 30, "1~NaN", "1~9999-99-99", "1~\x00"]
)
def test_h24_no_place_in_a_list_breaks_it(visitor: Client, order: str, place: str) -> None:
    """The place where the next page begins is in its address, well written and of nobody's making."""
    address = reverse("front:contributions", args=[ContributionFactory().consultation.slug])
    after = base64.urlsafe_b64encode(place.encode()).decode().rstrip("=")
    assert visitor.get(address, {"order": order, "after": after}).status_code == 200


@pytest.mark.parametrize("text", ["avant\x00après", "\x00"])
def test_h24_a_null_in_a_text_is_refused(writer: Client, text: str) -> None:
    places = list(routes())
    before = Contribution.objects.count()
    for address, typed in places:
        sent = {**typed, "step": "publish", "key": str(uuid4()), "text": text, "title": text, "email": text}
        assert quickly(writer, "post", address, sent) in (302, 400, 422)
    assert (Argument.objects.count(), Contribution.objects.count()) == (0, before)


def test_h24_a_text_turned_round_is_put_straight(writer: Client) -> None:
    item = open_debate()
    typed = {"side": "for", "text": "e\u0301t\u00e9 \u202eexe.gpj\u202c \u2066x\u2069 a\u200bb \ufeff"}
    writer.post(reverse("debate:argue", args=[item.pk]), typed)
    assert Argument.objects.get().text == "été exe.gpj x ab"


def test_h24_lone_surrogates_never_reach_the_database(writer: Client) -> None:
    item = open_debate()
    body = "side=for&text=a%ED%A0%80b"
    writer.post(
        reverse("debate:argue", args=[item.pk]), body, content_type="application/x-www-form-urlencoded"
    )
    stored = Argument.objects.get().text
    assert stored.encode()
    assert stored == unicodedata.normalize("NFC", stored)
    assert clean_text("a\ud800b") == "ab"


@pytest.mark.parametrize("marks", ["\u0301" * 10_000, "\u0301\u0316" * 100_000, "\u20dd" * 10_000])
def test_h24_ten_thousand_marks_on_a_letter_become_a_few(marks: str) -> None:
    started = time.perf_counter()
    kept = clean_text(f"a{marks}b")
    assert time.perf_counter() - started < 1
    assert len(kept) <= 8
    assert kept.endswith("b")
    assert len(clean_line(f"a{marks}b")) <= 8
    assert len(clean_name(f"a{marks}bc")) <= 9


@pytest.mark.parametrize("text", ["Việt Nam", "ประชาธิปไตยที่", "हिन्दी में", "שָׁלוֹם", "नमस्ते", "👩🏽‍🌾 🏳️‍🌈", "Z͑ͫ̓a"])
def test_no_script_loses_its_marks(text: str) -> None:
    assert clean_text(text) == unicodedata.normalize("NFC", text)


BROKEN: list[dict[str, Any]] = [
    {"to": "a@example.org\nBcc: b@example.org"},
    {"to": "a@example.org, b@example.org"},
    {"to": "a@example.org\x00"},
    {"to": ""},
    {"sender": "x\r\nBcc: b@example.org"},
    {"headers": {"Reply-To": "x\r\nBcc: b@example.org"}},
    {"headers": {"X\r\nBcc": "b@example.org"}},
    {"headers": {"Reply-To": "x\u2028Bcc: b"}},
]


def test_h26_nobody_writes_the_headers_of_a_mail(settings) -> None:
    """A title with ends of lines is a title; an address or a header with them is none."""
    settings.PARVIS_MAIL_TRANSPORT = {"EMAIL_BACKEND": "django.core.mail.backends.locmem.EmailBackend"}
    row = mail.send(to="a@example.org", subject="Un\r\nBcc: b@example.org\r\n\r\n<b>x", text="Texte.")
    deliver(mail_id=row.pk)
    message = sent.outbox[0].message()
    assert message["Subject"] == "Un Bcc: b@example.org <b>x"
    assert message["Bcc"] is None
    assert message.get_all("To") == ["a@example.org"]
    for bad in BROKEN:
        with pytest.raises(ValueError, match=r"address|header"):
            mail.send(**{"to": "a@example.org", "subject": "s", "text": "t", **bad})
    assert Mail.objects.count() == 1


def test_a_subject_longer_than_its_column_is_cut() -> None:
    assert len(mail.send(to="a@example.org", subject="é" * 400, text="t").subject) == 250


def test_the_reader_of_these_tests_sees_what_runs() -> None:
    """It would be no proof otherwise."""
    for written in ATTACKS[:6]:
        assert Reader(written).dangers != []
        assert Reader(escape(written)).dangers == []
    assert Participant.objects.count() == 0
