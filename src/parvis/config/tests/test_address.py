"""From the public address alone, a site that works behind a domain."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from parvis.config.address import read_address
from parvis.testing.installation import Installation

DOMAIN = "https://participer.example.org"
POST = """
import json, sys
import django
django.setup()
from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import HttpResponseForbidden
from django.middleware.csrf import CsrfViewMiddleware
from django.test import RequestFactory
# The real page of refusal asks the database for the name of the site.
settings.CSRF_FAILURE_VIEW = lambda request, reason: HttpResponseForbidden(reason)
for headers in json.loads(sys.argv[1]):
    request = RequestFactory().post("/", {"csrfmiddlewaretoken": "a" * 32}, headers=headers)
    request.COOKIES["csrftoken"] = "a" * 32
    try:
        request.get_host()
        refused = CsrfViewMiddleware(lambda request: None).process_view(request, lambda request: None, (), {})
        print(json.dumps({"accepted": refused is None, "secure": request.is_secure()}))
    except DisallowedHost:
        print(json.dumps("no such host"))
"""


@pytest.fixture
def post(tmp_path: Path):
    """What becomes of each form sent, with its headers, to an installation with these settings."""

    def send(*headers: dict[str, str], **settings: str) -> list[object]:
        environment = Installation(tmp_path, settings=settings).environment()
        environment |= {
            "DJANGO_SETTINGS_MODULE": "parvis.config.settings",
            "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
        }
        command = [sys.executable, "-W", "ignore", "-c", POST, json.dumps(headers)]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return [json.loads(line) for line in done.stdout.splitlines()[-len(headers) :]]

    return send


def test_the_address_alone_lets_people_in_takes_their_forms_and_no_others(post) -> None:
    ours, theirs = (
        {"Host": "participer.example.org", "Origin": origin}
        for origin in (DOMAIN, "https://elsewhere.example.org")
    )

    assert post(ours, theirs, PARVIS_ADDRESS=f"{DOMAIN}/") == [
        {"accepted": True, "secure": False},
        {"accepted": False, "secure": False},
    ]


def test_only_the_names_of_the_site_and_of_the_machine_are_answered(post) -> None:
    hosts = ("participer.example.org", "old.example.org", "localhost", "elsewhere.example.org")

    answers = post(*({"Host": host} for host in hosts), PARVIS_ADDRESS=DOMAIN, PARVIS_HOSTS="old.example.org")

    assert [answer == "no such host" for answer in answers] == [False, False, False, True]


@pytest.mark.parametrize(("proxies", "believed"), [("0", False), ("1", True)])
def test_the_scheme_that_a_proxy_forwards_is_believed_only_when_there_is_one(
    post, proxies: str, believed: bool
) -> None:
    headers = {"Host": "participer.example.org", "Origin": DOMAIN, "X-Forwarded-Proto": "https"}

    [answer] = post(headers, PARVIS_ADDRESS=DOMAIN, PARVIS_PROXIES=proxies)

    assert answer == {"accepted": True, "secure": believed}


@pytest.mark.parametrize(
    ("written", "origin", "host"),
    [
        ("https://Participer.example.org:443/", DOMAIN, "participer.example.org"),
        ("http://10.0.0.7:8080", "http://10.0.0.7:8080", "10.0.0.7"),
        ("http://[::1]:8000", "http://[::1]:8000", "[::1]"),
    ],
)
def test_an_address_is_read_as_browsers_write_it(written: str, origin: str, host: str) -> None:
    assert (read_address(written).origin, read_address(written).host) == (origin, host)


@pytest.mark.parametrize(
    "written",
    ["", "participer.example.org", "ftp://example.org", "https://", f"{DOMAIN}/parvis", f"{DOMAIN}:many"],
)
def test_what_is_not_the_address_of_a_site_is_refused(written: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="such as https"):
        read_address(written)


def test_the_command_says_so_before_anything_starts(tmp_path: Path) -> None:
    home = tmp_path / "home"
    installation = Installation(home, settings={"PARVIS_ADDRESS": "participer.example.org"})

    done = installation.run("export", "nothing", "--to", str(tmp_path / "out.csv"))

    assert done.returncode == 1
    assert done.stderr.startswith("PARVIS_ADDRESS is 'participer.example.org'")
    assert not home.exists()
