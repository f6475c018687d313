"""Where the real consultations for tests lie; they are not part of the project."""

from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[4].parent / "shared" / "data"
needs_shared_data = pytest.mark.skipif(
    not SHARED.is_dir(), reason="the real consultations of ../shared/data are absent"
)
