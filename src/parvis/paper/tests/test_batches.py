"""Prepare a batch, print it, find a sheet again."""

import re
import uuid

import pytest
from django.urls import reverse

from parvis.accounts.errors import Refused
from parvis.consultations.enums import QuestionType, Role
from parvis.consultations.tests.factories import PhaseActionFactory, QuestionFactory, TeamMemberFactory
from parvis.ledger.numbers import group_number
from parvis.paper.domain.make_batch import BatchDraft, make_batch
from parvis.paper.enums import Channel
from parvis.paper.models import Batch, Sheet
from parvis.paper.tests.factories import BatchFactory, ask, entered, member_of

pytestmark = pytest.mark.django_db


def test_a_batch_has_its_numbered_sheets_each_with_a_code() -> None:
    action = PhaseActionFactory()
    organiser = TeamMemberFactory(consultation=action.phase.consultation).participant

    made = [
        make_batch(actor=organiser, action=action, draft=BatchDraft("Marché", size=size)) for size in (3, 0)
    ]

    assert [batch.number for batch in made] == [1, 2]
    assert [sheet.reference for sheet in made[0].sheets.select_related("batch")] == ["1-1", "1-2", "1-3"]
    assert len(set(made[0].sheets.values_list("code", flat=True))) == 3
    assert made[1].sheets.count() == 0


@pytest.mark.parametrize(
    ("draft", "why"),
    [
        (BatchDraft(" "), "a name"),
        (BatchDraft("Marché", size=2_001), "at most"),
        (BatchDraft("Cahier", Channel.REGISTER), "where the register lies"),
        (BatchDraft("Cahier", Channel.REGISTER, size=3, place="mairie"), "leave 0 numbered sheets"),
    ],
)
def test_what_cannot_be_a_batch_is_refused(draft: BatchDraft, why: str) -> None:
    action = PhaseActionFactory()
    organiser = TeamMemberFactory(consultation=action.phase.consultation).participant

    with pytest.raises(Refused, match=why):
        make_batch(actor=organiser, action=action, draft=draft)
    assert Batch.objects.count() == 0


def test_a_form_that_needs_a_photo_is_not_printed() -> None:
    action = PhaseActionFactory()
    QuestionFactory(kind=action.kind, type=QuestionType.PHOTO, is_required=True)
    organiser = TeamMemberFactory(consultation=action.phase.consultation).participant

    with pytest.raises(Refused, match="photo or a document"):
        make_batch(actor=organiser, action=action, draft=BatchDraft("Marché"))


@pytest.mark.parametrize("role", [Role.MODERATOR, Role.ANALYST])
def test_only_organisers_prepare(role: Role) -> None:
    action = PhaseActionFactory()
    actor = TeamMemberFactory(consultation=action.phase.consultation, role=role).participant

    with pytest.raises(Refused, match="Only the organisers"):
        make_batch(actor=actor, action=action, draft=BatchDraft("Marché"))


def test_the_desk_makes_a_batch_and_shows_it(desk) -> None:
    action = PhaseActionFactory()
    organiser = TeamMemberFactory(consultation=action.phase.consultation).participant
    address = reverse("desk:add_paper_batch", args=[action.phase.consultation_id])

    answer = desk(organiser).post(
        address, {"name": "Marché", "action": action.pk, "channel": "form", "size": 2}, follow=True
    )

    batch = Batch.objects.get()
    assert answer.redirect_chain == [
        (reverse("desk:paper_batch", args=[action.phase.consultation_id, batch.pk]), 302)
    ]
    assert (batch.size, batch.sheets.count(), batch.made_by) == (2, 2, organiser)


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_as_much_for_one_batch_as_for_three(
    count: int, desk, django_assert_num_queries
) -> None:
    first = BatchFactory()
    for _time in range(count - 1):
        BatchFactory(action__phase__consultation=first.consultation)
    client = desk(member_of(first))
    address = reverse("desk:paper", args=[first.consultation_id])
    client.get(address)

    with django_assert_num_queries(QUERIES_OF_LIST):
        page = client.get(address)

    assert page.content.count(b"Enter sheets") == count


QUERIES_OF_LIST = 14


def test_printed_sheets_are_a_tagged_pdf_in_both_languages_and_sizes(desk) -> None:
    batch = BatchFactory(size=2, return_to="Mairie\n1, place du Marché", return_by="2027-03-01")
    ask(batch.kind)
    client = desk(member_of(batch))
    address = reverse("desk:paper_form", args=[batch.consultation_id, batch.pk])

    for asked in ({"language": "fr"}, {"language": "en", "print": "large"}):
        drawn = client.get(address, asked)
        pages = len(re.findall(rb"/Type ?/Page\b", drawn.content))
        assert (drawn.status_code, drawn.content[:5], b"/MarkInfo" in drawn.content) == (200, b"%PDF-", True)
        assert b"pdfuaid" in drawn.content
        assert pages >= 2
    assert client.get(address, {"language": "xx"}).status_code == 404


def test_whoever_holds_a_sheet_follows_it(client, desk) -> None:
    batch = BatchFactory(size=1, return_to="Mairie")
    address = reverse("front:sheet", args=[Sheet.objects.get().code])

    before = client.get(address)
    made = entered(batch, member_of(batch), number=1).contribution
    after = client.get(address)

    assert "not entered this sheet yet" in before.content.decode()
    assert reverse("front:contribution", args=[made.pk]) in after.content.decode()
    assert group_number(made.entry) in after.content.decode()
    assert (after["X-Robots-Tag"], "no-store" in after["Cache-Control"]) == ("noindex", True)
    assert client.get(reverse("front:sheet", args=["AAAAAAAAAA"])).status_code == 404


def test_the_slip_bears_the_receipt(desk) -> None:
    batch = BatchFactory()
    actor = member_of(batch)
    sheet = entered(batch, actor)
    address = reverse("desk:paper_slip", args=[batch.consultation_id, batch.pk, sheet.pk])

    drawn = desk(actor).get(address)

    assert (drawn.status_code, drawn.content[:5]) == (200, b"%PDF-")
    assert desk(member_of(BatchFactory())).get(address).status_code == 404


def test_a_page_of_the_desk_enters_a_sheet_once(desk) -> None:
    batch = BatchFactory(size=3)
    actor = member_of(batch)
    address = reverse("desk:paper_enter", args=[batch.consultation_id, batch.pk])
    typed = {"number": 2, "title": "Un banc", "text": "Devant l’école.", "key": uuid.uuid4()}

    answers = [desk(actor).post(f"{address}?sheet=2", typed) for _time in range(2)]
    wrong = desk(actor).post(address, {**typed, "title": "", "key": uuid.uuid4()})

    sheet = Sheet.objects.get(entered_at__isnull=False)
    assert {answer.url for answer in answers} == {f"{address}?done={sheet.pk}"}
    assert (wrong.status_code, "Devant l’école." in wrong.content.decode()) == (422, True)
    shown = desk(actor).get(f"{address}?done={sheet.pk}").content.decode()
    assert reverse("desk:paper_undo", args=[batch.consultation_id, batch.pk, sheet.pk]) in shown
    assert "1 sheet today" in shown


def test_everybody_reads_under_a_text_how_it_came(client) -> None:
    batch = BatchFactory(number=4, channel=Channel.PHONE)
    made = entered(batch, member_of(batch)).contribution

    page = client.get(f"/en/contributions/{made.pk}/").content.decode()

    assert "Said on the telephone (sheet 4-1); typed by the team." in page
