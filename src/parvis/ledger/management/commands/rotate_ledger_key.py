"""`parvis manage rotate_ledger_key`: a new key signs the public log from now on."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from parvis.ledger.domain.halt import LogHalted
from parvis.ledger.domain.keys import KeyMissing, key_file
from parvis.ledger.domain.rotate_key import rotate_key
from parvis.ledger.domain.tree import Forked


class Command(BaseCommand):
    help = (
        "Change the key that signs the public log, once a year or when its file may have been read. The log "
        "says it in a line of its own, signed by both keys. Run it where PARVIS_HOME holds the key."
    )

    def handle(self, *_args: Any, **_options: Any) -> None:
        try:
            former, new = rotate_key()
        except LogHalted as error:
            raise CommandError("The log signs nothing: see parvis manage resume_ledger --help.") from error
        except (KeyMissing, Forked) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"The log is now signed by {new.vkey}")
        self.stdout.write(
            f"The former key stays in {key_file(former)}. Remove it once no backup from before today is kept."
        )
