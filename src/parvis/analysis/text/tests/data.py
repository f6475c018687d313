"""Where the real consultations for tests lie; they are not part of the project."""

from pathlib import Path

import polars as pl
import pytest

SHARED = Path(__file__).resolve().parents[5].parent / "shared" / "data"
needs_shared_data = pytest.mark.skipif(
    not SHARED.is_dir(), reason="the real consultations of ../shared/data are absent"
)


def grand_debat() -> pl.Series:
    """30,000 real answers, most of them in French."""
    return pl.read_csv(SHARED / "grand-debat" / "answers_30k.csv.gz")["text"]
