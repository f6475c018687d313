"""Leave for good: what somebody wrote in public stays, signed by nobody."""

from collections.abc import Iterator

from django.db import transaction

from parvis.accounts.models import Participant
from parvis.contributions import leaves
from parvis.contributions.attachments import Attachment
from parvis.contributions.domain import coauthor
from parvis.contributions.domain.attach import erase_files, take_out
from parvis.contributions.domain.erase_waiting import erase
from parvis.contributions.domain.keep_shared import unsign_saves
from parvis.contributions.enums import PRIVATE, State
from parvis.contributions.models import Contribution, Draft, PersonalAnswer
from parvis.contributions.waiting import WaitingText
from parvis.ledger.domain.append import Entry, append_all, space_of


def anonymise(*, author: Participant) -> int:
    """Take the author's name off everything that they wrote; returns how many contributions there were.

    Nothing opens any longer what the log held of them: salts go, and each leaf is told erased. A public text
    is committed to anew, without an author. What its author had withdrawn goes for good, and so do personal
    answers, drafts, and the photos and documents of every text, and those that they joined to the texts of
    others: they may show or name who sent them. What waits to be read is taken back. What an organisation
    signed stays its own, photos and documents included.
    """
    with transaction.atomic():
        rows = list(
            Contribution.objects.select_for_update(of=("self",))
            .filter(author=author)
            .defer("search")
            .order_by("pk")
        )
        PersonalAnswer.objects.filter(contribution__author=author).delete()
        Draft.objects.filter(participant=author).delete()
        coauthor.forget(actor=author)
        unsign_saves(actor=author)
        Attachment.objects.filter(owner=author).delete()
        for row in rows:
            if row.organisation_id is None:
                append_all(list(_erase(row)))
            else:
                _leave_to_organisation(row)
        _leave_to_others(author)
        _take_back_waiting(author)
        return len(rows)


def _take_back_waiting(author: Participant) -> None:
    """What nobody has published is in nobody's name: its words go, whoever was to sign it."""
    for row in WaitingText.objects.select_for_update(of=("self",)).filter(author=author).order_by("pk"):
        row.author = None
        row.save(update_fields=["author"])
        if row.has_words:
            erase(row)
            append_all([leaves.erased(row.entry, space=space_of(row.consultation_id))] if row.entry else [])


def _erase(row: Contribution) -> Iterator[Entry]:
    """The leaves of one contribution, in order, its rows being written on the way."""
    space = space_of(row.consultation_id)
    versions = row.versions.order_by("number")
    entries = [*versions.values_list("entry", flat=True), row.entry]
    yield from (leaves.erased(entry, space=space) for entry in entries if entry is not None)
    versions.update(salt=None)
    erase_files(row)
    row.author = None
    row.is_only = False
    if row.state == State.WITHDRAWN:
        row.title = row.text = ""
        row.form_answers = {}
        versions.update(title="", text="", form_answers={})
        yield from _erase_quotations(row)
    if row.state in {State.PUBLISHED, PRIVATE} and row.entry is not None:
        former = leaves.renew(row)
        yield leaves.revised(row, former=former, is_anonymised=True)
    else:
        row.salt = None
    row.save(update_fields=["author", "title", "text", "form_answers", "is_only", "entry", "salt"])


def _erase_quotations(row: Contribution) -> Iterator[Entry]:
    """What later consultations took over of a text that was withdrawn was withdrawn with it."""
    rows = Contribution.objects.select_for_update(of=("self",)).filter(quotation__source=row)
    for quoted in rows.filter(state=State.WITHDRAWN).select_related("kind").defer("search").order_by("pk"):
        yield from _erase(quoted)


def _leave_to_others(author: Participant) -> None:
    """What they joined to a text that others sign goes; what an organisation has stays, sent by nobody."""
    theirs = Attachment.objects.filter(sent_by=author)
    others = Contribution.objects.filter(organisation=None, pk__in=theirs.values("contribution"))
    for row in others.select_for_update(of=("self",)).select_related("kind").defer("search").order_by("pk"):
        append_all(take_out(row, sent_by=author))
    theirs.update(sent_by=None)


def _leave_to_organisation(row: Contribution) -> None:
    """A text that an organisation signed stays its own: its leaf never said who sent it, and stands.

    What was withdrawn goes for good all the same.
    """
    row.author = None
    if row.state == State.WITHDRAWN:
        row.title = row.text = ""
        row.form_answers = {}
        erase_files(row)
        row.versions.update(title="", text="", form_answers={})
        append_all(list(_erase_quotations(row)))
    row.save(update_fields=["author", "title", "text", "form_answers"])
