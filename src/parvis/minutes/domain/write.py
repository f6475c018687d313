"""Write minutes: from notes to passages, each of which keeps its number."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.consultations.enums import DeskAct
from parvis.consultations.journal import note
from parvis.contributions.texts import clean_line, clean_text
from parvis.gatherings.models import Event
from parvis.minutes.cutting import Block, Held, cut, matched
from parvis.minutes.models import LONGEST, MOST, Attendance, Minutes, Passage
from parvis.minutes.permissions import can
from parvis.minutes.queries import state_of, written
from parvis.pages import queries as pages
from parvis.pages.models import ResourcePage
from parvis.ui import words

Figures = Sequence[tuple[str, int]]
"""Groups, each with how many people came."""
MOST_GROUPS = 20


@transaction.atomic
def begin(*, actor: Participant, event: Event) -> Minutes:
    """The minutes of an event, which has one; those that are there, if they are. Raises `Refused`."""
    held = Event.objects.select_for_update(of=("self",)).select_related("consultation").get(pk=event.pk)
    _check(actor, held)
    found, is_new = Minutes.objects.get_or_create(event=held)
    if is_new:
        note(actor=actor, consultation=held.consultation, act=DeskAct.MINUTES, about=held.title)
    return found


@transaction.atomic
def write_notes(*, actor: Participant, minutes: Minutes, typed: str, based_on: str) -> None:
    """Cut the whole again; a passage whose words changed keeps its number. Raises `Refused`.

    `based_on`: the mark (`queries.state_of`) of what the form began with: nobody's words are written over.
    """
    held = hold(actor, minutes)
    former = written(held)
    if state_of(former) != based_on:
        raise Refused(
            _(
                "Somebody changed these minutes meanwhile. Copy what you typed, open the notes again, then"
                " join the two."
            )
        )
    blocks = [_checked(block) for block in cut(clean_text(typed))]
    if len(blocks) > MOST:
        raise Refused(
            _("Minutes have %(most)s passages at most: join some of them.") % {"most": words.number(MOST)}
        )
    _write(held, former, blocks)
    _noted(actor, held)


@transaction.atomic
def change_passage(*, actor: Participant, passage: Passage, text: str, is_heading: bool) -> None:
    """Its number and its links stay. Raises `Refused`."""
    held, row = hold_passage(actor, passage)
    block = _checked(Block(flat(text), is_heading))
    row.text, row.is_heading = block.text, block.is_heading
    row.save(update_fields=["text", "is_heading"])
    _noted(actor, held)


@transaction.atomic
def add_passage(*, actor: Participant, minutes: Minutes, text: str, is_heading: bool) -> Passage:
    """At the end. Raises `Refused`."""
    held = hold(actor, minutes)
    rows = written(held)
    if len(rows) >= MOST:
        raise Refused(
            _("Minutes have %(most)s passages at most: join some of them.") % {"most": words.number(MOST)}
        )
    block = _checked(Block(flat(text), is_heading))
    made = Passage.objects.create(
        minutes=held, position=len(rows), text=block.text, is_heading=block.is_heading
    )
    _noted(actor, held)
    return made


@transaction.atomic
def move_passage(*, actor: Participant, passage: Passage, places: int) -> None:
    """Up (negative) or down. Raises `Refused`."""
    held, row = hold_passage(actor, passage)
    rows = written(held)
    here = next(place for place, one in enumerate(rows) if one.pk == row.pk)
    rows.insert(max(here + places, 0), rows.pop(here))
    _order(rows)
    _noted(actor, held)


@transaction.atomic
def remove_passage(*, actor: Participant, passage: Passage) -> None:
    """What was published stays readable until another version is, and in the former. Raises `Refused`."""
    held, row = hold_passage(actor, passage)
    _remove([row])
    _order(written(held))
    _noted(actor, held)


@transaction.atomic
def describe(
    *,
    actor: Participant,
    minutes: Minutes,
    written_by: str,
    attendance: Figures,
    resources: Sequence[ResourcePage] = (),
) -> None:
    """Who wrote them, how many came of each group, what is attached. Raises `Refused`."""
    held = hold(actor, minutes)
    labels = [clean_line(label) for label, _people in attendance]
    if len(labels) > MOST_GROUPS or len({label.casefold() for label in labels}) < len(labels):
        raise Refused(_("Name each group once, and at most twenty of them."))
    if not all(labels):
        raise Refused(_("Give each group a name."))
    held.written_by = clean_line(written_by)
    held.save(update_fields=["written_by"])
    held.attendance.all().delete()
    Attendance.objects.bulk_create(
        Attendance(minutes=held, position=place, label=label, people=people)
        for place, (label, (_former, people)) in enumerate(zip(labels, attendance, strict=True))
    )
    open_to_all = pages.resources_in_every_language().descendant_of(held.event.consultation)
    held.resources.set(open_to_all.filter(pk__in=[page.pk for page in resources]))
    _noted(actor, held)


def hold(actor: Participant, minutes: Minutes) -> Minutes:
    """Locked, for whoever may write them. Raises `Refused`."""
    rows = Minutes.objects.select_for_update(of=("self",)).select_related("event__consultation")
    held = rows.get(pk=minutes.pk)
    _check(actor, held.event)
    return held


def hold_passage(actor: Participant, passage: Passage) -> tuple[Minutes, Passage]:
    """The same, with a passage of what is being written."""
    held = hold(actor, passage.minutes)
    row = held.passages.filter(pk=passage.pk, is_removed=False).first()
    if row is None:
        raise Refused(_("This passage was removed meanwhile."))
    return held, row


def flat(text: str) -> str:
    """Typed words as one passage: no empty line in it."""
    return "\n".join(line for line in clean_text(text).split("\n") if line.strip())


def _check(actor: Participant, event: Event) -> None:
    if not can(actor, "write", event.consultation):
        raise Refused(_("Only an organiser of this consultation writes the minutes of its events."))


def _checked(block: Block) -> Block:
    text = clean_line(block.text) if block.is_heading else block.text
    if not text:
        raise Refused(_("Write something in this passage, or remove it."))
    if len(text) > LONGEST:
        raise Refused(words.too_long(len(text), limit=LONGEST))
    return Block(text, block.is_heading)


def _write(minutes: Minutes, former: list[Passage], blocks: list[Block]) -> None:
    known = {row.pk: row for row in former}
    pairs = matched([Held(row.pk, Block(row.text, row.is_heading)) for row in former], blocks)
    rows: list[Passage] = []
    for pk, block in pairs:
        row = known.pop(pk) if pk is not None else Passage(minutes=minutes, position=0)
        row.text, row.is_heading = block.text, block.is_heading
        rows.append(row)
    _remove(list(known.values()))
    _order(rows)


def _order(rows: list[Passage]) -> None:
    for place, row in enumerate(rows):
        row.position = place
    Passage.objects.bulk_create([row for row in rows if row.pk is None])
    Passage.objects.bulk_update(rows, ["position", "text", "is_heading"])


def _remove(rows: Sequence[Passage]) -> None:
    """A passage that everybody reads waits for the next publication to go."""
    Passage.objects.filter(pk__in=[row.pk for row in rows], shown_text="").delete()
    Passage.objects.filter(pk__in=[row.pk for row in rows]).update(is_removed=True)


def _noted(actor: Participant, minutes: Minutes) -> None:
    consultation = minutes.event.consultation
    note(actor=actor, consultation=consultation, act=DeskAct.MINUTES, about=minutes.event.title)
