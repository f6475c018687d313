"""Take a code back: whoever types it holds the address."""

from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import BooleanField, ExpressionWrapper, Q
from django.db.models.functions import Now
from django.utils.translation import gettext, ngettext

from parvis.accounts.canonical import canonical, is_certain
from parvis.accounts.domain.name import give_pseudonym
from parvis.accounts.domain.request_code import is_right
from parvis.accounts.enums import IdentityLevel
from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant, SignInCode


@dataclass(frozen=True, slots=True)
class Confirmed:
    """Who signs in, whether for the first time, and the account's address when it is written otherwise."""

    participant: Participant
    is_first: bool
    other_address: str = ""


def confirm_code(*, key: str, code: str) -> Confirmed:
    """Check `code` against the request `key`, and use it up.

    A wrong code is a try, counted under a lock: parallel guesses are no way around the limit. Raises Refused;
    the try stays counted.
    """
    with transaction.atomic():
        asked, expired = _locked(key)
        refusal = _refusal(asked, code, expired=expired)
        if not refusal:
            asked.used_at = Now()
            confirmed = _confirm(asked)
        asked.save(update_fields=["tries", "used_at"])
    if refusal:
        raise Refused(refusal)
    return confirmed


def _locked(key: str) -> tuple[SignInCode, bool]:
    """The request, and whether it is too old by the database's clock."""
    age = timedelta(seconds=settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT)
    expired = ExpressionWrapper(Q(created_at__lte=Now() - age), output_field=BooleanField())
    asked = SignInCode.objects.select_for_update().annotate(expired=expired).filter(pk=key).first()
    if asked is None:
        raise Refused(gettext("This code has expired. Ask for a new one."))
    return asked, bool(asked.expired)


def _refusal(asked: SignInCode, code: str, *, expired: bool) -> str:
    """Why this code does not open the door; empty when it does. Counts the try."""
    most = settings.ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS
    if asked.used_at:
        return gettext("This code has already been used. Ask for a new one.")
    if expired:
        return gettext("This code has expired. Ask for a new one.")
    if asked.tries >= most:
        return gettext("This code was tried too many times. Ask for a new one.")
    asked.tries += 1
    if is_right(asked, code):
        return ""
    left = most - asked.tries
    if left == 0:
        return gettext("This code was tried too many times. Ask for a new one.")
    return ngettext(
        "This is not the code that we sent. You can try once more.",
        "This is not the code that we sent. You can try %(left)s more times.",
        left,
    ) % {"left": left}


def _confirm(asked: SignInCode) -> Confirmed:
    """The participant of the address, made on first sign-in; the address is confirmed from now on."""
    participant = _participant(asked)
    if not participant.is_active:
        raise Refused(gettext("This account is closed. Write to the organisers to know why."))
    is_first = participant.confirmed_at is None
    if is_first:
        participant.confirmed_at = Now()
        participant.identity_level = max(participant.identity_level, IdentityLevel.EMAIL)
        participant.save(update_fields=["confirmed_at", "identity_level"])
        participant.refresh_from_db(fields=["confirmed_at"])
        give_pseudonym(actor=participant)
    other = participant.email if participant.email != asked.email else ""
    return Confirmed(participant, is_first, other or "")


def _participant(asked: SignInCode) -> Participant:
    """The account of this address or mailbox, made when there is none; two sign-ins at once make one."""
    mailbox = canonical(asked.email)
    people = Participant.objects.select_for_update()
    known = people.filter(email=asked.email).first() or people.filter(canonical_email=mailbox).first()
    if known is None:
        values = {"email": asked.email, "language": asked.language, "password": unusable()}
        known, _made = people.get_or_create(canonical_email=mailbox, defaults=values)
    if known.email != asked.email and not is_certain(asked.email):
        raise Refused(
            gettext(
                "An account exists for this mailbox, opened with another writing of the address (what follows"
                " a + leads to the same mailbox). Sign in with that one: one mailbox is one participant."
            )
        )
    return known


def same_mailbox(address: str) -> str:
    """What somebody reads who typed another writing of the address of their account."""
    return gettext(
        "You are in the account that you opened with %(address)s: both addresses lead to the same mailbox,"
        " and one mailbox is one participant."
    ) % {"address": address}


def unusable() -> str:
    """What stands for a password: nothing can match it, and changing it ends every session."""
    from django.contrib.auth.hashers import make_password

    return make_password(None)
