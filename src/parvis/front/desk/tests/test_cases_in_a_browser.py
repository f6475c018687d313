"""Pages of cases, of votes set aside and of reports, by phone and by keyboard."""

import pytest
from django.urls import reverse

from parvis.accounts.tests.factories import ParticipantFactory
from parvis.ballots.tests.factories import BallotFactory, SetAsideFactory, VoteFactory, item_of
from parvis.consultations.tests.factories import PhaseFactory
from parvis.moderation import signals
from parvis.moderation.domain.report import report
from parvis.moderation.domain.watch import watch
from parvis.moderation.enums import Reason
from parvis.moderation.models import Case
from parvis.testing.browser import PHONE, faults, photograph

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_everybody_can_use_them(page_of, live_server, organiser, monkeypatch) -> None:
    consultation = organiser.consultation
    monkeypatch.setattr(signals, "PEOPLE", dict.fromkeys(signals.PEOPLE, 3))
    monkeypatch.setattr(signals, "SHOWN", 3)
    ballot = BallotFactory(phase=PhaseFactory(consultation=consultation, title="The vote"))
    item = item_of(ballot, author__email="author@gmail.com")
    for number in range(3):
        voter = ParticipantFactory(email=f"{number}@new.example")
        VoteFactory(ballot=ballot, contribution=item, voter=voter, identity_level=1)
    watch(consultation=consultation)
    report(actor=ParticipantFactory(), target=item, reason=Reason.INSULT)
    SetAsideFactory(consultation=consultation, moderator=organiser.participant)
    page = page_of(size=PHONE)
    names = {
        "cases": reverse("desk:cases", args=[consultation.pk]),
        "set-aside": reverse("desk:set_aside", args=[consultation.pk]) + "?domain=new.example",
        "report": f"/moderation/contributions/{item.pk}/report/",
        "contribution": f"/contributions/{item.pk}/",
        **{
            f"case-{case.kind}": reverse("desk:case", args=[consultation.pk, case.pk])
            for case in Case.objects.all()
        },
    }
    assert len(names) == 6
    for name, address in names.items():
        page.goto(live_server.url + address)
        photograph(page, name)
        assert (name, faults(page)) == (name, [])
