"""What I wrote, what became of it, and what I follow: for me alone."""

import pytest
from django.urls import reverse
from django.utils import timezone

from parvis.accounts.tests.factories import ParticipantFactory
from parvis.ballots.enums import Choice
from parvis.ballots.tests.factories import BallotFactory, TallyFactory
from parvis.consultations.tests.factories import (
    ConsultationFactory,
    PhaseFactory,
    TeamMemberFactory,
)
from parvis.contributions.enums import State
from parvis.contributions.queries import PAGE_SIZE
from parvis.contributions.tests.factories import ContributionFactory, WaitingTextFactory
from parvis.debate.enums import Side
from parvis.debate.tests.factories import ArgumentFactory, ReplyFactory
from parvis.following.tests.factories import SubscriptionFactory
from parvis.moderation.domain.hide import hide
from parvis.moderation.enums import Reason
from parvis.restitution.tests.factories import AnswerFactory

pytestmark = pytest.mark.django_db
MINE, ARGUMENTS, FOLLOWS = "/me/contributions/", "/me/arguments/", "/me/follows/"
PAGES = [MINE, ARGUMENTS, FOLLOWS]


@pytest.fixture
def me(client):
    person = ParticipantFactory()
    client.force_login(person)
    return person


def rows(client, address):
    return client.get(address).context["rows"]


@pytest.mark.parametrize("address", PAGES)
def test_a_visitor_is_led_to_sign_in_and_back(client, address):
    response = client.get(address)
    assert (response.status_code, response.url) == (302, f"/account/login/?next={address}")


@pytest.mark.parametrize("address", PAGES)
def test_no_cache_keeps_them(client, me, address):
    assert "no-store" in client.get(address)["Cache-Control"]


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize(("prefix", "language"), [("", "fr"), ("/en", "en")])
def test_an_empty_space_says_how_to_begin(client, me, address, prefix, language):
    page = client.get(f"{prefix}{address}").content.decode()
    assert f'<html lang="{language}"' in page
    assert page.count("<h1") == 1
    assert 'class="empty"' in page
    assert f'href="{prefix}/consultations/"' in page


def test_the_menu_leads_to_my_contributions_and_tabs_to_the_rest(client, me):
    page = client.get("/me/").content.decode()
    assert f'class="site-nav__me"><a href="{MINE}" aria-current="true"' in page
    for address in (*PAGES, "/me/"):
        assert f'<a href="{address}"' in page


def test_my_contributions_come_newest_first_whatever_became_of_them(client, me):
    shown = ContributionFactory(author=me)
    hidden = ContributionFactory(author=me, state=State.HIDDEN)
    withdrawn = ContributionFactory(author=me, state=State.WITHDRAWN)
    ContributionFactory()
    assert [row.contribution for row in rows(client, MINE)] == [withdrawn, hidden, shown]
    page = client.get(MINE).content.decode()
    assert "masquée par la modération" in page
    assert "retirée par son auteur" in page


def test_what_i_sign_with_its_author_is_read_by_pages(client, me):
    for number in range(PAGE_SIZE + 1):
        text = ContributionFactory(title=f"Un banc, le {number}.")
        text.coauthors.create(place=1, participant=me, accepted_at=timezone.now())
    ContributionFactory(author=me)
    shown = client.get(MINE)
    titles = [item.title for item in shown.context["cosigned"]]
    assert titles == [f"Un banc, le {number}." for number in range(PAGE_SIZE, 0, -1)]
    following = client.get(shown.context["cosigned_next"])
    assert [item.title for item in following.context["cosigned"]] == ["Un banc, le 0."]
    assert (following.context["cosigned_next"], following.context["cosigned_first"]) == ("", MINE)
    assert len(following.context["rows"]) == 1


def test_each_says_its_phase_its_votes_its_arguments_and_its_answer(client, me):
    phase = PhaseFactory(title="Vos idées")
    item = ContributionFactory(
        author=me, kind__consultation=phase.consultation, phase=phase, title="Un banc", argument_count=3
    )
    first, second = (BallotFactory(phase=phase, kind=item.kind), BallotFactory(kind=item.kind))
    TallyFactory(ballot=first, contribution=item, choice=Choice.FOR, count=4, imported_count=2)
    TallyFactory(ballot=first, contribution=item, choice=Choice.AGAINST, count=1)
    TallyFactory(ballot=second, contribution=item, choice=Choice.FOR, count=5)
    AnswerFactory(contribution=item)
    page = client.get(MINE).content.decode()
    assert "Vos idées" in page
    assert "12 votes · 3 arguments" in page
    assert f'href="{reverse("front:contribution", args=[item.pk])}"' in page
    assert rows(client, MINE)[0].answer is not None


def test_what_is_read_before_it_appears_is_there_with_its_promise(client, me):
    text = WaitingTextFactory(author=me, identity_level=1, hours=24, title="Un banc")
    WaitingTextFactory(title="Sans auteur")
    page = client.get(reverse("front:mine")).content.decode()
    assert (reverse("moderation:waiting", args=[text.pk]) in page, "promis avant le" in page) == (True, True)
    assert "Sans auteur" not in page


def test_why_a_text_is_hidden_is_told_to_its_author(client, me):
    item = ContributionFactory(author=me)
    moderator = TeamMemberFactory(consultation=item.consultation).participant
    hide(actor=moderator, target=item, reason=Reason.OFF_TOPIC, message="")
    assert f"{Reason.OFF_TOPIC.label}." in client.get(MINE).content.decode()


def test_a_consultation_that_left_the_site_keeps_my_texts_without_a_link(client, me):
    item = ContributionFactory(author=me, kind__consultation__live=False, title="Un banc")
    page = client.get(MINE).content.decode()
    assert "Un banc" in page
    assert "Cette consultation n’est plus sur le site." in page
    assert reverse("front:contribution", args=[item.pk]) not in page


def test_my_arguments_and_replies(client, me):
    argument = ArgumentFactory(author=me, side=Side.AGAINST, text="Trop cher.", support_count=7)
    reply = ReplyFactory(author=me, text="Pas tant que cela.")
    ArgumentFactory()
    assert [row.argument for row in rows(client, ARGUMENTS)] == [reply, argument]
    page = client.get(ARGUMENTS).content.decode()
    assert "Trop cher." in page
    assert "7 soutiens" in page
    assert f"/contributions/{argument.contribution_id}/#argument-{argument.pk}" in page


def test_the_title_of_a_text_hidden_since_is_not_shown_to_who_argued(client, me):
    ArgumentFactory(author=me, contribution__state=State.HIDDEN, contribution__title="Des mots de trop")
    page = client.get(ARGUMENTS).content.decode()
    assert "Des mots de trop" not in page
    assert "masqué par la modération" in page


def test_what_i_follow_says_where_it_stands_and_lets_me_stop(client, me):
    phase = PhaseFactory(title="Vos idées")
    consultation = phase.consultation
    SubscriptionFactory(participant=me, consultation=consultation)
    SubscriptionFactory()
    assert [row.row.consultation for row in rows(client, FOLLOWS)] == [consultation]

    stop = reverse("following:unfollow", args=["consultation", consultation.pk])
    assert client.post(stop, {"next": FOLLOWS}).url == FOLLOWS
    assert rows(client, FOLLOWS) == []


def test_one_may_stop_following_what_left_the_site(client, me):
    consultation = ConsultationFactory(live=False)
    SubscriptionFactory(participant=me, consultation=consultation)
    assert "Cette consultation n’est plus sur le site." in client.get(FOLLOWS).content.decode()

    client.post(reverse("following:unfollow", args=["consultation", consultation.pk]), {"next": FOLLOWS})
    assert rows(client, FOLLOWS) == []


def test_stopping_leads_to_no_other_site(client, me):
    follow = SubscriptionFactory(participant=me)
    stop = reverse("following:unfollow", args=["consultation", follow.consultation_id])
    assert client.post(stop, {"next": "https://example.org/"}).url == (
        reverse("front:consultation", args=[follow.consultation.slug])
    )


def _contributions(person, count):
    item = ContributionFactory(author=person)
    return [ContributionFactory(author=person, kind=item.kind) for _ in range(count - 1)]


def _arguments(person, count):
    argument = ArgumentFactory(author=person)
    return [ArgumentFactory(author=person, contribution=argument.contribution) for _ in range(count - 1)]


def _follows(person, count):
    return [SubscriptionFactory(participant=person) for _ in range(count)]


MAKERS = [(MINE, _contributions), (ARGUMENTS, _arguments), (FOLLOWS, _follows)]


@pytest.mark.parametrize(("address", "make"), MAKERS)
def test_every_row_comes_out_once_page_after_page(client, me, address, make):
    make(me, PAGE_SIZE + 3)
    first = client.get(address)
    second = client.get(first.context["next_url"])
    seen = [repr(row) for page in (first, second) for row in page.context["rows"]]
    assert (len(first.context["rows"]), len(seen), len(set(seen))) == (
        PAGE_SIZE,
        PAGE_SIZE + 3,
        PAGE_SIZE + 3,
    )
    assert (second.context["next_url"], second.context["first_url"]) == ("", address)


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize("after", ["x", "-1", "9" * 30, "'", "MTIz"])
def test_a_cursor_that_cannot_be_read_shows_the_first_page(client, me, address, after):
    for _address, make in MAKERS:
        make(me, 1)
    assert len(rows(client, f"{address}?after={after}")) == 1


@pytest.mark.parametrize("address", PAGES)
def test_the_cost_does_not_depend_on_how_much_there_is(client, me, cost, address):
    def add():
        item = ContributionFactory(author=me, phase=PhaseFactory())
        TallyFactory(contribution=item, ballot=BallotFactory(kind=item.kind), count=1)
        AnswerFactory(contribution=item)
        ContributionFactory(author=me, state=State.HIDDEN)
        ArgumentFactory(author=me)
        ReplyFactory(author=me)
        SubscriptionFactory(participant=me, consultation=PhaseFactory().consultation)

    add()
    before = cost(client, address)
    add()
    add()
    assert cost(client, address) == before
