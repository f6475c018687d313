"""Following on a phone: with scripts the button answers in its place; the pages hold."""

import pytest
from django.conf import settings
from playwright.sync_api import expect
from pytest_django.live_server_helper import LiveServer

from parvis.accounts.tests.factories import ParticipantFactory
from parvis.consultations.tests.factories import ThemeFactory
from parvis.contributions.tests.factories import ContributionFactory
from parvis.debate.tests.factories import ArgumentFactory, ReplyFactory
from parvis.following.models import Subscription
from parvis.following.tests.factories import PublicThreadFactory
from parvis.following.tokens import Stop, write_token
from parvis.restitution.tests.factories import AnswerFactory, SynthesisFactory
from parvis.testing.browser import NARROW, PHONE, NewPage, faults, photograph

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_one_follows_and_reads_what_became_of_it(
    new_page: NewPage, live_server: LiveServer, client, kind
) -> None:
    person, other = ParticipantFactory(), PublicThreadFactory().participant
    theme = ThemeFactory(consultation=kind.consultation)
    item = ContributionFactory(kind=kind, author=other, theme=theme)
    mine = ContributionFactory(kind=kind, author=person)
    AnswerFactory(contribution=mine)
    ReplyFactory(parent=ArgumentFactory(author=person, contribution=item))
    SynthesisFactory(consultation=kind.consultation, body=f"<p>C-{mine.pk}</p>")
    client.force_login(person)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    page = new_page(size=PHONE)
    page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])

    page.goto(f"{live_server.url}/contributions/{item.pk}/")
    page.get_by_role("button", name="Suivre", exact=True).click()
    expect(page.get_by_role("button", name="Ne plus suivre")).to_be_visible()
    assert page.url == f"{live_server.url}/contributions/{item.pk}/"
    assert Subscription.objects.get().contribution == item

    slug = kind.consultation.slug
    places = {
        "contribution": f"/contributions/{item.pk}/",
        "consultation": f"/consultations/{slug}/",
        "theme": f"/consultations/{slug}/contributions/?theme={theme.pk}",
        "person": f"/people/{other.pk}/",
        "button": f"/follow/contribution/{item.pk}/",
        "follows": "/me/follows/",
        "became": "/me/became/",
        "stop": f"/follow/stop/{write_token(Stop(person.pk))}/",
    }
    for name, place in places.items():
        page.goto(f"{live_server.url}{place}")
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        photograph(page, f"follow-{name}")
        assert (name, faults(page)) == (name, [])


def test_without_scripts_and_narrow_the_link_of_a_mail_is_one_press(
    new_page: NewPage, live_server: LiveServer
) -> None:
    page = new_page(size=NARROW, scripts=False)
    page.goto(f"{live_server.url}/follow/stop/{write_token(Stop(ParticipantFactory().pk))}/")
    page.get_by_role("button", name="Arrêter").click()
    expect(page.get_by_role("status")).to_contain_text("C’est fait")
