"""Say whose addresses are as good as an invitation: domains of mail that an organisation gives to its own."""

import re
from collections.abc import Sequence
from functools import cache

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from publicsuffixlist import PublicSuffixList

from parvis.accounts.canonical import COMMON, domain_name, is_below
from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.consultations.domain.tell_rules import tell_rules
from parvis.consultations.enums import DeskAct
from parvis.consultations.journal import note, written
from parvis.consultations.models import ConsultationPage, TrustedDomain
from parvis.consultations.permissions import can

MOST = 50
LABEL = re.compile(r"(?!-)[a-z0-9-]{1,63}(?<!-)")
NO_DOMAIN = gettext_lazy(
    "“%(text)s” is not a domain. Write it as univ-x.fr, or *.univ-x.fr for those below it."
)
FREE_MAIL = gettext_lazy("Anybody may have an address at %(domain)s: it proves nothing.")
SUFFIX = gettext_lazy("Anybody may open a domain under %(domain)s: name those that you trust one by one.")
# Domains of mail that anybody may have, beside those of `accounts/canonical.py`.
FREE = COMMON | frozenset(
    f"{name}.{end}"
    for name in ("yahoo", "outlook", "hotmail", "live", "gmx", "aol")
    for end in ("fr", "com", "net", "de", "be", "ch", "ca", "es", "it", "co.uk", "com.br")
)


@transaction.atomic
def trust_domains(*, actor: Participant, consultation: ConsultationPage, patterns: Sequence[str]) -> None:
    """Make the list read as `patterns`: `univ-x.fr`, or `*.univ-x.fr` for the domains below it."""
    held = ConsultationPage.objects.select_for_update(of=("self",)).get(pk=consultation.pk)
    if not can(actor, "edit", held):
        raise Refused(_("Only an organiser of this consultation may say who is invited."))
    wanted = list(dict.fromkeys(clean_pattern(pattern) for pattern in patterns))
    if len(wanted) > MOST:
        raise Refused(_("At most %(most)s domains can be trusted.") % {"most": MOST})
    former = list(held.trusted_domains.values_list("pattern", flat=True))
    held.trusted_domains.exclude(pattern__in=wanted).delete()
    for pattern in wanted:
        TrustedDomain.objects.get_or_create(consultation=held, pattern=pattern)
    if former != sorted(wanted):
        said = {"domains": (written(former), written(wanted))}
        note(actor=actor, consultation=held, act=DeskAct.DOMAINS, changes=said)
    tell_rules(consultation=held)


def clean_pattern(text: str) -> str:
    """A pattern as it is kept, in the letters of the network. Refuses what would trust people at large."""
    typed = text.strip().lower().lstrip("@")
    star, domain = ("*.", domain_name(typed[2:])) if typed.startswith("*.") else ("", domain_name(typed))
    if len(domain) > 240 or not all(LABEL.fullmatch(label) for label in domain.split(".")):
        raise Refused(NO_DOMAIN % {"text": text})
    if _suffixes().publicsuffix(domain) == domain:
        raise Refused(SUFFIX % {"domain": domain})
    if any(is_below(domain, free) or is_below(free, domain) for free in FREE):
        raise Refused(FREE_MAIL % {"domain": domain})
    return star + domain


@cache
def _suffixes() -> PublicSuffixList:
    return PublicSuffixList()
