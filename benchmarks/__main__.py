"""Run every benchmark, each in its own process so that none warms the next."""

import subprocess
import sys

NAMES = ("benchmarks.list_page", "benchmarks.votes")

if __name__ == "__main__":
    results = [
        subprocess.run([sys.executable, "-m", name, *sys.argv[1:]], check=False).returncode for name in NAMES
    ]
    sys.exit(max(results))
