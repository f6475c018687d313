"""What runs inside an installation: a consultation with its people, the audit of what it stored of them.

As a program, it does the calls that it reads, one a line; each function tells what it found in JSON.
"""

import json
import os
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable
from importlib import import_module
from pathlib import Path
from typing import Any
from uuid import uuid4

LONGEST_ROUND = 10.0
"""Seconds: what still waits after them was left behind."""


def prepare(*, people: int, items: int) -> None:
    """A phase where one deposits, votes and argues; texts to vote on, older than the log; its people."""
    from parvis.consultations.tests.factories import PhaseActionFactory
    from parvis.contributions.tests.factories import ContributionFactory

    name = uuid4().hex
    deposit = PhaseActionFactory(phase__consultation__slug=name)
    shared = {"phase": deposit.phase, "kind": deposit.kind}
    ballot = PhaseActionFactory(vote=True, **shared)
    PhaseActionFactory(argue=True, **shared)
    older = {"author": None, "entry": None, "salt": None}
    made = [ContributionFactory(**shared, **older).pk for _ in range(items)]
    crowd = [_welcome(f"{name}-{number}@example.org") for number in range(people)]
    _tell({"name": name, "deposit": deposit.pk, "ballot": ballot.pk, "items": made, "people": crowd})


def _welcome(email: str) -> dict[str, Any]:
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

    from parvis.accounts.tests.factories import ParticipantFactory

    person = ParticipantFactory(email=email, canonical_email=email)
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.create()
    return {"id": person.pk, "session": session.session_key}


def audit(*, name: str, ballot: int, items: list[int]) -> None:
    """What is stored: keys of texts and arguments, live votes; and what is wrong with it, counted."""
    from parvis.ballots.models import Vote
    from parvis.contributions.models import Contribution
    from parvis.debate.models import Argument
    from parvis.jobs.models import Mail

    texts = Contribution.objects.filter(author__email__startswith=name)
    arguments = Argument.objects.filter(contribution__in=items).select_related("contribution")
    votes = Vote.objects.filter(ballot=ballot)
    _settle()
    _tell(
        {
            "keys": [str(row.idempotency_key) for rows in (texts, arguments) for row in rows],
            "votes": list(votes.filter(is_live=True).values_list("voter_id", "contribution_id", "choice")),
            "texts_without_mail": texts.count() - Mail.objects.filter(recipient__startswith=name).count(),
            **_tallies(ballot, votes.filter(is_live=True).count()),
            **_ledger(texts, arguments, votes),
        }
    )


def _settle() -> None:
    """Fold and sequence what waits, as the jobs would; a round that the worker has begun is left its time."""
    from parvis.ballots.domain.fold import fold
    from parvis.ledger.domain.sequence import sequence
    from parvis.ledger.models import Pending

    fold()
    until = time.monotonic() + LONGEST_ROUND
    while time.monotonic() < until:
        sequence()
        if not Pending.objects.exists():
            return
        time.sleep(0.05)


def _tallies(ballot: int, live: int) -> dict[str, int]:
    from parvis.ballots.domain.recount import recount
    from parvis.ballots.models import Tally

    counted = sum(Tally.objects.filter(ballot=ballot).values_list("count", flat=True))
    return {"tallies_corrected": len(recount()), "tallies_off": counted - live}


def _ledger(texts: Any, arguments: Any, votes: Any) -> dict[str, int]:
    """Each row is told by one leaf, which its words open; leaves follow one another; their root is signed."""
    from parvis.ballots import leaves as ballots
    from parvis.contributions import leaves as contributions
    from parvis.debate import leaves as debate
    from parvis.ledger.domain.verify import verify
    from parvis.ledger.models import Checkpoint, Leaf, Pending
    from parvis.merkle.canonical import parse

    rows = Leaf.objects.order_by("seq").values_list("seq", "entry", "data")
    told = [(seq, entry, parse(bytes(data))) for seq, entry, data in rows]
    commitments = {entry: leaf["c"] for _, entry, leaf in told}
    last = Checkpoint.objects.order_by("-size").values_list("size", flat=True).first() or 0
    entries = Counter(entry for _, entry, _ in told)
    acts = [*texts, *arguments, *votes]
    return {
        "leaves": len(told),
        "leaves_waiting": Pending.objects.count(),
        "gaps": sum(seq != place or leaf["seq"] != place for place, (seq, _, leaf) in enumerate(told)),
        "unsigned": len(told) - last,
        "acts_without_one_leaf": sum(entries[row.entry] != 1 for row in acts),
        "leaves_without_act": _without_act(told),
        "unopened": _unopened(texts, contributions.payload, commitments)
        + _unopened(arguments, debate.payload, commitments)
        + _unopened(votes.filter(is_live=True), ballots.payload, commitments),
        "roots_that_differ": int(not verify()),
    }


def _without_act(told: Iterable[tuple[int, Any, Any]]) -> int:
    from parvis.ballots.models import Vote
    from parvis.contributions.models import Contribution
    from parvis.debate.models import Argument

    kinds = {
        "contribution.accepted": Contribution,
        "argument.accepted": Argument,
        "vote.cast": Vote,
        "vote.changed": Vote,
    }
    known = {model: set(model.objects.values_list("entry", flat=True)) for model in kinds.values()}
    return sum(leaf["kind"] in kinds and entry not in known[kinds[leaf["kind"]]] for _, entry, leaf in told)


def _unopened(rows: Any, payload: Callable[[Any], Any], commitments: dict[Any, str]) -> int:
    from parvis.merkle.commitments import commit

    return sum(commitments.get(row.entry) != commit(bytes(row.salt), payload(row)).hex() for row in rows)


def mails(*, name: str) -> None:
    """How many mails of the crowd are in each state."""
    from parvis.jobs.models import Mail

    _tell(Counter(Mail.objects.filter(recipient__startswith=name).values_list("state", flat=True)))


def _tell(found: object) -> None:
    sys.stdout.write(f"{json.dumps(found)}\n")


def resume() -> None:
    """Do at once what the minutes bring by themselves: forgotten mails and jobs of dead workers come back."""
    import asyncio
    from types import SimpleNamespace

    from django.db import connection
    from procrastinate.contrib.django import app

    from parvis.jobs.tasks import defer_waiting_mails, retry_stalled_jobs

    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE jobs_mail SET created_at = created_at - interval '5 min' WHERE state = 'waiting'"
        )
        cursor.execute("UPDATE procrastinate_workers SET last_heartbeat = now() - interval '1 hour'")
        cursor.execute("UPDATE procrastinate_jobs SET scheduled_at = NULL WHERE status = 'todo'")
    asyncio.run(retry_stalled_jobs(SimpleNamespace(app=app), timestamp=0))
    defer_waiting_mails(timestamp=0)


def kill_sequencers(*, kills: int, leaves: int) -> None:
    """Sequence `leaves` a time in a process that is killed at a random moment; then see what the log is."""
    from parvis.ledger.domain.sequence import sequence
    from parvis.ledger.domain.verify import verify
    from parvis.ledger.enums import LeafKind
    from parvis.ledger.models import Leaf, Pending
    from parvis.ledger.tests.factories import tell

    killed = 0
    for number in range(kills):
        for _ in range(leaves):
            tell(LeafKind.QUALITY_COMPUTED)
        killed += _kill(lambda: sequence(batch=20), after=0.01 + 0.004 * number)
    _settle()
    places = list(Leaf.objects.order_by("seq").values_list("seq", flat=True))
    _tell(
        {
            "killed": killed,
            "gaps": sum(seq != place for place, seq in enumerate(places)),
            "waiting": Pending.objects.count(),
            "verifies": verify(),
        }
    )


def kill_exports(*, name: str, kills: int, folder: str) -> None:
    """Export in a process that is killed at a random moment: the file of before is there, whole, or none."""
    from parvis.config.commands.outputs import replacing
    from parvis.consultations.models import ConsultationPage
    from parvis.contributions.permissions import is_public
    from parvis.opendata.exports.write import write_csv

    page, path = ConsultationPage.objects.get(slug=name), Path(folder) / "out.csv"

    def write() -> None:
        with replacing([path]) as partial, partial[path].open("w", encoding="utf-8", newline="") as text:
            write_csv(page, text, reads=is_public)

    write()
    whole = path.read_bytes()
    killed = changed = 0
    for number in range(kills):
        killed += _kill(write, after=0.005 + 0.003 * number)
        changed += path.read_bytes() != whole
    write()
    left = sorted(found.name for found in path.parent.iterdir())
    _tell({"killed": killed, "changed": changed, "left": left})


def _kill(work: Callable[[], object], *, after: float) -> bool:
    """Do work in a child, killed after so many seconds; whether it was killed before its end."""
    from django.db import connections

    connections.close_all()
    child = os.fork()
    if not child:
        work()
        os._exit(0)
    time.sleep(after)
    os.kill(child, signal.SIGKILL)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL


def migrate_and_back() -> None:
    """Add a column and an index to contributions, as migrations do, then take both back; seconds of each."""
    from django.contrib.postgres.operations import AddIndexConcurrently
    from django.db import connection, migrations, models
    from django.db.migrations.loader import MigrationLoader

    column = migrations.AddField("contribution", "chaos", models.IntegerField(db_default=0))
    index = AddIndexConcurrently("contribution", models.Index(fields=["chaos", "id"], name="chaos_index"))
    state, steps = MigrationLoader(connection).project_state(), []
    for operation in (column, index):
        after = state.clone()
        operation.state_forwards("contributions", after)
        steps.append((operation, state, after))
        state = after
    with connection.cursor() as cursor:
        cursor.execute("SET lock_timeout = '2s'")
    times = {}
    for operation, before, after in steps:
        times[f"{operation.describe()}"] = _alter(operation.database_forwards, before, after)
    for operation, before, after in reversed(steps):
        times[f"back: {operation.describe()}"] = _alter(operation.database_backwards, after, before)
    _tell({"rows": _rows(), "seconds": times})


def _alter(change: Callable[..., None], before: Any, after: Any) -> float:
    """Apply one change, again when it did not get its lock; nobody waits behind it longer than that."""
    from django.db import OperationalError, connection

    from parvis.config.half_made import drop_half_made_indexes

    began = time.monotonic()
    while True:
        try:
            with connection.schema_editor(atomic=False) as editor:
                change("contributions", editor, before, after)
            return round(time.monotonic() - began, 2)
        except OperationalError:
            time.sleep(0.2)
            _patiently(drop_half_made_indexes)


def _patiently(change: Callable[[], object]) -> None:
    """Until it gets its locks."""
    from django.db import OperationalError

    while True:
        try:
            change()
        except OperationalError:
            time.sleep(0.2)
        else:
            return


def fill(rows: int) -> None:
    """Copies of the last contribution, so many."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO contributions_contribution (consultation_id, phase_id, kind_id, title, text, state,
                origin, identity_level, is_late, argument_count, shuffle_key, idempotency_key)
            SELECT consultation_id, phase_id, kind_id, 'Un banc', 'Sous les arbres, ' || n, state, origin,
                identity_level, false, 0, n, gen_random_uuid()
            FROM (SELECT * FROM contributions_contribution ORDER BY id DESC LIMIT 1) one,
                generate_series(1, %s) n
            """,
            [rows],
        )


def _rows() -> int:
    from parvis.contributions.models import Contribution

    return Contribution.objects.count()


def deliver_to(host: str) -> None:
    """Send a mail through a server of this name."""
    from django.conf import settings

    from parvis.jobs.delivery import NotDelivered, deliver
    from parvis.jobs.models import Mail

    settings.PARVIS_MAIL_TRANSPORT = settings.PARVIS_MAIL_TRANSPORT | {"EMAIL_HOST": host}
    mail = Mail.objects.create(recipient="x@example.org", sender="y@example.org", subject="x", text="x")
    failure = ""
    try:
        deliver(mail_id=mail.pk)
    except NotDelivered as error:
        failure = str(error)
    mail.refresh_from_db()
    _tell({"state": mail.state, "failure": failure})


def main() -> None:
    """Do each call on a fresh connection: the former one may have been killed. A dot ends what it told."""
    from django.db import connections

    from parvis.config.commands.setup import set_up_django

    set_up_django()
    for call in sys.stdin:
        connections.close_all()
        eval(call)  # noqa: S307 (the tests' own words)
        sys.stdout.write(".\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
