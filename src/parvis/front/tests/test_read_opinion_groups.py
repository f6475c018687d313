"""The public pages of groups of opinion: what all share first, nobody's place, nothing hidden."""

import csv
from io import StringIO
from xml.etree import ElementTree

import pytest
from django.test import Client
from django.urls import reverse

from parvis.accounts.tests.factories import ParticipantFactory
from parvis.contributions.enums import State
from parvis.contributions.models import Contribution
from parvis.front.composition.leaving import leave
from parvis.front.tests.pictures import colour_at, opened
from parvis.understanding.models import Analysis, OpinionPlace, OpinionStatement
from parvis.understanding.opinion_queries import figures_of, groups_of
from parvis.understanding.tests.ballots import divided, grouped, published

pytestmark = pytest.mark.django_db


@pytest.fixture
def made(db: None) -> Analysis:
    return published(divided(60))


def url(name: str, made: Analysis) -> str:
    given = [made.consultation.slug] if name == "opinion_groups" else [made.consultation.slug, made.pk]
    return reverse(f"front:{name}", args=given)


def read(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def test_what_all_share_comes_first_then_groups_each_statement_one_click_away(
    client: Client, made: Analysis
) -> None:
    page = read(client, url("opinion_groups", made))
    for one in figures_of(made):
        assert reverse("front:contribution", args=[one.contribution_id]) in page
    assert page.index('id="shared"') < page.index('id="opinion-map"') < page.index('id="divides"')
    assert made.input_sha256 in page
    assert "Groupe A" in page
    assert url("opinion_groups", made) in read(client, reverse("front:result", args=[made.consultation.slug]))


def test_nothing_is_read_before_it_is_published(client: Client) -> None:
    draft = grouped(divided(40))
    names = ("opinion_groups_of", "opinion_groups_csv", "opinion_groups_svg", "opinion_groups_png")
    assert [client.get(url(name, draft)).status_code for name in names] == [404] * 4
    client.force_login(OpinionPlace.objects.first().participant)
    assert client.get(url("my_opinion_group", draft)).status_code == 404
    assert 'id="shared"' not in read(client, url("opinion_groups", draft))
    assert url("opinion_groups", draft) not in read(
        client, reverse("front:result", args=[draft.consultation.slug])
    )


def test_groups_that_are_not_clear_are_not_shown(client: Client, made: Analysis) -> None:
    Analysis.objects.filter(pk=made.pk).update(stability=0.3)
    page = read(client, url("opinion_groups", made))
    assert 'id="shared"' in page
    assert 'id="opinion-map"' not in page
    assert 'id="groups"' not in page
    assert client.get(url("opinion_groups_svg", made)).status_code == 404
    assert client.get(url("opinion_groups_png", made)).status_code == 404
    body = read(client, url("opinion_groups_csv", made)).removeprefix("\ufeff")
    assert {row["group"] for row in csv.DictReader(StringIO(body))} == {""}


def test_a_statement_hidden_since_is_nowhere(client: Client, made: Analysis) -> None:
    one = next(figures_of(made)).contribution
    addresses = [url(name, made) for name in ("opinion_groups", "opinion_groups_csv")]
    assert one.title in read(client, addresses[0])
    Contribution.objects.filter(pk=one.pk).update(state=State.HIDDEN)
    page = read(client, addresses[0])
    assert f">{one.title}<" not in page
    assert f"/contributions/{one.pk}/" not in page
    body = read(client, addresses[1]).removeprefix("\ufeff")
    assert str(one.pk) not in {row["statement"] for row in csv.DictReader(StringIO(body))}


def test_cells_of_fewer_than_ten_people_are_not_told(client: Client, made: Analysis) -> None:
    one = OpinionStatement.objects.filter(analysis=made).first()
    one.agrees, one.disagrees, one.seens = [20, 7], [0, 0], [20, 7]
    one.agree, one.disagree, one.seen = 27, 0, 27
    one.save()
    body = read(client, url("opinion_groups_csv", made)).removeprefix("\ufeff")
    rows = [row for row in csv.DictReader(StringIO(body)) if row["statement"] == str(one.contribution_id)]
    assert [(row["group"], row["voted"], row["bridging"]) for row in rows] == [("", "27", "")]
    assert client.get(url("opinion_groups", made)).status_code == 200


def test_two_groups_are_compared_by_a_form(client: Client, made: Analysis) -> None:
    address = url("opinion_groups", made)
    default, swapped = read(client, address), read(client, f"{address}?one=1&two=0")
    same = read(client, f"{address}?one=0&two=0")
    strange = read(client, f"{address}?one=x&two=99999999999999999999")
    part = 'id="compare"'
    apart = [
        page[page.index(part) :].count('class="statement"') for page in (default, swapped, same, strange)
    ]
    assert apart[0] == apart[1] == apart[3] >= 5
    assert apart[2] == 0


def test_one_sees_ones_own_place_alone_and_no_shared_cache_keeps_it(client: Client, made: Analysis) -> None:
    address = url("my_opinion_group", made)
    assert client.get(address).status_code == 302
    place = OpinionPlace.objects.filter(analysis=made).first()
    client.force_login(place.participant)
    answer = client.get(address)
    assert "opinion-map__spot" in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]
    client.force_login(ParticipantFactory())
    assert "opinion-map__spot" not in read(client, address)
    assert "opinion-map__spot" not in read(client, url("opinion_groups", made))


def test_whoever_leaves_has_no_place_any_longer(made: Analysis) -> None:
    person = OpinionPlace.objects.filter(analysis=made).first().participant
    leave(actor=person)
    assert not OpinionPlace.objects.filter(participant=person).exists()


def test_files_hold_the_same_figures(client: Client, made: Analysis) -> None:
    body = read(client, url("opinion_groups_csv", made)).removeprefix("\ufeff")
    rows = list(csv.DictReader(StringIO(body)))
    told = {
        (int(row["statement"]), row["group"]): (int(row["agree"]), int(row["disagree"]), int(row["voted"]))
        for row in rows
    }
    for one in figures_of(made):
        assert told[one.contribution_id, ""] == (one.agree, one.disagree, one.seen)
        for group in groups_of(made):
            assert told[one.contribution_id, group.letter] == one.by_group[group.key]
    picture = client.get(url("opinion_groups_svg", made))
    drawn = ElementTree.fromstring(picture.content)  # noqa: S314 (made by the site)
    assert len(drawn.findall("{http://www.w3.org/2000/svg}circle")) == 2
    assert b"style=" not in picture.content


def test_the_png_is_the_map_of_the_svg_on_white(client: Client, made: Analysis, cost) -> None:
    assert f'href="{url("opinion_groups_png", made)}"' in read(client, url("opinion_groups", made))
    answer = client.get(url("opinion_groups_png", made))
    assert answer["Content-Type"] == "image/png"
    drawn = ElementTree.fromstring(client.get(url("opinion_groups_svg", made)).content)  # noqa: S314 (made by the site)
    left, top, width, height = map(int, drawn.attrib["viewBox"].split())
    picture, scale = opened(answer.content), 1600 / width
    assert picture.width == 1600
    assert abs(picture.height - height * scale) <= 3
    assert colour_at(picture, 2, 2) == (255, 255, 255)
    for circle in drawn.findall("{http://www.w3.org/2000/svg}circle"):
        x, y = float(circle.attrib["cx"]) - left, float(circle.attrib["cy"]) - top
        ink = tuple(bytes.fromhex(circle.attrib["stroke"].removeprefix("#")))
        assert colour_at(picture, (x - 11) * scale, y * scale) == ink
    assert cost(client, url("opinion_groups_png", made)) <= cost(client, url("opinion_groups_svg", made)) + 1


def test_many_statements_cost_no_more_queries_than_few(client: Client, made: Analysis, cost) -> None:
    before = cost(client, url("opinion_groups", made))
    kept = OpinionStatement.objects.filter(analysis=made)
    kept.filter(pk__in=list(kept.values_list("pk", flat=True)[3:])).delete()
    assert cost(client, url("opinion_groups", made)) == before
    assert cost(client, url("opinion_groups_csv", made)) < 8


def test_a_consultation_without_groups_says_what_will_come(client: Client, consultation) -> None:
    assert client.get(reverse("front:opinion_groups", args=[consultation.slug])).status_code == 200
