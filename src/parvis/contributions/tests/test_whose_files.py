"""Whose a joined file is: who reads it, what a revision keeps of it, what leaving and the clock erase."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from parvis.accounts.errors import Refused
from parvis.accounts.limits import RATES, Act, Rate, Scope
from parvis.accounts.models import Participant
from parvis.accounts.tests.factories import ParticipantFactory
from parvis.consultations.enums import QuestionType, Role
from parvis.consultations.models import PhaseAction
from parvis.consultations.questions import Question
from parvis.consultations.tests.factories import QuestionFactory, TeamMemberFactory
from parvis.contributions import leaves
from parvis.contributions.answer_tables import answer_rows
from parvis.contributions.attachments import Attachment
from parvis.contributions.domain.anonymise import anonymise
from parvis.contributions.domain.react import mark_reaction
from parvis.contributions.domain.withdraw import withdraw
from parvis.contributions.enums import State
from parvis.contributions.models import Contribution, Draft
from parvis.contributions.tasks import forget_files
from parvis.contributions.tests.conftest import Deposit
from parvis.contributions.tests.sent import sent
from parvis.contributions.tests.test_files import WORDS, _kept, begin, fields, plain, read, told_of
from parvis.contributions.tests.test_submit_page import address
from parvis.jobs.models import Forgetting
from parvis.ledger.models import Pending
from parvis.merkle.commitments import commit

pytestmark = pytest.mark.django_db


def test_somebody_elses_file_is_nobody_elses(
    signed_in: Client, action: PhaseAction, papers: Question, deposit: Deposit
) -> None:
    theirs = _kept(ParticipantFactory.create())
    typed = begin(signed_in, action, step="preview", q_paper=[str(theirs.pk)])
    html = signed_in.post(address(action), typed).content.decode()
    assert str(theirs.pk) not in html
    assert read(theirs, signed_in).status_code == read(theirs).status_code == 404
    told = {"id": str(theirs.pk), "sha256": theirs.sha256, "type": "text/plain"}
    with pytest.raises(Refused):
        deposit(answers={"paper": [told]})
    with pytest.raises(Refused):
        deposit(answers={"paper": [{**told, "id": str(uuid4())}]})
    with pytest.raises(Refused):
        deposit(answers={"paper": [{**told, "id": "1 OR 1=1"}]})
    theirs.refresh_from_db()
    assert theirs.contribution is None


def test_what_a_form_says_of_a_file_is_what_the_site_knows(
    action: PhaseAction, person: Participant, papers: Question, deposit: Deposit
) -> None:
    kept = _kept(person)
    told = {"id": str(kept.pk), "sha256": "0" * 64, "type": "text/csv", "size": 1, "name": "x"}
    row = deposit(answers={"paper": [told]})
    assert row.form_answers["paper"][0] == {
        "id": str(kept.pk), "sha256": kept.sha256, "type": "text/plain", "size": 5, "name": "a.txt",
        "description": "",
    }  # fmt: skip
    with pytest.raises(Refused):
        deposit(answers={"paper": [told]})


@pytest.mark.parametrize(
    "wrong", [{"sha256": "0" * 64}, {"type": "text/html"}, {"browser": UUID(int=1)}, {"owner": None}]
)
def test_the_database_refuses_what_makes_no_sense(person: Participant, wrong: dict[str, object]) -> None:
    row = _kept(person)
    with pytest.raises(IntegrityError), transaction.atomic():
        Attachment.objects.filter(pk=row.pk).update(**wrong)


def readers(row: Contribution) -> dict[str, Client]:
    found = {"visitor": Client()}
    for name, who in {
        "author": row.author,
        "stranger": ParticipantFactory.create(),
        "moderator": TeamMemberFactory.create(consultation=row.consultation, role=Role.MODERATOR).participant,
    }.items():
        found[name] = Client()
        found[name].force_login(who)
    return found


def test_a_file_is_read_by_whoever_reads_its_text(
    action: PhaseAction, person: Participant, papers: Question, deposit: Deposit
) -> None:
    kept = _kept(person)
    row = deposit(answers={"paper": [{"id": str(kept.pk), "sha256": kept.sha256, "type": kept.type}]})
    who = readers(row)
    seen = {}
    for state in (State.PUBLISHED, State.HIDDEN, "private"):
        Contribution.objects.filter(pk=row.pk).update(state=state)
        seen[state] = {name for name, client in who.items() if read(kept, client).status_code == 200}
    assert seen[State.PUBLISHED] == {*who}
    assert "author" in seen[State.HIDDEN]
    assert not {"visitor", "stranger"} & (seen[State.HIDDEN] | seen["private"])
    Contribution.objects.filter(pk=row.pk).update(state=State.PUBLISHED)
    row.consultation.live = False
    row.consultation.save()
    assert read(kept).status_code == 404


def test_a_revision_keeps_removes_and_adds_and_public_versions_keep_theirs(
    signed_in: Client, action: PhaseAction, person: Participant, deposit: Deposit
) -> None:
    QuestionFactory.create(kind=action.kind, code="paper", type=QuestionType.FILE, settings={"count": 2})
    one, two = _kept(person, "one.txt", b"1"), _kept(person, "two.txt", b"2")
    row = deposit(answers={"paper": [told_of(one), told_of(two)]})
    page = reverse("contributions:revise", args=[row.pk])

    def change(**given: object) -> None:
        typed = fields(signed_in.get(page).content.decode())
        answer = signed_in.post(page, {**typed, **WORDS, **given})
        assert answer.status_code == 302, plain(answer.content.decode())
        row.refresh_from_db()

    change(q_paper__remove=str(one.pk))
    assert not Attachment.objects.filter(pk=one.pk).exists()

    mark_reaction(contribution=row)
    change(q_paper__remove=str(two.pk), q_paper__file_0=sent("three.txt", b"3"))
    assert [told["name"] for told in row.form_answers["paper"]] == ["three.txt"]
    assert {bytes(kept.content) for kept in row.attachments.all()} == {b"2", b"3"}
    assert read(two).status_code == 200
    versions = Client().get(reverse("contributions:versions", args=[row.pk])).content.decode()
    assert f"/files/{two.pk}/" in versions

    change(title="Un autre titre")
    assert row.attachments.count() == 2


def test_withdrawing_and_leaving_erase_the_bytes(
    action: PhaseAction, person: Participant, papers: Question, deposit: Deposit
) -> None:
    row = deposit(answers={"paper": [told_of(_kept(person))]})
    left = deposit(answers={"paper": [told_of(_kept(person, "b.txt", b"left"))]})
    mark_reaction(contribution=left)
    withdraw(actor=person, contribution=row)
    row.refresh_from_db()
    assert (row.form_answers, row.attachments.count()) == ({}, 0)

    _kept(person, "c.txt", b"begun")
    anonymise(author=person)
    left.refresh_from_db()
    assert (left.state, left.form_answers) == (State.PUBLISHED, {})
    assert Attachment.objects.count() == 0
    assert bytes(Pending.objects.get(entry=left.entry).commitment) == commit(
        bytes(left.salt), leaves.payload(left)
    )


def test_files_that_nobody_went_on_with_are_erased(person: Participant, action: PhaseAction) -> None:
    begun, unused, fresh = (_kept(person, f"{name}.txt", name.encode()) for name in ("a", "b", "c"))
    old = timezone.now() - timedelta(days=3)
    Attachment.objects.exclude(pk=fresh.pk).update(sent_at=old)
    Draft.objects.create(participant=person, action=action, typed=f"q_paper={begun.pk}")
    assert forget_files(timestamp=0) == 1
    assert {*Attachment.objects.values_list("pk", flat=True)} == {begun.pk, fresh.pk}
    assert Forgetting.objects.get(rule="attachments").rows == 1
    assert unused.pk


def test_files_are_counted_for_each_person(
    signed_in: Client, action: PhaseAction, papers: Question, monkeypatch
) -> None:
    monkeypatch.setitem(RATES, Act.FILE, {Scope.PERSON: Rate(1, 1)})
    for name, room in (("a.txt", True), ("b.txt", False)):
        typed = begin(signed_in, action, q_paper__file_0=sent(name, name.encode()))
        answer = signed_in.post(address(action), typed)
        assert ("beaucoup de fichiers" in plain(answer.content.decode()).lower()) is not room


def test_the_table_of_answers_gives_addresses(
    action: PhaseAction, person: Participant, papers: Question, deposit: Deposit, settings
) -> None:
    kept = _kept(person)
    deposit(answers={"paper": [told_of(kept, "Le plan")]})
    rows = list(answer_rows(action.kind))
    assert rows[2][-1] == f"{settings.PARVIS_ADDRESS}/files/{kept.pk}/"
