"""Headers of every kind of answer; hosts that somebody forges; error pages that tell nothing."""

from __future__ import annotations

import re
import runpy
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import Client, override_settings
from django.urls import path

from parvis.accounts.places import place_of
from parvis.config import settings as source
from parvis.config.urls import urlpatterns as real
from parvis.jobs.models import Mail
from tests.hostile.requests import undone
from tests.hostile.world import World

pytestmark = pytest.mark.django_db
STRICT = {
    "default-src": ["'none'"],
    "script-src": ["'self'"],
    "style-src": ["'self'"],
    "form-action": ["'self'"],
    "base-uri": ["'none'"],
    "frame-ancestors": ["'none'"],
}
EVERYWHERE = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
EVIL = "evil.example"
SECRET = "the secret of a stack trace"


def broken(request):
    raise RuntimeError(SECRET)


urlpatterns = [path("broken/", broken), path("en/broken/", broken), *real]
Ask = Callable[[World], object]


def strict_client() -> Client:
    return Client(enforce_csrf_checks=True, raise_request_exception=False)


ANSWERS: dict[str, Ask] = {
    "page": lambda world: world.client("visitor").get("/"),
    "page of somebody": lambda world: world.client("L1").get("/me/"),
    "style guide": lambda world: world.client("visitor").get("/styleguide/"),
    "export": lambda world: world.client("organiser").get(f"/exports/{world.names['own']}/contributions.csv"),
    "workbook": lambda world: world.client("organiser").get(f"/exports/{world.names['own']}.xlsx"),
    "figures": lambda world: world.client("visitor").get("/results/open/themes.csv"),
    "colours": lambda world: world.client("visitor").get("/look/000091.css"),
    "redirect": lambda world: world.client("visitor").get("/me/"),
    "slash": lambda world: world.client("visitor").get("/consultations"),
    "not found": lambda world: world.client("visitor").get("/nothing/"),
    "method": lambda world: world.client("visitor").post("/"),
    "forged form": lambda _world: strict_client().post("/account/login/", {"email": "a@example.org"}),
    "another host": lambda world: world.client("visitor").get("/", headers={"host": EVIL}),
    "broken": lambda world: world.client("visitor").get("/broken/"),
    "fragment": lambda world: world.client("L2").post(
        f"/ballots/{world.names['ballot']}/{world.names['idea']}/",
        {"choice": "for"},
        headers={"hx-request": "true"},
    ),
}
STATUSES = {
    "redirect": 302,
    "slash": 301,
    "not found": 404,
    "method": 405,
    "forged form": 403,
    "another host": 400,
    "broken": 500,
}


@pytest.fixture
def ask(world: World):
    """One kind of answer, on a site that has one broken page, and outside of debugging."""

    def asked(kind: str):
        with undone(), override_settings(ROOT_URLCONF=__name__, DEBUG=False):
            return ANSWERS[kind](world)

    return asked


def policy(answer) -> dict[str, list[str]]:
    parts = [part.split() for part in answer.headers["Content-Security-Policy"].split(";") if part.strip()]
    return {part[0]: part[1:] for part in parts}


@pytest.mark.parametrize("kind", ANSWERS)
def test_every_kind_of_answer_has_the_strict_headers(kind: str, ask) -> None:
    answer = ask(kind)

    assert answer.status_code == STATUSES.get(kind, 200)
    assert {name: answer.headers.get(name) for name in EVERYWHERE} == EVERYWHERE
    assert {name: policy(answer).get(name) for name in STRICT} == STRICT
    assert "unsafe" not in answer.headers["Content-Security-Policy"]
    assert "geolocation=(self)" in answer.headers["Permissions-Policy"]
    assert "camera=()" in answer.headers["Permissions-Policy"]
    assert "Access-Control-Allow-Origin" not in answer.headers


@pytest.mark.parametrize("file", ["ui/parvis.css", "ui/parvis.js", "ui/parvis.svg"])
def test_a_static_file_runs_nothing_by_itself(file: str, world: World) -> None:
    answer = world.client("visitor").get(f"/static/{file}")

    assert answer.status_code == 200
    assert {name: answer.headers.get(name) for name in EVERYWHERE} == EVERYWHERE
    assert policy(answer)["default-src"] == ["'none'"]
    assert "script-src" not in policy(answer)
    assert "Access-Control-Allow-Origin" not in answer.headers


def test_the_worker_that_checks_an_export_loads_its_modules_and_reaches_nothing(world: World) -> None:
    told = policy(world.client("visitor").get("/static/ledger/verify/worker.js"))

    assert (told["default-src"], told["script-src"]) == (["'none'"], ["'self'"])
    assert "connect-src" not in told
    assert policy(world.client("visitor").get("/ledger/verify/"))["worker-src"] == ["'self'"]


@pytest.mark.parametrize("address", ["/documents/{document}/{document_name}", "/media/{image_file}"])
def test_what_people_put_on_the_site_runs_nothing_by_itself(address: str, world: World) -> None:
    answer = world.client("visitor").get(address.format(**world.names))

    assert answer.status_code == 200
    assert {name: answer.headers.get(name) for name in EVERYWHERE} == EVERYWHERE
    assert policy(answer)["default-src"] == ["'none'"]


@pytest.mark.parametrize("address", ["/widgets/open/participate/", "/en/widgets/open/results/"])
def test_a_widget_alone_is_framed_anywhere_and_may_do_nothing_there(address: str, world: World) -> None:
    answer = world.client("organiser").get(address)
    told = policy(answer)

    assert (answer.status_code, answer.cookies) == (200, {})
    assert told["frame-ancestors"] == ["*"]
    assert told["default-src"] == told["script-src"] == told["form-action"] == ["'none'"]
    assert "X-Frame-Options" not in answer.headers
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "Access-Control-Allow-Origin" not in answer.headers
    missing = world.client("organiser").get("/widgets/draft/participate/")
    assert (missing.status_code, policy(missing)["frame-ancestors"]) == (404, ["'none'"])
    assert missing.headers["X-Frame-Options"] == "DENY"


def test_the_desk_alone_may_frame_itself_and_it_is_framed_by_nobody_else(world: World) -> None:
    for address in ("/desk/account/", "/desk/api/main/pages/"):
        answer = world.client("organiser").get(address)
        assert answer.status_code == 200
        assert answer.headers["X-Frame-Options"] == "SAMEORIGIN"
        assert policy(answer)["frame-ancestors"] == ["'self'"]
        assert policy(answer)["base-uri"] == ["'none'"]
        assert policy(answer)["form-action"] == ["'self'"]


PUBLIC = (
    "/",
    "/consultations/",
    "/consultations/open/",
    "/consultations/open/contributions/",
    "/consultations/open/spread/",
    "/widgets/open/participate/",
    "/account/login/",
)


@pytest.mark.parametrize(
    "address", [*PUBLIC, "/contributions/{idea}/", "/contributions/new/{deposit}/", "/styleguide/"]
)
def test_a_page_has_no_script_and_no_style_within_it(address: str, world: World) -> None:
    page = world.client("visitor").get(address.format(**world.names)).content.decode()

    scripts = re.findall(r"<script\b([^>]*)>", page)
    assert [tag for tag in scripts if "src=" not in tag and "application/" not in tag] == []
    assert re.findall(r"<style\b|\sstyle=|\son[a-z]+=\"|javascript:", page) == []
    assert re.findall(r"(?:src|href)=\"(?:https?:)?//(?!testserver)[^\"]*\.(?:js|css|woff2)", page) == []


ERRORS = {
    "not found": ("/nothing/", "Page introuvable", "Page not found"),
    "broken": ("/broken/", "Quelque chose n’a pas marché de notre côté", "Something went wrong on our side"),
    "another host": ("/", "Cette demande n’a pas pu être lue", "This request could not be read"),
    "forged form": ("/account/login/", "Ce formulaire a expiré", "This form has expired"),
}


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("kind", ERRORS)
def test_an_error_page_speaks_the_reader_s_language_in_the_site_s_look(kind: str, language: str) -> None:
    address, *titles = ERRORS[kind]
    address = address if language == "fr" else f"/en{address}"
    headers = {"host": EVIL} if kind == "another host" else {}

    with override_settings(ROOT_URLCONF=__name__, DEBUG=False):
        client = strict_client()
        answer = client.post(address) if kind == "forged form" else client.get(address, headers=headers)

    page = answer.content.decode()
    assert answer.status_code == STATUSES[kind]
    assert f"<h1>{titles[language == 'en']}" in page
    assert f'<html lang="{language}">' in page
    assert 'class="site-header"' in page
    for detail in (
        SECRET,
        "Traceback",
        "Exception",
        "Django",
        "django",
        "postgres",
        EVIL,
        str(source.PACKAGE),
    ):
        assert detail not in page


def settings_of(monkeypatch: pytest.MonkeyPatch, **environment: str) -> dict[str, object]:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    return runpy.run_path(str(Path(source.__file__)))


def test_over_https_browsers_insist_on_it(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    there = settings_of(monkeypatch, PARVIS_ADDRESS="https://participer.example.org")

    assert there["SECURE_HSTS_SECONDS"] == 31_536_000
    with override_settings(SECURE_HSTS_SECONDS=there["SECURE_HSTS_SECONDS"]):
        for address in ("/", "/nothing/", "/static/ui/parvis.css"):
            answer = Client().get(address, secure=True)
            assert answer.headers["Strict-Transport-Security"].startswith("max-age=31536000")


FORGED = [
    {"x-forwarded-host": EVIL},
    {"x-forwarded-host": EVIL, "x-forwarded-proto": "https", "forwarded": f"host={EVIL}"},
    {"x-original-url": f"https://{EVIL}/", "x-rewrite-url": f"https://{EVIL}/", "x-host": EVIL},
]


def deposit(world: World, headers: dict[str, str]):
    form = {
        "step": "publish",
        "key": "0f2c5a0e-55a4-4c39-a5b4-d3d5b5c1b101",
        "title": "Un abri",
        "text": "Il pleut.",
        "theme": world.names["theme"],
    }
    return world.client("L2").post(f"/contributions/new/{world.names['deposit']}/", form, headers=headers)


@pytest.mark.parametrize("headers", FORGED)
def test_h10_a_forged_host_poisons_no_link(world: World, headers: dict[str, str]) -> None:
    with undone():
        cache.clear()
        answer = deposit(world, headers)
        sent = Mail.objects.latest("pk")

        assert answer.status_code == 302
        assert EVIL not in answer.headers["Location"]
        assert settings.PARVIS_ADDRESS in sent.text
        assert EVIL not in sent.text + sent.subject + sent.sender


def test_h10_a_host_that_is_not_ours_is_refused_and_nothing_is_sent(world: World) -> None:
    with undone():
        before = Mail.objects.count()
        answer = deposit(world, {"host": EVIL})
        login = Client(raise_request_exception=False).post(
            "/account/login/", {"email": "new@example.org"}, headers={"host": EVIL}
        )

        assert (answer.status_code, login.status_code) == (400, 400)
        assert Mail.objects.count() == before


@pytest.mark.parametrize(
    "address", [f"//{EVIL}/", f"https://{EVIL}/", f"/\\{EVIL}", f"javascript:alert('{EVIL}')"]
)
def test_h10_sign_in_leads_back_to_this_site_alone(world: World, address: str) -> None:
    answer = world.client("L1").get("/account/login/", {"next": address})

    assert answer.headers["Location"] == "/me/"


def network(rf, **headers: str) -> str:
    return place_of(rf.get("/", REMOTE_ADDR="198.51.100.7", headers=headers)).network


def test_h10_without_a_proxy_of_ours_what_is_forwarded_counts_for_nothing(rf, settings) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 0

    forged = {network(rf, **{"x-forwarded-for": f"203.0.113.{n}"}) for n in range(5)}

    assert forged == {network(rf)}


def test_h10_behind_one_proxy_its_word_counts_and_what_came_before_it_does_not(rf, settings) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    true = network(rf, **{"x-forwarded-for": "192.0.2.1"})

    forged = {network(rf, **{"x-forwarded-for": f"203.0.113.{n}, 192.0.2.1"}) for n in range(5)}

    assert forged == {true}
    assert network(rf, **{"x-forwarded-for": "192.0.2.2"}) != true
