"""What only a job or a command needs is not read each time that a process of the site starts."""

import subprocess
import sys

HEAVY = {"highspy", "pandas", "polars", "scipy.sparse", "scipy.special", "scipy.stats", "sklearn"}
ASK = """
import sys, django
django.setup()
import parvis.config.urls
print(*sorted(sys.modules))
"""


def test_no_page_waits_for_a_solver_nor_for_the_analysis_of_texts() -> None:
    done = subprocess.run([sys.executable, "-c", ASK], capture_output=True, text=True, check=True)

    assert HEAVY & set(done.stdout.split()) == set()
