"""Whose open data there are; what a program may do for somebody; who has other programs told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser

from parvis.accounts.permissions import can as can_in_installation
from parvis.consultations.models import ConsultationPage
from parvis.consultations.permissions import can
from parvis.opendata.enums import TokenScope

if TYPE_CHECKING:
    from parvis.accounts.models import Participant
    from parvis.opendata.tokens import ApiToken


def is_open(consultation: ConsultationPage) -> bool:
    """What everybody sees is made and downloaded; of the rest there is nothing, not even for its team."""
    return can(AnonymousUser(), "see", consultation)


def may_send(token: ApiToken, scope: TokenScope, consultation: ConsultationPage) -> bool:
    """Whether this token does that in a consultation that everybody sees: its organiser lets programs in.

    Whether the person may is for the policy of the act, which knows nothing of programs.
    """
    return scope in token.scopes and consultation.takes_api


def may_keep_webhooks(actor: Participant | AnonymousUser, consultation: ConsultationPage | None) -> bool:
    """Of a consultation, its organisers; of all of them, those who administer the site."""
    if consultation is None:
        return can_in_installation(actor, "administer")
    return can(actor, "edit", consultation)
