"""Keep what the representatives of an organisation write together."""

from django.db import transaction
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.consultations.models import PhaseAction
from parvis.contributions.domain.keep_draft import MOST_CHARACTERS
from parvis.contributions.models import Contribution
from parvis.contributions.shared import SharedDraft, SharedSave
from parvis.contributions.signatures import takes_shared_drafts
from parvis.organisations.models import Organisation
from parvis.organisations.permissions import can

MOST_SAVES = 100
"""Saves that one draft keeps, the last ones."""


def keep_shared(
    *, actor: Participant, organisation: Organisation, action: PhaseAction, typed: str, based_on: int
) -> SharedSave:
    """Add a save; it replaces none. The text of the last save again adds nothing.

    `based_on` is the number of the save that the person had before their eyes, 0 for none: what they alone
    saved since is not somebody else's. A draft that was begun goes on when its form asks since then something
    of each person alone; it no longer begins. Raises `Refused`.
    """
    if len(typed) > MOST_CHARACTERS:
        raise Refused(_("This is too long to be kept as a draft: shorten your answers."))
    with transaction.atomic():
        row = Organisation.objects.select_for_update(of=("self",)).get(pk=organisation.pk)
        if not can(actor, "represent", row):
            raise Refused(_("You do not act for this organisation."))
        draft = SharedDraft.objects.filter(organisation=row, action=action).first()
        if draft is None:
            if not takes_shared_drafts(action.kind):
                raise Refused(_("This form is not written by several hands: each person answers it alone."))
            draft = SharedDraft.objects.create(organisation=row, action=action)
        last = draft.saves.order_by("-number").first()
        if last is not None and last.typed == typed:
            return last
        return _add(draft, actor, typed, last.number if last else 0, based_on)


def _add(draft: SharedDraft, actor: Participant, typed: str, last: int, based_on: int) -> SharedSave:
    of_others = draft.saves.filter(number__gt=based_on).exclude(saved_by=actor)
    seen = max(0, min(based_on, last)) if of_others.exists() else last
    made = draft.saves.create(number=last + 1, based_on=seen, typed=typed, saved_by=actor)
    draft.saves.filter(number__lte=made.number - MOST_SAVES).delete()
    draft.saved_by, draft.saved_at = actor, Now()
    draft.save(update_fields=["saved_by", "saved_at"])
    return made


def mark_sent(*, contribution: Contribution, save: int) -> None:
    """This save was published, signed by the organisation whose draft it is; the others stay a while.

    That of another organisation, or of another deposit, is left alone.
    """
    drafts = SharedDraft.objects.filter(
        organisation=contribution.organisation_id,
        action__kind=contribution.kind_id,
        action__phase=contribution.phase_id,
    )
    found = SharedSave.objects.filter(pk=save, draft__in=drafts).first()
    if found is not None:
        drafts.filter(pk=found.draft_id).update(sent=contribution, sent_at=Now(), sent_number=found.number)


def unsign_saves(*, actor: Participant) -> None:
    """Whoever leaves for good is no longer named in what organisations keep."""
    SharedSave.objects.filter(saved_by=actor).update(saved_by=None)
    SharedDraft.objects.filter(saved_by=actor).update(saved_by=None)
