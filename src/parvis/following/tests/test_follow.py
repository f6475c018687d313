"""Following a consultation, a theme, a contribution, a person; and stopping."""

import re

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from parvis.accounts.domain.consent import give_consent
from parvis.accounts.enums import Purpose
from parvis.accounts.models import Consent
from parvis.accounts.tests.factories import ParticipantFactory
from parvis.consultations.tests.factories import ConsultationFactory, TeamMemberFactory, ThemeFactory
from parvis.contributions.enums import State
from parvis.contributions.tests.factories import ContributionFactory
from parvis.following.enums import Rhythm, Sort
from parvis.following.models import Digest, PublicThread, Subscription
from parvis.following.tests.factories import DigestFactory, PublicThreadFactory, SubscriptionFactory

pytestmark = pytest.mark.django_db
HTMX = {"HTTP_HX_REQUEST": "true"}


def address(name: str, sort: str, pk: int) -> str:
    return reverse(f"following:{name}", args=[sort, pk])


def subjects() -> dict[Sort, int]:
    return {
        Sort.CONSULTATION: ConsultationFactory().pk,
        Sort.THEME: ThemeFactory().pk,
        Sort.CONTRIBUTION: ContributionFactory().pk,
        Sort.AUTHOR: PublicThreadFactory().pk,
    }


@pytest.fixture
def person(client: Client):
    found = ParticipantFactory()
    client.force_login(found)
    return found


@pytest.mark.parametrize("sort", Sort)
def test_following_twice_is_following_once(client: Client, person, sort: Sort) -> None:
    pk = subjects()[sort]
    for _time in range(2):
        client.post(address("follow", sort, pk))

    row = Subscription.objects.get()
    assert (row.participant, row.sort, row.subject_id, row.results_only) == (person, sort, pk, False)
    assert Digest.objects.get().rhythm == Rhythm.DAILY


@pytest.mark.parametrize("sort", Sort)
def test_a_visitor_signs_in_and_comes_back_with_it_done(client: Client, sort: Sort) -> None:
    pk = subjects()[sort]
    url = address("follow", sort, pk)
    assert f'action="{url}"' in client.get(url).content.decode()

    answer = client.post(url, {"follow": "yes"})
    assert answer.url == f"{reverse('account_login')}?next={url.replace('/', '%2F')}"
    assert not Subscription.objects.exists()

    session = dict(client.session)
    client.force_login(ParticipantFactory())
    kept = client.session
    kept.update({key: value for key, value in session.items() if not key.startswith("_auth")})
    kept.save()
    assert client.get(url).status_code == 302
    assert Subscription.objects.get().subject_id == pk


def test_looking_at_the_page_of_the_button_follows_nothing(client: Client, person) -> None:
    assert client.get(address("follow", "consultation", ConsultationFactory().pk)).status_code == 200
    assert not Subscription.objects.exists()


@pytest.mark.parametrize("sort", Sort)
def test_the_fragment_is_that_of_the_fresh_page(client: Client, person, sort: Sort) -> None:
    pk = subjects()[sort]
    for name in ("follow", "unfollow"):
        fragment = client.post(address(name, sort, pk), **HTMX).content.decode().strip()
        assert bare(fragment) in bare(client.get(address("follow", sort, pk)).content.decode())


def bare(page: str) -> str:
    """Without the token of the form, which each answer masks anew."""
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page)


@pytest.mark.parametrize("sort", Sort)
def test_one_stops_and_nobody_elses_is_touched(client: Client, person, sort: Sort) -> None:
    pk = subjects()[sort]
    other = Subscription.objects.create(participant=ParticipantFactory(), **{f"{sort}_id": pk})
    client.post(address("follow", sort, pk))
    client.post(address("unfollow", sort, pk))

    assert Subscription.objects.get() == other


@pytest.mark.parametrize("name", ["follow", "unfollow"])
@pytest.mark.parametrize("sort", [*Sort, "planet", "participant"])
def test_what_is_not_public_does_not_exist(client: Client, person, name: str, sort: str) -> None:
    draft = ConsultationFactory(live=False)
    hidden = {
        Sort.CONSULTATION: draft.pk,
        Sort.THEME: ThemeFactory(consultation=draft).pk,
        Sort.CONTRIBUTION: ContributionFactory(state=State.HIDDEN).pk,
        Sort.AUTHOR: ParticipantFactory().pk,
    }
    for pk in (hidden.get(sort, 1), 10**9):
        assert client.post(address(name, sort, pk)).status_code == 404
    assert not Subscription.objects.exists()


def test_a_team_follows_its_draft_and_another_does_not(client: Client) -> None:
    member = TeamMemberFactory(consultation=ConsultationFactory(live=False))
    url = address("follow", "consultation", member.consultation_id)
    for actor, code in ((member.participant, 302), (TeamMemberFactory().participant, 404)):
        client.force_login(actor)
        assert client.post(url).status_code == code


def test_nobody_follows_their_own_thread(client: Client, person) -> None:
    PublicThreadFactory(participant=person)
    client.post(address("follow", "author", person.pk))
    assert not Subscription.objects.exists()


def test_who_followed_the_result_alone_agrees_to_the_rest_by_following(client: Client, person) -> None:
    row = SubscriptionFactory(participant=person, results_only=True)
    give_consent(actor=person, purpose=Purpose.RESULTS, about=f"c{row.consultation_id}")
    page = client.get(reverse("front:consultation", args=[row.consultation.slug])).content.decode()
    assert "Tout suivre" in page

    client.post(address("follow", "consultation", row.consultation_id))
    row.refresh_from_db()
    assert not row.results_only
    client.post(address("unfollow", "consultation", row.consultation_id))
    last = Consent.objects.order_by("purpose", "-pk").distinct("purpose")
    assert dict(last.values_list("purpose", "is_given")) == {"results": False, "news": False}


def test_what_one_agreed_to_never_says_which_person_one_follows(client: Client, person) -> None:
    for _one in range(2):
        client.post(address("follow", "author", PublicThreadFactory().pk))
    said = Consent.objects.order_by("pk").values_list("about", "is_given")
    assert list(said) == [("author", True)]

    for row in Subscription.objects.all():
        client.post(address("unfollow", "author", row.author_id))
    assert list(said.all()) == [("author", True), ("author", False)]


def test_the_rhythm_is_chosen_and_never_withdraws_the_agreement(client: Client, person) -> None:
    client.post(address("follow", "theme", ThemeFactory().pk))
    for rhythm in ("weekly", "never", "daily"):
        client.post(reverse("following:rhythm"), {"rhythm": rhythm})
        assert Digest.objects.get().rhythm == rhythm
    assert list(Consent.objects.order_by("pk").values_list("is_given", flat=True)) == [True, False, True]
    assert Subscription.objects.count() == 1


@pytest.mark.parametrize("rhythm", ["", "hourly", "x" * 99])
def test_a_rhythm_that_is_none_changes_nothing(client: Client, person, rhythm: str) -> None:
    DigestFactory(participant=person)
    page = client.post(reverse("following:rhythm"), {"rhythm": rhythm}, follow=True).content.decode()
    assert "Choisissez un des rythmes de la liste." in page
    assert Digest.objects.get().rhythm == Rhythm.DAILY


def test_a_thread_is_opened_under_a_name_and_closed_with_its_followers(client: Client, person) -> None:
    url = reverse("front:person", args=[person.pk])
    assert client.get(url).status_code == 404
    client.post(reverse("following:thread_open"))
    text = ContributionFactory(author=person, title="Un banc")
    hidden = ContributionFactory(author=person, title="Un secret", state=State.HIDDEN)
    page = client.get(url).content.decode()
    assert (text.title in page, hidden.title in page) == (True, False)
    SubscriptionFactory(consultation=None, author=person)

    client.post(reverse("following:thread_close"))
    assert (client.get(url).status_code, Subscription.objects.count()) == (404, 0)


def test_without_a_public_name_there_is_no_thread(client: Client) -> None:
    client.force_login(ParticipantFactory(public_name=""))
    client.post(reverse("following:thread_open"))
    assert not PublicThread.objects.exists()


def test_the_database_holds_one_subject_for_each_row() -> None:
    consultation, person = ConsultationFactory(), ParticipantFactory()
    bad = [
        {"participant": person},
        {"participant": person, "consultation": consultation, "theme": ThemeFactory()},
        {"participant": person, "author": person},
        {"participant": person, "theme": ThemeFactory(), "results_only": True},
    ]
    for values in bad:
        with pytest.raises(IntegrityError), transaction.atomic():
            Subscription.objects.create(**values)


def test_the_four_places_have_the_button_and_the_feed(client: Client) -> None:
    item = ContributionFactory(author=PublicThreadFactory().participant)
    item.theme = ThemeFactory(consultation=item.consultation)
    item.save(update_fields=["theme"])
    slug = item.consultation.slug
    theme = f"{reverse('front:contributions', args=[slug])}?theme={item.theme_id}"
    places = {
        reverse("front:consultation", args=[slug]): ("consultation", item.consultation_id),
        reverse("front:contribution", args=[item.pk]): ("contribution", item.pk),
        reverse("front:person", args=[item.author_id]): ("author", item.author_id),
        theme: ("theme", item.theme_id),
    }
    for person in (None, ParticipantFactory()):
        if person:
            client.force_login(person)
        for place, subject in places.items():
            page = client.get(place).content.decode()
            feed = address("feed", *subject)
            assert 'rel="alternate" type="application/atom+xml" title=' in page
            assert f'href="{feed}"' in page, place
            assert address("follow", *subject) in page, place
