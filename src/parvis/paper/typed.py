"""What is read on a sheet: held to the rules of the form, then a contribution that has no author."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from parvis.accounts.enums import IdentityLevel, Origin
from parvis.accounts.errors import Refused
from parvis.consultations.enums import WRITING
from parvis.consultations.models import Phase, PhaseAction, Theme
from parvis.consultations.queries import Actor, database_now
from parvis.contributions.answering import Answers
from parvis.contributions.domain.answers import answers_of
from parvis.contributions.domain.submit import check_place
from parvis.contributions.domain.wording import check_rewording, text_of, title_of
from parvis.contributions.enums import PRIVATE, State
from parvis.contributions.models import Contribution
from parvis.contributions.texts import clean_line
from parvis.paper.enums import Channel
from parvis.paper.models import AFTER, Batch
from parvis.paper.permissions import can
from parvis.ui import words as said

LONGEST_PAGE = 20


@dataclass(frozen=True, slots=True)
class Words:
    """What a member of the team typed of one sheet; `page`: where it stands in a register."""

    title: str = ""
    text: str = ""
    theme: Theme | None = None
    responds_to: Contribution | None = None
    answers: Mapping[str, Any] = field(default_factory=dict)
    page: str = ""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A contribution that is not written yet, its personal answers, and the page of the register."""

    contribution: Contribution
    personal: Answers
    page: str

    def as_json(self) -> dict[str, Any]:
        """What two typings are compared by."""
        row = self.contribution
        return {
            "title": row.title,
            "text": row.text,
            "theme": row.theme_id,
            "responds_to": row.responds_to_id,
            "answers": {**row.form_answers, **self.personal},
            "page": self.page,
        }


def read_words(held: Mapping[str, Any]) -> Words:
    """The words of a typing, from what `as_json` wrote."""
    theme = Theme.objects.filter(pk=held["theme"]).first() if held["theme"] else None
    rows = Contribution.objects.defer("search")
    responds_to = rows.filter(pk=held["responds_to"]).first() if held["responds_to"] else None
    return Words(held["title"], held["text"], theme, responds_to, held["answers"], held["page"])


def check_entry(actor: Actor, batch: Batch) -> PhaseAction:
    """What the sheets of a batch answer, if this person may enter them now. Raises `Refused`."""
    if not can(actor, "enter", batch.consultation):
        raise Refused(_("Only those who organise or moderate this consultation enter sheets."))
    return check_batch(batch)


def check_batch(batch: Batch) -> PhaseAction:
    """What the sheets of a batch answer, if they may be entered now. Raises `Refused`."""
    if not batch.consultation.live:
        raise Refused(_("This consultation is not published yet: sheets are entered from then on."))
    action = action_of(batch)
    phase, now = Phase.objects.get(pk=batch.phase_id), database_now()
    if now < phase.starts_at:
        raise Refused(_("This phase has not started yet: sheets are entered from its first day on."))
    if phase.ends_at is not None and now > phase.ends_at + AFTER:
        raise Refused(
            _("This phase closed more than %(n)s days ago: its sheets can no longer be entered.")
            % {"n": said.number(AFTER.days)}
        )
    return action


def action_of(batch: Batch) -> PhaseAction:
    """What the sheets of a batch answer, whenever it is. Raises `Refused`."""
    rows = PhaseAction.objects.select_related("phase__consultation", "kind__responds_to")
    action = rows.filter(phase=batch.phase_id, kind=batch.kind_id, verb__in=WRITING).first()
    if action is None:
        raise Refused(_("This phase no longer takes this form: make a batch for another one."))
    return action


def prepare(batch: Batch, action: PhaseAction, words: Words, *, key: UUID) -> Prepared:
    """Hold what was typed to the rules of the form. Raises `Refused`."""
    check_place(action, words.theme, words.responds_to)
    return prepare_placed(batch, action, words, key=key)


def prepare_placed(batch: Batch, action: PhaseAction, words: Words, *, key: UUID) -> Prepared:
    """The same, once theme and answered text are known to be of this place; no query with questions read."""
    kind = action.kind
    title, text = title_of(kind, words.title), text_of(kind, words.text)
    check_rewording(kind, text, words.responds_to)
    public, personal = answers_of(kind, words.answers)
    page = clean_line(words.page)
    if batch.is_register and not page:
        raise Refused(_("Say on which page of the register it stands."))
    if len(page) > LONGEST_PAGE:
        raise Refused(said.too_long(len(page), limit=LONGEST_PAGE))
    contribution = Contribution(
        consultation=batch.consultation,
        phase=action.phase,
        kind=kind,
        theme=words.theme,
        responds_to=words.responds_to,
        title=title,
        text=text,
        form_answers=public,
        state=PRIVATE if kind.is_private else State.PUBLISHED,
        origin=Origin.FIELD if batch.channel == Channel.FIELD else Origin.PAPER,
        identity_level=IdentityLevel.VISITOR,
        idempotency_key=key,
    )
    return Prepared(contribution, personal, page if batch.is_register else "")
