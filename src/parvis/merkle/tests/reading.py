"""Runs the verifier on what was made, and tells what it found in few words."""

from pathlib import Path
from typing import Any

from parvis.merkle.tests.made import Made
from parvis.merkle.verifier.check import Given, Result, verify_export


def verify(
    folder: Path, made: Made, *, changed: dict[str, bytes | None] | None = None, **given: Any
) -> Result:
    """Write the export and check it, with the key of its signer unless `keys` says otherwise."""
    path = made.write(folder / "export.zip", **(changed or {}))
    given.setdefault("keys", [made.signer.key])
    for name in ("since", "receipts"):
        given[name] = [(f"{name}-{place}", text.encode()) for place, text in enumerate(given.get(name, []))]
    return verify_export(path, Given(**given))


def found(result: Result) -> list[tuple[str, int | None]]:
    """The anomalies, each with its place."""
    return [(one.code, one.seq) for one in result.findings.anomalies]
