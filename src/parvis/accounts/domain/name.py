"""The name under which a participant acts."""

import re
import secrets
import unicodedata

from django.utils.translation import gettext

from parvis.accounts.domain.words import PLANTS
from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.accounts.permissions import can
from parvis.ui.characters import without_towers

SHORTEST = 2
LONGEST = 60
_ADDRESS = re.compile(r"@|https?:|www\.", re.IGNORECASE)


def make_pseudonym(*, language: str) -> str:
    """A plant and a number, in the person's language: "Tilleul 4821". Says nothing of anybody; not unique."""
    plants = PLANTS.get(language[:2], PLANTS["en"])
    return f"{secrets.choice(plants)} {secrets.randbelow(9000) + 1000}"


def give_pseudonym(*, actor: Participant) -> str:
    """Name a participant who has no name yet; return the name in use."""
    if not actor.public_name:
        actor.public_name = make_pseudonym(language=actor.language)
        actor.save(update_fields=["public_name"])
    return actor.public_name


def rename(*, actor: Participant, public_name: str) -> None:
    """Change one's public name; acts already done are shown under the new one."""
    if not can(actor, "edit", actor):
        raise Refused(gettext("This account is closed."))
    actor.public_name = clean_name(public_name)
    actor.save(update_fields=["public_name"])


def clean_name(raw: str) -> str:
    """A name on one line, without invisible characters, address of the web or of mail. Raises Refused."""
    name = " ".join(unicodedata.normalize("NFC", without_towers(raw)).split())
    if any(unicodedata.category(character) in ("Cc", "Cf", "Co", "Cs", "Cn") for character in name):
        raise Refused(gettext("This name holds invisible characters. Type it again."))
    if not SHORTEST <= len(name) <= LONGEST:
        raise Refused(gettext("Choose a name of 2 to 60 characters."))
    if holds_address(name):
        raise Refused(
            gettext("A public name is neither an e-mail address nor a link: everybody will read it.")
        )
    return name


def holds_address(name: str) -> bool:
    """Whether an address of the web or of mail is in a name: everybody reads it, and mails repeat it."""
    return _ADDRESS.search(name) is not None
