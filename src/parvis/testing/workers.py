"""Plugin of pytest: how the files are shared between two workers, and what they need not do again and again.

Loaded by `-p parvis.testing.workers`, in the process that shares the work and in those that do it.
"""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from xdist.scheduler import LoadFileScheduling

TOGETHER = ("tests/chaos/", "tests/journeys/")
"""Folders whose files share what is long to make: one worker takes all of them."""


@pytest.hookimpl(trylast=True)
def pytest_collection_finish(session: pytest.Session) -> None:
    """What was imported to run the tests stays to the end: the collector of garbage looks at it once.

    It looks seldom at the rest: a page makes tens of thousands of objects, and few circles.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> LoadFileScheduling | None:
    """For `--dist loadfile`: a file goes to one worker, and so do all files of a folder of `TOGETHER`."""
    if config.getvalue("dist") != "loadfile":
        return None
    from xdist.scheduler import LoadFileScheduling

    class ByFolder(LoadFileScheduling):
        def _split_scope(self, nodeid: str) -> str:
            folder = next((folder for folder in TOGETHER if nodeid.startswith(folder)), None)
            return folder or super()._split_scope(nodeid)

    return ByFolder(config, log)
