"""One organiser never sees another's consultation."""

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Page

from parvis.accounts.tests.factories import ParticipantFactory
from parvis.ballots.tests.factories import SetAsideFactory
from parvis.consultations.enums import Role
from parvis.consultations.tests.factories import KindFactory, PhaseFactory, TeamMemberFactory
from parvis.contributions.tests.factories import ContributionFactory
from parvis.debate.tests.factories import ArgumentFactory
from parvis.front.desk.urls import urlpatterns
from parvis.moderation.tests.factories import CaseFactory
from parvis.pages.tests.factories import NewsFactory

pytestmark = pytest.mark.django_db
POSTED = {
    *("publish", "leave", "remove_phase", "move_kind", "remove_kind"),
    *("hide", "restore", "answer", "take_over", "moderate_argument"),
    *("close_case", "put_back"),
}
SECRET = "A question that nobody else knows yet?"


@pytest.fixture
def other():
    """Somebody else's draft, with something behind every address of the desk."""
    member = TeamMemberFactory(consultation__title=SECRET, consultation__live=False)
    phase = PhaseFactory(
        consultation=member.consultation,
        source="chosen",
        source_phase=PhaseFactory(consultation=member.consultation),
    )
    contribution = ContributionFactory(kind__consultation=member.consultation)
    argument = ArgumentFactory(contribution=contribution)
    numbers = {
        "pk": member.consultation.pk,
        "member_pk": member.pk,
        "phase_pk": phase.pk,
        "kind_pk": KindFactory(consultation=member.consultation).pk,
        "contribution_pk": contribution.pk,
        "argument_pk": argument.pk,
        "case_pk": CaseFactory(consultation=member.consultation).pk,
        "act_pk": SetAsideFactory(consultation=member.consultation, moderator=member.participant).pk,
    }
    addresses = {}
    for pattern in urlpatterns:
        names = pattern.pattern.converters
        if "pk" in names:
            addresses[pattern.name] = reverse(
                f"desk:{pattern.name}", kwargs={name: numbers[name] for name in names}
            )
    return member, addresses


def ask(client: Client, name: str, address: str) -> int:
    return (client.post(address) if name in POSTED else client.get(address)).status_code


def test_its_organiser_opens_every_address(desk, other) -> None:
    member, addresses = other
    client = desk(member.participant)

    last = {"remove_phase", "remove_kind"}
    names = sorted(addresses, key=lambda name: name in last)
    statuses = {name: ask(client, name, addresses[name]) for name in names}

    assert len(statuses) == 25
    assert {name: status for name, status in statuses.items() if status not in (200, 302)} == {}


@pytest.mark.parametrize("method", ["get", "post"])
def test_another_organiser_gets_404_everywhere(desk, organiser, other, method: str) -> None:
    _member, addresses = other
    client = desk(organiser.participant)

    statuses = {name: getattr(client, method)(address).status_code for name, address in addresses.items()}

    assert {name: status for name, status in statuses.items() if status not in (404, 405)} == {}
    assert {
        statuses[name]
        for name in (POSTED & statuses.keys() if method == "post" else statuses.keys() - POSTED)
    } == {404}


@pytest.mark.parametrize("role", [Role.MODERATOR, Role.ANALYST, Role.GUARANTOR])
def test_a_teammate_opens_what_their_role_allows(desk, other, role: Role) -> None:
    member, addresses = other
    teammate = TeamMemberFactory(consultation=member.consultation, role=role)
    client = desk(teammate.participant)

    refused = {name for name, address in addresses.items() if ask(client, name, address) == 404}

    edits = {
        "publish",
        "themes",
        *("kinds", "add_kind", "kind", "move_kind", "remove_kind"),
        "team",
        "leave",
        "add_phase",
        "phase",
        "remove_phase",
        "take_over",
        "answer",
    }
    moderates = {
        *("hide", "restore", "moderate_argument"),
        *("cases", "case", "close_case", "set_aside", "put_back"),
    }
    assert refused == (edits if role == Role.MODERATOR else edits | moderates)


@pytest.mark.parametrize("path", ["", "consultations/", "consultations/new/", "pages/"])
def test_a_participant_has_no_desk(desk, path: str) -> None:
    assert desk(ParticipantFactory()).get(reverse("wagtailadmin_home") + path).status_code == 404


def test_a_visitor_signs_in_first(client: Client) -> None:
    response = client.get(reverse("desk:index"))

    assert response.status_code == 302
    assert response.url.startswith(reverse("account_login"))


def wagtail_addresses(page: Page) -> list[str]:
    names = (
        "edit",
        "delete",
        "history",
        "usage",
        "copy",
        "move",
        "unpublish",
        "view_draft",
        "set_privacy",
    )
    return [reverse(f"wagtailadmin_pages:{name}", args=[page.pk]) for name in names] + [
        reverse("wagtailadmin_explore", args=[page.pk]),
        reverse("wagtailadmin_pages:add_subpage", args=[page.pk]),
        reverse("wagtailadmin_choose_page_child", args=[page.pk]),
    ]


def test_wagtails_own_pages_of_it_stay_closed(desk, organiser, other) -> None:
    member, _addresses = other
    client = desk(organiser.participant)

    seen = [
        address
        for address in wagtail_addresses(member.consultation)
        if SECRET in client.get(address, follow=True).content.decode()
    ]

    assert seen == []


def lists() -> list[str]:
    names = ("wagtailadmin_home", "desk:index", "wagtailadmin_explore_root", "wagtailadmin_choose_page")
    reports = ("site_history", "aging_pages", "locked_pages", "workflow", "page_types_usage")
    return [
        *map(reverse, names),
        reverse("wagtailadmin_explore", args=[3]),
        f"{reverse('wagtailadmin_pages:search')}?q=question",
        f"{reverse('wagtailadmin_choose_page_search')}?q=question",
        *(reverse(f"wagtailadmin_reports:{name}") for name in reports),
        reverse("wagtailadmin_api:pages:listing"),
    ]


def test_no_list_of_the_admin_shows_it(desk, organiser, other) -> None:
    client = desk(organiser.participant)
    parent = organiser.consultation.get_parent()
    addresses = [
        *lists(),
        reverse("wagtailadmin_explore", args=[parent.pk]),
        reverse("wagtailadmin_choose_page_child", args=[parent.pk]),
    ]

    seen = [address for address in addresses if SECRET in client.get(address, follow=True).content.decode()]

    assert seen == []


def test_its_own_organiser_finds_it_in_explorer_search_and_chooser(desk, other) -> None:
    member, _addresses = other
    client = desk(member.participant)
    parent = member.consultation.get_parent().pk

    for address in (
        reverse("wagtailadmin_home"),
        reverse("wagtailadmin_explore", args=[parent]),
        f"{reverse('wagtailadmin_pages:search')}?q=question",
        reverse("wagtailadmin_choose_page_child", args=[parent]),
    ):
        assert SECRET in client.get(address, follow=True).content.decode(), address


def test_a_moderator_edits_no_text(desk) -> None:
    moderator = TeamMemberFactory(role=Role.MODERATOR)
    news = NewsFactory(parent=moderator.consultation, title="Not to be touched")
    client = desk(moderator.participant)

    for page in (moderator.consultation, news):
        response = client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), {"title": "Changed"})
        assert response.status_code == 404
        assert Page.objects.get(pk=page.pk).title == page.title


def test_a_consultation_is_never_deleted(desk, organiser) -> None:
    client = desk(organiser.participant)

    client.post(reverse("wagtailadmin_pages:delete", args=[organiser.consultation.pk]))

    assert Page.objects.filter(pk=organiser.consultation.pk).exists()


def test_the_menu_holds_what_an_organiser_needs(desk, organiser) -> None:
    text = desk(organiser.participant).get(reverse("wagtailadmin_home")).content.decode()

    for absent in ("/desk/reports/", "/desk/users/", "/desk/groups/", "/desk/sites/", "/desk/redirects/"):
        assert absent not in text
    assert reverse("desk:index") in text
