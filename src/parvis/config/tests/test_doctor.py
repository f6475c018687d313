"""Each thing that an installation needs: well, to look at, or broken, and never without a way on."""

import io
import os
import re
import time
from datetime import datetime, timedelta

import pytest
from django.core.management import call_command
from django.db import OperationalError, connection
from django.db.models import F

from parvis.accounts.tests.factories import StaffFactory
from parvis.config import doctor
from parvis.config.doctor import Level, examine
from parvis.jobs import mail
from parvis.jobs.enums import MailState
from parvis.jobs.forgetting import record
from parvis.jobs.models import Forgetting, Mail
from parvis.ledger.domain.halt import halt
from parvis.ledger.enums import HaltCode
from parvis.ledger.models import Verification
from parvis.pages.domain.lay_footer import lay_footer
from parvis.pages.models import ArticlePage, HomePage

SMTP = {
    "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
    "EMAIL_HOST": "127.0.0.1",
    "EMAIL_PORT": 1,
    "EMAIL_HOST_USER": "",
    "EMAIL_HOST_PASSWORD": "",
}
BEAT = "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - %s)"
JOB = (
    "INSERT INTO procrastinate_jobs (queue_name, task_name, scheduled_at) VALUES ('default', 'x', now() - %s)"
)


def run_sql(statement, *values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def test_an_address_in_clear_is_told_before_people_come(settings):
    settings.PARVIS_ADDRESS = "https://participer.example.org"
    assert doctor.address().level == Level.WELL
    settings.PARVIS_ADDRESS = "http://127.0.0.1:8000"
    assert doctor.address().level == Level.LOOK


def test_an_address_by_https_asks_for_a_declared_proxy(settings):
    settings.PARVIS_ADDRESS = "https://participer.example.org"
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 0
    assert doctor.proxies().level == Level.BROKEN
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    assert doctor.proxies().level == Level.WELL


@pytest.mark.parametrize(("free", "level"), [(9, Level.BROKEN), (10, Level.WELL)])
def test_a_disk_that_fills_is_told_while_there_is_room(monkeypatch, free, level):
    usage = type("Usage", (), {"total": 100, "free": free})
    monkeypatch.setattr(doctor.shutil, "disk_usage", lambda _path: usage)
    assert doctor.space().level == level


@pytest.mark.parametrize(("hours", "level"), [(2, Level.WELL), (30, Level.BROKEN)])
def test_the_last_backup_is_of_last_night(tmp_path, hours, level):
    assert doctor.backup(tmp_path).level == Level.BROKEN
    (tmp_path / "notes.zip").touch()
    assert doctor.backup(tmp_path).level == Level.BROKEN
    made = tmp_path / "parvis-20261101T020000Z.zip"
    made.touch()
    then = time.time() - hours * 3600
    os.utime(made, (then, then))
    assert (doctor.backup(tmp_path).level, doctor.backup(None).level) == (level, Level.LOOK)


def test_a_mail_server_is_named_and_answers(settings):
    settings.PARVIS_MAIL_TRANSPORT = {"EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend"}
    assert "PARVIS_MAIL_URL" in doctor.mail_server().advice
    settings.PARVIS_MAIL_TRANSPORT = SMTP
    found = doctor.mail_server()
    assert (found.level, "127.0.0.1" in found.said) == (Level.BROKEN, True)


def test_what_django_finds_is_told(settings):
    settings.PARVIS_ADDRESS = "https://participer.example.org"
    settings.SESSION_COOKIE_SECURE = False
    assert "security.W012" in " ".join(found.said for found in doctor.settings_of_django())
    settings.PARVIS_ADDRESS = "http://127.0.0.1:8000"
    assert "security." not in " ".join(found.said for found in doctor.settings_of_django())


def test_a_database_that_does_not_answer_is_asked_nothing_more(monkeypatch):
    def fail():
        raise OperationalError("connection refused")

    monkeypatch.setattr(connection, "ensure_connection", fail)
    last = list(examine())[-1]
    assert (last.level, "connection refused" in last.said) == (Level.BROKEN, True)


@pytest.mark.django_db
def test_clocks_that_differ_are_told(monkeypatch):
    class Ahead(datetime):
        @classmethod
        def now(cls, tz=None):
            return datetime.now(tz) + timedelta(seconds=5)

    monkeypatch.setattr(doctor, "datetime", Ahead)
    monkeypatch.setattr(doctor, "DURABLE", ())
    assert "NTP" in doctor.server().advice


@pytest.mark.django_db
def test_a_server_that_may_lose_what_it_accepted_is_told():
    run_sql("SET LOCAL synchronous_commit = off")
    found = doctor.server()
    assert (found.level, "synchronous_commit" in found.said) == (Level.BROKEN, True)


@pytest.mark.django_db
def test_a_database_of_an_older_version_is_told(monkeypatch):
    assert doctor.migrations().level == Level.WELL
    monkeypatch.setattr(doctor.MigrationExecutor, "migration_plan", lambda *_: ["0002"])
    assert doctor.migrations().level == Level.BROKEN


@pytest.mark.django_db
def test_a_worker_gives_a_sign_of_life_and_keeps_up():
    assert doctor.workers().level == Level.BROKEN
    run_sql(BEAT, timedelta(minutes=5))
    assert doctor.workers().level == Level.BROKEN
    run_sql(BEAT, timedelta(seconds=10))
    assert doctor.workers().level == Level.WELL
    run_sql(JOB, timedelta(minutes=5))
    assert doctor.workers().level == Level.WELL
    run_sql(JOB, timedelta(minutes=15))
    assert doctor.workers().level == Level.LOOK


@pytest.mark.django_db
def test_mails_that_were_given_up_are_counted():
    mail.send(to="awa@example.org", subject="A code", text="…")
    assert doctor.outbox().level == Level.WELL
    Mail.objects.update(state=MailState.FAILED)
    assert doctor.outbox().said.startswith("1 ")


@pytest.mark.django_db
def test_a_log_that_nobody_keeps_or_that_does_not_hold_is_told(settings, tmp_path):
    settings.LEDGER_KEYS = tmp_path / "keys"
    settings.PARVIS_LEDGER_PUSH = []
    assert "PARVIS_LEDGER_PUSH" in doctor.log().advice
    settings.PARVIS_LEDGER_PUSH = [f"file://{tmp_path}/kept/"]
    assert "PARVIS_LEDGER_PUSH" in doctor.log().advice
    Verification.objects.create(size=1, holds=False)
    assert doctor.log().level == Level.BROKEN
    Verification.objects.update(holds=True)
    halt(code=HaltCode.SHORT, facts={})
    assert "resume_ledger" in doctor.log().advice


@pytest.mark.django_db
def test_rules_of_retention_are_applied_every_night():
    Forgetting.objects.all().delete()
    assert doctor.retention().level == Level.LOOK
    record("traces", 3)
    assert doctor.retention().level == Level.WELL
    Forgetting.objects.update(ran_at=F("ran_at") - timedelta(days=3))
    found = doctor.retention()
    assert (found.level, "traces" in found.said) == (Level.BROKEN, True)


@pytest.mark.django_db
def test_somebody_may_create_consultations():
    assert doctor.organisers().level == Level.LOOK
    person = StaffFactory()
    call_command("appoint_organiser", person.email, stdout=io.StringIO())
    assert doctor.organisers().level == Level.WELL


@pytest.mark.django_db
def test_pages_of_the_foot_are_complete():
    lay_footer(home=HomePage.objects.get())
    assert doctor.notices().level == Level.LOOK
    ArticlePage.objects.update(blocks=[{"type": "text", "value": "<p>Written.</p>"}])
    assert doctor.notices().level == Level.WELL


@pytest.mark.django_db
def test_whatever_lacks_comes_with_a_way_on(settings, tmp_path):
    settings.LEDGER_KEYS = tmp_path / "keys"
    found = list(examine(backups=tmp_path))
    ours = [one for one in found if not re.match(r"\w+\.[EWI]\d", one.said)]
    assert all(bool(one.advice) == (one.level != Level.WELL) for one in ours)
    assert len(ours) >= 12
