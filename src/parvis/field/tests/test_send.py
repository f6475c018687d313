"""Send what a device kept: each answer once, opened here alone, and none of its words lost."""

import base64
import json
import uuid
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from parvis.accounts import limits
from parvis.accounts.enums import IdentityLevel, Origin
from parvis.accounts.limits import Act, Rate, Scope
from parvis.consultations.enums import QuestionType, Role, Verb
from parvis.consultations.models import Phase, TeamMember
from parvis.consultations.tests.factories import QuestionFactory
from parvis.contributions.models import Contribution
from parvis.contributions.waiting import WaitingText
from parvis.field.domain.make_kit import close_kit, make_link
from parvis.field.enums import Fate
from parvis.field.models import FieldEntry
from parvis.field.queries import source_of
from parvis.field.reading import HEAVIEST, MOST_AT_ONCE
from parvis.field.tests.factories import KitFactory, item, outcomes, sealed_for, send
from parvis.ledger.models import Pending
from parvis.moderation.domain.screen import admit
from parvis.paper.models import Sheet, new_code
from parvis.paper.tests.factories import BatchFactory, member_of

pytestmark = pytest.mark.django_db


def test_an_answer_becomes_a_contribution_of_whoever_answers_for_the_device() -> None:
    kit = KitFactory(token="t", batch__number=4)
    sent = item(kit)

    told = send("t", [sent])

    assert told["answers"] == [{"key": sent["key"], "code": sent["code"], "outcome": "entered"}]
    made = Contribution.objects.get()
    assert (made.title, made.text, made.author, made.origin, made.identity_level, made.state) == (
        "Un banc", "Devant l’école.", None, Origin.FIELD, IdentityLevel.VISITOR, "published",
    )  # fmt: skip
    sheet, entry = Sheet.objects.get(), FieldEntry.objects.get()
    assert (sheet.code, sheet.entered_by, sheet.contribution) == (sent["code"], kit.held_by, made)
    assert (entry.sheet, entry.words, entry.fate) == (sheet, "", Fate.ENTERED)
    assert source_of(made) == "Collected on site by the team (sheet 4-1)."
    told = Pending.objects.get(entry=made.entry)
    assert (told.kind, told.public) == ("contribution.accepted", {"level": 0, "channel": "field"})


def test_the_same_answer_twice_is_once_and_is_told_the_same() -> None:
    kit = KitFactory(token="t")
    sent = item(kit)

    first, second = send("t", [sent, sent]), send("t", [sent])

    assert first["answers"] == [*second["answers"], *second["answers"]]
    assert (Contribution.objects.count(), Sheet.objects.count(), FieldEntry.objects.count()) == (1, 1, 1)


def test_what_was_taken_is_told_again_once_nothing_more_is() -> None:
    kit = KitFactory(token="t")
    sent = item(kit)
    send("t", [sent])
    closed = timezone.now() - timedelta(days=31)
    Phase.objects.update(starts_at=closed - timedelta(days=9), ends_at=closed)

    told = send("t", [sent, item(kit)])

    assert [one["outcome"] for one in told["answers"]] == ["entered", "later"]
    assert "closed more than 30 days ago" in told["words"]
    assert Contribution.objects.count() == 1


def test_a_sealed_answer_cannot_be_moved() -> None:
    kit, other = KitFactory(token="t"), KitFactory(token="o")
    sent = item(kit)
    moved = [
        {**sent, "key": str(uuid.uuid4())},
        {**sent, "code": new_code()},
        {**sent, "written_at": "2026-01-15T10:00:00Z"},
        {**sent, "sealed": sent["sealed"][:-8] + "AAAAAAA="},
        {**sent, "sealed": base64.b64encode(b"short").decode()},
        {**sent, "sealed": base64.b64encode(b"\0" * 200).decode()},
    ]

    assert outcomes("t", *moved) == ["unreadable"] * len(moved)
    assert outcomes("o", sent) == ["unreadable"]
    assert (Contribution.objects.count(), Sheet.objects.count(), other.entries.count()) == (0, 0, 0)
    assert outcomes("t", sent) == ["entered"]
    assert outcomes("o", sent) == ["unreadable"]


def test_the_key_of_another_kit_takes_nothing_from_it() -> None:
    """Whoever holds two links seals for one what the other has sent."""
    kit, other = KitFactory(token="t"), KitFactory(token="o")
    sent = item(kit)
    send("t", [sent])
    again = {**sent, "sealed": sealed_for(other.pk, sent["key"], sent["code"], "", "title=X&text=Y")}

    assert outcomes("o", again) == ["unreadable"]
    assert (Contribution.objects.get().title, FieldEntry.objects.get().kit) == ("Un banc", kit)


def test_a_code_that_is_taken_gives_way_to_a_new_one() -> None:
    kit = KitFactory(token="t")
    first, second = item(kit), item(kit)
    second["code"] = first["code"]
    second["sealed"] = sealed_for(kit.pk, second["key"], first["code"], "", "title=Un+arbre&text=Ici.")

    told = send("t", [first, second])["answers"]

    assert [one["outcome"] for one in told] == ["entered", "entered"]
    assert len({one["code"] for one in told}) == 2
    assert set(Sheet.objects.values_list("code", flat=True)) == {one["code"] for one in told}


def test_one_answer_that_fails_leaves_the_others() -> None:
    kit = KitFactory(token="t")

    assert outcomes("t", item(kit), {**item(kit), "code": new_code()}, item(kit, title="Un arbre")) == [
        "entered", "unreadable", "entered",
    ]  # fmt: skip
    assert set(Contribution.objects.values_list("title", flat=True)) == {"Un banc", "Un arbre"}
    assert sorted(Sheet.objects.values_list("number", flat=True)) == [1, 2]


def test_what_the_form_refuses_is_kept_for_the_team() -> None:
    kit = KitFactory(token="t")

    assert outcomes("t", item(kit, title="", text="Je veux garder ces mots")) == ["kept"]

    entry = FieldEntry.objects.get()
    assert (entry.fate, entry.reason) == (
        Fate.KEPT,
        "Title – Give your text a title: it is what people see first.",
    )
    assert "Je+veux+garder+ces+mots" in entry.words
    assert (Contribution.objects.count(), Sheet.objects.count()) == (0, 0)


def test_answers_follow_the_questions_of_the_form() -> None:
    kit = KitFactory(token="t")
    QuestionFactory(
        kind=kit.batch.kind, code="why", type=QuestionType.LONG_TEXT, label="Pourquoi ?", is_required=True
    )

    assert outcomes("t", item(kit), item(kit, q_why="Parce que.")) == ["kept", "entered"]
    assert Contribution.objects.get().form_answers == {"why": "Parce que."}


def test_who_left_the_team_enters_nothing_and_nothing_is_lost() -> None:
    kit = KitFactory(token="t")
    TeamMember.objects.filter(participant=kit.held_by).delete()

    assert outcomes("t", item(kit)) == ["kept"]
    assert "Only those who organise or moderate" in FieldEntry.objects.get().reason


def test_a_question_to_the_organiser_has_its_own_line_in_the_log() -> None:
    kit = KitFactory(token="t", batch=BatchFactory(channel="field", action__verb=Verb.ASK))

    send("t", [item(kit)])

    assert Pending.objects.get(entry=Contribution.objects.get().entry).kind == "question.accepted"


def test_a_device_left_with_the_public_waits_to_be_read() -> None:
    kit = KitFactory(token="t", kiosk=True)
    sent = item(kit)

    assert outcomes("t", sent, sent) == ["waiting", "waiting"]

    text, sheet = WaitingText.objects.get(), Sheet.objects.get()
    assert (text.title, text.origin, text.author, text.is_guest) == ("Un banc", Origin.FIELD, None, True)
    assert (sheet.code, sheet.contribution, sheet.entered_at is not None) == (sent["code"], None, True)
    assert Contribution.objects.count() == 0
    assert Pending.objects.get(entry=text.entry).kind == "guest.received"
    made = admit(actor=member_of(kit.batch, Role.MODERATOR), text=text)
    assert (made.origin, made.is_guest, source_of(made)) == (
        Origin.FIELD, True,
        "Written on site, on a device of the organiser; read by a moderator before it appeared.",
    )  # fmt: skip
    assert FieldEntry.objects.get().waiting.contribution == made


def test_a_closed_device_sends_what_it_collected_before() -> None:
    kit = KitFactory(token="t")
    before = (timezone.now() - timedelta(hours=1)).isoformat()
    close_kit(actor=kit.batch.made_by or member_of(kit.batch, Role.ORGANISER), kit=kit)
    after = (timezone.now() + timedelta(minutes=5)).isoformat()

    told = send("t", [item(kit, written=before), item(kit, written=after, title="Un arbre")])

    assert [one["outcome"] for one in told["answers"]] == ["entered", "kept"]
    assert told["open"] is False
    assert "after the device was closed" in FieldEntry.objects.get(fate=Fate.KEPT).reason


@pytest.mark.parametrize(("clock", "outcome"), [(-2, "entered"), (+2, "kept")])
def test_after_the_phase_what_was_written_in_time_comes_in(clock: int, outcome: str) -> None:
    kit = KitFactory(token="t")
    closed = timezone.now() - timedelta(days=3)
    Phase.objects.update(starts_at=closed - timedelta(days=9), ends_at=closed)

    told = send("t", [item(kit, written=(closed + timedelta(hours=clock)).isoformat())])

    assert ([one["outcome"] for one in told["answers"]], told["open"]) == ([outcome], False)


def test_before_the_first_day_answers_stay_on_the_device() -> None:
    kit = KitFactory(token="t")
    Phase.objects.update(starts_at=timezone.now() + timedelta(days=1))

    told = send("t", [item(kit)])

    assert [one["outcome"] for one in told["answers"]] == ["later"]
    assert "has not started" in told["words"]
    assert FieldEntry.objects.count() == 0


def test_a_device_sends_no_more_than_it_may() -> None:
    kit = KitFactory(token="t", most=2)

    told = send("t", [item(kit, title=title) for title in ("A", "B", "C")])

    assert [one["outcome"] for one in told["answers"]] == ["entered", "entered", "later"]
    assert "has sent all that it may: 2 answers." in told["answers"][2]["words"]


def test_a_device_that_sends_without_end_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    KitFactory(token="t")
    monkeypatch.setitem(limits.RATES[Act.FIELD], Scope.PERSON, Rate(1, 1))

    assert [send("t", [])["status"] for _time in range(2)] == [200, 429]


def test_a_new_link_ends_the_former_one_and_sends_what_waits() -> None:
    kit = KitFactory(token="t")
    sent = item(kit)

    token = make_link(actor=member_of(kit.batch, Role.ORGANISER), kit=kit)

    assert Client().post("/field/t/send/", "[]", content_type="application/json").status_code == 404
    assert outcomes(token, sent) == ["entered"]


@pytest.mark.parametrize(
    "body",
    [
        b"", b"{", b"null", b"{}", b"12", b'"x"', b"\xff\xfe", b"[" * 100_000, b"NaN",
        json.dumps([{}] * (MOST_AT_ONCE + 1)).encode(),
    ],
)  # fmt: skip
def test_what_is_no_list_is_refused(body: bytes) -> None:
    KitFactory(token="t")

    answer = Client().post("/en/field/t/send/", body, content_type="application/json")

    assert (answer.status_code, "nothing is lost" in answer.json()["words"]) == (422, True)


def test_what_is_no_answer_is_unreadable_and_says_which() -> None:
    kit = KitFactory(token="t")
    good = item(kit)
    bad = [
        None, 3, [], "x", {}, {"key": 3}, {**good, "key": good["key"].upper().replace("-", "")},
        {**good, "code": "ABC"}, {**good, "code": "é" * 10}, {**good, "written_at": "x" * 41},
        {**good, "sealed": "!" * 100}, {**good, "sealed": "A" * (HEAVIEST + 4)}, {**good, "sealed": 12},
        {**good, "written_at": None},
    ]  # fmt: skip

    told = send("t", bad)

    assert [one["outcome"] for one in told["answers"]] == ["unreadable"] * len(bad)
    assert FieldEntry.objects.count() == 0


@pytest.mark.parametrize("typed", ["title=a\0b&text=x", "&".join(f"a{n}=1" for n in range(2000))])
def test_what_no_form_would_send_is_unreadable(typed: str) -> None:
    kit = KitFactory(token="t")
    sent = item(kit)
    sent["sealed"] = sealed_for(kit.pk, sent["key"], sent["code"], "", typed)

    assert outcomes("t", sent) == ["unreadable"]


@pytest.mark.parametrize(
    "clock", ["1970-01-01T00:00:00Z", "0001-01-01T00:00:00+14:00", "2026-02-31T00:00:00Z", "soon"]
)
def test_a_clock_that_was_never_set_loses_nothing(clock: str) -> None:
    kit = KitFactory(token="t")

    assert outcomes("t", item(kit, written=clock)) == ["entered"]
    assert FieldEntry.objects.get().written_at is None


def test_an_encoded_nul_is_kept_as_it_was_typed() -> None:
    kit = KitFactory(token="t")

    [outcome] = outcomes("t", item(kit, title="Un\0banc"))

    assert outcome in ("entered", "kept")


def test_a_draft_has_no_device() -> None:
    kit = KitFactory(token="t")
    kit.batch.consultation.live = False
    kit.batch.consultation.save(update_fields=["live"])

    assert Client().get("/field/t/").status_code == 404
    assert Client().post("/field/t/send/", "[]", content_type="application/json").status_code == 404


def test_sending_needs_the_token_of_the_page() -> None:
    kit = KitFactory(token="t")
    client = Client(enforce_csrf_checks=True)
    page = client.get("/en/field/t/")
    body = json.dumps([item(kit)])

    bare = client.post("/en/field/t/send/", body, content_type="application/json")
    held = page.context["csrf_token"]
    sent = client.post(
        "/en/field/t/send/", body, content_type="application/json", headers={"X-CSRFToken": str(held)}
    )

    assert (bare.status_code, sent.status_code) == (403, 200)


def test_a_second_sending_costs_the_same_whatever_it_holds() -> None:
    kit = KitFactory(token="t")
    sent = [item(kit, title=f"Un banc {number}") for number in range(3)]
    send("t", sent)

    def cost(items: list[dict[str, str]]) -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            send("t", items)
        return len(queries)

    assert cost(sent[:1]) == cost(sent)
