"""Bring contributions together under one of them; nothing of what they say is rewritten."""

from collections.abc import Collection, Sequence

from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.consultations.enums import WHOLE_SHEET, Verb
from parvis.consultations.models import Kind, PhaseAction
from parvis.contributions import leaves
from parvis.contributions.domain.tell_merge import tell_merged
from parvis.contributions.domain.wording import text_of, title_of
from parvis.contributions.enums import State
from parvis.contributions.merges import Merge, MergedText
from parvis.contributions.models import CarriedContribution, Contribution
from parvis.contributions.permissions import can
from parvis.contributions.texts import clean_text
from parvis.ledger.domain.append import append
from parvis.ui import words

MOST = 200
"""Texts of one merge, identical ones included: every author is written to."""
REASON_LIMIT = 1000


def merge(
    *,
    actor: Participant,
    kept: Contribution,
    others: Collection[int],
    reason: str,
    title: str = "",
    text: str = "",
) -> Merge:
    """Let `kept` stand in lists and votes for `others`, which keep their page, words, author and votes.

    Texts identical to one of them come along. `title` and `text`: common words, shown in place of those of
    `kept`. Every author is told by mail. Raises `Refused`.
    """
    with transaction.atomic():
        rows = _held({kept.pk, *others})
        stays = next((row for row in rows if row.pk == kept.pk), None)
        if stays is None or not {*others} <= {row.pk for row in rows}:
            raise Refused(_("These texts are no longer here: choose again."))
        _check(actor, stays, rows)
        made = Merge(consultation=stays.consultation, kept=stays, organiser=actor, reason=_reason_of(reason))
        if title.strip() or text.strip():
            made.title, made.text = title_of(stays.kind, title), text_of(stays.kind, text)
        made.save(force_insert=True)
        MergedText.objects.bulk_create(MergedText(merge=made, contribution=row) for row in rows)
        gone = [row.pk for row in rows if row is not stays]
        Contribution.objects.filter(pk__in=gone).update(merged_into=stays)
        Contribution.objects.filter(pk=stays.pk).update(gathering=made)
        append(leaves.merged(made))
        tell_merged(merge=made, texts=rows)
        return made


def why_not_now(kind: Kind) -> str:
    """Why texts of this kind can be neither merged nor split now: a vote on whole sheets is open."""
    running = Q(phase__ends_at=None) | Q(phase__ends_at__gt=Now())
    open_ = PhaseAction.objects.filter(
        running, verb=Verb.VOTE, kind=kind, ballot_method__in=WHOLE_SHEET, phase__starts_at__lte=Now()
    )
    ballot = open_.select_related("phase").order_by("phase__ends_at").last()
    if ballot is None:
        return ""
    values = {"method": ballot.get_ballot_method_display(), "phase": ballot.phase.title}
    return (
        _(
            "A vote is open in “%(phase)s” (%(method)s) where each answer depends on the others: these "
            "texts can be merged or split once it is over, not before."
        )
        % values
    )


def _held(ids: Collection[int]) -> list[Contribution]:
    """These texts and their identical ones, locked in one order, whoever else merges at the same moment."""
    twins = Contribution.objects.filter(pk__in=ids, fingerprint__isnull=False).values("fingerprint")
    alike = Q(fingerprint__in=list(twins.values_list("fingerprint", flat=True)), state=State.PUBLISHED)
    rows = Contribution.objects.select_for_update(of=("self",)).select_related(
        "consultation", "kind", "author"
    )
    found = list(rows.filter(Q(pk__in=ids) | alike).defer("search").order_by("pk")[: MOST + 1])
    if len(found) > MOST:
        raise Refused(
            _("At most %(count)s texts are merged at once, identical ones included.")
            % {"count": words.number(MOST)}
        )
    return found


def _check(actor: Participant, kept: Contribution, rows: Sequence[Contribution]) -> None:
    if not can(actor, "merge", kept):
        raise Refused(_("You cannot merge these texts."))
    if len(rows) < 2:
        raise Refused(_("Choose two texts or more."))
    if any(row.kind_id != kept.kind_id for row in rows):
        raise Refused(_("Only texts of one kind, in one consultation, are merged."))
    if kept.kind.is_passage:
        raise Refused(_("Passages of a text stay as they are: they are not merged."))
    if any(row.state != State.PUBLISHED for row in rows):
        raise Refused(_("One of these texts is no longer public: nothing was changed."))
    for row in rows:
        if row.merged_into_id is not None or row.gathering_id is not None:
            raise Refused(
                _("“%(title)s” is already merged: split it first, then merge all of them together.")
                % {"title": row}
            )
    if len({row.responds_to_id for row in rows}) > 1:
        raise Refused(_("These texts do not respond to the same contribution: they cannot be one."))
    _check_places(kept, rows)
    if reason := why_not_now(kept.kind):
        raise Refused(reason)


def _check_places(kept: Contribution, rows: Sequence[Contribution]) -> None:
    """Nobody's text leaves a phase in which it is read or voted on."""
    carried: dict[int, set[int]] = {row.pk: set() for row in rows}
    found = CarriedContribution.objects.filter(contribution__in=carried)
    for pk, phase in found.values_list("contribution_id", "phase_id"):
        carried[pk].add(phase)
    reached = carried[kept.pk] | {kept.phase_id}
    for row in rows:
        missed = carried[row.pk] - reached
        if missed or not (row.phase_id in reached or kept.phase_id is None):
            raise Refused(
                _("“%(title)s” is in a phase where the text that stays is not: let that one stay instead.")
                % {"title": row}
            )


def _reason_of(typed: str) -> str:
    reason = clean_text(typed)
    if not reason:
        raise Refused(_("Say why: the authors and the public read it."))
    if len(reason) > REASON_LIMIT:
        raise Refused(words.too_long(len(reason), limit=REASON_LIMIT))
    return reason
