"""Reading, hiding, restoring, answering and taking over contributions."""

import pytest
from django.urls import reverse

from parvis.consultations.enums import Role, Source
from parvis.consultations.tests.factories import PhaseFactory, TeamMemberFactory, ThemeFactory
from parvis.contributions.desk import PAGE_SIZE
from parvis.contributions.enums import State
from parvis.contributions.models import CarriedContribution
from parvis.contributions.tests.factories import AttachmentFactory, ContributionFactory
from parvis.debate.tests.factories import ArgumentFactory
from parvis.moderation.enums import Act, Reason
from parvis.moderation.models import Decision
from parvis.restitution.models import Answer

pytestmark = pytest.mark.django_db


@pytest.fixture
def contribution(organiser):
    return ContributionFactory(kind__consultation=organiser.consultation, title="A bench by the school")


def address(name: str, contribution, **more: int) -> str:
    return reverse(
        f"desk:{name}",
        kwargs={"pk": contribution.consultation_id, "contribution_pk": contribution.pk, **more},
    )


def listed(client, consultation, **filters) -> list:
    response = client.get(reverse("desk:contributions", args=[consultation.pk]), filters)
    return [row.contribution for row in response.context["rows"]]


def test_every_state_is_listed_newest_first(desk, organiser) -> None:
    made = [ContributionFactory(kind__consultation=organiser.consultation, state=state) for state in State]
    ContributionFactory()

    assert listed(desk(organiser.participant), organiser.consultation) == made[::-1]


def test_each_filter_narrows_the_list(desk, organiser) -> None:
    page, client = organiser.consultation, desk(organiser.participant)
    found = ContributionFactory(
        kind__consultation=page,
        theme=ThemeFactory(consultation=page),
        phase=PhaseFactory(consultation=page),
        state=State.HIDDEN,
        text="Les vélos manquent d'arceaux.",
    )
    ContributionFactory(kind__consultation=page)

    for filters in (
        {"theme": found.theme_id},
        {"phase": found.phase_id},
        {"kind": found.kind_id},
        {"state": "hidden"},
        {"words": "arceau"},
        {"words": "velo"},
    ):
        assert listed(client, page, **filters) == [found], filters


def test_filters_of_another_consultation_are_not_understood(desk, organiser) -> None:
    foreign = ThemeFactory()
    own = ContributionFactory(kind__consultation=organiser.consultation)

    assert listed(desk(organiser.participant), organiser.consultation, theme=foreign.pk) == [own]


@pytest.mark.parametrize(
    ("role", "state", "is_read"),
    [
        (Role.ORGANISER, State.HIDDEN, True),
        (Role.MODERATOR, State.HIDDEN, True),
        (Role.GUARANTOR, State.HIDDEN, True),
        (Role.ANALYST, State.HIDDEN, False),
        (Role.ANALYST, State.PUBLISHED, True),
        (Role.ORGANISER, State.WITHDRAWN, False),
    ],
)
def test_a_text_that_is_not_public_is_read_as_the_role_allows(desk, role, state, is_read) -> None:
    member = TeamMemberFactory(role=role)
    item = ContributionFactory(
        kind__consultation=member.consultation, state=state, title="Des insultes", text="Et d'autres."
    )
    argument = ArgumentFactory(contribution=item, state=state, text="Pires encore.")
    client = desk(member.participant)

    shown = client.get(address("contribution", item)).text
    listed_text = client.get(reverse("desk:contributions", args=[member.consultation_id])).text

    assert {item.title in shown, "Et d" in shown, argument.text in shown, item.title in listed_text} == {
        is_read
    }


def test_older_ones_are_one_page_further(desk, organiser) -> None:
    client, page = desk(organiser.participant), organiser.consultation
    oldest = ContributionFactory(kind__consultation=page)
    for _number in range(PAGE_SIZE):
        ContributionFactory(kind=oldest.kind)

    first = client.get(reverse("desk:contributions", args=[page.pk]))
    second = client.get(reverse("desk:contributions", args=[page.pk]) + first.context["next_url"])

    assert [row.contribution for row in second.context["rows"]] == [oldest]


@pytest.mark.parametrize("count", [1, 3])
def test_a_list_costs_the_same_whatever_its_length(
    desk, organiser, count: int, django_assert_max_num_queries
) -> None:
    for _number in range(count):
        ContributionFactory(kind__consultation=organiser.consultation)
    client = desk(organiser.participant)

    with django_assert_max_num_queries(30):
        listed(client, organiser.consultation)


def test_hiding_keeps_the_reason_and_the_message(desk, organiser, contribution) -> None:
    desk(organiser.participant).post(
        address("hide", contribution), {"reason": "personal_data", "message": "Please remove the name."}
    )

    contribution.refresh_from_db()
    assert contribution.state == State.HIDDEN
    decision = Decision.objects.get()
    assert (decision.act, decision.reason, decision.message) == (
        Act.HIDE,
        Reason.PERSONAL_DATA,
        "Please remove the name.",
    )


def test_hiding_without_a_reason_changes_nothing(desk, organiser, contribution) -> None:
    response = desk(organiser.participant).post(address("hide", contribution), {"message": "Gone."})

    assert set(response.context["hide_form"].errors) == {"reason"}
    assert "Gone." in response.content.decode()
    contribution.refresh_from_db()
    assert contribution.state == State.PUBLISHED


def test_a_moderator_hides_and_restores(desk, contribution) -> None:
    moderator = TeamMemberFactory(consultation=contribution.consultation, role=Role.MODERATOR)
    client = desk(moderator.participant)

    client.post(address("hide", contribution), {"reason": "insult"})
    client.post(address("restore", contribution))

    contribution.refresh_from_db()
    assert contribution.state == State.PUBLISHED
    assert list(Decision.objects.values_list("act", flat=True)) == [Act.RESTORE, Act.HIDE]


def test_an_argument_is_hidden_and_restored(desk, organiser, contribution) -> None:
    argument = ArgumentFactory(contribution=contribution)
    client = desk(organiser.participant)
    url = address("moderate_argument", contribution, argument_pk=argument.pk)

    client.post(url, {"reason": "hate"})
    argument.refresh_from_db()
    assert argument.state == State.HIDDEN

    client.post(url, {"restore": "1"})
    argument.refresh_from_db()
    assert argument.state == State.PUBLISHED


def test_an_argument_on_another_contribution_is_not_found(desk, organiser, contribution) -> None:
    foreign = ArgumentFactory()

    response = desk(organiser.participant).post(
        address("moderate_argument", contribution, argument_pk=foreign.pk), {"reason": "hate"}
    )

    assert response.status_code == 404


def test_an_answer_is_public_and_signed(desk, organiser, contribution) -> None:
    desk(organiser.participant).post(
        address("answer", contribution),
        {"status": "kept", "text": "It will be there in May.", "signature": "The town"},
    )

    published = Answer.objects.get()
    assert (published.contribution, published.status, published.signature) == (
        contribution,
        "kept",
        "The town",
    )


def test_an_incomplete_answer_comes_back_with_what_was_typed(desk, organiser, contribution) -> None:
    response = desk(organiser.participant).post(
        address("answer", contribution), {"text": "It will be there."}
    )

    assert set(response.context["answer_form"].errors) == {"status", "signature"}
    assert "It will be there." in response.content.decode()
    assert not Answer.objects.exists()


def test_a_list_made_by_hand_takes_a_contribution_over(desk, organiser, contribution) -> None:
    phase = PhaseFactory(
        consultation=organiser.consultation,
        source=Source.CHOSEN,
        source_phase=PhaseFactory(consultation=organiser.consultation, past=True),
    )
    client = desk(organiser.participant)

    client.post(address("take_over", contribution, phase_pk=phase.pk))

    assert CarriedContribution.objects.values_list("phase", "contribution").get() == (
        phase.pk,
        contribution.pk,
    )


def test_contributions_are_downloaded(desk, organiser, contribution) -> None:
    client = desk(organiser.participant)
    text = client.get(reverse("desk:contributions", args=[organiser.consultation.pk])).content.decode()

    for url in (
        reverse("opendata:export_csv", kwargs={"pk": organiser.consultation.pk, "table": "contributions"}),
        reverse("opendata:export_xlsx", kwargs={"pk": organiser.consultation.pk}),
    ):
        assert url in text
        assert client.get(url).status_code == 200


def test_a_moderator_erases_the_files_of_a_text_once_they_said_so(desk, organiser, contribution) -> None:
    file = AttachmentFactory(contribution=contribution)
    client = desk(organiser.participant)
    page = client.get(address("contribution", contribution)).content.decode()
    assert address("erase_files", contribution) in page
    for typed, left in (({}, [file]), ({"agreed": "on"}, [])):
        client.post(address("erase_files", contribution), typed)
        assert list(contribution.attachments.all()) == left
    page = client.get(address("contribution", contribution)).content.decode()
    assert address("erase_files", contribution) not in page
