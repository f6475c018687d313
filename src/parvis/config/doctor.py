"""What an installation needs in order to serve, and how to mend what lacks: it looks, and changes nothing.

Each examination is a short function that tells what it found of one thing. The database is asked last: once
it does not answer, nothing more is asked of it.
"""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import IntEnum
from gettext import gettext as _
from gettext import ngettext
from pathlib import Path

from django.conf import settings
from django.contrib.auth.backends import ModelBackend
from django.core import checks
from django.db import OperationalError, connection
from django.db.migrations.executor import MigrationExecutor

from parvis.config.commands.backup import OURS
from parvis.consultations.permissions import MAY_CREATE
from parvis.jobs.delivery import transport
from parvis.jobs.enums import MailState
from parvis.jobs.models import Forgetting, Mail
from parvis.ledger.domain.witness import Witness, read_witness
from parvis.pages.queries import incomplete_pages

LEAST_VERSION = 15
LEAST_FREE = 0.1
BACKUP_AGE = timedelta(hours=26)
RETENTION_AGE = timedelta(days=2)
CLOCK = timedelta(seconds=2)
SILENCE = timedelta(minutes=2)
BEHIND = 10
"""Minutes after which a job that should have begun is late."""
SIGNED_WITHIN = 10
DURABLE = ("fsync", "full_page_writes", "synchronous_commit")

LATE_JOBS = """
SELECT count(*) FROM procrastinate_jobs job WHERE status = 'todo'
    AND coalesce(scheduled_at, (SELECT max(at) FROM procrastinate_events WHERE job_id = job.id))
        < now() - make_interval(mins => %s)
"""


class Level(IntEnum):
    """How bad it is: nothing to do, to be looked at, or something that people need does not work."""

    WELL = 0
    LOOK = 1
    BROKEN = 2


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found of one thing, and what to do about it; what is well needs no advice."""

    level: Level
    said: str
    advice: str = ""


Examination = Callable[[], Finding]


def examine(*, backups: Path | None = None) -> Iterator[Finding]:
    """Look at everything, what was found as it is found; `backups`: the folder where backups are kept."""
    for look in (address, proxies, space, lambda: backup(backups), mail_server):
        yield look()
    yield from settings_of_django()
    try:
        connection.ensure_connection()
    except OperationalError as error:
        yield Finding(
            Level.BROKEN,
            _("The database does not answer: {error}").format(error=str(error).strip()),
            _("Start it, or correct DATABASE_URL."),
        )
        return
    yield server()
    found = migrations()
    yield found
    if found.level == Level.WELL:
        for examination in WITH_TABLES:
            yield examination()


def address() -> Finding:
    told = _("The address of the site is {address}.").format(address=settings.PARVIS_ADDRESS)
    if settings.PARVIS_ADDRESS.startswith("https://"):
        return Finding(Level.WELL, told)
    return Finding(
        Level.LOOK,
        told,
        _("Before people come, set PARVIS_ADDRESS to its https:// address: what they send travels in clear."),
    )


def proxies() -> Finding:
    if not settings.PARVIS_ADDRESS.startswith("https://") or settings.ALLAUTH_TRUSTED_PROXY_COUNT:
        return Finding(Level.WELL, _("The number of reverse proxies fits the address."))
    return Finding(
        Level.BROKEN,
        _("The site is at an https:// address, and no reverse proxy is declared."),
        _("Set PARVIS_PROXIES=1: without it, everybody seems to come from one place, and is slowed as one."),
    )


def space() -> Finding:
    found = shutil.disk_usage(settings.HOME)
    told = _("{share:.0%} of the disk that holds {path} is free.").format(
        share=found.free / found.total, path=settings.HOME
    )
    if found.free >= LEAST_FREE * found.total:
        return Finding(Level.WELL, told)
    return Finding(Level.BROKEN, told, _("Make room: a database without room accepts nothing more."))


def backup(folder: Path | None) -> Finding:
    """The age of the last backup of a folder; whether it can be restored, only a drill tells."""
    if folder is None:
        return Finding(
            Level.LOOK,
            _("Nobody said where backups are kept."),
            _('Name their folder: "parvis doctor --backups FOLDER". "parvis backup --to FOLDER" makes one.'),
        )
    made = [path.stat().st_mtime for path in folder.iterdir() if OURS.fullmatch(path.name)]
    advice = _('Run "parvis backup --to FOLDER --keep 30" every night, then "parvis restore --drill FILE".')
    if not made:
        return Finding(Level.BROKEN, _("There is no backup in {path}.").format(path=folder), advice)
    age = datetime.now(UTC) - datetime.fromtimestamp(max(made), UTC)
    hours = round(age.total_seconds() / 3600)
    told = ngettext(
        "The last backup is {hours} hour old.", "The last backup is {hours} hours old.", hours
    ).format(hours=hours)
    return Finding(Level.WELL, told) if age <= BACKUP_AGE else Finding(Level.BROKEN, told, advice)


def mail_server() -> Finding:
    """Whether the transport takes a connection; no message is sent."""
    if settings.PARVIS_DEMO:
        return Finding(
            Level.LOOK,
            _("This is a demonstration: its mails stay on the page of sent messages."),
            _("Serve a site of yours without PARVIS_DEMO."),
        )
    if not settings.PARVIS_MAIL_TRANSPORT["EMAIL_BACKEND"].endswith("smtp.EmailBackend"):
        return Finding(
            Level.BROKEN,
            _("Mails leave this machine by no server: nobody gets the code that opens their account."),
            _("Set PARVIS_MAIL_URL, such as smtp+tls://user:password@mail.example.org:587."),
        )
    server = settings.PARVIS_MAIL_TRANSPORT["EMAIL_HOST"]
    try:
        with transport():
            return Finding(Level.WELL, _("The mail server {server} answers.").format(server=server))
    except OSError as error:
        return Finding(
            Level.BROKEN,
            _("The mail server {server} does not answer: {error}").format(
                server=server, error=type(error).__name__
            ),
            _("Correct PARVIS_MAIL_URL, or ask whoever runs that server. Messages wait a day."),
        )


def settings_of_django() -> Iterator[Finding]:
    """What Django itself finds; of its advice on https, nothing while the address is not such a one."""
    secure = settings.PARVIS_ADDRESS.startswith("https://")
    for message in checks.run_checks(include_deployment_checks=secure):
        if not message.is_silenced() and message.level >= checks.WARNING:
            level = Level.BROKEN if message.level >= checks.ERROR else Level.LOOK
            yield Finding(level, f"{message.id}: {message.msg}", message.hint or "")


def server() -> Finding:
    """Version, durability and clock of PostgreSQL, which may lose nothing of what it said it kept."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_setting('server_version_num')::int / 10000, clock_timestamp(),"
            " ARRAY(SELECT name FROM pg_settings WHERE name = ANY(%s) AND setting = 'off')",
            [list(DURABLE)],
        )
        version, moment, lacking = cursor.fetchone()
    told = _("PostgreSQL {version} answers.").format(version=version)
    if version < LEAST_VERSION:
        return Finding(Level.BROKEN, told, _("Parvis needs version {n}.").format(n=LEAST_VERSION))
    if lacking:
        return Finding(
            Level.BROKEN,
            _("PostgreSQL may lose what it accepted: {names} is off.").format(names=", ".join(lacking)),
            _("Put it on again: nothing here is fast enough to be worth lost words."),
        )
    if abs(datetime.now(UTC) - moment) > CLOCK:
        return Finding(
            Level.BROKEN,
            _("The clocks of this machine and of PostgreSQL differ by more than two seconds."),
            _("Set both by the network (NTP): phases close at the second."),
        )
    return Finding(Level.WELL, told)


def migrations() -> Finding:
    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if not waiting:
        return Finding(Level.WELL, _("The database has all that this version asks for."))
    return Finding(
        Level.BROKEN,
        _("The database is of an older version."),
        _('Start "parvis serve": it brings the database up to date.'),
    )


def workers() -> Finding:
    """Whether a worker gave a sign of life lately, and what should have begun long ago."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT max(last_heartbeat) FROM procrastinate_workers")
        beat: datetime | None = cursor.fetchone()[0]
        cursor.execute(LATE_JOBS, [BEHIND])
        late: int = cursor.fetchone()[0]
    if beat is None or datetime.now(UTC) - beat > SILENCE:
        return Finding(
            Level.BROKEN,
            _("No worker gives a sign of life: no mail leaves, nothing is counted, the log is not signed."),
            _('"parvis serve" runs one. Is it running?'),
        )
    if not late:
        return Finding(Level.WELL, _("A worker is at work."))
    told = ngettext(
        "{count} job should have begun more than ten minutes ago.",
        "{count} jobs should have begun more than ten minutes ago.",
        late,
    )
    return Finding(Level.LOOK, told.format(count=late), _("Give the machine more processors, or wait."))


def outbox() -> Finding:
    given_up = Mail.objects.filter(state=MailState.FAILED).count()
    if not given_up:
        return Finding(Level.WELL, _("No mail was given up."))
    told = ngettext(
        "{count} mail was given up after a day.", "{count} mails were given up after a day.", given_up
    )
    return Finding(Level.LOOK, told.format(count=given_up), _("Ask the mail server why it refused."))


def log() -> Finding:
    """Where the public log stands. Nothing is halted from here: that is for the start of the site."""
    found = read_witness(now=datetime.now(UTC))
    if found.halt:
        return Finding(
            Level.BROKEN,
            _("The public log signs nothing more: {reason}.").format(reason=found.halt.get_code_display()),
            _('"parvis manage resume_ledger --help" says how to go on.'),
        )
    if found.verification and not found.verification.holds:
        return Finding(
            Level.BROKEN,
            _("The lines of the public log no longer give what was signed."),
            _("Keep a copy of the database as it is, then restore a backup that holds."),
        )
    if found.longest_wait is not None and found.longest_wait > SIGNED_WITHIN:
        told = _("An act waited {n} seconds for its signature lately.").format(n=found.longest_wait)
        return Finding(Level.LOOK, told, _("The worker is late: look at what keeps the machine busy."))
    return _kept_elsewhere(found)


def _kept_elsewhere(found: Witness) -> Finding:
    if not found.places:
        return Finding(
            Level.LOOK,
            _("Nobody outside keeps the checkpoints of the public log."),
            _("Set PARVIS_LEDGER_PUSH: a log that its owner alone keeps can be written again."),
        )
    failing = [place.name for place in found.places if place.failure or not place.deposit]
    if failing:
        return Finding(
            Level.LOOK,
            _("A place that keeps checkpoints did not take the last one: {names}.").format(
                names=", ".join(failing)
            ),
            _("See whether its address in PARVIS_LEDGER_PUSH is right, and whether it answers."),
        )
    return Finding(Level.WELL, _("The public log is signed, and its checkpoints are kept elsewhere too."))


def retention() -> Finding:
    """Whether what is kept for a time was erased lately: each rule runs every night."""
    rules = Forgetting.objects.values_list("rule", "ran_at")
    old = [rule for rule, ran_at in rules if datetime.now(UTC) - ran_at > RETENTION_AGE]
    if not rules:
        return Finding(
            Level.LOOK,
            _("No rule on how long data are kept was applied yet."),
            _("They are every night, by the worker: look again tomorrow."),
        )
    if old:
        return Finding(
            Level.BROKEN,
            _("Data are kept for longer than promised: {rules}.").format(rules=", ".join(sorted(old))),
            _("The worker applies these rules every night: is it running?"),
        )
    return Finding(Level.WELL, _("Rules on how long data are kept were applied in the last two days."))


def organisers() -> Finding:
    if ModelBackend().with_perm(MAY_CREATE).exists():
        return Finding(Level.WELL, _("Somebody may create consultations."))
    return Finding(
        Level.LOOK,
        _("Nobody may create a consultation yet."),
        _('"parvis manage appoint_organiser somebody@example.org" appoints the first organiser.'),
    )


def notices() -> Finding:
    """Pages of the foot of the site whose passages wait for the operator's own words."""
    waiting = incomplete_pages()
    if not waiting:
        return Finding(Level.WELL, _("The pages in the foot of the site are complete."))
    return Finding(
        Level.LOOK,
        _("These pages of the foot still hold passages to complete: {titles}.").format(
            titles=", ".join(page.title for page in waiting)
        ),
        _("Whoever may edit the site does so on the desk: what the law asks of a site is there."),
    )


WITH_TABLES: tuple[Examination, ...] = (workers, outbox, log, retention, organisers, notices)
