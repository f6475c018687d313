"""Taking figures away as CSV."""

import csv

import pytest
from django.urls import reverse

from parvis.consultations.tests.factories import ConsultationFactory, PhaseActionFactory, PhaseFactory
from parvis.contributions.tests.factories import ContributionFactory
from parvis.restitution.domain.snapshot import take_snapshot
from parvis.restitution.tables import TABLES

pytestmark = pytest.mark.django_db


def address(consultation, part="figures"):
    return reverse("restitution:figures_csv", args=[consultation.slug, part])


def rows(response):
    return list(csv.reader(response.content.decode("utf-8-sig").splitlines()))


@pytest.mark.parametrize("part", list(TABLES))
def test_every_table_downloads(client, part):
    contribution = ContributionFactory()
    take_snapshot(consultation=contribution.consultation)
    response = client.get(address(contribution.consultation, part))
    assert response.status_code == 200
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    widths = {len(row) for row in rows(response)}
    assert len(widths) == 1


def test_figures_say_what_was_counted(client):
    contribution = ContributionFactory()
    take_snapshot(consultation=contribution.consultation)
    found = dict(rows(client.get(address(contribution.consultation))))
    assert (found["personnes"], found["contributions"], found["votes"]) == ("1", "1", "0")


@pytest.mark.parametrize("title", ["=HYPERLINK(1)", " =HYPERLINK(1)"])
def test_the_title_of_a_phase_never_starts_a_formula(client, title):
    phase = PhaseFactory(title=title)
    PhaseActionFactory(phase=phase)
    take_snapshot(consultation=phase.consultation)
    assert rows(client.get(address(phase.consultation, "phases")))[1][0] == f"'{title}"


def test_nothing_counted_an_unknown_table_or_a_draft_do_not_exist(client):
    counted = ConsultationFactory()
    take_snapshot(consultation=counted)
    draft = ConsultationFactory(live=False)
    take_snapshot(consultation=draft)
    for url in (address(ConsultationFactory()), address(counted, "secrets"), address(draft)):
        assert client.get(url).status_code == 404
