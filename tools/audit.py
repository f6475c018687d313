"""Ask whether a version in the lock file has a published advisory: python tools/audit.py.

Needs a network. Without one, or when the registry tells nothing of advisories, it says so and is no failure:
a machine that reaches nothing must be able to work. The exit status is 1 when there is an advisory.
"""

import json
import subprocess
import sys
from pathlib import Path

LOCK = Path(__file__).parents[1] / "requirements" / "base.txt"
SERVICES = ("pypi", "osv")
SECONDS = 180


def main() -> int:
    told = next(filter(None, map(ask, SERVICES)), None)
    if told is None:
        sys.stdout.write("Nothing answers that knows of advisories: not audited.\n")
        return 0
    found = [(package, flaw) for package in told for flaw in package["vulns"]]
    for package, flaw in found:
        fixed = ", ".join(flaw["fix_versions"]) or "no version yet"
        sys.stdout.write(f"{package['name']} {package['version']}: {flaw['id']}, fixed in {fixed}\n")
    sys.stdout.write(f"{len(told)} packages audited, {len(found)} advisories.\n")
    return int(bool(found))


def ask(service: str) -> list[dict]:
    """The packages of which a service knows, each with its advisories; none when it does not answer."""
    options = ["--no-deps", "--disable-pip", "--progress-spinner", "off", "--format", "json"]
    command = [sys.executable, "-m", "pip_audit", "--vulnerability-service", service, *options]
    try:
        done = subprocess.run(  # noqa: S603 (a program of our own environment, no shell)
            [*command, "--requirement", LOCK], capture_output=True, text=True, timeout=SECONDS, check=False
        )
        packages = json.loads(done.stdout)["dependencies"]
    except (subprocess.TimeoutExpired, ValueError):
        return []
    return [package for package in packages if "vulns" in package]


if __name__ == "__main__":
    sys.exit(main())
