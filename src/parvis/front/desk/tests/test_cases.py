"""The desk's pages of cases and of votes set aside."""

import pytest
from django.urls import reverse

from parvis.accounts.tests.factories import ParticipantFactory
from parvis.ballots.models import SetAside, Vote
from parvis.ballots.tests.factories import BallotFactory, VoteFactory, item_of
from parvis.consultations.enums import QuestionType, Role
from parvis.consultations.tests.factories import PhaseFactory, QuestionFactory, TeamMemberFactory
from parvis.contributions.attachments import mention
from parvis.contributions.quotations import Quotation
from parvis.contributions.tests.factories import AttachmentFactory, ContributionFactory
from parvis.moderation import signals
from parvis.moderation.domain.hide import hide
from parvis.moderation.domain.report import report, report_without_account
from parvis.moderation.domain.watch import watch
from parvis.moderation.enums import Outcome, Reason
from parvis.moderation.models import Case
from parvis.moderation.tests.factories import moderator_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(organiser):
    return organiser.consultation


@pytest.fixture
def ballot(page):
    return BallotFactory(phase=PhaseFactory(consultation=page, title="The vote"))


def voted(ballot, count=3, domain="new.example"):
    item = item_of(ballot, author=None)
    people = [ParticipantFactory(email=f"{n}@{domain}") for n in range(count)]
    return [
        VoteFactory(ballot=ballot, contribution=item, voter=person, identity_level=1) for person in people
    ]


def address(name, page, **more):
    return reverse(f"desk:{name}", kwargs={"pk": page.pk, **more})


@pytest.fixture
def case(ballot, page, monkeypatch):
    monkeypatch.setattr(signals, "PEOPLE", dict.fromkeys(signals.PEOPLE, 3))
    voted(ballot)
    [found] = watch(consultation=page)
    return found


def test_what_waits_is_told_at_home_and_on_the_page_of_the_consultation(desk, organiser, page, case):
    client = desk(organiser.participant)
    assert "1 case is to be looked at." in client.get(reverse("wagtailadmin_home")).content.decode()
    assert "1 case to look at" in client.get(address("consultation", page)).content.decode()
    listed = client.get(address("cases", page)).content.decode()
    assert "Many people of one new domain of addresses: new.example" in listed


def test_a_teammate_who_does_not_moderate_is_told_nothing(desk, page, case):
    analyst = TeamMemberFactory(consultation=page, participant__language="en", role=Role.ANALYST)
    home = desk(analyst.participant).get(reverse("wagtailadmin_home")).content.decode()
    assert "to be looked at" not in home


def test_a_case_shows_figures_and_levels_and_leads_to_the_preview(desk, organiser, page, case):
    client = desk(organiser.participant)
    shown = client.get(address("case", page, case_pk=case.pk))
    assert shown.context["file"].levels == [("E-mail confirmed", "3")]
    assert ("People", "3") in [(label.capitalize(), value) for label, value in shown.context["file"].figures]
    preview = client.get(shown.context["address"])
    assert (preview.context["preview"].votes, preview.context["levels"]) == (3, [("E-mail confirmed", "3")])
    assert Vote.objects.filter(set_aside__isnull=False).count() == 0


def test_no_address_of_anybody_is_on_these_pages(desk, organiser, page, case, monkeypatch):
    monkeypatch.setattr(signals, "SHOWN", 2)
    client = desk(organiser.participant)
    for path in (address("cases", page), address("case", page, case_pk=case.pk)):
        assert "@new.example" not in client.get(path).content.decode()
    assert ">new.example<" in client.get(address("cases", page)).content.decode()


def test_a_case_is_closed_with_what_was_found(desk, organiser, page, case):
    client = desk(organiser.participant)
    path = address("close_case", page, case_pk=case.pk)
    assert client.post(path, {"note": "?"}).status_code == 200
    assert client.post(path, {"outcome": "unfounded", "note": "A school."}).url == address("cases", page)
    case.refresh_from_db()
    assert (case.outcome, case.note, case.closed_by) == (
        Outcome.UNFOUNDED,
        "A school.",
        organiser.participant,
    )
    assert "A school." in client.get(address("case", page, case_pk=case.pk)).content.decode()


def test_votes_are_set_aside_after_the_preview_and_put_back(desk, organiser, page, ballot):
    voted(ballot)
    client = desk(organiser.participant)
    path = address("set_aside", page)
    client.post(path, {"domain": "new.example"})
    assert SetAside.objects.count() == 0
    client.post(path, {"domain": "New.Example.", "reason": "misattributed", "note": "Sold addresses."})
    act = SetAside.objects.get()
    assert (act.reason, act.note, act.votes.count()) == ("misattributed", "Sold addresses.", 3)
    listed = client.get(address("cases", page)).content.decode()
    assert "Domain new.example" in listed
    client.post(address("put_back", page, act_pk=act.pk))
    assert Vote.objects.filter(set_aside__isnull=False).count() == 0
    assert "Put back by" in client.get(address("cases", page)).content.decode()


def test_without_anything_in_common_nothing_is_found(desk, organiser, page, ballot):
    [vote, *_others] = voted(ballot)
    found = desk(organiser.participant).get(
        address("set_aside", page), {"contribution": vote.contribution_id}
    )
    assert found.context["preview"].votes == 0


def test_reports_are_shown_with_the_text_and_who_sent_them(desk, organiser, page):
    item = ContributionFactory(kind__consultation=page, text="Words to look at.")
    case = report(actor=ParticipantFactory(public_name="Awa"), target=item, reason=Reason.INSULT).case
    shown = desk(organiser.participant).get(address("case", page, case_pk=case.pk)).content.decode()
    for words in ("Words to look at.", "Awa", "None of them has reported anything before"):
        assert words in shown
    assert Case.objects.get().closed_at is None


def test_whoever_reports_without_an_account_is_shown_without_their_address(desk, organiser, page):
    item = ContributionFactory(kind__consultation=page)
    case = report_without_account(target=item, reason=Reason.HATE, email="zoe@example.org").case
    report_without_account(target=item, reason=Reason.INSULT)
    client = desk(organiser.participant)
    for where in (address("case", page, case_pk=case.pk), address("queue", page)):
        assert "zoe@" not in client.get(where).content.decode()
    shown = client.get(address("case", page, case_pk=case.pk)).content.decode()
    assert shown.count("without an account") == 2
    assert "without an account, with an address" in shown


def test_a_quotation_whose_source_was_hidden_is_decided_on_from_its_case(desk, organiser, page):
    source = ContributionFactory(kind__consultation__title="Where?")
    quotation = ContributionFactory(kind__consultation=page, author=None, text="Words quoted.")
    Quotation.objects.create(contribution=quotation, source=source)
    hide(actor=moderator_of(source.consultation), target=source, reason=Reason.HATE)
    case, client = Case.objects.get(), desk(organiser.participant)
    queue = client.get(address("queue", page)).content.decode()
    assert address("case", page, case_pk=case.pk) in queue
    assert "Text quoted, hidden elsewhere" in queue
    shown = client.get(address("case", page, case_pk=case.pk)).content.decode()
    for words in ("Words quoted.", "Where?", "hide, hatred or discrimination"):
        assert words in shown
    assert address("contribution", page, contribution_pk=quotation.pk) in shown


def test_the_public_pages_say_how_many_votes_are_set_aside_and_why(client, desk, organiser, page, ballot):
    [vote, *_others] = voted(ballot)
    desk(organiser.participant).post(
        address("set_aside", page), {"domain": "new.example", "reason": "misattributed"}
    )
    said = "Set aside by moderation: 3 votes, for this reason: published in somebody else&#x27;s name."
    for path in (f"/en/contributions/{vote.contribution_id}/", f"/en/consultations/{page.slug}/results/"):
        assert said in client.get(path).content.decode()


def test_a_reported_photo_is_seen_on_the_page_of_the_case(desk, organiser, page):
    item = ContributionFactory(kind__consultation=page)
    question = QuestionFactory(kind=item.kind, code="view", type=QuestionType.FILE)
    file = AttachmentFactory(contribution=item)
    item.form_answers = {question.code: [mention(file)]}
    item.save(update_fields=["form_answers"])
    found = report(actor=ParticipantFactory(), target=item, reason=Reason.INSULT).case
    shown = desk(organiser.participant).get(address("case", page, case_pk=found.pk))
    assert f"/files/{file.pk}/" in shown.content.decode()
