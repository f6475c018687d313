"""A site under the supervisor of `parvis serve`, whose web processes come back at once when they are killed.

Usage: python quick_site.py PORT PROCESSES. The web part loads Django once, then forks: a new process is ready
in milliseconds, so that many can be killed in little time.
"""

import sys
from pathlib import Path

from parvis.config import postgres
from parvis.config.commands.serve import worker_command
from parvis.config.commands.setup import find_database
from parvis.config.supervisor import Part, Supervisor

FORKS = str(Path(__file__).with_name("forks.py"))


def main() -> None:
    find_database()
    from parvis.config.prepare import main as prepare

    prepare()
    parts = [Part("web", [sys.executable, FORKS, *sys.argv[1:3]]), Part("worker", worker_command())]
    Supervisor(parts, postgres.joined()).run()
    postgres.leave()


if __name__ == "__main__":
    main()
