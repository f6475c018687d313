"""A text, its passages and its amendments in a browser, with and without scripts, on a narrow phone."""

import pytest
from django.conf import settings
from django.urls import reverse
from playwright.sync_api import expect
from pytest_django.live_server_helper import LiveServer

from parvis.accounts.tests.factories import ParticipantFactory
from parvis.consultations.tests.factories import ConsultationFactory
from parvis.contributions.models import Contribution
from parvis.debate.models import Argument
from parvis.debate.tests.factories import ArgumentFactory
from parvis.testing.browser import NARROW, PHONE, NewPage, axe_violations, faults, photograph
from parvis.texts.tests.factories import amended, amendment_action, opened, passage, published

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def item():
    """A passage with three amendments and comments on its words."""
    document = published(ConsultationFactory(title="Que voulons-nous pour la place ?"))
    opened(document)
    item = passage(document, 1)
    for old, new, title in (
        ("50", "30", "Plus près"),
        ("50", "80", "Plus loin"),
        ("bancs", "fauteuils", "Assis"),
    ):
        amended(item, item.text.replace(old, new), title=title)
    ArgumentFactory(contribution=item, comment=True, text="Combien ?", quoted="Des bancs sont posés")
    return item


@pytest.fixture
def signed_in(new_page: NewPage, live_server: LiveServer, client):
    """Opens a page of the browser where somebody is signed in."""

    def open_page(**options):
        client.force_login(ParticipantFactory())
        page = new_page(**options)
        cookie = client.cookies[settings.SESSION_COOKIE_NAME]
        page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])
        return page

    return open_page


def test_pages_hold(new_page: NewPage, live_server: LiveServer, item) -> None:
    document = item.passage.document
    action = amendment_action(item.consultation.phases.get())
    amendment = Contribution.objects.filter(responds_to=item).first()
    pages = {
        "consultation": reverse("front:consultation", args=[item.consultation.slug]),
        "text": reverse("front:text", args=[item.consultation.slug, document.slug]),
        "passage": reverse("front:contribution", args=[item.pk]),
        "amendment": reverse("front:contribution", args=[amendment.pk]),
        "compared": reverse("front:compared", args=[item.pk]),
        "amend": f"{reverse('contributions:submit', args=[action.pk])}?responds_to={item.pk}",
        "quote": f"{reverse('debate:comment', args=[item.pk])}?quoted=Des bancs",
    }
    page = new_page(size=NARROW)
    for name, url in pages.items():
        page.goto(live_server.url + url)
        expect(page.locator("h1")).to_be_visible()
        photograph(page, f"text-{name}")
        assert (name, faults(page)) == (name, [])


def test_without_scripts_one_reads_amends_and_compares(signed_in, live_server: LiveServer, item) -> None:
    page = signed_in(size=PHONE, scripts=False)
    page.goto(live_server.url + reverse("front:consultation", args=[item.consultation.slug]))
    page.get_by_role("link", name="Lire le texte").click()
    page.get_by_role("link", name="Participer : Article 2").click()
    page.get_by_role("link", name="Proposer un amendement").click()
    words = page.get_by_label("Les mots comme vous les voudriez")
    expect(words).to_have_value(item.text)
    words.fill(item.text.replace("bancs", "hamacs"))
    page.get_by_label("Ce que vous changez, en une phrase").fill("Des hamacs")
    page.get_by_label("Pourquoi").fill("Pour la sieste.")
    page.get_by_role("button", name="Aperçu").click()
    expect(page.locator("ins")).to_have_text("hamacs ")
    page.get_by_role("button", name="Publier").click()
    expect(page.locator(".contribution__rewording ins")).to_have_text("hamacs ")
    made = Contribution.objects.get(title="Des hamacs")
    page.goto(live_server.url + reverse("front:compared", args=[item.pk]))
    page.get_by_label("Second amendement").select_option(str(made.pk))
    page.get_by_role("button", name="Comparer").click()
    expect(page.locator(".compared ins").last).to_have_text("hamacs ")


def test_the_words_that_one_selects_come_into_the_comment(signed_in, live_server: LiveServer, item) -> None:
    page = signed_in(size=NARROW)
    page.goto(live_server.url + reverse("front:contribution", args=[item.pk]))
    page.evaluate(
        """() => {
          const words = document.querySelector("[data-parvis-quote] p").firstChild;
          document.getSelection().setBaseAndExtent(words, 4, words, 20);
        }"""
    )
    expect(page.locator("[data-parvis-quoted]")).to_have_text("“bancs sont posés”")
    page.get_by_role("link", name="Commenter quelques mots").click()
    expect(page.get_by_label("Mots que vous commentez")).to_have_value("bancs sont posés")
    page.get_by_label("Votre commentaire").fill("Par qui ?")
    page.get_by_role("button", name="Publier mon commentaire").click()
    expect(page.locator(".reply__quoted").first).to_contain_text("bancs sont posés")
    assert Argument.objects.get(text="Par qui ?").quoted == "bancs sont posés"
    photograph(page, "text-quoted-320")
    assert axe_violations(page) == []
