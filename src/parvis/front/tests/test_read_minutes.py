"""Minutes as everybody reads them, and as those who were there correct their draft."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from parvis.commissions.tests.factories import CommissionFactory, OpinionFactory
from parvis.consultations.tests.factories import ConsultationFactory, KindFactory, ThemeFactory
from parvis.contributions.models import Contribution
from parvis.contributions.tests.factories import ContributionFactory
from parvis.minutes.domain.publish_minutes import publish_minutes
from parvis.minutes.models import Attendance, Correction, Minutes
from parvis.minutes.queries import written
from parvis.minutes.tests.factories import CODE, MinutesFactory, published, writer_of

pytestmark = pytest.mark.django_db
SECRET = "MOTS-CACHES"


@pytest.fixture
def minutes() -> Minutes:
    return MinutesFactory()


def read(name: str, *args: object) -> str:
    response = Client().get(reverse(f"front:{name}", args=args))
    return response.content.decode() if response.status_code == 200 else str(response.status_code)


def linked(minutes: Minutes, place: int, **target: object) -> None:
    written(minutes)[place].links.create(**target)


def test_everybody_reads_who_came_who_wrote_and_what_it_speaks_of(minutes) -> None:
    place = minutes.event.consultation
    Attendance.objects.create(minutes=minutes, position=0, label="Habitants", people=34)
    opinion = OpinionFactory(commission=CommissionFactory(consultation=place))
    linked(minutes, 1, theme=ThemeFactory(consultation=place, name="Mobilité"))
    linked(minutes, 2, opinion=opinion)
    assert read("minutes", minutes.pk) == "404"
    published(minutes)

    told = read("minutes", minutes.pk)
    for said in ("34 personnes sont venues", "Écrit par Léa Martin, animatrice.", "Thème\u00a0: Mobilité"):
        assert said in told
    assert f'id="p{written(minutes)[1].pk}"' in told
    assert "Un bus toutes les vingt minutes" in told
    assert "Il manque un abri." in read("opinion", place.slug, opinion.commission.slug, opinion.pk)
    assert "- [Thème" in read("minutes_markdown", minutes.pk)


def test_a_theme_shows_what_was_said_of_it(minutes) -> None:
    theme = ThemeFactory(consultation=minutes.event.consultation)
    linked(minutes, 2, theme=theme)
    published(minutes)
    address = reverse("front:contributions", args=[theme.consultation.slug])
    assert "Il manque un abri." in Client().get(f"{address}?theme={theme.pk}").content.decode()
    assert "Il manque un abri." not in Client().get(address).content.decode()


def test_the_title_of_a_hidden_text_is_not_shown(minutes) -> None:
    kind = KindFactory(consultation=minutes.event.consultation)
    text = ContributionFactory(kind=kind, title=SECRET)
    linked(minutes, 1, contribution=text)
    published(minutes)
    assert SECRET in read("minutes", minutes.pk)
    Contribution.objects.filter(pk=text.pk).update(state="hidden")
    for name in ("minutes", "minutes_markdown"):
        assert (SECRET in read(name, minutes.pk), f"C-{text.pk}" in read(name, minutes.pk)) == (False, True)


def test_former_versions_stay_and_say_so(minutes) -> None:
    published(minutes)
    minutes.passages.filter(position=2).update(text="Il manque deux abris.")
    publish_minutes(actor=writer_of(minutes), minutes=minutes, reason="Deux abris ont été cités.")
    former, last = read("minutes_version", minutes.pk, 1), read("minutes", minutes.pk)
    assert ("Il manque un abri." in former, "a été remplacée" in former, "noindex" in former) == (True,) * 3
    assert ("Il manque deux abris." in last, "Deux abris ont été cités." in last) == (True, True)
    assert read("minutes_version", minutes.pk, 3) == "404"


def test_the_consultation_leads_to_its_minutes(minutes) -> None:
    place = minutes.event.consultation
    address = reverse("front:minutes_list", args=[place.slug])
    assert address not in read("consultation", place.slug)
    assert "Pas encore de compte rendu" in read("minutes_list", place.slug)
    published(minutes)
    assert address in read("consultation", place.slug)
    assert minutes.event.title in read("minutes_list", place.slug)


def test_minutes_of_an_unpublished_consultation_are_nowhere() -> None:
    minutes = MinutesFactory(event__consultation=ConsultationFactory(live=False))
    published(minutes)
    assert (read("minutes", minutes.pk), read("minutes_markdown", minutes.pk)) == ("404", "404")


def test_somebody_who_was_there_corrects_the_draft_without_an_account() -> None:
    minutes = MinutesFactory(shared=True)
    passage = written(minutes)[2]
    page = Client().get(reverse("front:minutes_draft", args=[CODE]))
    address = reverse("front:minutes_correct", args=[CODE, passage.pk])
    assert (address in page.content.decode(), page["X-Robots-Tag"], page["Referrer-Policy"]) == (
        True, "noindex", "same-origin",
    )  # fmt: skip
    sent = {"text": "Il manque deux abris.", "based_on": passage.text, "name": "Rosa"}
    same = Client().post(address, {**sent, "text": passage.text})
    assert (same.status_code, Correction.objects.count()) == (422, 0)

    told = Client().post(address, sent, follow=True).content.decode()
    assert ("Il manque deux abris." in told, "Rosa" in told) == (True, False)
    assert Correction.objects.get().name == "Rosa"
    assert read("minutes_draft", f"{CODE}x") == "404"
    assert read("minutes_correct", CODE, written(MinutesFactory())[0].pk) == "404"


def test_a_mistake_keeps_the_words_of_the_reader() -> None:
    minutes = MinutesFactory(shared=True)
    passage = written(minutes)[2]
    address = reverse("front:minutes_correct", args=[CODE, passage.pk])
    sent = Client().post(address, {"text": "Mes mots à moi.", "based_on": "D'autres mots."})
    assert (sent.status_code, "Mes mots à moi." in sent.content.decode()) == (422, True)


def counted(address: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert Client().get(address).status_code == 200
    return len(captured)


def test_queries_do_not_grow_with_passages_and_links() -> None:
    found = []
    for count in (1, 3):
        minutes = MinutesFactory(words=["Dit."] * count)
        place = minutes.event.consultation
        text = ContributionFactory(kind=KindFactory(consultation=place))
        for row in written(minutes):
            row.links.create(contribution=ContributionFactory(kind=text.kind))
            row.links.create(theme=ThemeFactory(consultation=place))
            linked_too = MinutesFactory(event__consultation=place)
            linked(linked_too, 2, contribution=text)
            published(linked_too)
        published(minutes)
        found.append(
            [
                counted(reverse("front:minutes", args=[minutes.pk])),
                counted(reverse("front:contribution", args=[text.pk])),
                counted(reverse("front:minutes_list", args=[place.slug])),
            ]
        )
    assert found[0] == found[1]
