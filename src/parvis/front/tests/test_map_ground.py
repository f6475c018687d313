"""Tiles under the maps: off by default, asked for by a click; where they are, nothing else is allowed."""

import pytest
from django.http import HttpResponse
from django.test import Client
from playwright.sync_api import expect
from pytest_django.live_server_helper import LiveServer

from parvis.consultations.tests.factories import KindFactory
from parvis.contributions.tests.factories import ContributionFactory
from parvis.pages.processing import PROCESSING, in_use
from parvis.testing.browser import PHONE, NewPage, axe_violations, overflowing, photograph
from parvis.ui.maps import METRES, frame_of, scale_bar
from parvis.ui.tiles import DEEPEST, tiles_of

TILES, CREDIT = "https://tiles.example.org:8443/{z}/{x}/{y}.png", "© les auteurs de la carte"
HOST = "tiles.example.org:8443"
RENNES = (-1.6743, 48.1113)


@pytest.fixture
def slug() -> str:
    kind = KindFactory()
    for step in range(3):
        place = {"type": "Point", "coordinates": [RENNES[0] + step / 50, RENNES[1] + step / 100]}
        ContributionFactory(kind=kind, form_answers={"where": {"address": "", "geometry": place}})
    return str(kind.consultation.slug)


@pytest.fixture
def tiles(settings) -> None:
    settings.PARVIS_TILES, settings.PARVIS_TILES_CREDIT = TILES, CREDIT


def maps_of(slug: str) -> tuple[str, ...]:
    return (f"/consultations/{slug}/map/", "/search/map/")


def policy_of(page: HttpResponse) -> dict[str, str]:
    return dict(part.strip().split(" ", 1) for part in page.headers["Content-Security-Policy"].split(";"))


@pytest.mark.django_db
def test_without_a_server_of_tiles_there_is_a_grid_and_nothing_to_choose(client: Client, slug: str) -> None:
    client.cookies["parvis_ground"] = HOST
    for address in maps_of(slug):
        page = client.get(address)
        assert "https://" not in page.headers["Content-Security-Policy"]
        html = page.content.decode()
        assert ("<foreignObject" in html, "map__grid" in html, "map__choice" in html) == (False, True, False)
        assert client.post(address, {"ground": "show"}).status_code == 405


@pytest.mark.django_db
def test_nothing_is_asked_of_the_server_of_tiles_before_its_reader_chooses(
    client: Client, tiles: None, slug: str
) -> None:
    for address in maps_of(slug):
        page = client.get(address)
        html = page.content.decode()
        assert "https://" not in page.headers["Content-Security-Policy"]
        assert ("<foreignObject" in html, "map__grid" in html, "https://tiles" in html) == (
            False,
            True,
            False,
        )
        assert f"Afficher le fond de carte, depuis {HOST}" in html
        assert "l’adresse réseau de votre appareil" in html


@pytest.mark.django_db
def test_once_chosen_maps_allow_the_named_server_and_no_other_page_does(
    client: Client, tiles: None, slug: str
) -> None:
    area = f"{maps_of(slug)[0]}?area=48.0000,-2.0000,49.0000,-1.0000"
    chosen = client.post(area, {"ground": "show"})
    cookie = chosen.cookies["parvis_ground"]
    assert (chosen.url, cookie["expires"], cookie["max-age"], cookie["httponly"]) == (area, "", "", True)
    for address in maps_of(slug):
        page = client.get(address)
        policy = policy_of(page)
        assert policy["img-src"].split() == ["'self'", "data:", f"https://{HOST}"]
        assert [name for name, allowed in policy.items() if "https:" in allowed] == ["img-src"]
        html = page.content.decode()
        assert ("<foreignObject" in html, "map__grid" in html) == (True, False)
        assert f"Fond de carte\u00a0: {CREDIT}. Votre navigateur demande ses images à {HOST}." in html
    for address in ("/", "/search/?q=pont", f"/consultations/{slug}/contributions/"):
        assert "https://" not in client.get(address).headers["Content-Security-Policy"]
    for address in ("/search/map/", "/search/?q=pont"):
        assert f"{HOST} voit quelle partie vous regardez" in client.get(address).content.decode()

    hidden = client.post("/search/map/", {"ground": "hide"})
    assert hidden.cookies["parvis_ground"]["max-age"] == 0
    assert "<foreignObject" not in client.get("/search/map/").content.decode()


@pytest.mark.django_db
def test_the_choice_of_one_server_is_not_that_of_another(client: Client, tiles: None, settings) -> None:
    client.post("/search/map/", {"ground": "show"})
    settings.PARVIS_TILES = TILES.replace("example.org", "example.net")
    assert "https://" not in client.get("/search/map/").headers["Content-Security-Policy"]


@pytest.mark.django_db
def test_the_record_of_processing_tells_of_the_ground_where_there_is_one(settings) -> None:
    assert len(in_use()) == len(PROCESSING)
    settings.PARVIS_TILES = TILES
    assert (in_use()[-1].recipients, len(in_use())) == (HOST, len(PROCESSING) + 1)


def test_a_point_is_where_its_tile_shows_it() -> None:
    """At depth 8, by the formula of every map of tiles, the town hall of Rennes is on tile 126 of line 88."""
    frame = frame_of([RENNES, (RENNES[0] + 0.15, RENNES[1] + 0.05)], is_mercator=True)
    x, y = (float(part) for part in frame.place(*RENNES))
    holding = [
        tile
        for tile in tiles_of(frame, "{z} {x} {y}")
        if 0 <= x - float(tile.x) < float(tile.side) and 0 <= y - float(tile.y) < float(tile.side)
    ]
    depth, column, line = (int(part) for part in holding[0].url.split())
    assert (column >> (depth - 8), line >> (depth - 8)) == (126, 88)
    assert 11 <= depth <= 13


@pytest.mark.parametrize(
    "spots",
    [
        [RENNES],
        [(-180, -90), (180, 90)],
        [(179.9, 10), (180, 10.1)],
        [(0, 85.2), (1, 89)],
        [(-61, 14), (2, 49)],
    ],
)
def test_tiles_cover_the_drawing_and_are_few(spots: list[tuple[float, float]]) -> None:
    frame = frame_of(spots, is_mercator=True)
    tiles = tiles_of(frame, "{z} {x} {y}")
    for tile in tiles:
        depth, column, line = (int(part) for part in tile.url.split())
        assert 0 <= depth <= DEEPEST
        assert 0 <= column < 2**depth
        assert 0 <= line < 2**depth
    assert 0 < len(tiles) <= 30
    assert min(float(tile.x) for tile in tiles) <= 0
    assert max(float(tile.x) + float(tile.side) for tile in tiles) >= 400


def test_the_bar_is_as_long_in_either_projection() -> None:
    spots = [RENNES, (RENNES[0] + 0.02, RENNES[1] + 0.01)]
    plain, mercator = frame_of(spots), frame_of(spots, is_mercator=True)
    (west, _y), (east, _y) = (mercator.place(longitude, RENNES[1]) for longitude in (-1.6743, -1.6543))
    assert (float(east) - float(west)) / mercator.per_metre == pytest.approx(
        0.02 * METRES * 0.6677, rel=0.002
    )
    assert plain.per_metre == pytest.approx(mercator.per_metre, rel=0.002)
    assert scale_bar(mercator).metres == scale_bar(plain).metres


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_the_ground_is_drawn(new_page: NewPage, live_server: LiveServer, settings, slug: str) -> None:
    settings.PARVIS_TILES = f"{live_server.url}/static/ui/paving.svg?{{z}}-{{x}}-{{y}}"
    settings.PARVIS_TILES_CREDIT = CREDIT
    page = new_page(size=PHONE)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{live_server.url}/consultations/{slug}/map/")
    button = page.get_by_role("button", name="Afficher le fond de carte")
    button.scroll_into_view_if_needed()
    assert (axe_violations(page), overflowing(page)) == ([], [])
    photograph(page, "map-ground-offered")
    assert [url for url in asked if "paving.svg?" in url] == []
    button.click()
    expect(page.get_by_text(CREDIT)).to_be_visible()
    page.get_by_text(CREDIT).scroll_into_view_if_needed()
    page.wait_for_function(
        "() => [...document.querySelectorAll('.map__ground img')].some((tile) => tile.naturalWidth)"
    )
    photograph(page, "map-ground")
    assert (axe_violations(page), overflowing(page)) == ([], [])
    page.get_by_role("button", name="Masquer le fond de carte").click()
    expect(page.get_by_role("button", name="Afficher le fond de carte")).to_be_visible()
    expect(page.locator(".map__ground")).to_have_count(0)
