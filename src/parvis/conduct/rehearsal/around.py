"""What no stage can hold: the mail server, the worker, the signature of the log, the last restore.

Only what is seen from here is told; none of it but a mail server that does not answer, or a log that is
halted, keeps a consultation from opening.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection
from django.db.models import Max
from django.utils.translation import gettext as _
from procrastinate.contrib.django.models import ProcrastinateWorker

from parvis.accounts.errors import Refused
from parvis.conduct.enums import Outcome, Trial
from parvis.conduct.rehearsal.report import Found, Report
from parvis.consultations.queries import database_now
from parvis.jobs.delivery import greet
from parvis.ledger import queries
from parvis.ledger.enums import VOTES, LeafKind
from parvis.ledger.leaf import read_leaf
from parvis.ledger.models import Pending
from parvis.ui import words

SILENCE = timedelta(minutes=2)
"""A worker gives a sign of life every ten seconds."""
BEHIND = timedelta(minutes=1)
DRILLED = timedelta(days=90)
LOOKED_AT = 200_000
"""Lines of the log, the last ones, among which a drill is looked for."""
LAST_DRILL = """
SELECT data FROM ledger_leaf WHERE seq >= %s AND position(%s::bytea IN data) > 0 ORDER BY seq DESC LIMIT 1
"""


def look_around(report: Report) -> None:
    """Look at what the stage cannot hold, before it is put up."""
    report.tries(Trial.TRANSPORT, _transport)
    report.tries(Trial.WORKER, _worker)
    report.tries(Trial.SIGNATURE, _signature)
    report.tries(Trial.RESTORE, _restore)


def _transport() -> Found | None:
    """No message is sent: the server is greeted, and left."""
    if settings.PARVIS_DEMO:
        return Found(Outcome.LEFT_OUT, _("This is a demonstration: its mails stay on a page of their own."))
    try:
        greets = greet()
    except OSError as failure:
        raise Refused(
            _("The mail server does not answer (%(error)s).") % {"error": type(failure).__name__}
        ) from failure
    return None if greets else Found(Outcome.WARNED, _("Mails leave this machine by no server."))


def _worker() -> Found | None:
    beat: datetime | None = ProcrastinateWorker.objects.aggregate(last=Max("last_heartbeat"))["last"]
    if beat is not None and database_now() - beat <= SILENCE:
        return None
    return Found(Outcome.WARNED, _("No worker gives a sign of life."))


def _signature() -> Found | None:
    """The site's own key signs nothing of a rehearsal: it would sign a history that did not happen."""
    halt = queries.halted()
    if halt is not None:
        raise Refused(_("The public log signs nothing: %(reason)s.") % {"reason": halt.get_code_display()})
    waiting = Pending.objects.exclude(kind__in=VOTES).order_by("pk").values_list("at", flat=True).first()
    if waiting is not None and database_now() - waiting > BEHIND:
        said = _("An act waits for its signature since %(when)s.") % {"when": words.moment(waiting)}
        return Found(Outcome.WARNED, said)
    last = queries.latest()
    if last is None:
        return Found(Outcome.WARNED, _("The public log has signed nothing yet."))
    return Found(Outcome.PASSED, _("Signed last on %(when)s.") % {"when": words.moment(last.signed_at)})


def _restore() -> Found:
    drilled = _last_drill()
    if drilled is None:
        return Found(Outcome.WARNED, _("No backup was restored for trial, as far as the log tells."))
    outcome = Outcome.PASSED if database_now() - drilled <= DRILLED else Outcome.WARNED
    return Found(outcome, _("Restored last on %(when)s.") % {"when": words.moment(drilled)})


def _last_drill() -> datetime | None:
    mark = f'"kind":"{LeafKind.BACKUP_VERIFIED}"'.encode()
    with connection.cursor() as cursor:
        cursor.execute(LAST_DRILL, [max(0, queries.held_size() - LOOKED_AT), mark])
        row = cursor.fetchone()
    return None if row is None else read_leaf(bytes(row[0])).at
