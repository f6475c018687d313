"""`parvis manage resume_ledger`: the public log signs again, once a person has decided that it may."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from parvis.ledger import queries
from parvis.ledger.domain.resume import CannotResume, resume
from parvis.ledger.enums import HaltCode

CONSEQUENCES = {
    HaltCode.SHORT: (
        "Lines that were published are not in this database. If a more recent backup exists, restore it "
        "instead. To go on writes another history from here: whoever keeps a later checkpoint will see it, "
        "and the log says it in a line of its own. Tell the people concerned before."
    ),
    HaltCode.FORK: (
        "The log is not what was signed. If its lines are whole, its head is made again from them and it "
        "goes on; else nothing is done, and a backup must be restored."
    ),
}


class Command(BaseCommand):
    help = (
        "Say why the public log signs nothing and what going on entails; with --decided, sign again and "
        "write the incident in the log."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--decided", action="store_true", help="go on: a person has decided it")

    def handle(self, *_args: Any, **options: Any) -> None:
        halt = queries.halted()
        if halt is None:
            self.stdout.write("The log signs: there is nothing to resume.")
            return
        if not options["decided"]:
            self.stdout.write(f"Since {halt.at:%Y-%m-%d %H:%M} UTC: {halt.get_code_display()}. {halt.facts}")
            self.stdout.write(CONSEQUENCES[HaltCode(halt.code)])
            self.stdout.write("To go on: parvis manage resume_ledger --decided")
            return
        try:
            resume()
        except CannotResume as error:
            raise CommandError(str(error)) from error
        self.stdout.write("The log signs again, and says in a line of its own that it had stopped.")
