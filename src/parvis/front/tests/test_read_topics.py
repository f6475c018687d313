"""The public pages of topics: real quotes, each one click from its contribution; never what is hidden."""

import csv
from io import StringIO
from xml.etree import ElementTree

import pytest
from django.test import Client
from django.urls import reverse

from parvis.accounts.enums import Origin
from parvis.contributions.enums import State
from parvis.contributions.models import Contribution
from parvis.front.tests.pictures import colour_at, opened
from parvis.understanding.domain.correct_topic import correct_topic
from parvis.understanding.domain.publish_agreement import publish_agreement
from parvis.understanding.domain.publish_analysis import publish_analysis
from parvis.understanding.enums import Act
from parvis.understanding.models import Analysis, Topic, TopicMember
from parvis.understanding.queries import quotes_of, topics_of
from parvis.understanding.tests.codings import as_machine, compared
from parvis.understanding.tests.runs import CAMPAIGN, analyst_of, ran

pytestmark = pytest.mark.django_db


@pytest.fixture
def published(analysis: Analysis) -> Analysis:
    publish_analysis(actor=analyst_of(analysis.consultation), analysis=analysis)
    return analysis


def page_of(analysis: Analysis) -> str:
    return reverse("front:topics", args=[analysis.consultation.slug])


def read(client: Client, url: str) -> str:
    return client.get(url).content.decode()


def test_topics_are_read_with_quotes_that_lead_to_their_contributions(
    client: Client, published: Analysis
) -> None:
    page = read(client, page_of(published))
    quoted = quotes_of(topics_of(published), each=2)
    for topic in topics_of(published):
        assert reverse("front:topic", args=[topic.pk]) in page
        for one in quoted[topic.pk]:
            assert one.text in page
            assert reverse("front:contribution", args=[one.pk]) in page
    assert CAMPAIGN in page
    assert published.input_sha256 in page
    assert page_of(published) in read(client, reverse("front:result", args=[published.consultation.slug]))


def test_nothing_is_read_before_it_is_published_nor_of_a_topic_left_out(
    client: Client, analysis: Analysis
) -> None:
    slug, person = analysis.consultation.slug, analyst_of(analysis.consultation)
    first, second, third = topics_of(analysis)
    names = ("topics_of", "topics_csv", "topics_svg", "topics_png")
    urls = [reverse(f"front:{name}", args=[slug, analysis.pk]) for name in names]
    urls += [reverse("front:topic", args=[first.pk])]
    assert [client.get(url).status_code for url in urls] == [404] * 5
    assert first.title not in read(client, page_of(analysis))
    assert page_of(analysis) not in read(client, reverse("front:result", args=[slug]))

    correct_topic(actor=person, topic=first, what=Act.HIDE)
    correct_topic(actor=person, topic=second, what=Act.MERGE, target=third)
    publish_analysis(actor=person, analysis=analysis)
    shown = read(client, page_of(analysis)) + read(client, urls[1])
    assert first.title not in shown
    pages = [client.get(reverse("front:topic", args=[one.pk])) for one in (first, second, third)]
    assert [page.status_code for page in pages] == [404, 404, 200]


def test_what_was_hidden_since_is_neither_quoted_nor_listed(client: Client, published: Analysis) -> None:
    topic = topics_of(published)[0]
    one = quotes_of([topic], each=5)[topic.pk][0]
    url = reverse("front:topic", args=[topic.pk])
    assert one.text in read(client, url)
    Contribution.objects.filter(pk=one.pk).update(state=State.HIDDEN)
    Contribution.objects.filter(text=CAMPAIGN).update(state=State.WITHDRAWN)
    page = read(client, url) + read(client, page_of(published))
    assert one.text not in page
    assert CAMPAIGN not in page


def test_every_contribution_of_a_topic_is_reached_page_after_page(
    client: Client, published: Analysis
) -> None:
    topic = topics_of(published)[0]
    url = reverse("front:topic", args=[topic.pk])
    page = read(client, url) + read(client, f"{url}?from=20") + read(client, f"{url}?from=x")
    members = TopicMember.objects.filter(topic=topic).values_list("contribution", flat=True)
    assert all(f'id="contribution-{pk}"' in page for pk in members)


def test_channels_and_levels_of_fewer_than_ten_people_are_left_out(
    client: Client, published: Analysis
) -> None:
    topic = topics_of(published)[0]
    few = TopicMember.objects.filter(topic=topic).values_list("contribution", flat=True)[:9]
    Contribution.objects.filter(pk__in=list(few)).update(origin=Origin.PAPER)
    url = reverse("front:topic", args=[topic.pk])
    assert f'<th scope="row">{Origin.WEB.label}</th>' in read(client, url)
    assert f'<th scope="row">{Origin.PAPER.label}</th>' not in read(client, url)


def test_files_hold_the_same_topics(client: Client, published: Analysis) -> None:
    slug = published.consultation.slug
    body = read(client, reverse("front:topics_csv", args=[slug, published.pk])).removeprefix("\ufeff")
    rows = [row for row in csv.DictReader(StringIO(body)) if not row["parent"]]
    assert [(row["title"], int(row["contributions"])) for row in rows] == [
        (topic.title, topic.size) for topic in topics_of(published)
    ]
    picture = client.get(reverse("front:topics_svg", args=[slug, published.pk]))
    drawn = ElementTree.fromstring(picture.content)  # noqa: S314 (made by the site)
    assert len(drawn.findall("{http://www.w3.org/2000/svg}svg")) == 3
    assert b"style=" not in picture.content


def test_the_png_shows_the_bars_of_the_svg_on_white(client: Client, published: Analysis) -> None:
    given = [published.consultation.slug, published.pk]
    answer = client.get(reverse("front:topics_png", args=given))
    assert answer["Content-Type"] == "image/png"
    assert answer["Content-Disposition"] == f'attachment; filename="topics-{published.pk}.png"'
    vector = client.get(reverse("front:topics_svg", args=given))
    assert [answer[name] for name in ("Cache-Control", "Vary")] == [
        vector[name] for name in ("Cache-Control", "Vary")
    ]
    picture, topics = opened(answer.content), topics_of(published)
    scale = 1600 / 720
    assert picture.size == (1600, round((64 + 44 * len(topics)) * scale))
    assert colour_at(picture, 2, 2) == (255, 255, 255)
    for place, topic in enumerate(topics):
        middle, end = (64 + 44 * place + 26) * scale, 20 + 680 * topic.size / topics[0].size
        assert colour_at(picture, (end - 4) * scale, middle) == (0x0B, 0x5C, 0x5E)
        if topic.size < topics[0].size:
            assert colour_at(picture, (end + 4) * scale, middle) == (0xDC, 0xD8, 0xCF)


def test_the_png_is_drawn_once_and_again_when_a_topic_is_renamed(
    client: Client, published: Analysis, cost
) -> None:
    address = reverse("front:topics_png", args=[published.consultation.slug, published.pk])
    assert f'href="{address}"' in read(client, page_of(published))
    first = client.get(address).content
    assert client.get(address).content == first
    topic = topics_of(published)[0]
    Topic.objects.filter(pk=topic.pk).update(label="Été à l’école 🎉")
    renamed = client.get(address).content
    assert renamed != first
    assert cost(client, address) <= cost(client, address.replace(".png", ".svg")) + 1


def test_many_topics_cost_no_more_queries_than_few(client: Client, published: Analysis, cost) -> None:
    before = cost(client, page_of(published))
    first = topics_of(published)[0]
    Topic.objects.bulk_create(
        Topic(
            analysis=published,
            key=100 + place,
            phrases=["un sujet"],
            words=["mot"],
            size=1,
            quotes=first.quotes,
        )
        for place in range(30)
    )
    assert cost(client, page_of(published)) == before
    assert cost(client, reverse("front:topics_csv", args=[published.consultation.slug, published.pk])) < 8


def test_former_analyses_stay_where_they_were(client: Client, published: Analysis) -> None:
    again = ran(published.consultation, topics=2)
    publish_analysis(actor=analyst_of(published.consultation), analysis=again)
    former = reverse("front:topics_of", args=[published.consultation.slug, published.pk])
    assert former in read(client, page_of(published))
    assert client.get(former).status_code == 200


def test_a_consultation_without_analysis_says_what_will_come(client: Client, consultation) -> None:
    assert client.get(reverse("front:topics", args=[consultation.slug])).status_code == 200


def test_how_far_people_agree_is_read_once_it_is_published(client: Client, analysis: Analysis) -> None:
    person, coding = analyst_of(analysis.consultation), compared(analysis, as_machine)
    publish_analysis(actor=person, analysis=analysis)
    assert "Krippendorff" not in read(client, page_of(analysis))
    publish_agreement(actor=person, coding=coding)
    page = read(client, page_of(analysis))
    assert "Alpha de Krippendorff" in page
    assert "0,667" in page
    assert not any(str(coder.participant) in page for coder in coding.coders.all())
