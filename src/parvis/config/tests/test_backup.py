"""What backup and restore refuse before anything is touched."""

import io
import zipfile
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from parvis.config import backup_programs, postgres_place
from parvis.config.backup_archive import KEYS, Manifest, Writer, reading
from parvis.config.backup_programs import environment, find_program, parameters
from parvis.config.cli import build
from parvis.config.postgres import PostgresError
from parvis.config.restore import check_server
from parvis.config.restore_outside import restore_keys


def write(path: Path, contents: dict[str, bytes], **facts: object) -> Path:
    with path.open("wb") as stream:
        writer = Writer(stream)
        for name, content in contents.items():
            writer.add(name, iter([content]))
        told = {"made_at": 1, "software": "9.0", "server": 15, "program": 15, "migrations": [], "rows": {}}
        writer.close(Manifest(**(told | {"ledger": None, "files": writer.files} | facts)))
    return path


def call(*arguments: str | Path) -> Result:
    return CliRunner().invoke(build(), [str(argument) for argument in arguments])


def test_a_changed_byte_names_the_file(tmp_path: Path) -> None:
    path = write(tmp_path / "site.zip", {"database.dump": b"rows and rows"})
    path.write_bytes(path.read_bytes().replace(b"rows and", b"rows und"))
    refused = call("restore", path)
    assert (refused.exit_code, refused.output.splitlines()[-1]) == (
        1,
        "Error: The backup is damaged: database.dump.",
    )


def test_a_wrong_manifest_names_the_file(tmp_path: Path) -> None:
    files = {"database.dump": {"sha256": "00", "bytes": 1}}
    path = write(tmp_path / "site.zip", {"database.dump": b"rows"}, files=files)
    assert "The backup is damaged: database.dump." in call("restore", path).output


@pytest.mark.parametrize("name", ["media/../../x", "media/..", "elsewhere/x", "/x", "media/a\\b"])
def test_a_file_stays_in_its_folder(tmp_path: Path, name: str) -> None:
    path = write(tmp_path / "site.zip", {"database.dump": b"rows", name: b"x"})
    assert f"The backup is damaged: {name}." in call("restore", path).output


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 half", b"{}"])
def test_what_is_no_backup_is_said(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "site.zip"
    path.write_bytes(content)
    refused = call("restore", path)
    assert (refused.exit_code, refused.output) == (1, f"Error: {path} is not a backup, or is not whole.\n")


def test_a_zip_without_manifest_is_no_backup(tmp_path: Path) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("manifest.json", '{"format": "other/1", "ledger": null}')
    (tmp_path / "site.zip").write_bytes(stream.getvalue())
    assert "is not a backup, or is not whole." in call("restore", tmp_path / "site.zip").output


def test_a_newer_version_is_to_be_installed_first(tmp_path: Path) -> None:
    newer = {"migrations": ["ledger.9999_future"]}
    refused = call("restore", write(tmp_path / "site.zip", {"database.dump": b"rows"}, **newer))
    assert refused.exit_code == 1
    assert "made by Parvis 9.0, newer than this one" in refused.output


def test_an_older_server_is_refused(tmp_path: Path) -> None:
    with reading(write(tmp_path / "site.zip", {"database.dump": b"rows"}, program=16)) as archive:
        check_server(16, archive.manifest)
        with pytest.raises(click.ClickException, match="a server 16 or newer is needed"):
            check_server(15, archive.manifest)


def test_a_key_that_is_there_is_not_replaced(tmp_path: Path, settings) -> None:
    settings.LEDGER_KEYS = tmp_path / "keys"
    settings.LEDGER_KEYS.mkdir()
    (settings.LEDGER_KEYS / "here.pem").write_bytes(b"ours")
    files = {"database.dump": b"", f"{KEYS}here.pem": b"theirs", f"{KEYS}gone.pem": b"back"}
    with reading(write(tmp_path / "site.zip", files)) as archive:
        restore_keys(archive)
    kept = {path.name: path.read_bytes() for path in settings.LEDGER_KEYS.iterdir()}
    assert kept == {"here.pem": b"ours", "gone.pem": b"back"}


def test_what_makes_no_sense_ends_with_status_2(tmp_path: Path) -> None:
    path = write(tmp_path / "site.zip", {"database.dump": b"rows"})
    cases = {
        ("backup", "--to", "/nowhere/site.zip"): "There is no folder /nowhere.",
        ("backup", "--to", path, "--keep", "3"): "--keep goes with a folder.",
        ("restore", "/nowhere"): "There is nothing at /nowhere.",
        ("restore", path, "--drill", "--replace"): "--drill has a database of its own",
        ("restore", path, "--into", "mysql://x/y"): "This is not the address of a PostgreSQL database.",
    }
    for arguments, message in cases.items():
        result = call(*arguments)
        assert (message in result.output, result.exit_code) == (True, 2)


def test_a_password_goes_by_the_environment_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PGOPTIONS", "-c statement_timeout=1")
    found = parameters("postgres://u:p%40ss@h:5433/site?sslmode=require&connect_timeout=3")
    made = environment(found)
    expected = {"PGUSER": "u", "PGPASSWORD": "p@ss", "PGHOST": "h", "PGPORT": "5433", "PGDATABASE": "site"}
    expected |= {"PGSSLMODE": "require", "PGCONNECT_TIMEOUT": "3"}
    assert {name: value for name, value in made.items() if name.startswith("PG")} == expected


def test_the_program_nearest_to_the_server_is_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for version in (14, 16, 18):
        folder = tmp_path / str(version) / "bin"
        folder.mkdir(parents=True)
        (folder / "pg_dump").write_text(f"#!/bin/sh\necho 'pg_dump (PostgreSQL) {version}.2 (Debian)'\n")
        (folder / "pg_dump").chmod(0o755)
    monkeypatch.setattr(postgres_place, "DEBIAN", tmp_path)
    monkeypatch.setattr(postgres_place, "find_binaries", no_package)
    monkeypatch.setattr(backup_programs.shutil, "which", lambda _name: None)
    assert [find_program("pg_dump", at_least=n).version for n in (14, 15, 17)] == [14, 16, 18]
    with pytest.raises(click.ClickException, match="pg_dump of PostgreSQL 19 or newer is needed"):
        find_program("pg_dump", at_least=19)


def no_package() -> Path:
    raise PostgresError("none")
