"""The verifier of the browser finds what that of Python finds, in the same words, and sends nothing."""

import base64
import json
import re
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Page, Route, expect
from pytest_django.live_server_helper import LiveServer

from parvis.ledger.tests.verifier_cases import Case, collect_cases
from parvis.merkle.canonical import Value, canonical, parse, parse_json
from parvis.merkle.ed25519 import FIELD, ORDER, verify_signature
from parvis.merkle.tests.made import Signer, a_consultation
from parvis.merkle.verifier.check import Given, verify_export
from parvis.merkle.verifier.report import write_json, write_text
from parvis.merkle.verifier.texts import say
from parvis.testing.browser import DESK, PHONE, NewPage, axe_violations, overflowing, photograph

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

REFERENCE = Path(__file__).parents[4] / "docs/reference/ledger-format.md"
BROKEN_AT_RANDOM = {"test_bytes_changed_at_random_are_never_sound"}
"""Two readers of zips may stumble on different bytes of what is broken anyhow."""
MANY = {*BROKEN_AT_RANDOM, "test_an_export_cut_anywhere"}
"""Tests that make many exports alike: one in ten is read."""
AT_ONCE = 25
CHECK = """async ([cases, words]) => {
  const load = (name) => import(`/static/ledger/verify/${name}.js`);
  const modules = await Promise.all(["check", "notes", "report"].map(load));
  const [{ verifyExport }, { parseVkey }, { writeJson, writeText }] = modules;
  const bytes = (text) => Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  const named = (files) => files.map(([name, data]) => [name, bytes(data)]);
  const found = [];
  for (const { name, data, vkeys, receipts, since } of cases) {
    const given = { keys: vkeys.map(parseVkey), receipts: named(receipts), since: named(since) };
    const result = await verifyExport(new File([bytes(data)], name), given);
    found.push([writeJson(result, words[0]), ...words.map((one) => writeText(result, one))]);
  }
  return found;
}"""
LANGS = {"fr": "/ledger/verify/", "en": "/en/ledger/verify/"}


@pytest.fixture
def page(new_page: NewPage, live_server: LiveServer) -> Page:
    """The page in French, ready."""
    return opened(new_page(), live_server)


def opened(page: Page, live_server: LiveServer, lang: str = "fr") -> Page:
    """Open the page; its worker has the policy of the site, which the server of tests leaves out."""
    page.route("**/ledger/verify/worker.js", with_its_policy)
    page.goto(live_server.url + LANGS[lang])
    page.locator("[data-parvis-verify]").wait_for()
    return page


def with_its_policy(route: Route) -> None:
    answer = route.fetch()
    headers = dict(answer.headers)
    settings.WHITENOISE_ADD_HEADERS_FUNCTION(headers, "", route.request.url)
    route.fulfill(response=answer, headers=headers)


def packed(case: Case) -> dict[str, Any]:
    def encoded(data: bytes) -> str:
        return base64.b64encode(data).decode()

    return {
        "name": case.name,
        "data": encoded(case.data),
        "vkeys": [key.vkey for key in case.given.keys],
        "receipts": [(name, encoded(data)) for name, data in case.given.receipts],
        "since": [(name, encoded(data)) for name, data in case.given.since],
    }


def check(page: Page, path: Path, key: str = "") -> None:
    """Give an export to the page, once the network is cut."""
    page.get_by_label("export", exact=False).first.set_input_files(path)
    page.locator("[name=keys]").fill(key)
    page.context.set_offline(True)
    page.locator("[data-parvis-verify] form button").press("Enter")


def reported(page: Page) -> tuple[str, str]:
    """The report, and the verdict above it."""
    expect(page.locator("#verify-report")).to_be_visible()
    verdict = page.locator("[data-parvis-verdict]:not([hidden]) p").inner_text()
    return page.locator("#verify-report").text_content() or "", verdict.split("\n")[-1].strip()


def found_by_the_browser(page: Page, cases: list[Case]) -> Iterator[tuple[dict[str, Any], list[str]]]:
    """For each case, the record in French, and the report in each language."""
    site = page.url.removesuffix(LANGS["fr"])
    words = [page.request.get(f"{site}{path}texts.json").json() for path in LANGS.values()]
    for start in range(0, len(cases), AT_ONCE):
        batch = [packed(case) for case in cases[start : start + AT_ONCE]]
        for record, *texts in page.evaluate(CHECK, [batch, words]):
            yield json.loads(record), texts


def codes_of_the_reference() -> set[str]:
    """The anomalies that the reference names."""
    table = REFERENCE.read_text().split("| code | what is wrong |")[1]
    return set(re.findall(r"`([a-z_]+)`", "".join(line.split("|")[1] for line in table.splitlines()[2:])))


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_the_browser_finds_what_python_finds(
    page: Page, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cases = collect_cases(tmp_path, monkeypatch)
    assert {code for case in cases for code in case.result.findings.counts} == codes_of_the_reference()
    cases = [case for number, case in enumerate(cases) if case.test not in MANY or number % 10 == 0]
    for case, (record, texts) in zip(cases, found_by_the_browser(page, cases), strict=True):
        if case.test in BROKEN_AT_RANDOM:
            assert (case.test, record["sound"]) == (case.test, case.result.sound)
            continue
        assert (case.test, record) == (case.test, json.loads(write_json(case.result, "fr")))
        assert (case.test, texts) == (case.test, [write_text(case.result, lang) for lang in LANGS])


@pytest.mark.parametrize(("lang", "size"), [("fr", PHONE), ("en", DESK)])
def test_a_sound_export_is_told_as_such_without_network(
    new_page: NewPage, live_server: LiveServer, tmp_path: Path, size: tuple[int, int], lang: str
) -> None:
    page, made = opened(new_page(size=size), live_server, lang), a_consultation()
    check(page, made.write(tmp_path / "export.zip"), made.signer.key.vkey)
    report, verdict = reported(page)
    assert report == write_text(verify_export(tmp_path / "export.zip", Given([made.signer.key])), lang)
    assert verdict == report.splitlines()[-1]
    expect(page.locator("#report-title")).to_be_focused()
    photograph(page, f"ledger-verify-{lang}-{size[0]}")
    assert (axe_violations(page), overflowing(page)) == ([], [])


def test_what_somebody_brings_and_what_is_no_key(page: Page, tmp_path: Path) -> None:
    made = a_consultation()
    kept, receipt = tmp_path / "old.txt", tmp_path / "mine.tlog-proof"
    path = made.write(tmp_path / "export.zip")
    check(page, path, "pas-une-cle")
    expect(page.get_by_label("La clé que vous attendez")).to_be_focused()
    told = page.locator("[name=keys]").evaluate("(field) => field.validationMessage")
    assert told == say("no_vkey", "fr", text="pas-une-cle")
    check(page, path)
    assert reported(page)[1].startswith("SAIN, SI sa clé est la bonne")
    receipt.write_text(made.receipt(2))
    made.contribute("Perdu.")
    kept.write_text(made.note())
    page.get_by_label("Points de contrôle anciens que vous avez gardés").set_input_files(kept)
    page.get_by_label("Vos récépissés").set_input_files(receipt)
    check(page, path, made.signer.key.vkey)
    report, verdict = reported(page)
    assert (verdict, "récépissé est bon" in report) == ("NON SAIN.", True)
    assert "  ! Le journal public est revenu en arrière\N{NO-BREAK SPACE}: old.txt" in report


def test_a_check_can_be_stopped_and_begun_again(page: Page, tmp_path: Path) -> None:
    made = a_consultation()
    check(page, made.write(tmp_path / "big.zip", **{"big.bin": bytes(2 * 10**8)}))
    page.get_by_role("button", name="Arrêter").press("Enter")
    expect(page.get_by_text("Arrêté : rien n’en est conclu.")).to_be_visible()
    expect(page.get_by_role("heading", name="Rapport de vérification")).to_be_hidden()
    check(page, made.write(tmp_path / "export.zip"), made.signer.key.vkey)
    assert reported(page)[1] == say("sound", "fr")


@pytest.mark.parametrize(("lang", "path"), LANGS.items())
def test_without_scripts_the_page_says_how_to_use_the_program(client: Client, lang: str, path: str) -> None:
    answer = client.get(path).content.decode()
    assert "python3 verify.py export.zip --vkey" in answer
    assert '<noscript><div class="alert' in answer
    assert '<div class="prose-form" hidden data-parvis-verify=' in answer
    assert client.get(f"{path}texts.json").json()["lang"] == lang


@pytest.mark.parametrize("scripts", [True, False])
def test_what_is_said_to_those_without_scripts_is_said_to_nobody_else(
    new_page: NewPage, live_server: LiveServer, scripts: bool
) -> None:
    """Not even before the modules are there: here they never come."""
    page = new_page(scripts=scripts)
    page.route("**/ledger/verify/page.js", lambda route: route.fulfill(content_type="text/javascript"))
    page.goto(live_server.url + "/ledger/verify/")
    expect(page.get_by_role("heading", name="Ce que dit le rapport")).to_be_visible()
    assert ("Sans scripts" in page.locator("main").inner_text()) is not scripts


@pytest.mark.parametrize(
    "missing",
    [
        "delete globalThis.DecompressionStream",
        "globalThis.Worker = class extends Worker { constructor(url) { super(url); } }",
    ],
)
def test_an_old_browser_is_told(new_page: NewPage, live_server: LiveServer, missing: str) -> None:
    page = new_page()
    page.add_init_script(missing)
    page.goto(live_server.url + "/ledger/verify/")
    expect(page.get_by_text("Ce navigateur est trop ancien")).to_be_visible()
    expect(page.get_by_label("L’export", exact=True)).to_be_hidden()


SIGNATURES = """async ([cases]) => {
  const { verifySignature } = await import("/static/ledger/verify/ed25519.js");
  const bytes = (hex) => Uint8Array.from(hex.match(/../g) ?? [], (pair) => parseInt(pair, 16));
  const found = [];
  for (const parts of cases) {
    for (const own of [false, true]) found.push(await verifySignature(...parts.map(bytes), { own }));
  }
  return found;
}"""


def signatures() -> list[tuple[bytes, bytes, bytes]]:
    """Good ones and false ones: key, message, signature."""
    signer, other = Signer(), Signer(2)
    key, text = signer.key.public, "L’été".encode()
    good = signer.private.sign(text)
    large = (int.from_bytes(good[32:], "little") + ORDER).to_bytes(32, "little")
    neutral, beyond = b"\x01" + bytes(31), (FIELD + 1).to_bytes(32, "little")
    return [
        (key, text, good),
        (key, b"", signer.private.sign(b"")),
        (key, bytes(300), signer.private.sign(bytes(300))),
        (key, text + b"!", good),
        (other.key.public, text, good),
        (key, text, good[:32] + large),
        (key, text, good[:63]),
        (key, text, bytes([good[0] ^ 1]) + good[1:]),
        (neutral, text, neutral + bytes(32)),
        (beyond, text, neutral + bytes(32)),
        (b"\xff" * 32, text, good),
    ]


def test_signatures_hashes_and_json_are_those_of_python(page: Page) -> None:
    check_signatures(page)
    check_hashes(page)
    check_json(page)


def check_signatures(page: Page) -> None:
    """By the browser, and by own arithmetic."""
    wanted = [verify_signature(*parts) for parts in signatures()]
    assert wanted == [True] * 3 + [False] * 8
    found = page.evaluate(SIGNATURES, [[[part.hex() for part in parts] for parts in signatures()]])
    assert found == [one for one in wanted for _ in range(2)]


HASHES = """async (lengths) => {
  const { Sha256 } = await import("/static/ledger/verify/sha256.js");
  const { toHex } = await import("/static/ledger/verify/bytes.js");
  const full = (length, byte) => new Uint8Array(length).fill(byte);
  return lengths.map(([one, other]) =>
    toHex(new Sha256().update(full(one, 7)).update(full(other, 9)).digest()));
}"""


def check_hashes(page: Page) -> None:
    """Whatever the lengths."""
    lengths = [
        (first, second) for first in (0, 1, 55, 63, 64, 65, 130) for second in (*range(0, 130, 3), 1000)
    ]
    wanted = [sha256(b"\x07" * first + b"\x09" * second).hexdigest() for first, second in lengths]
    assert page.evaluate(HASHES, lengths) == wanted


JSON = """async (lines) => {
  const { canonical, parse, parseJson } = await import("/static/ledger/verify/canonical.js");
  const { decode, encode, Malformed } = await import("/static/ledger/verify/bytes.js");
  const attempt = (read, line) => {
    try { return decode(canonical(read(encode(line)))); } catch (error) {
      if (error instanceof Malformed) return null;
      throw error;
    }
  };
  return lines.map((line) => [attempt(parse, line), attempt(parseJson, line)]);
}"""
LINES = [
    "{}", "[]", "null", "true", "0", "-1", "-0", "01", "1.0", "1e3", "9007199254740993",
    "-" + "9" * 40, "1 ", " 1", '""', '"a"', '"é"', '"e\N{COMBINING ACUTE ACCENT}"', '"\\u00e9"',
    '"\\u0007"', '"\\u000a"', '"\\n"', '"\\/"', '"\x7f"', '"\t"', '"\\ud83d\\ude00"', '"😀"',
    '"\\ud800"', '"\u2028"', '{"a":1,"b":2}', '{"b":2,"a":1}', '{"a":1,"a":2}', '{"a": 1}',
    '{"\uffee":1,"😀":2}', '{"😀":2,"\uffee":1}', '{"__proto__":1}', '{"10":1,"9":2}',
    '{"9":2,"10":1}', '[1,[2,{"a":[]}]]', "[1,]", "[1", "{1:2}", "[1]]", "nul", "NaN", "Infinity",
    "", "\ufeff1", "[" * 50 + "]" * 50, '{"a":{"b":1},"a":1}',
]  # fmt: skip


def check_json(page: Page) -> None:
    """Read, written again, or refused."""

    def attempt(read: Callable[[bytes], Value], line: str) -> str | None:
        try:
            return canonical(read(line.encode())).decode()
        except ValueError:
            return None

    wanted = [[attempt(parse, line), attempt(parse_json, line)] for line in LINES]
    for line, one, other in zip(LINES, page.evaluate(JSON, LINES), wanted, strict=True):
        assert (line, one) == (line, other)
