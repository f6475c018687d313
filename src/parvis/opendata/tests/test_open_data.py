"""The open data of a consultation: from its page to the file in two clicks, made and taken down by jobs."""

import csv
import fnmatch
import hashlib
import io
import json
import os
import re
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from parvis.consultations.models import ConsultationPage
from parvis.contributions.domain.anonymise import anonymise
from parvis.contributions.domain.withdraw import withdraw
from parvis.ledger.domain.sequence import sequence
from parvis.ledger.enums import HaltCode
from parvis.ledger.models import Halt
from parvis.ledger.queries import checkpoint_of
from parvis.moderation.domain.hide import hide
from parvis.moderation.enums import Reason
from parvis.opendata.domain.offer_archive import offer_archive
from parvis.opendata.domain.watch_archives import watch_archives
from parvis.opendata.enums import ArchiveState
from parvis.opendata.exports.dictionary import FILES
from parvis.opendata.exports.dictionary_others import OTHERS
from parvis.opendata.models import Archive
from parvis.opendata.queries import due
from parvis.opendata.tasks import keep_archives, make_archive
from parvis.opendata.tests.town import Town, found_town, live, verified

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(settings, tmp_path) -> Path:
    """Where archives are kept."""
    settings.ARCHIVES_ROOT = tmp_path / "open-data"
    return settings.ARCHIVES_ROOT


@pytest.fixture
def town() -> Town:
    """A consultation where each thing happened, and its archive."""
    made = found_town()
    live(made)
    made.close()
    offer_archive(consultation=made.consultation)
    return made


def page(town, client=None):
    return (client or Client()).get(f"/exports/{town.consultation.slug}/")


def download(town, client=None):
    return (client or Client()).get(f"/exports/{town.consultation.slug}/archive.zip")


def archive(town) -> Archive:
    return Archive.objects.get(consultation=town.consultation)


def watch() -> None:
    sequence()
    watch_archives()


def made_before(**ago: int) -> None:
    Archive.objects.update(made_at=timezone.now() - timedelta(**ago))


def test_from_the_page_of_the_consultation_to_the_file_in_two_clicks(town, tmp_path, settings):
    settings.PARVIS_DATA_LICENCE = "Licence Ouverte 2.0"
    client, slug, found = Client(), town.consultation.slug, archive(town)
    assert f'href="/exports/{slug}/"' in client.get(f"/consultations/{slug}/").content.decode()
    said = page(town, client).content.decode()
    assert f'href="/exports/{slug}/archive.zip"' in said
    for word in (found.sha256, f"/ledger/checkpoint/{found.size}", "/ledger/verify/", "Licence Ouverte 2.0"):
        assert word in said
    assert checkpoint_of(found.size) is not None
    answer = download(town, client)
    data = answer.getvalue()
    assert answer["Content-Disposition"] == f'attachment; filename="{slug}-{found.made_at:%Y-%m-%d}.zip"'
    assert (hashlib.sha256(data).hexdigest(), len(data)) == (found.sha256, found.bytes)
    (tmp_path / "kept.zip").write_bytes(data)
    assert verified(tmp_path / "kept.zip").sound


def test_the_dictionary_describes_every_file_and_every_column(town, folder):
    described = {file.name: set(file.columns) for file in FILES}
    with zipfile.ZipFile(folder / archive(town).file) as held:
        names = held.namelist()
        for name, told in described.items():
            found = columns(name, held.read(name).decode())
            assert (name, found - told) == (name, set())
            assert name.endswith("l") or (name, found) == (name, told)
    patterns = [*described, *OTHERS]
    assert [name for name in names if not any(fnmatch.fnmatch(name, one) for one in patterns)] == []
    never = {"quality/*.json", "synthesis/*.json", "minutes/*.json", "draws/*.json", "draws/replay.py"}
    never.add("weighted/*.json")
    assert [one for one in patterns if one not in never and not fnmatch.filter(names, one)] == []


def columns(name, text):
    if name.endswith(".csv"):
        return set(next(csv.reader(io.StringIO(text.removeprefix("\ufeff")))))
    rows = json.loads(text) if name.endswith(".json") else [json.loads(line) for line in text.splitlines()]
    return {key for row in rows for key in row.get("payload", row)}


def test_the_page_before_any_archive_and_of_what_is_not_public():
    town = found_town()
    said = page(town).content.decode()
    assert ("archive.zip" in said, "pas encore faite" in said) == (False, True)
    assert download(town).status_code == 404
    ConsultationPage.objects.update(live=False)
    client = Client()
    assert page(town, client).status_code == 404
    client.force_login(town.organiser)
    assert (page(town, client).status_code, download(town, client).status_code) == (200, 404)
    assert list(due()) == []


def test_nobody_downloads_what_is_no_longer_public(town):
    ConsultationPage.objects.update(live=False)
    client = Client()
    client.force_login(town.organiser)
    assert [download(town).status_code, download(town, client).status_code] == [404, 404]


def withdrawing(town):
    withdraw(actor=town.items["Un banc"].author, contribution=town.items["Un banc"])


def hiding(town):
    hide(actor=town.organiser, target=town.items["Une fontaine"], reason=Reason.INSULT)


def erasing(town):
    anonymise(author=town.items["Une fontaine"].author)


@pytest.mark.parametrize("act", [withdrawing, hiding, erasing])
def test_what_is_removed_from_the_site_leaves_the_archive(
    town, folder, act, django_capture_on_commit_callbacks
):
    former = archive(town).file
    act(town)
    with django_capture_on_commit_callbacks(execute=True):
        watch()
    assert archive(town).state == ArchiveState.TAKEN_DOWN
    assert not (folder / former).exists()
    assert (download(town).status_code, "archive.zip" in page(town).content.decode()) == (404, False)
    assert list(due()) == []
    made_before(minutes=11)
    make_archive(consultation_id=town.consultation.pk)
    assert archive(town).state == ArchiveState.CURRENT
    assert verified(folder / archive(town).file).sound


def test_an_archive_of_elsewhere_stays(town, folder):
    other = found_town()
    other.write("Ailleurs")
    offer_archive(consultation=other.consultation)
    hiding(town)
    watch()
    assert [archive(one).state for one in (town, other)] == [ArchiveState.TAKEN_DOWN, ArchiveState.CURRENT]


def test_a_new_one_takes_the_place_of_the_former(town, folder, django_capture_on_commit_callbacks):
    former = archive(town)
    with django_capture_on_commit_callbacks(execute=True):
        offer_archive(consultation=town.consultation)
    assert archive(town).file != former.file
    assert [path.name for path in folder.iterdir()] == [archive(town).file]
    assert re.fullmatch(r"[0-9a-f]{32}\.zip", archive(town).file)


def test_an_archive_is_due_once_a_day_if_something_happened_and_when_a_phase_ends():
    town = found_town()
    town.write("Un banc")
    assert list(due()) == [town.consultation]
    offer_archive(consultation=town.consultation)
    made_before(days=2)
    watch()
    assert (archive(town).state, list(due())) == (ArchiveState.CURRENT, [])
    town.write("Un kiosque")
    watch()
    assert (archive(town).state, list(due())) == (ArchiveState.BEHIND, [town.consultation])
    made_before(hours=2)
    assert list(due()) == []
    town.close()
    assert list(due()) == [town.consultation]


def test_an_archive_whose_file_is_lost_is_due(town, folder):
    assert list(due()) == []
    (folder / archive(town).file).unlink()
    assert (download(town).status_code, list(due())) == (404, [town.consultation])


def test_files_that_no_archive_has_go_after_a_day(town, folder):
    for name, age in (("a.zip", 25), ("b.zip", 1)):
        (folder / name).touch()
        at = timezone.now().timestamp() - age * 3600
        os.utime(folder / name, (at, at))
    watch()
    assert {path.name for path in folder.iterdir()} == {"b.zip", archive(town).file}


def test_the_job_makes_what_is_due_once():
    town = found_town()
    town.write("Un banc")
    keep_archives()
    keep_archives()
    waiting = ProcrastinateJob.objects.filter(task_name="opendata.make_archive", status="todo")
    assert [job.args for job in waiting] == [{"consultation_id": town.consultation.pk}]
    make_archive(**waiting[0].args)
    first = archive(town).file
    make_archive(**waiting[0].args)
    assert archive(town).file == first


def test_no_archive_while_the_log_is_halted(folder):
    town = found_town()
    town.write("Un banc")
    Halt.objects.create(code=HaltCode.FORK)
    make_archive(consultation_id=town.consultation.pk)
    assert (Archive.objects.count(), list(folder.iterdir())) == (0, [])
