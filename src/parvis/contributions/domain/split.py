"""Put merged contributions back as they were."""

from django.db import transaction
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.contributions import leaves
from parvis.contributions.domain.merge import why_not_now
from parvis.contributions.domain.tell_merge import tell_split
from parvis.contributions.merges import Merge, MergedText
from parvis.contributions.merging import hold_group, texts_of
from parvis.contributions.models import Contribution
from parvis.contributions.permissions import can
from parvis.contributions.texts import clean_text
from parvis.ledger.domain.append import append
from parvis.ui import words

REASON_LIMIT = 1000


def split(*, actor: Participant, merge: Merge, reason: str) -> Merge:
    """End a merge: each text stands again for itself, with the votes that it never lost.

    Every author is told by mail. Raises `Refused`.
    """
    with transaction.atomic():
        hold_group(merge.kept_id)
        row = Merge.objects.select_for_update(of=("self",)).select_related("kept__kind").get(pk=merge.pk)
        if not can(actor, "merge", row.kept):
            raise Refused(_("You cannot split these texts."))
        if row.split_at is not None:
            raise Refused(_("These texts were already split: nothing was changed."))
        said = clean_text(reason)
        if not said:
            raise Refused(_("Say why: the authors and the public read it."))
        if len(said) > REASON_LIMIT:
            raise Refused(words.too_long(len(said), limit=REASON_LIMIT))
        if why := why_not_now(row.kept.kind):
            raise Refused(why)
        row.split_by, row.split_reason = actor, said
        return _end(row, is_departure=False)


def leave_merge(*, contribution: Contribution) -> None:
    """Take a text that is no longer public out of its merge, in the transaction of what took it away.

    When it is the text that stood for the others, or the last of them, the merge ends: no public text is ever
    out of sight. Votes are weighed again by a job.
    """
    row = Contribution.objects.filter(pk=contribution.pk).select_related("gathering").defer("search").get()
    if row.gathering is not None:
        _end(row.gathering, is_departure=True)
    elif row.merged_into_id is not None:
        merge = Merge.objects.select_for_update().get(kept=row.merged_into_id, split_at=None)
        if merge.texts.filter(is_live=True).count() <= 2:
            _end(merge, is_departure=True)
            return
        Contribution.objects.filter(pk=row.pk).update(merged_into=None)
        merge.texts.filter(contribution=row).update(is_live=False)
        merge.is_stale = True
        merge.save(update_fields=["is_stale"])


def _end(merge: Merge, *, is_departure: bool) -> Merge:
    texts = texts_of(merge)
    Contribution.objects.filter(merged_into=merge.kept_id).update(merged_into=None)
    Contribution.objects.filter(pk=merge.kept_id).update(gathering=None)
    MergedText.objects.filter(merge=merge).update(is_live=False)
    merge.split_at = Now()
    merge.save(update_fields=["split_at", "split_by", "split_reason"])
    append(leaves.split(merge, is_departure=is_departure))
    tell_split(merge=merge, texts=texts)
    return merge
