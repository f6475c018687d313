"""Checks the lock files: every package has one exact version and hashes, and none names a registry."""

import re
import sys
from pathlib import Path

REQUIREMENTS = Path(__file__).resolve().parent.parent / "requirements"
PINNED = re.compile(r"^[A-Za-z0-9._-]+(\[[^\]]+\])?==\S+( ; [^\\]+)? \\$")
HASH = re.compile(r"^    --hash=sha256:[0-9a-f]{64}( \\)?$")


def find_faults(path: Path) -> list[str]:
    """Return the lines that are neither an exact version nor a hash; anything with an address is one."""
    lines = path.read_text().splitlines()
    if not lines:
        return [f"{path.name} is empty"]
    return [
        f"{path.name}:{number}: {line}"
        for number, line in enumerate(lines, start=1)
        if not (PINNED.match(line) or HASH.match(line)) or "://" in line
    ]


def main() -> None:
    """Print faults and exit 1 when there are any."""
    faults = [fault for path in sorted(REQUIREMENTS.glob("*.txt")) for fault in find_faults(path)]
    sys.stdout.writelines(f"{fault}\n" for fault in faults)
    sys.exit(bool(faults))


if __name__ == "__main__":
    main()
