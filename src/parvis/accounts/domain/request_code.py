"""Send a sign-in code to an address, known or not: what follows is the same."""

import hmac
import secrets

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext
from wagtail.models import Site

from parvis.accounts import queries
from parvis.accounts.models import Participant, SignInCode
from parvis.jobs import mail

DIGITS = 8


def request_code(*, email: str, language: str, network: str = "") -> SignInCode:
    """Keep the hash of a new code and mail it to the address as typed, in the language of the account if any.

    `network`: the keyed hash of where the request came from, kept as long as the code.
    """
    address = Participant.objects.normalize_email(email)
    known = queries.by_email(address)
    code = f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"
    with transaction.atomic():
        asked = SignInCode(email=address, language=language, network=network)
        asked.code_hash = hash_code(asked, code)
        asked.save(force_insert=True)
        with translation.override(known.language if known else language):
            _send(asked, code)
    return asked


def hash_code(asked: SignInCode, code: str) -> str:
    """Keyed, and bound to one request: equal codes have unlike hashes, and a stolen table tells nothing."""
    return salted_hmac(f"parvis.accounts.sign_in:{asked.pk}", code, algorithm="sha256").hexdigest()


def is_right(asked: SignInCode, code: str) -> bool:
    return hmac.compare_digest(asked.code_hash, hash_code(asked, code))


def _send(asked: SignInCode, code: str) -> None:
    shown = f"{code[:4]} {code[4:]}"
    site = _site_name()
    mail.send(
        to=asked.email,
        subject=gettext("%(code)s is your code for %(site)s") % {"code": shown, "site": site},
        text=render_to_string(
            "accounts/mail/sign_in_code.txt",
            {"code": shown, "site": site, "address": settings.PARVIS_ADDRESS},
        ),
    )


def _site_name() -> str:
    """The name that the organiser gave to the site, under which people know who writes to them."""
    named = Site.objects.filter(is_default_site=True).values_list("site_name", flat=True).first()
    return named or settings.WAGTAIL_SITE_NAME
