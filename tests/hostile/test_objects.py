"""H02: numbers and names of what is not public, tried wherever something may be named, listed or searched."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.images import get_image_model
from wagtail.log_actions import log
from wagtail.models import Page, Workflow

from parvis.consultations.models import ConsultationPage
from parvis.consultations.queries import kinds_apart
from parvis.contributions.models import Contribution
from parvis.contributions.permissions import Reader
from parvis.contributions.queries import listing
from parvis.debate.comments import comments_page
from parvis.debate.models import Argument
from parvis.debate.queries import arguments_page
from tests.hostile.matrix import METHODS, Line, read
from tests.hostile.requests import is_sent, send, undone
from tests.hostile.world import SECRET, World

pytestmark = pytest.mark.django_db
# A number beyond those of any row here, and names that nobody bears.
NOTHING: dict[str, object] = {"number": 987_654_321, "name": "nothing-of-the-kind"}
OUTSIDERS = ("visitor", "L2", "other organiser")
# Every secret is the word, and one of these after it; a search repeats the word alone.
LEAK = re.compile(
    rf"{SECRET} (?:draft|hidden|withdrawn|of a draft|argument|news|synthesis|collection|picture|document)"
)
NAMES = re.compile(r"\{(\w+)\}")


def forbidden(role: str, method: str) -> list[Line]:
    return [
        line
        for line in read().lines
        if line.outcomes[method][role] == "404" and NAMES.search(line.address) and is_sent(line, role, method)
    ]


def twin(line: Line, world: World) -> dict[str, object]:
    """The names of this address, none of which is that of anything."""
    named = {name: world.names[name] for name in NAMES.findall(line.address)}
    return {name: NOTHING["number" if isinstance(value, int) else "name"] for name, value in named.items()}


def told(client: Client, world: World, line: Line, method: str) -> tuple[str, bytes, str]:
    key = client.cookies.get("sessionid")
    client.cookies.clear()
    if key is not None:
        client.cookies["sessionid"] = key.value
    answer = send(client, world, line, method)
    return answer.outcome, answer.body, answer.content_type


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("role", OUTSIDERS)
def test_h02_what_is_forbidden_is_answered_as_what_never_was(role: str, method: str, world: World) -> None:
    client, lines = world.client(role), forbidden(role, method)
    nowhere = World(world.people, {**world.names}, world.cookies, world.handler)

    different = set()
    for line in lines:
        nowhere.names = {**world.names, **twin(line, world)}
        if told(client, world, line, method) != told(client, nowhere, line, method):
            different.add(line.address)

    assert len(lines) >= 15
    assert different == set()


READS = (
    *(
        "/contributions/{draft_idea}/",
        "/contributions/{draft_idea}/versions/",
        "/contributions/{hidden}/versions/",
    ),
    *("/debate/{draft_idea}/argue/", "/debate/arguments/{hidden_argument}/reply/"),
    *("/consultations/{draft_slug}/", "/exports/{draft}.xlsx"),
)


@pytest.mark.parametrize("address", READS)
@pytest.mark.parametrize(("role", "most"), [("visitor", 1), ("L2", 3)])
def test_h02_the_time_taken_tells_nothing(role: str, most: int, address: str, world: World) -> None:
    """The work is nearly the same: queries are counted, which no busy machine changes.

    Of somebody signed in, the policy reads the session, the account and the places in the team.
    """
    there, nowhere = address.format(**world.names), re.sub(r"\{\w+\}", "987654321", address)

    costs = [queries(world.client(role), url) for url in (there, nowhere)]

    assert abs(costs[0] - costs[1]) <= most


def queries(client: Client, url: str) -> int:
    with CaptureQueriesContext(connection) as found, undone():
        assert client.get(url).status_code == 404
    return len(found)


PUBLIC_LISTS = (
    *("/", "/consultations/", f"/consultations/?q={SECRET}", "/pages/news/", "/pages/resources/"),
    *(
        "/consultations/open/",
        "/consultations/open/contributions/",
        f"/consultations/open/contributions/?q={SECRET}",
    ),
    *("/consultations/open/contributions/?order=recent", "/consultations/open/contributions/?order=argued"),
    *("/consultations/open/results/", "/consultations/open/synthesis/", "/results/open/themes.csv"),
    *(
        "/contributions/{idea}/",
        "/contributions/{hidden}/",
        "/contributions/{withdrawn}/",
        "/pages/news/?page=9",
    ),
)


@pytest.mark.parametrize("role", ["visitor", "L2", "other organiser", "analyst"])
@pytest.mark.parametrize("address", PUBLIC_LISTS)
def test_h02_no_public_page_list_or_search_tells_what_is_not_public(
    address: str, role: str, world: World
) -> None:
    answer = world.client(role).get(address.format(**world.names))

    assert answer.status_code == 200
    assert LEAK.findall(answer.content.decode()) == []


DESK_LISTS = (
    *(
        "/desk/",
        "/desk/consultations/",
        "/desk/pages/search/?q={word}",
        "/desk/pages/search/results/?q={word}",
    ),
    *("/desk/choose-page/", "/desk/choose-page/search/?q={word}", "/desk/choose-page/{index}/"),
    *("/desk/api/main/pages/", "/desk/api/main/pages/?child_of={own}", "/desk/api/main/pages/?search={word}"),
    *("/desk/images/", "/desk/images/results/?q={word}", "/desk/images/chooser/results/?q={word}"),
    *("/desk/documents/", "/desk/documents/results/?q={word}", "/desk/documents/chooser/results/?q={word}"),
    *(
        "/desk/images/chooser/chosen-multiple/?id={image}",
        "/desk/documents/chooser/chosen-multiple/?id={private}",
    ),
    *(
        "/desk/reports/site-history/results/",
        "/desk/reports/aging-pages/results/",
        "/desk/reports/workflow/results/",
    ),
    *(
        "/desk/pages/usage/pages/newspage/results/",
        "/desk/pages/{index}/",
        "/desk/tag-autocomplete/?term={word}",
    ),
)
SHOWN_TO_ITS_ORGANISER = (
    *("/desk/", "/desk/consultations/", "/desk/pages/search/?q={word}", "/desk/choose-page/search/?q={word}"),
    *(
        "/desk/documents/results/?q={word}",
        "/desk/images/results/?q={word}",
        "/desk/api/main/pages/?child_of={own}",
    ),
    *("/desk/images/chooser/chosen-multiple/?id={image}", "/desk/reports/site-history/results/"),
)


def page_of(address: str, role: str, world: World) -> str:
    url = address.format(word=SECRET, **world.names)
    return world.client(role).get(url, follow=True).content.decode()


@pytest.mark.parametrize("address", DESK_LISTS)
def test_h02_no_list_of_the_desk_tells_what_another_team_keeps(address: str, world: World) -> None:
    assert LEAK.findall(page_of(address, "other organiser", world)) == []


FILTERED = (
    *("/desk/pages/{index}/", "/desk/pages/{home}/", "/desk/pages/search/?q={word}"),
    *("/desk/pages/usage/pages/newspage/", "/desk/reports/site-history/", "/desk/reports/workflow/"),
    *("/desk/reports/workflow_tasks/", "/desk/reports/aging-pages/"),
    *("/desk/images/", "/desk/images/chooser/", "/desk/documents/", "/desk/documents/chooser/"),
)


@pytest.fixture
def at_work(world: World) -> Iterator[tuple[str, str, str]]:
    """What the team of `own` leaves behind: its organiser's name and address, and a tag."""
    organiser = world.people["organiser"]
    with undone():
        page = Page.objects.get(pk=world.names["secret_news"])
        Page.objects.filter(pk=page.pk).update(owner=organiser)
        log(page, "wagtail.edit", user=organiser)
        Workflow.objects.get(pk=world.names["workflow"]).start(page.specific, organiser)
        get_image_model().objects.get(pk=world.names["image"]).tags.add("Yellowknife")
        yield str(organiser), organiser.email or "", "Yellowknife"


@pytest.mark.parametrize("address", FILTERED)
def test_h02_no_filter_of_the_desk_names_the_people_or_the_tags_of_another_team(
    address: str, world: World, at_work: tuple[str, str, str]
) -> None:
    found = page_of(address, "other organiser", world)

    assert [word for word in at_work if word in found] == []


def test_h02_the_same_filters_name_colleagues(world: World, at_work: tuple[str, str, str]) -> None:
    assert at_work[0] in page_of("/desk/pages/{own}/", "organiser", world)
    assert at_work[0] in page_of("/desk/pages/{index}/", "administrator", world)


@pytest.mark.parametrize("address", SHOWN_TO_ITS_ORGANISER)
def test_h02_the_same_lists_tell_it_to_its_organiser(address: str, world: World) -> None:
    assert LEAK.findall(page_of(address, "organiser", world)) != []


def words_of_export(role: str, world: World) -> str:
    answer = world.client(role).get(f"/exports/{world.names['own']}/contributions.csv")
    return b"".join(answer.streaming_content).decode()  # type: ignore[attr-defined]


def test_h02_an_export_leaves_out_the_words_that_its_reader_may_not_read(world: World) -> None:
    assert SECRET not in words_of_export("analyst", world)
    assert f"{SECRET} hidden" in words_of_export("guarantor", world)
    assert f"{SECRET} withdrawn" not in words_of_export("organiser", world)


def test_h02_lists_hold_exactly_what_the_policy_lets_the_public_read(world: World) -> None:
    own = ConsultationPage.objects.get(pk=world.names["own"])
    reader = Reader(AnonymousUser(), own)

    listed = {item.pk for item in listing(consultation=own, size=100).items}
    idea = own.contributions.get(pk=world.names["idea"])
    said = arguments_page(actor=AnonymousUser(), contribution=idea)
    talk = comments_page(actor=AnonymousUser(), contribution=idea)

    # Passages are read on the page of their text, merged texts on that of the one which stands for them.
    apart = set(Contribution.objects.filter(kind__in=kinds_apart(own)).values_list("pk", flat=True))
    apart |= {world.names["merged_idea"]}
    assert listed == {item.pk for item in own.contributions.all() if reader.may_read(item)} - apart
    shown = {line.pk for line in (said.best_for, said.best_against, *said.rest, *talk.items) if line}
    texts = Argument.objects.filter(contribution=idea, parent=None)
    assert shown == {text.pk for text in texts if reader.may_read(text)}
