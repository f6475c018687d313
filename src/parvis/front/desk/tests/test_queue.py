"""The queue at the desk: what waits, then one text after the other, each with what helps to decide."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from parvis.accounts.enums import Origin
from parvis.accounts.tests.factories import ParticipantFactory
from parvis.consultations.enums import Role
from parvis.consultations.tests.factories import KindFactory, TeamMemberFactory, ThemeFactory
from parvis.contributions.enums import State
from parvis.contributions.models import Contribution
from parvis.contributions.tests.factories import ContributionFactory, WaitingTextFactory
from parvis.debate.tests.factories import ArgumentFactory
from parvis.front.desk.today import today
from parvis.moderation.domain.hide import hide
from parvis.moderation.domain.report import report
from parvis.moderation.domain.work_off import keep
from parvis.moderation.enums import Reason
from parvis.moderation.models import Look, Reading
from parvis.moderation.tasks import forget_looks_of_moderators
from parvis.moderation.tests.factories import AppealFactory, CaseFactory

pytestmark = pytest.mark.django_db
START = datetime(2026, 3, 2, 8, tzinfo=UTC)


@pytest.fixture
def kind(organiser):
    return KindFactory(consultation=organiser.consultation)


@pytest.fixture
def address(organiser) -> str:
    return reverse("desk:queue", args=[organiser.consultation.pk])


def unread(kind, minute: int = 0, **given) -> Contribution:
    return ContributionFactory(kind=kind, to_read_since=START + timedelta(minutes=minute), **given)


def reported(target):
    return report(actor=ParticipantFactory(), target=target, reason=Reason.INSULT).case


def member(kind, role: Role):
    person = ParticipantFactory(language="en", public_name=f"A {role}")
    return TeamMemberFactory(consultation=kind.consultation, participant=person, role=role).participant


def page_at(address: str, text: Contribution) -> str:
    return f"{address}unread/{text.pk}/"


def said(answer) -> str:
    return " ".join(answer.content.decode().split())


def test_what_did_not_come_by_the_site_says_so(desk, organiser, kind, address) -> None:
    page = desk(organiser.participant)
    sent, typed = (WaitingTextFactory(kind=kind, origin=origin) for origin in (Origin.EMAIL, Origin.WEB))
    printed = ContributionFactory(kind=kind, origin=Origin.PAPER)
    waiting = [said(page.get(f"{address}guest/{text.pk}/")) for text in (sent, typed)]
    assert ["channel: e-mail" in one for one in waiting] == [True, False]
    assert "channel:" not in waiting[1]
    shown = reverse("desk:contribution", args=[kind.consultation.pk, printed.pk])
    assert "channel: paper" in said(page.get(shown))


def test_everything_that_waits_is_in_one_list_the_oldest_first(desk, organiser, kind, address) -> None:
    second, first = unread(kind, 2, title="Une place"), unread(kind, 1, title="Une rue")
    case = reported(ContributionFactory(kind=kind, title="Un abri"))
    appeal = AppealFactory(decision__contribution__kind=kind)
    strange = CaseFactory(consultation=kind.consultation)
    guest = WaitingTextFactory(kind=kind, title="Une fontaine")
    page = desk(organiser.participant).get(address)
    rows = page.context["rows"]
    assert [row.line.title for row in rows[:3]] == ["Une rue", "Une place", "Un abri"]
    assert [row.address for row in rows] == [
        page_at(address, first),
        page_at(address, second),
        f"{address}reported/{case.pk}/",
        reverse("desk:appeal", args=[kind.consultation.pk, appeal.pk]),
        reverse("desk:case", args=[kind.consultation.pk, strange.pk]),
        f"{address}guest/{guest.pk}/",
    ]
    assert page.context["start_url"] == page_at(address, first)
    assert "2 published texts have not been read by the team yet" in said(page)


def test_the_first_page_of_the_desk_says_what_nobody_has_read(organiser, kind) -> None:
    unread(kind)
    (line,) = today(organiser.participant)
    assert "1 texte publié n’a pas été lu par l’équipe, depuis le 2 mars 2026." in line.waiting


def test_the_list_has_filters_and_pages_that_keep_them(desk, organiser, kind, address, monkeypatch) -> None:
    monkeypatch.setattr("parvis.moderation.queue_lines.PAGE_SIZE", 2)
    theme = ThemeFactory(consultation=kind.consultation)
    texts = [unread(kind, minute, theme=theme) for minute in range(3)]
    unread(kind, 0)
    client = desk(organiser.participant)
    page = client.get(f"{address}?theme={theme.pk}&wait=unread&phase=x")
    assert [row.line.text for row in page.context["rows"]] == texts[:2]
    following = client.get(page.context["next_url"])
    assert [row.line.text for row in following.context["rows"]] == texts[2:]
    assert following.context["first_url"] == f"{address}?wait=unread&theme={theme.pk}"
    assert following.context["rows"][0].address.endswith(f"/{texts[2].pk}/?wait=unread&theme={theme.pk}")
    assert "Nothing waits under these filters." in said(client.get(f"{address}?wait=appeal"))


def test_an_empty_queue_says_what_will_come(desk, organiser, kind, address) -> None:
    page = desk(organiser.participant).get(address)
    assert "Nothing waits. What people send, report or contest comes here." in said(page)
    assert "Every text that was sent on line has been read by the team." in said(page)
    assert page.context["start_url"] == ""


def fill(kind, count: int) -> None:
    for minute in range(count):
        text = unread(kind, minute)
        WaitingTextFactory(kind=kind)
        reported(ContributionFactory(kind=kind))
        reported(ArgumentFactory(contribution=text))
        AppealFactory(decision__contribution__kind=kind)
        CaseFactory(consultation=kind.consultation, subject=f"{minute}-{count}.example")


def queries(client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def test_the_pages_cost_the_same_whatever_their_number(desk, organiser, kind, address) -> None:
    client = desk(organiser.participant)
    fill(kind, 1)
    first = Contribution.objects.get(to_read_since=START)
    before = queries(client, address), queries(client, page_at(address, first))
    fill(kind, 3)
    assert (queries(client, address), queries(client, page_at(address, first))) == before


def test_one_text_is_shown_with_what_helps_to_decide(desk, organiser, kind, address) -> None:
    moderator = member(kind, Role.MODERATOR)
    words = {"title": "Des vélos volés à la gare", "text": "Ce sont des abrutis : paul@example.org."}
    close = ContributionFactory(kind=kind, **words)
    hide(actor=moderator, target=close, reason=Reason.INSULT)
    text = unread(kind, **words, author=close.author)
    case = reported(text)
    page = desk(organiser.participant).get(f"{address}reported/{case.pk}/")
    beside = page.context["beside"]
    assert [(hint.words, bool(hint.what)) for hint in beside.hints] == [
        ("abrutis", True),
        ("paul@example.org", True),
    ]
    assert (beside.history.published, beside.history.hidden) == (1, 1)
    assert [(one.text, one.said) for one in beside.past] == [(close, "hidden: insult or personal attack")]
    assert beside.reasons == [("insult or personal attack", "1")]
    for words_of_it in ("<mark>paul@example.org</mark>", "Decided on close texts", "Reports received"):
        assert words_of_it in said(page)


def test_a_text_is_kept_and_the_next_one_comes_by_itself(desk, organiser, kind, address) -> None:
    first, second = unread(kind, 1, title="Une rue"), unread(kind, 2)
    client = desk(organiser.participant)
    page = client.get(page_at(address, first))
    at = str(page.context["item"].place)
    answer = client.post(f"{page_at(address, first)}keep/", {"at": at})
    assert answer.url == page_at(address, second)
    after = client.get(answer.url)
    assert "Kept: “Une rue”." in said(after)
    assert 'data-parvis-said="new"' in said(after)
    assert 'data-parvis-said=""' in said(client.get(answer.url))
    assert (Reading.objects.get().contribution, after.context["next_url"]) == (first, "")


def test_at_the_end_of_the_queue_the_list_comes_back(desk, organiser, kind, address) -> None:
    text = unread(kind)
    answer = desk(organiser.participant).post(f"{page_at(address, text)}keep/?wait=unread")
    assert answer.url == f"{address}?wait=unread"


def test_hiding_asks_for_a_reason_and_keeps_what_was_typed(desk, organiser, kind, address) -> None:
    text = unread(kind, text="Vous êtes des  abrutis, tous.")
    client = desk(organiser.participant)
    where = f"{page_at(address, text)}hide/"
    refused = client.post(where, {"reason": "", "message": "Dites-le autrement."})
    assert (refused.status_code, "Dites-le autrement." in said(refused)) == (422, True)
    assert "Choose a reason: the author will read it." in said(refused)
    copied = client.post(where, {"reason": "insult", "passage": "crétins", "message": "Non."})
    assert "These words are not in the text" in said(copied)
    done = {"reason": "insult", "passage": "Des abrutis", "message": "Dites-le autrement."}
    assert client.post(where, done).url == address
    text.refresh_from_db()
    decision = text.decisions.get()
    assert (text.state, decision.reason, decision.message) == (
        "hidden",
        "insult",
        "“Des abrutis”\n\nDites-le autrement.",
    )


def test_what_was_done_last_is_taken_back(desk, organiser, kind, address) -> None:
    text = unread(kind, title="Une rue")
    client = desk(organiser.participant)
    client.post(f"{page_at(address, text)}hide/", {"reason": "insult"})
    assert "Take this decision back" in said(client.get(address))
    answer = client.post(f"{address}undo/")
    assert answer.url == page_at(address, text)
    text.refresh_from_db()
    assert (text.state, text.to_read_since) == ("published", START)
    assert "Taken back: “Une rue” waits again." in said(client.get(answer.url))
    assert client.post(f"{address}undo/").url == address
    assert "There is nothing to take back." in said(client.get(address))


def test_a_report_is_unfounded_when_its_text_is_kept_and_that_is_taken_back_too(
    desk, organiser, kind, address
) -> None:
    argument = ArgumentFactory(contribution=ContributionFactory(kind=kind))
    case = reported(argument)
    client = desk(organiser.participant)
    assert client.post(f"{address}reported/{case.pk}/keep/").url == address
    case.refresh_from_db()
    assert case.outcome == "unfounded"
    assert client.post(f"{address}undo/").url == f"{address}reported/{case.pk}/"
    case.refresh_from_db()
    assert case.closed_at is None


def test_texts_of_guests_are_published_or_not(desk, organiser, kind, address) -> None:
    good, bad = WaitingTextFactory(kind=kind, title="Une fontaine"), WaitingTextFactory(kind=kind)
    client = desk(organiser.participant)
    kept = client.post(f"{address}guest/{good.pk}/keep/", {"seen": good.entry})
    assert kept.url == f"{address}guest/{bad.pk}/"
    hidden = client.post(f"{address}guest/{bad.pk}/hide/", {"reason": "insult", "seen": bad.entry})
    assert hidden.url == address
    page = client.get(address)
    assert ("Take this decision back" in said(page), "Not published:" in said(page)) == (False, True)
    bad.refresh_from_db()
    assert (bad.state, list(Contribution.objects.values_list("title", flat=True))) == (
        "refused",
        ["Une fontaine"],
    )
    assert client.get(f"{address}guest/{bad.pk}/").status_code == 200


def test_two_moderators_see_one_another_and_the_second_decision_is_refused(
    desk, organiser, kind, address
) -> None:
    text, following = unread(kind, 1), unread(kind, 2)
    other = member(kind, Role.MODERATOR)
    mine, theirs = desk(organiser.participant), desk(other)
    at = str(mine.get(page_at(address, text)).context["item"].place)
    assert f"{organiser.participant} is looking at this text too." in said(theirs.get(page_at(address, text)))
    assert "A moderator is looking at this text too." in said(mine.get(page_at(address, text)))
    keep(actor=other, target=text)
    answer = mine.post(f"{page_at(address, text)}hide/", {"reason": "insult", "at": at})
    assert answer.url == page_at(address, following)
    assert "Nothing was changed: somebody decided on this text just before you" in said(mine.get(answer.url))
    text.refresh_from_db()
    assert text.state == "published"
    assert Look.objects.count() == 2
    assert "It no longer waits" in said(mine.get(page_at(address, text)))


def test_whoever_left_is_no_longer_said_to_look(desk, organiser, kind, address) -> None:
    text, other = unread(kind), member(kind, Role.MODERATOR)
    desk(other).get(page_at(address, text))
    Look.objects.update(seen_at=START)
    assert "is looking at this text too" not in said(desk(organiser.participant).get(page_at(address, text)))
    assert (forget_looks_of_moderators(timestamp=0), Look.objects.get().moderator) == (
        1,
        organiser.participant,
    )


def test_a_guarantor_reads_and_decides_nothing(desk, kind, address) -> None:
    text = unread(kind)
    CaseFactory(consultation=kind.consultation)
    client = desk(member(kind, Role.GUARANTOR))
    page = client.get(address)
    assert [bool(row.address) for row in page.context["rows"]] == [True, False]
    shown = client.get(page_at(address, text))
    assert "It waits: an organiser or a moderator decides on it." in said(shown)
    assert "queue/unread" not in "".join(
        part for part in said(shown).split("<form") if "keep/" in part or "hide/" in part
    )
    assert client.post(f"{page_at(address, text)}keep/").status_code == 404
    assert client.post(f"{address}undo/").status_code == 404
    assert Look.objects.count() == 0


@pytest.mark.parametrize("role", [Role.ANALYST, None])
def test_others_do_not_know_of_it(desk, kind, address, role) -> None:
    person = member(kind, role) if role else TeamMemberFactory().participant
    assert desk(person).get(address).status_code == 404
    assert desk(person).get(page_at(address, unread(kind))).status_code == 404


def test_nobody_decides_on_their_own_words(desk, organiser, kind, address) -> None:
    text = unread(kind, author=organiser.participant)
    client = desk(organiser.participant)
    assert "You have a hand in these words" in said(client.get(page_at(address, text)))
    client.post(f"{page_at(address, text)}keep/")
    text.refresh_from_db()
    assert text.to_read_since == START


@pytest.mark.parametrize("where", ["unread/9/", "lost/1/", "strange/1/", "reported/9/", "guest/9/"])
def test_what_is_not_there_is_not_found(desk, organiser, address, where) -> None:
    assert desk(organiser.participant).get(f"{address}{where}").status_code == 404


def test_words_that_their_author_took_back_are_shown_to_nobody(desk, organiser, kind, address) -> None:
    text = ContributionFactory(kind=kind, title="Un secret", text="Ne le dites pas.")
    case = reported(text)
    text.state = State.WITHDRAWN
    text.save(update_fields=["state"])
    client = desk(organiser.participant)
    for page in (client.get(address), client.get(f"{address}reported/{case.pk}/")):
        assert "Text not public" in said(page)
        assert "Un secret" not in said(page)
        assert "Ne le dites pas" not in said(page)
    assert "Close the case, saying what you found." in said(client.get(f"{address}reported/{case.pk}/"))


def test_everybody_reads_how_much_the_team_has_read(client, organiser, kind, monkeypatch) -> None:
    register = reverse("front:register", args=[kind.consultation.slug])
    assert "sont publics aussitôt" not in said(client.get(register))
    texts = [unread(kind, minute) for minute in range(3)]
    keep(actor=organiser.participant, target=texts[0])
    assert "1 lus et laissés tels quels, 2 à lire." in said(client.get(register))
    monkeypatch.setattr("parvis.moderation.queue.COUNTED", 1)
    monkeypatch.setattr("parvis.front.composition.register.COUNTED", 1)
    assert "plus de 1 à lire." in said(client.get(register))
