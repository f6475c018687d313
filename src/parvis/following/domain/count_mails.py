"""Count the mails that tell a publication: numbers, of which nobody's name is kept."""

from collections import Counter
from collections.abc import Mapping, Sequence

from django.db import transaction
from django.db.models import F

from parvis.following.models import Publication, Telling
from parvis.following.news.lines import Line
from parvis.jobs.enums import MailState
from parvis.jobs.models import Mail

BATCH = 1_000


def hold(*, mails: Mapping[int, Mail | None], lines: Mapping[int, Sequence[Line]]) -> None:
    """Tie the mail of each person to what it tells, until it left; one that is None has failed at once."""
    failed: Counter[int] = Counter()
    rows = []
    for person, mail in mails.items():
        told = {line.publication for line in lines[person] if line.publication is not None}
        if mail is None:
            failed.update(told)
        else:
            rows += [Telling(publication_id=pk, mail=mail) for pk in sorted(told)]
    Telling.objects.bulk_create(rows)
    _add(Counter(), failed)


@transaction.atomic
def count_mails() -> int:
    """Count a batch of those that left, or were given up; return how many, 0 at the end."""
    rows = Telling.objects.exclude(mail__state=MailState.WAITING).select_for_update(
        of=("self",), skip_locked=True
    )
    batch = list(rows.order_by("pk").values_list("pk", "publication", "mail__state")[:BATCH])
    _add(
        Counter(publication for _pk, publication, state in batch if state == MailState.SENT),
        Counter(publication for _pk, publication, state in batch if state == MailState.FAILED),
    )
    Telling.objects.filter(pk__in=[pk for pk, *_rest in batch]).delete()
    return len(batch)


def _add(sent: Counter[int], failed: Counter[int]) -> None:
    for pk in sorted({*sent, *failed}):
        Publication.objects.filter(pk=pk).update(sent=F("sent") + sent[pk], failed=F("failed") + failed[pk])
