"""What an organisation says it is: its name, its number, its web address; one at a time has them."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from parvis.accounts.domain.name import holds_address
from parvis.accounts.errors import Refused
from parvis.organisations.models import IS_LIVE, LONGEST_NAME, Organisation
from parvis.organisations.numbers import clean_line, clean_number, fold_name, is_number_of
from parvis.ui import words

DESCRIBED = ("name", "folded", "register", "number", "website")


def describe(row: Organisation, *, name: str, register: str, number: str, website: str) -> None:
    """Put these words on it, in one writing each; nothing is saved. Raises `Refused`."""
    row.name = clean_line(name)
    row.folded = fold_name(row.name)
    row.register, row.number, row.website = register, clean_number(register, number), website
    _check_name(row)
    if not is_number_of(row.register, row.number):
        raise Refused(_("This number is not one of this register: check each digit, or leave both empty."))
    if row.website and not row.website.startswith(("https://", "http://")):
        raise Refused(_("This is not a web address. It looks like https://www.example.org."))


def _check_name(row: Organisation) -> None:
    if not row.folded:
        raise Refused(_("Type the name of the organisation."))
    if max(len(row.name), len(row.folded)) > LONGEST_NAME:
        raise Refused(
            _("The name of an organisation has %(limit)s characters at most.")
            % {"limit": words.number(LONGEST_NAME)}
        )
    if holds_address(row.name):
        raise Refused(
            _(
                "The name of an organisation is neither an e-mail address nor a link: mails and pages repeat "
                "it. It has a field for its web address."
            )
        )


@contextmanager
def taken_once(row: Organisation) -> Iterator[None]:
    """Save the row inside; `Refused` when another that takes part has its number or its name."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError:
        number = Q(register=row.register, number=row.number)
        same = number if row.number else Q(number="", folded=row.folded)
        if Organisation.objects.filter(IS_LIVE & same).exclude(pk=row.pk).exists():
            raise Refused(
                _(
                    "This organisation is already declared. Ask one of its representatives to invite you; if "
                    "nobody there knows of it, write to the team of the site."
                )
            ) from None
        raise
