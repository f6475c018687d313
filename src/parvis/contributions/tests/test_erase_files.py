"""Files go with whoever sent them, or when somebody shown did not agree; the words stay, proved anew."""

import pytest
from django.test import Client

from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.accounts.tests.factories import ParticipantFactory
from parvis.consultations.enums import QuestionType, Role
from parvis.consultations.models import PhaseAction
from parvis.consultations.tests.factories import QuestionFactory, TeamMemberFactory
from parvis.contributions import leaves
from parvis.contributions.attachments import Attachment
from parvis.contributions.domain.anonymise import anonymise
from parvis.contributions.domain.erase_joined import erase_joined
from parvis.contributions.domain.react import mark_reaction
from parvis.contributions.domain.revise import revise
from parvis.contributions.enums import State
from parvis.contributions.models import Contribution
from parvis.contributions.tests.conftest import Deposit
from parvis.contributions.tests.test_coauthors import cosign
from parvis.contributions.tests.test_files import _kept, told_of
from parvis.jobs.models import Mail
from parvis.ledger.models import Pending
from parvis.merkle.commitments import commit
from parvis.organisations.tests.factories import organisation

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def papers(action: PhaseAction) -> None:
    QuestionFactory.create(kind=action.kind, code="paper", type=QuestionType.FILE, settings={"count": 3})


def names(row: Contribution) -> list[str]:
    return [told["name"] for told in row.form_answers.get("paper", [])]


def told_since(last: int) -> list[tuple[str, dict[str, object]]]:
    return list(Pending.objects.filter(pk__gt=last).order_by("pk").values_list("kind", "public"))


def last_told() -> int:
    return Pending.objects.order_by("-pk").values_list("pk", flat=True)[0]


def is_proved(row: Contribution) -> bool:
    """Whether the last leaf of a text commits to its words as they are now."""
    pending = Pending.objects.get(entry=row.entry)
    return bytes(pending.commitment) == commit(bytes(row.salt), leaves.payload(row))


def shared(deposit: Deposit, person: Participant, friend: Participant) -> Contribution:
    """A public text of two, revised once, with a file of each in both states."""
    row = deposit(answers={"paper": [told_of(_kept(person, "mine.txt", b"mine"))]})
    cosign(row, friend)
    mark_reaction(contribution=row)
    for actor, name in ((friend, "theirs.txt"), (person, "more.txt")):
        row.refresh_from_db()
        answers = {"paper": [*row.form_answers["paper"], told_of(_kept(actor, name, name.encode()))]}
        revise(actor=actor, contribution=row, title=row.title, text=row.text, answers=answers)
    row.refresh_from_db()
    return row


def test_a_coauthor_who_leaves_takes_their_files_and_leaves_those_of_others(
    deposit: Deposit, person: Participant
) -> None:
    friend = ParticipantFactory.create()
    row = shared(deposit, person, friend)
    assert names(row) == ["mine.txt", "theirs.txt", "more.txt"]
    before = last_told()
    anonymise(author=friend)
    row.refresh_from_db()
    assert names(row) == ["mine.txt", "more.txt"]
    assert (row.author, row.state) == (person, State.PUBLISHED)
    assert {bytes(file.content) for file in Attachment.objects.all()} == {b"mine", b"more.txt"}
    assert not any("theirs.txt" in str(version.form_answers) for version in row.versions.all())
    assert [kind for kind, _public in told_since(before)] == [
        "erasure", "erasure", "erasure", "contribution.revised",
    ]  # fmt: skip
    assert is_proved(row)
    first, second = row.versions.order_by("number")
    assert (first.salt is None, second.salt is None) == (False, True)


def test_of_a_hidden_text_the_files_of_who_leaves_go_too(deposit: Deposit, person: Participant) -> None:
    friend = ParticipantFactory.create()
    row = shared(deposit, person, friend)
    Contribution.objects.filter(pk=row.pk).update(state=State.HIDDEN)
    anonymise(author=friend)
    row.refresh_from_db()
    assert (names(row), row.salt) == (["mine.txt", "more.txt"], None)


def test_what_an_organisation_has_stays_sent_by_nobody(deposit: Deposit, person: Participant) -> None:
    row = deposit(answers={"paper": [told_of(_kept(person))]})
    Contribution.objects.filter(pk=row.pk).update(organisation=organisation())
    anonymise(author=person)
    row.refresh_from_db()
    assert names(row) == ["a.txt"]
    assert list(Attachment.objects.values_list("contribution", "sent_by")) == [(row.pk, None)]


@pytest.fixture
def moderator(action: PhaseAction) -> Participant:
    consultation = action.phase.consultation
    return TeamMemberFactory.create(consultation=consultation, role=Role.MODERATOR).participant


def test_moderators_erase_the_files_of_a_hidden_text(
    deposit: Deposit, person: Participant, moderator: Participant
) -> None:
    """And of a public one, whose words stay as they are, proved anew; its author is told."""
    row, other = (deposit(answers={"paper": [told_of(_kept(person, f"{n}.txt", n.encode()))]}) for n in "ab")
    Contribution.objects.filter(pk=row.pk).update(state=State.HIDDEN)
    before = last_told()
    for text in (row, other):
        erase_joined(actor=moderator, contribution=text)
        text.refresh_from_db()
    assert Attachment.objects.count() == 0
    assert (row.form_answers, row.state, row.salt) == ({}, State.HIDDEN, None)
    assert (other.form_answers, other.state, is_proved(other)) == ({}, State.PUBLISHED, True)
    lawful = {"ground": "17-1-d"}
    assert [(kind, public) for kind, public in told_since(before) if kind == "erasure"] == [
        ("erasure", lawful), ("erasure", lawful),
    ]  # fmt: skip
    mails = Mail.objects.filter(recipient=person.email, subject__contains="effacés")
    assert mails.count() == 2


def test_only_moderators_erase_files_and_only_where_there_are_some(
    deposit: Deposit, person: Participant, moderator: Participant
) -> None:
    row, bare = deposit(answers={"paper": [told_of(_kept(person))]}), deposit(title="Sans")
    for actor, text in ((person, row), (ParticipantFactory.create(), row), (moderator, bare)):
        before = last_told()
        with pytest.raises(Refused):
            erase_joined(actor=actor, contribution=text)
        assert told_since(before) == []
    assert Attachment.objects.count() == 1


def test_the_reason_that_was_hidden_is_seen_where_one_decides(deposit: Deposit, person: Participant) -> None:
    """A report is of what one saw: the page to send it shows the files."""
    kept = _kept(person)
    row = deposit(answers={"paper": [told_of(kept)]})
    page = Client().get(f"/moderation/contributions/{row.pk}/report/").content.decode()
    assert f"/files/{kept.pk}/" in page
