"""`parvis manage appoint_organiser EMAIL`: the first person who may create consultations."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email

from parvis.accounts.models import Participant
from parvis.accounts.queries import by_email
from parvis.consultations.domain.appoint import allow_creation, allow_site
from parvis.consultations.domain.prepare_site import prepare_site


class Command(BaseCommand):
    help = (
        "Let a person open the desk and create consultations of their own. They sign in with their address."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email", help="the person's e-mail address")
        parser.add_argument(
            "--site",
            action="store_true",
            help="they may also change the name and look of the site, and the pages of its foot",
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        email = options["email"].strip().lower()
        try:
            validate_email(email)
        except ValidationError as error:
            raise CommandError(f"{email} is not an e-mail address.") from error
        prepare_site()
        person = by_email(email) or Participant.objects.create_user(email)
        allow_creation(person=person)
        self.stdout.write(f"{email} may now open the desk (/desk/) and create consultations.")
        if options["site"]:
            allow_site(person=person)
            self.stdout.write(
                "They may also change the name and look of the site, and the pages of its foot."
            )
