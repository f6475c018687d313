"""Consultations held elsewhere come with the demonstration, each on its days."""

from datetime import timedelta

import pytest
from django.utils import timezone

from parvis.demonstration.build.portal import make_elsewhere
from parvis.demonstration.content import read_town
from parvis.portal.models import ElsewhereIndexPage, ElsewherePage
from parvis.portal.tests.factories import folder


@pytest.mark.django_db
def test_each_is_on_its_days() -> None:
    folder(ElsewhereIndexPage, "held-elsewhere")
    now = timezone.localtime()

    make_elsewhere(rows=read_town().elsewhere, now=now)

    days = {page.slug: (page.opens_on, page.closes_on) for page in ElsewherePage.objects.live()}
    assert len(days) == 3
    assert days["trains-du-quotidien"] == (now.date() - timedelta(days=20), now.date() + timedelta(days=25))
