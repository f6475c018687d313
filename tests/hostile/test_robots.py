"""What an organiser keeps out of search engines is kept out at every address that shows people's words.

Each public address of a consultation is in one of the lists below: a new one must say on which side it is.
"""

from __future__ import annotations

import pytest
from django.urls import resolve

from parvis.consultations.models import ConsultationPage
from tests.hostile.matrix import read
from tests.hostile.requests import undone
from tests.hostile.world import World

pytestmark = pytest.mark.django_db

# Words of people: out where the organiser so chose.
WORDS = {
    "ballots:ballot",
    "ballots:cast",
    "contributions:similar",
    "contributions:versions",
    "debate:argue",
    "debate:changed",
    "debate:comment",
    "debate:new",
    "debate:reply",
    "debate:support",
    "files:file",
    "following:feed",
    "front:chart_png",
    "front:chart_svg",
    "front:commission",
    "front:compared",
    "front:commitment",
    "front:contribution",
    "front:contributions",
    "front:evaluation",
    "front:event",
    "front:examinations",
    "front:identical",
    "front:map",
    "front:minutes",
    "front:minutes_markdown",
    "front:minutes_pdf",
    "front:minutes_version",
    "front:opinion",
    "front:opinion_groups",
    "front:opinion_groups_csv",
    "front:opinion_groups_of",
    "front:opinion_groups_png",
    "front:opinion_groups_svg",
    "front:opinion_version",
    "front:questionnaire",
    "front:questions",
    "front:register",
    "front:result",
    "front:sides",
    "front:synthesis",
    "front:synthesis_docx",
    "front:synthesis_odt",
    "front:synthesis_pdf",
    "front:synthesis_sources",
    "front:text",
    "front:topic",
    "front:topics",
    "front:topics_csv",
    "front:topics_of",
    "front:topics_png",
    "front:topics_svg",
    "moderation:report_argument",
    "moderation:report_contribution",
    "opendata:archive",
    "opendata:dataset",
    "opendata:file",
    "room:results",
    "room:results_json",
}
# Always out: they mix consultations, or are of one person, or nobody should find them.
ALWAYS = {
    "api:answers",
    "api:arguments",
    "api:ballots",
    "api:commitments",
    "api:consultation",
    "api:contribution",
    "api:contributions",
    "api:events",
    "api:exports",
    "api:tallies",
    "api:topics",
    "api:versions",
    "field:device",
    "following:follow",
    "gatherings:register",
    "gatherings:registration",
    "gatherings:registration_data",
    "following:stop",
    "front:bin",
    "front:minutes_correct",
    "front:minutes_draft",
    "front:organisation",
    "front:mailed",
    "front:person",
    "front:sheet",
    "front:trial",
    "front:widget",
    "front:widgets",
    "ledger:receipt",
    "moderation:guest",
    "room:phone",
    "room:phone_state",
    "room:screen",
    "room:screen_state",
}
# The organiser's own words, and figures.
FOUND = {
    "contributions:submit",
    "front:commissions",
    "front:commitments_csv",
    "front:compare_methods",
    "front:consultation",
    "front:draw",
    "front:draw_csv",
    "front:draw_json",
    "front:draws",
    "front:events",
    "front:examinations_csv",
    "front:follow_up",
    "front:glossary",
    "front:kiosk",
    "front:kit",
    "front:kit_file",
    "front:letter",
    "front:letters",
    "front:method",
    "front:minutes_list",
    "front:qualities",
    "front:qualities_csv",
    "front:qualities_inputs",
    "front:qualities_results",
    "front:quiz",
    "front:quiz_answer",
    "front:rules",
    "front:text_markdown",
    "front:who_csv",
    "gatherings:calendar",
    "gatherings:feed",
    "invitation:use",
    "media",
    "opendata:catalogue",
    "opendata:open_data",
    "restitution:figures_csv",
    "wagtail_serve",
    "wagtaildocs_serve",
}


def public_addresses(world: World) -> dict[str, list[str]]:
    """Each address that a visitor may read of something in particular, under the name of its route."""
    found: dict[str, list[str]] = {}
    for line in read().lines:
        if line.outcomes["GET"]["visitor"] == "200" and "{" in line.address:
            address = line.address.format(**world.names)
            found.setdefault(resolve(address.partition("?")[0]).view_name, []).append(address)
    return found


def is_out(answer) -> bool:
    """Asked by the header, or by the page itself."""
    if answer.headers.get("X-Robots-Tag") == "noindex":
        return True
    return answer.streaming is False and b'<meta name="robots" content="noindex">' in answer.content


@pytest.fixture(scope="module")
def addresses(world: World) -> dict[str, list[str]]:
    return public_addresses(world)


def test_every_public_address_is_on_one_side(addresses) -> None:
    assert set(addresses) - WORDS - ALWAYS - FOUND == set()
    assert (WORDS | ALWAYS) - set(addresses) == set()
    assert WORDS & ALWAYS == WORDS & FOUND == ALWAYS & FOUND == set()


@pytest.mark.parametrize("unindexed", [True, False])
def test_words_are_out_where_the_organiser_so_chose(unindexed: bool, world: World, addresses) -> None:
    client = world.client("visitor")
    with undone():
        ConsultationPage.objects.update(unindexed=unindexed)
        told = {
            (name, address): is_out(client.get(address))
            for name in WORDS
            for address in addresses[name]
            if name != "following:feed" or "/author/" not in address
        }

    # Hidden or withdrawn, a text keeps a page without its words, which is always out.
    gone = {
        ("front:contribution", f"/contributions/{world.names[name]}/") for name in ("hidden", "withdrawn")
    }
    assert {place for place, out in told.items() if out is not unindexed} - gone == set()


def test_what_is_of_nobody_to_find_is_always_out(world: World, addresses) -> None:
    client = world.client("visitor")
    asked = [address for name in ALWAYS for address in addresses[name]]
    asked += [address for address in addresses["following:feed"] if "/author/" in address]
    asked += ["/search/?q=banc", "/search/map/", "/search/"]
    with undone():
        assert [address for address in asked if not is_out(client.get(address))] == []


def test_the_page_of_the_consultation_is_found_and_says_what_is_not(world: World, addresses) -> None:
    client, own = world.client("visitor"), world.names["own_slug"]
    told = "laisser de côté ce que l’on écrit ici"
    with undone():
        before = [client.get(f"/consultations/{own}/{end}") for end in ("", "rules/")]
        ConsultationPage.objects.update(unindexed=True)
        after = [client.get(f"/consultations/{own}/{end}") for end in ("", "rules/")]

    assert [is_out(page) for page in (*before, *after)] == [False] * 4
    assert [told in page.content.decode() for page in (*before, *after)] == [False, False, True, True]
