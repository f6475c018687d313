"""The desk alone has the policy that its editor needs."""

import pytest

from parvis.accounts.tests.factories import StaffFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def organiser(client, settings):
    settings.PARVIS_DEMO = True
    client.force_login(StaffFactory(is_superuser=True))
    return client


def directives(answer):
    parts = [part.strip().split(" ") for part in answer["Content-Security-Policy"].split(";") if part.strip()]
    return {part[0]: part[1:] for part in parts}


def test_the_desk_may_run_its_editor_and_frame_its_previews(organiser):
    answer = organiser.get("/desk/account/")
    assert answer.status_code == 200
    policy = directives(answer)
    assert policy["script-src"] == ["'self'", "'unsafe-inline'"]
    assert policy["frame-ancestors"] == ["'self'"]
    assert policy["base-uri"] == ["'none'"]
    assert answer["X-Frame-Options"] == "SAMEORIGIN"


def test_the_public_site_stays_strict(organiser):
    answer = organiser.get("/me/")
    policy = directives(answer)
    assert policy["script-src"] == ["'self'"]
    assert policy["style-src"] == ["'self'"]
    assert policy["frame-ancestors"] == ["'none'"]
    assert answer["X-Frame-Options"] == "DENY"


def test_an_address_that_only_looks_like_the_desk_stays_strict(organiser):
    assert directives(organiser.get("/desktop/"))["script-src"] == ["'self'"]
