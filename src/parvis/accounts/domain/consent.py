"""Agree to a purpose, or no longer."""

from parvis.accounts.enums import Purpose
from parvis.accounts.models import Consent, Participant


def give_consent(*, actor: Participant, purpose: Purpose, about: str = "") -> None:
    """In the transaction of the act that asks for it. Saying again what one already said adds nothing."""
    _say(actor, purpose, about, is_given=True)


def withdraw_consent(*, actor: Participant, purpose: Purpose, about: str = "") -> None:
    """As easy as giving it (GDPR, article 7.3); nothing is added for what was never given."""
    _say(actor, purpose, about, is_given=False)


def withdraw_every_consent(*, actor: Participant, purpose: Purpose) -> None:
    """For everything that the purpose is about."""
    abouts = Consent.objects.filter(participant=actor, purpose=purpose).values_list("about", flat=True)
    for about in set(abouts):
        withdraw_consent(actor=actor, purpose=purpose, about=about)


def _say(actor: Participant, purpose: Purpose, about: str, *, is_given: bool) -> None:
    said = Consent.objects.filter(participant=actor, purpose=purpose, about=about).order_by("-pk").first()
    if (said.is_given if said else False) != is_given:
        Consent.objects.create(participant=actor, purpose=purpose, about=about, is_given=is_given)
