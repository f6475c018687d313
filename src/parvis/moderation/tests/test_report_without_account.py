"""Reporting a text without an account: the same case, the door, its limits, an address that is forgotten."""

from datetime import timedelta

import pytest
from django.contrib.messages import get_messages
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from parvis.accounts import limits
from parvis.accounts.errors import Refused
from parvis.accounts.tests.factories import ParticipantFactory
from parvis.accounts.tests.knocking import typed
from parvis.contributions.domain.withdraw import withdraw
from parvis.contributions.tests.factories import ContributionFactory
from parvis.debate.tests.factories import ArgumentFactory
from parvis.jobs import forgetting
from parvis.jobs.models import Forgetting, Mail
from parvis.moderation.cases import case_file
from parvis.moderation.domain.close_case import close_case
from parvis.moderation.domain.report import report, report_without_account
from parvis.moderation.domain.tell_reporters import SETTLED, tell_reporters
from parvis.moderation.domain.work_off import hide_waiting, keep, undo
from parvis.moderation.enums import CaseKind, Outcome, Reason
from parvis.moderation.models import Case, Report
from parvis.moderation.tasks import forget_addresses_of_reporters
from parvis.moderation.tests.factories import hidden_contribution, moderator_of

pytestmark = pytest.mark.django_db
ADDRESS = "zoe@exemple.fr"


@pytest.fixture
def item():
    return ContributionFactory()


def page_of(item):
    return f"/moderation/contributions/{item.pk}/report/"


def send(client, item, email="", reason="insult"):
    return client.post(page_of(item), typed(email, reason=reason))


def told(item, email=ADDRESS, reason=Reason.INSULT, language="fr"):
    return report_without_account(target=item, reason=reason, email=email, language=language)


def later(case):
    Case.objects.filter(pk=case.pk).update(closed_at=timezone.now() - SETTLED)


def mails(address=ADDRESS):
    return list(Mail.objects.filter(recipient=address).order_by("pk"))


def test_a_visitor_reports_and_is_counted_in_the_same_case(client, item):
    report(actor=ParticipantFactory(), target=item, reason=Reason.HATE)
    assert 'name="email"' in client.get(page_of(item)).content.decode()
    answer = client.post(page_of(item), typed(ADDRESS, reason="insult"), follow=True)
    assert answer.redirect_chain == [(f"/contributions/{item.pk}/", 302)]
    assert "Merci" in answer.content.decode()
    case = Case.objects.get()
    assert (case.kind, case.reports.count()) == (CaseKind.REPORTS, 2)
    row = Report.objects.get(reporter=None)
    assert (row.reason, row.email, row.language, row.contribution) == (Reason.INSULT, ADDRESS, "fr", item)


def test_whoever_is_signed_in_is_asked_for_no_address(client, item):
    client.force_login(ParticipantFactory())
    assert 'name="email"' not in client.get(page_of(item)).content.decode()
    assert client.post(page_of(item), {"reason": "insult", "email": ADDRESS}).status_code == 302
    assert (Report.objects.get().email, Report.objects.get().email_key, mails()) == ("", "", [])


def test_an_argument_is_reported_too(client, item):
    argument = ArgumentFactory(contribution=item)
    address = f"/moderation/arguments/{argument.pk}/report/"
    assert client.post(address, typed("", reason="hate")).status_code == 302
    assert (Report.objects.get().argument, Case.objects.get().subject) == (
        argument,
        f"argument:{argument.pk}",
    )


@pytest.mark.parametrize("forged", [{"ticket": ""}, {"topic": "x"}, {"ticket": "forged:x:y"}])
def test_the_door_keeps_programs_out_and_what_was_typed_stays(client, item, forged):
    answer = client.post(page_of(item), {**typed(ADDRESS, reason="insult"), **forged})
    assert (answer.status_code, Report.objects.count(), mails()) == (422, 0, [])
    page = answer.content.decode()
    assert f'value="{ADDRESS}"' in page
    assert answer.context["form"]["reason"].value() == "insult"


def test_what_is_wrong_is_said_and_kept(client, item):
    answer = send(client, item, "zoe", "")
    page = answer.content.decode()
    assert (answer.status_code, Report.objects.count()) == (422, 0)
    assert "Choisissez ce qui ne va pas" in page
    assert "Ce n’est pas une adresse électronique" in page
    assert 'value="zoe"' in page


@pytest.mark.parametrize("scope", [limits.Scope.NETWORK, limits.Scope.CONSULTATION, limits.Scope.PERSON])
def test_a_flood_is_refused_and_the_choice_is_kept(client, item, monkeypatch, scope):
    monkeypatch.setitem(limits.RATES, limits.Act.NOTICE, {scope: limits.Rate(1, 1)})
    other = ContributionFactory(kind=item.kind)
    answers = [send(client, one, ADDRESS) for one in (item, other)]
    assert ([answer.status_code for answer in answers], Report.objects.count()) == ([302, 422], 1)
    assert "Attendez une heure" in answers[1].content.decode()
    assert answers[1].context["form"]["reason"].value() == "insult"


def test_one_mailbox_reports_a_text_once_and_the_answer_does_not_tell(item):
    said = []
    for email, reason in ((ADDRESS, "insult"), ("Zoe+autre@exemple.fr", "hate")):
        answer = Client().post(page_of(item), typed(email, reason=reason), follow=True)
        said.append((answer.redirect_chain, [str(one) for one in get_messages(answer.wsgi_request)]))
    assert said[0] == said[1]
    assert (Report.objects.count(), Report.objects.get().reason) == (1, Reason.INSULT)
    assert [mail.recipient for mail in Mail.objects.all()] == [ADDRESS]
    told(ContributionFactory())
    assert Report.objects.count() == 2


def test_the_database_holds_one_mailbox_to_one_report_of_a_text(item):
    row = told(item)
    with pytest.raises(IntegrityError), transaction.atomic():
        Report.objects.create(case=row.case, contribution=item, email_key=row.email_key, reason="hate")
    with pytest.raises(IntegrityError), transaction.atomic():
        Report.objects.filter(pk=row.pk).update(reporter=ParticipantFactory())


def test_without_an_address_a_reason_counts_once_until_somebody_decides(item):
    for _number in range(3):
        told(item, "")
    told(item, "", Reason.HATE)
    case = Case.objects.get()
    assert case.reports.count() == 2
    keep(actor=moderator_of(item.consultation), target=item)
    assert told(item, "").case != case
    assert (Case.objects.filter(closed_at=None).count(), Mail.objects.count()) == (1, 0)


def test_moderators_see_that_somebody_reported_and_never_the_address(item):
    told(item), told(item, ""), report(actor=ParticipantFactory(), target=item, reason=Reason.HATE)
    former = told(ContributionFactory(), "").case
    close_case(actor=moderator_of(former.consultation), case=former, outcome=Outcome.UNFOUNDED)
    file = case_file(Case.objects.get(closed_at=None))
    assert {row.name for row in file.reporters} >= {"sans compte", "sans compte, avec une adresse"}
    assert ADDRESS not in str(file)
    assert (file.unfounded_rate, [row.decided for row in file.reporters]) == (None, [0, 0, 0])


def test_what_nobody_may_report_is_refused(item):
    refused = [
        (hidden_contribution(), Reason.INSULT),
        (ContributionFactory(kind__consultation__live=False), Reason.INSULT),
        (item, Reason.MISTAKE),
    ]
    for target, reason in refused:
        with pytest.raises(Refused):
            told(target, reason=reason)
    assert (Report.objects.count(), Case.objects.count(), Mail.objects.count()) == (0, 0, 0)


def test_the_acknowledgement_then_the_decision_go_to_the_address_in_its_language(item):
    told(item, language="en"), told(item, "max@exemple.fr")
    assert [mail.subject for mail in Mail.objects.order_by("pk")] == [
        "Your report was received",
        "Votre signalement est reçu",
    ]
    assert f"/contributions/{item.pk}/" in mails()[0].text
    done = hide_waiting(actor=moderator_of(item.consultation), target=item, reason=Reason.INSULT)
    assert tell_reporters() == 0
    later(done.case)
    assert (tell_reporters(), tell_reporters()) == (2, 0)
    assert "it is hidden. Reason: insult" in mails()[1].text
    assert "il est masqué. Motif\N{NO-BREAK SPACE}: insulte" in mails("max@exemple.fr")[1].text


def test_what_was_left_as_it_is_or_taken_back_is_told_so():
    kept, gone = ContributionFactory(), ContributionFactory()
    cases = [told(item, language="en").case for item in (kept, gone)]
    keep(actor=moderator_of(kept.consultation), target=kept)
    withdraw(actor=gone.author, contribution=gone)
    close_case(actor=moderator_of(gone.consultation), case=cases[1], outcome=Outcome.ACTED)
    for case in cases:
        later(case)
    assert tell_reporters() == 2
    texts = [mail.text for mail in mails()[2:]]
    assert ["leaves it as it is" in text for text in texts] == [True, False]
    assert ["its author took it back" in text for text in texts] == [False, True]


def test_a_decision_that_was_taken_back_is_told_anew(item):
    moderator = moderator_of(item.consultation)
    told(item, language="en")
    done = keep(actor=moderator, target=item)
    later(done.case)
    assert tell_reporters() == 1
    undo(actor=moderator, done=done)
    assert tell_reporters() == 0
    later(hide_waiting(actor=moderator, target=item, reason=Reason.HATE).case)
    assert tell_reporters() == 1
    assert "it is hidden" in mails()[-1].text


def test_an_address_is_forgotten_a_month_after_the_decision_and_in_time_without_one():
    rows = [told(ContributionFactory()) for _number in range(4)]
    now = timezone.now()
    for row, days in ((rows[0], 31), (rows[1], 29)):
        close_case(actor=moderator_of(row.case.consultation), case=row.case, outcome=Outcome.UNFOUNDED)
        Case.objects.filter(pk=row.case_id).update(closed_at=now - timedelta(days=days))
    Report.objects.filter(pk=rows[2].pk).update(created_at=now - forgetting.UNREAD - timedelta(hours=1))
    key = rows[0].email_key
    assert forget_addresses_of_reporters(timestamp=0) == 2
    left = {row.pk: (row.email, row.email_key == key, row.language) for row in Report.objects.all()}
    gone, known = ("", False, ""), (ADDRESS, True, "fr")
    assert left == {rows[0].pk: gone, rows[1].pk: known, rows[2].pk: gone, rows[3].pk: known}
    assert Forgetting.objects.get(rule="reporters").rows == 2
    assert forget_addresses_of_reporters(timestamp=0) == 0


def test_the_address_that_the_form_takes_is_one_to_which_mail_goes(client, item):
    for address in ("a b@exemple.fr", "zoe@", "zoe@exemple.fr\nbcc: a@exemple.fr"):
        with pytest.raises(ValidationError):
            validate_email(address)
        assert send(client, item, address).status_code == 422
    assert Report.objects.count() == 0
