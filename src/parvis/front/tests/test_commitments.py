"""Commitments in public: on the follow-up page, on their own, beside what they answer, of the whole site."""

import csv
import io
from datetime import timedelta
from itertools import pairwise

import pytest
from django.utils import timezone

from parvis.consultations.tests.factories import ConsultationFactory
from parvis.contributions.tests.factories import ContributionFactory
from parvis.front.composition.commitments import MARGIN, RADIUS, WIDTH, picture
from parvis.restitution.commitment_queries import PAGE
from parvis.restitution.enums import CommitmentState
from parvis.restitution.tests.factories import (
    CommitmentFactory,
    CommitmentUpdateFactory,
    MilestoneFactory,
    SynthesisFactory,
)

pytestmark = pytest.mark.django_db


def day(days: int):
    return timezone.localdate() + timedelta(days=days)


def follow_up(consultation, end=""):
    return f"/consultations/{consultation.slug}/follow-up/{end}"


def test_the_follow_up_page_lists_them_and_says_plainly_which_is_late(client, consultation, cost):
    CommitmentFactory(consultation=consultation, title="Dix bancs", late=True)
    CommitmentFactory(consultation=consultation, title="Une fontaine", done=True, first_due_on=day(-30))
    page = client.get(follow_up(consultation)).content.decode()
    assert page.count("en retard de 10\xa0jours") == 1
    assert "N°\xa01\xa0: Dix bancs" in page
    assert "Réalisé" in page or "réalisé" in page
    before = cost(client, follow_up(consultation))
    for _each in range(3):
        MilestoneFactory(commitment=CommitmentFactory(consultation=consultation))
    assert cost(client, follow_up(consultation)) == before


def test_without_any_it_says_what_will_be_there(client, consultation):
    page = client.get(follow_up(consultation)).content.decode()
    assert "Rien n’a encore été promis avec une date" in page
    assert "commitments.csv" not in page


def test_the_page_of_one_tells_its_steps_its_news_and_what_it_answers_both_ways(client, consultation, kind):
    synthesis = SynthesisFactory(consultation=consultation)
    text = ContributionFactory(kind=kind, title="Un banc devant l’école")
    hidden = ContributionFactory(kind=kind, title="Insulte", state="hidden")
    held = CommitmentFactory(
        consultation=consultation,
        title="Dix bancs",
        answers_synthesis=True,
        answers=[text, hidden],
        first_due_on=day(5),
        due_on=day(90),
    )
    MilestoneFactory(commitment=held, title="Le marché", done=True, due_on=day(-9))
    MilestoneFactory(commitment=held, title="La pose", due_on=day(-2))
    CommitmentUpdateFactory(
        commitment=held, text="Le fournisseur a fermé.", due_on=day(90), reason="Faillite."
    )

    response = client.get(follow_up(consultation, "1/"))

    page = response.content.decode()
    for said in (
        "Le marché",
        "On le voit.",
        "Le fournisseur a fermé.",
        "Faillite.",
        synthesis.title,
        text.title,
    ):
        assert said in page
    assert "Insulte" not in page
    assert "1 contribution à laquelle il répond n’est plus publique" in page
    assert "le jour d’abord promis était" in page
    assert [mark.state for mark in response.context["view"].shown.picture.marks] == ["done", "late"]
    back = client.get(f"/contributions/{text.pk}/").content.decode()
    assert "Engagement n°\xa01\xa0: Dix bancs" in back
    assert follow_up(consultation, "1/") in back
    assert client.get(follow_up(consultation, "2/")).status_code == 404


def test_why_it_is_abandoned_is_among_the_facts(client, consultation):
    CommitmentFactory(consultation=consultation, state=CommitmentState.ABANDONED, reason="Le sol est pollué.")
    assert "Le sol est pollué." in client.get(follow_up(consultation, "1/")).content.decode()


def test_one_page_costs_the_same_whatever_it_holds(client, consultation, kind, cost):
    held = CommitmentFactory(consultation=consultation, answers=[ContributionFactory(kind=kind)])
    MilestoneFactory(commitment=held)
    CommitmentUpdateFactory(commitment=held)
    before = cost(client, follow_up(consultation, "1/"))
    for text in ContributionFactory.create_batch(3, kind=kind):
        held.links.create(contribution=text)
        MilestoneFactory(commitment=held)
        CommitmentUpdateFactory(commitment=held)
    assert cost(client, follow_up(consultation, "1/")) == before


def test_the_table_has_a_line_for_each(client, consultation):
    held = CommitmentFactory(consultation=consultation, title="=1+1", late=True)
    MilestoneFactory(commitment=held, done=True)
    response = client.get(follow_up(consultation, "commitments.csv"))
    rows = list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))
    assert [(row["title"], row["days_late"], row["milestones_done"]) for row in rows] == [
        ("'=1+1", "10", "1")
    ]


def test_the_page_of_the_site_lists_what_is_still_to_be_kept_the_most_pressing_first(client, cost):
    CommitmentFactory(title="Plus tard")
    CommitmentFactory(title="En retard", late=True)
    done = CommitmentFactory(title="Faite", done=True)
    CommitmentUpdateFactory(commitment=done, state=CommitmentState.DONE, evidence="On le voit.")
    CommitmentFactory(title="Brouillon", consultation=ConsultationFactory(live=False))

    view = client.get("/follow-up/").context["view"]
    late = client.get("/follow-up/?show=late").context["view"]

    assert [row.commitment.title for row in view.rows] == ["En retard", "Plus tard"]
    assert [row.commitment.title for row in late.rows] == ["En retard"]
    standing = view.standing
    assert (standing.open, standing.late, standing.done, standing.on_time) == (2, 1, 1, 1)
    before = cost(client, "/follow-up/")
    CommitmentFactory.create_batch(3, late=True)
    assert cost(client, "/follow-up/") == before


def test_the_page_of_the_site_goes_by_pages_and_keeps_what_is_asked(client, consultation):
    for _each in range(PAGE + 1):
        CommitmentFactory(consultation=consultation, late=True)
    first = client.get("/follow-up/?show=late").context["view"]
    last = client.get(first.next_url).context["view"]
    assert (len(first.rows), len(last.rows), first.previous_url) == (PAGE, 1, "")
    assert last.previous_url == "/follow-up/?show=late&page=1"
    assert client.get("/follow-up/?page=abc").status_code == 200


@pytest.mark.parametrize("days", [[1, 1, 1, 1], [1, 2, 59, 60], list(range(1, 13)), [60] * 12])
def test_marks_are_in_order_inside_and_never_one_over_the_other(days):
    held = CommitmentFactory()
    for days_ahead in days:
        MilestoneFactory(commitment=held, due_on=day(days_ahead))
    places = [mark.x for mark in picture(held, timezone.localdate()).marks]
    gaps = [after - before for before, after in pairwise(places)]
    assert min(gaps) >= 2 * RADIUS
    assert (min(places) >= MARGIN, max(places) <= WIDTH - MARGIN) == (True, True)
