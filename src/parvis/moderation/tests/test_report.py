"""Reporting a text: one case for a person, whatever the number of reports, and nothing hidden."""

import pytest

from parvis.accounts.errors import Refused
from parvis.accounts.tests.factories import ParticipantFactory
from parvis.contributions.enums import State
from parvis.contributions.tests.factories import ContributionFactory
from parvis.debate.tests.factories import ArgumentFactory
from parvis.moderation.cases import case_file
from parvis.moderation.domain.close_case import close_case
from parvis.moderation.domain.report import report
from parvis.moderation.enums import CaseKind, Outcome, Reason
from parvis.moderation.models import Case, Report
from parvis.moderation.tests.factories import hidden_contribution, moderator_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def item():
    return ContributionFactory()


def report_page(item):
    return f"/moderation/contributions/{item.pk}/report/"


def test_the_first_report_opens_a_case_and_the_others_add_to_it(item):
    for reason in (Reason.INSULT, Reason.INSULT, Reason.OFF_TOPIC):
        report(actor=ParticipantFactory(), target=item, reason=reason)
    case = Case.objects.get()
    assert (case.kind, case.subject, case.reports.count()) == (CaseKind.REPORTS, f"contribution:{item.pk}", 3)
    item.refresh_from_db()
    assert item.state == State.PUBLISHED
    assert case_file(case).reasons == [("insulte ou attaque personnelle", "2"), ("hors sujet", "1")]


def test_one_person_reports_a_text_once(item):
    person = ParticipantFactory()
    first = report(actor=person, target=item, reason=Reason.INSULT)
    assert report(actor=person, target=item, reason=Reason.HATE) == first
    close_case(actor=moderator_of(item.consultation), case=first.case, outcome=Outcome.UNFOUNDED)
    assert report(actor=person, target=item, reason=Reason.HATE) == first
    assert Case.objects.count() == 1


def test_an_argument_has_a_case_of_its_own(item):
    argument = ArgumentFactory(contribution=item)
    report(actor=ParticipantFactory(), target=item, reason=Reason.INSULT)
    case = report(actor=ParticipantFactory(), target=argument, reason=Reason.INSULT).case
    assert (case.subject, case_file(case).target) == (f"argument:{argument.pk}", argument)
    assert Case.objects.count() == 2


def test_who_was_wrong_before_comes_first_with_a_rate(item):
    person, other = ParticipantFactory(public_name="Awa"), ParticipantFactory(public_name="Bo")
    for outcome in (Outcome.UNFOUNDED, Outcome.UNFOUNDED, Outcome.ACTED):
        former = report(actor=person, target=ContributionFactory(), reason=Reason.INSULT).case
        close_case(actor=moderator_of(former.consultation), case=former, outcome=outcome)
    for reporter in (other, person):
        report(actor=reporter, target=item, reason=Reason.INSULT)
    file = case_file(Case.objects.get(closed_at=None))
    found = [(reporter.name, reporter.decided, reporter.unfounded) for reporter in file.reporters]
    assert (found, file.unfounded_rate) == ([("Awa", 3, 2), ("Bo", 0, 0)], 67)


def test_one_does_not_report_oneself_nor_what_is_gone_nor_unknown(item):
    someone = ParticipantFactory()
    refused = [
        (item.author, item, Reason.INSULT),
        (someone, hidden_contribution(), Reason.INSULT),
        (someone, ArgumentFactory(contribution=hidden_contribution()), Reason.INSULT),
        (someone, item, Reason.MISTAKE),
        (ParticipantFactory(identity_level=0), item, Reason.INSULT),
        (someone, ContributionFactory(kind__consultation__live=False), Reason.INSULT),
    ]
    for actor, target, reason in refused:
        with pytest.raises(Refused):
            report(actor=actor, target=target, reason=reason)
    assert (Report.objects.count(), Case.objects.count()) == (0, 0)


@pytest.mark.parametrize("same_team", [True, False])
def test_a_case_is_closed_once_by_who_moderates_there(item, same_team):
    case = report(actor=ParticipantFactory(), target=item, reason=Reason.INSULT).case
    page = item.consultation if same_team else ContributionFactory().consultation
    actor = moderator_of(page)
    if not same_team:
        with pytest.raises(Refused):
            close_case(actor=actor, case=case, outcome=Outcome.ACTED)
        return
    closed = close_case(actor=actor, case=case, outcome=Outcome.ACTED, note=" Hidden. ")
    assert (closed.outcome, closed.note, closed.closed_by) == (Outcome.ACTED, "Hidden.", actor)
    with pytest.raises(Refused):
        close_case(actor=actor, case=case, outcome=Outcome.UNFOUNDED)


def test_the_page_asks_for_a_reason_and_says_thank_you(client, item):
    client.force_login(ParticipantFactory())
    assert f'href="{report_page(item)}"' in client.get(f"/contributions/{item.pk}/").content.decode()
    assert client.get(report_page(item)).status_code == 200
    assert client.post(report_page(item), {}).status_code == 422
    answer = client.post(report_page(item), {"reason": "insult"}, follow=True)
    assert answer.redirect_chain == [(f"/contributions/{item.pk}/", 302)]
    assert "Merci" in answer.content.decode()
    assert Report.objects.get().reason == Reason.INSULT


def test_an_argument_has_its_page_too(client, item):
    argument = ArgumentFactory(contribution=item)
    client.force_login(ParticipantFactory())
    page = f"/moderation/arguments/{argument.pk}/report/"
    assert f'href="{page}"' in client.get(f"/contributions/{item.pk}/").content.decode()
    assert client.post(page, {"reason": "hate"}).url == f"/contributions/{item.pk}/"
    assert Report.objects.get().argument == argument


def test_what_one_may_not_read_does_not_exist(client):
    client.force_login(ParticipantFactory())
    for item in (hidden_contribution(), ContributionFactory(kind__consultation__live=False)):
        assert client.get(report_page(item)).status_code == 404
