"""`parvis manage receive_mail`: one mail on standard input, as the pipe of a mail server gives it."""

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from parvis.paper.domain.receive_mail import receive_mail
from parvis.paper.mail_parsing import MOST_BYTES


class Command(BaseCommand):
    help = (
        "Take one mail sent to a consultation, on standard input. Its sender gets a link to confirm the "
        "text, or is told why it leads nowhere. Ends with 0 whatever the mail holds: a mail server has "
        "nothing to bring again. With another status, it should."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--to", action="append", default=[], help="a recipient of the envelope")

    def handle(self, *_args: Any, **options: Any) -> None:
        data = sys.stdin.buffer.read(MOST_BYTES + 1)
        self.stdout.write(str(receive_mail(data=data, recipients=options["to"])))
