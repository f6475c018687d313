"""Setting up commissions at the desk, and who sits there."""

import pytest
from django.urls import reverse

from parvis.commissions.models import Commission, CommissionMember
from parvis.commissions.tests.factories import CommissionFactory, CommissionMemberFactory
from parvis.consultations.enums import Role
from parvis.consultations.tests.factories import KindFactory, TeamMemberFactory
from parvis.contributions.tests.factories import ContributionFactory
from parvis.jobs.models import Mail
from parvis.pages.tests.factories import ResourceFactory

pytestmark = pytest.mark.django_db


def url(name: str, organiser, **given: int) -> str:
    return reverse(f"desk:{name}", kwargs={"pk": organiser.consultation_id, **given})


def test_a_commission_is_added_changed_and_closed(desk, organiser) -> None:
    at_desk = desk(organiser.participant)
    resource = ResourceFactory(parent=organiser.consultation)
    sent = {"name": "Mobility", "mandate": "Listen.", "resources": [resource.pk], "opened_on": "2026-10-01"}
    assert at_desk.post(url("add_commission", organiser), {**sent, "name": ""}).status_code == 422
    at_desk.post(url("add_commission", organiser), sent)
    row = Commission.objects.get()
    assert (row.slug, row.mandate, row.documents.get().resource) == ("mobility", "Listen.", resource)

    page = url("commission", organiser, commission_pk=row.pk)
    at_desk.post(page, {**sent, "name": "Mobility by night", "resources": []})
    told = at_desk.get(url("commissions", organiser)).content.decode()
    assert ("Mobility by night" in told, row.documents.count()) == (True, 0)
    below = CommissionFactory(consultation=organiser.consultation, parent=row)
    refused = at_desk.post(page, {**sent, "parent": below.pk})
    assert (refused.status_code, "cannot be below itself" in refused.content.decode()) == (422, True)
    at_desk.post(url("close_commission", organiser, commission_pk=below.pk))
    below.refresh_from_db()
    assert below.closed_at is not None


def test_members_are_named_invited_ended_and_removed(desk, organiser) -> None:
    at_desk, row = desk(organiser.participant), CommissionFactory(consultation=organiser.consultation)
    at_desk.post(
        url("add_member", organiser, commission_pk=row.pk),
        {"office": "chair", "name": "Rosa", "has_agreed": "on"},
    )
    at_desk.post(url("add_member", organiser, commission_pk=row.pk), {"office": "secretary"})
    named, invited = CommissionMember.objects.order_by("pk")
    told = at_desk.get(url("commission", organiser, commission_pk=row.pk)).content.decode()
    assert ("Rosa" in told, told.count("/commissions/join/")) == (True, 1)

    at_desk.post(url("end_member", organiser, commission_pk=row.pk, member_pk=named.pk))
    at_desk.post(url("remove_member", organiser, commission_pk=row.pk, member_pk=invited.pk))
    assert [member.until is not None for member in CommissionMember.objects.all()] == [True]
    wrong = at_desk.post(url("add_member", organiser, commission_pk=row.pk), {"office": "king"})
    assert wrong.status_code == 422


def test_an_invitation_is_sent_and_sent_again(desk, organiser) -> None:
    at_desk, row = desk(organiser.participant), CommissionFactory(consultation=organiser.consultation)
    sent = {"office": "chair", "email": "ada@example.org"}
    page = at_desk.post(url("add_member", organiser, commission_pk=row.pk), sent, follow=True)
    assert "An invitation is on its way to ada@example.org" in page.content.decode()
    place = CommissionMember.objects.get()
    again = url("invite_member", organiser, commission_pk=row.pk, member_pk=place.pk)
    name = f"invite-{place.pk}-email"
    refused = at_desk.post(again, {name: "ada@example.org"})
    assert (refused.status_code, "less than a day ago" in refused.content.decode()) == (422, True)
    assert 'value="ada@example.org"' in refused.content.decode()
    at_desk.post(again, {name: "rosa@example.org"})
    assert list(Mail.objects.order_by("pk").values_list("recipient", flat=True)) == [
        "ada@example.org", "rosa@example.org",
    ]  # fmt: skip


def test_the_order_of_commissions_is_changed_without_a_script(desk, organiser) -> None:
    at_desk = desk(organiser.participant)
    first, second = (CommissionFactory(consultation=organiser.consultation) for _each in range(2))
    page = at_desk.get(url("commissions", organiser)).content.decode()
    assert (page.count('name="up"'), page.count('name="down"')) == (1, 1)
    answer = at_desk.post(url("move_commission", organiser, commission_pk=second.pk), {"up": "1"})
    assert answer.url.endswith(f"#commission-{second.pk}")
    told = at_desk.get(url("commissions", organiser)).content.decode()
    assert told.index(second.name) < told.index(first.name)


def test_a_contribution_leads_to_the_form_that_hands_it_over(desk, organiser) -> None:
    at_desk = desk(organiser.participant)
    text = ContributionFactory(kind=KindFactory(consultation=organiser.consultation))
    page = url("contribution", organiser, contribution_pk=text.pk)
    form = reverse("front:hand_over", args=[organiser.consultation.slug])
    assert form not in at_desk.get(page).content.decode()
    CommissionFactory(consultation=organiser.consultation)
    assert f"{form}?contributions={text.pk}" in at_desk.get(page).content.decode()
    assert f"{text.pk}</textarea>" in at_desk.get(f"{form}?contributions={text.pk}").content.decode()


@pytest.mark.parametrize("who", ["moderator", "elsewhere"])
def test_others_set_up_nothing(desk, organiser, who: str) -> None:
    place = {"consultation": organiser.consultation, "role": Role.MODERATOR} if who == "moderator" else {}
    other = desk(TeamMemberFactory(**place).participant)
    member = CommissionMemberFactory(commission__consultation=organiser.consultation)
    held = {"commission_pk": member.commission_id}
    assert other.get(url("commissions", organiser)).status_code == (200 if who == "moderator" else 404)
    assert other.get(url("add_commission", organiser)).status_code == 404
    for name, given in (
        ("commission", held),
        ("close_commission", held),
        ("add_member", held),
        ("end_member", {**held, "member_pk": member.pk}),
        ("remove_member", {**held, "member_pk": member.pk}),
        ("invite_member", {**held, "member_pk": member.pk}),
        ("move_commission", held),
    ):
        assert other.post(url(name, organiser, **given)).status_code == 404
    assert CommissionMember.objects.get().until is None
