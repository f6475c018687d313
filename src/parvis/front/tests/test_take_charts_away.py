"""Taking a chart of the results away: an SVG and a PNG that say by themselves what they count."""

from xml.etree import ElementTree

import pytest
from django.test import Client
from django.urls import reverse

from parvis.ballots.enums import Choice
from parvis.ballots.tests.factories import BallotFactory, TallyFactory, item_of
from parvis.consultations.models import PhaseAction
from parvis.consultations.tests.factories import ConsultationFactory, PhaseFactory
from parvis.contributions.tests.factories import ContributionFactory
from parvis.front.composition.chart_pictures import MOST, charts_of, svg_of
from parvis.front.composition.charts import contributions_by
from parvis.front.composition.result import compose
from parvis.front.tests.pictures import colour_at, opened
from parvis.restitution.domain.snapshot import take_snapshot
from parvis.restitution.figures import Heap
from parvis.ui.words import number

pytestmark = pytest.mark.django_db

SVG = "{http://www.w3.org/2000/svg}"
BENCH = "Un banc à l’ombre, près de l’école, pour que chacun puisse s’y asseoir"


def closed_ballot(*counts: int, **fields: object) -> PhaseAction:
    ballot = BallotFactory(phase=PhaseFactory(past=True), kind__plural_name="ideas", **fields)
    for count in counts:
        item = item_of(ballot, title=BENCH)
        choice = Choice.SUPPORT if fields.get("support") else Choice.FOR
        TallyFactory(ballot=ballot, contribution=item, choice=choice, count=count)
        if choice == Choice.FOR:
            TallyFactory(ballot=ballot, contribution=item, choice=Choice.AGAINST, count=count // 3)
    take_snapshot(consultation=ballot.phase.consultation)
    return ballot


def address(ballot: PhaseAction, form: str = "svg", name: str = "") -> str:
    slug = ballot.phase.consultation.slug
    return reverse(f"front:chart_{form}", args=[slug, name or f"chart-ballot-{ballot.pk}"])


def words_of(body: bytes) -> str:
    drawn = ElementTree.fromstring(body)  # noqa: S314 (made by the site)
    return " ".join(text.text or "" for text in drawn.iter(f"{SVG}text"))


@pytest.mark.parametrize("fields", [{}, {"support": True}], ids=["three answers", "support"])
def test_the_picture_holds_the_figures_of_the_page_and_what_to_know_of_them(
    client: Client, fields: dict[str, bool]
) -> None:
    ballot = closed_ballot(1230, 410, **fields)
    page = client.get(reverse("front:result", args=[ballot.phase.consultation.slug]))
    chart = page.context["view"].ballots[0].chart
    answer = client.get(address(ballot))
    assert answer["Content-Type"] == "image/svg+xml"
    assert answer["Cache-Control"] == "public, max-age=60"
    told = words_of(answer.content)
    for said in (chart.title, chart.unit, chart.source, BENCH, ballot.phase.consultation.title):
        assert said in told
    assert number(1230) in told
    assert number(410) in told
    assert "ni un sondage ni un référendum" in told
    assert reverse("front:result", args=[ballot.phase.consultation.slug]) in told
    assert b"style=" not in answer.content


def test_the_png_is_the_same_picture_on_white(client: Client, cost) -> None:
    ballot = closed_ballot(40, 10, support=True)
    answer = client.get(address(ballot, "png"))
    assert answer["Content-Type"] == "image/png"
    assert answer["Cache-Control"] == "public, max-age=60"
    drawn = ElementTree.fromstring(client.get(address(ballot)).content)  # noqa: S314 (made by the site)
    picture, scale = opened(answer.content), 1600 / 720
    assert picture.size == (1600, round(float(drawn.attrib["height"]) * scale))
    assert colour_at(picture, 2, 2) == (255, 255, 255)
    bars = [box for box in drawn.findall(f"{SVG}rect") if box.attrib["fill"] == "#0b5c5e"]
    assert [float(bar.attrib["width"]) for bar in bars] == [672, 168]
    for bar in bars:
        end, top = 24 + float(bar.attrib["width"]), float(bar.attrib["y"])
        assert colour_at(picture, (end - 2) * scale, (top + 7) * scale) == (0x0B, 0x5C, 0x5E)
    assert cost(client, address(ballot, "png")) <= cost(client, address(ballot)) + 1


def test_every_chart_of_the_page_has_a_link_to_pictures_that_answer(client: Client) -> None:
    ballot = closed_ballot(30, 20)
    page = client.get(reverse("front:result", args=[ballot.phase.consultation.slug]))
    names = list(charts_of(page.context["view"]))
    assert {f"chart-ballot-{ballot.pk}", "chart-depth"} <= set(names)
    for name in names:
        for form in ("svg", "png"):
            assert f'href="{address(ballot, form, name)}"' in page.content.decode()
            assert client.get(address(ballot, form, name)).status_code == 200


def test_what_the_page_does_not_show_has_no_picture(client: Client) -> None:
    running = BallotFactory(phase=PhaseFactory())
    TallyFactory(ballot=running, contribution=item_of(running, title=BENCH), choice=Choice.FOR, count=9)
    for form in ("svg", "png"):
        assert client.get(address(running, form)).status_code == 404
        assert client.get(address(running, form, "chart-of-nothing")).status_code == 404


def test_charts_of_a_draft_are_for_its_team(client: Client) -> None:
    ballot = closed_ballot(30, 20)
    consultation = ballot.phase.consultation
    consultation.live = False
    consultation.save(update_fields=["live"])
    assert [client.get(address(ballot, form)).status_code for form in ("svg", "png")] == [404, 404]


def test_more_items_cost_no_more_queries(client: Client, cost) -> None:
    ballot = closed_ballot(30)
    before = cost(client, address(ballot))
    for count in (20, 10):
        TallyFactory(ballot=ballot, contribution=item_of(ballot, title=BENCH), choice=Choice.FOR, count=count)
    assert cost(client, address(ballot)) == before


def test_a_very_long_chart_says_how_much_of_it_is_drawn() -> None:
    consultation = ConsultationFactory()
    ContributionFactory(consultation=consultation)
    heaps = [Heap(f"t{place}", f"Thème {place}", 100 - place) for place in range(MOST + 5)]
    chart = contributions_by("chart-themes", heaps, row_header="thème")
    assert chart is not None
    drawn = svg_of(compose(consultation), chart)
    assert f"Les {MOST} premières lignes sont dessinées." in drawn
    assert f"Thème {MOST - 1}<" in drawn
    assert f"Thème {MOST}<" not in drawn
