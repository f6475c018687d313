"""Leaving for good crosses every floor: what says who one is goes, what one said stays, unsigned."""

from django.db import transaction

from parvis.accounts.domain.erase import erase
from parvis.accounts.models import Participant
from parvis.commissions.domain.join_commission import forget_memberships
from parvis.conduct.domain.forget_evaluations import forget_evaluations
from parvis.consultations.domain.join_team import forget_invitations_to
from parvis.consultations.domain.use_code import forget_admissions
from parvis.contributions.domain import anonymise as contributions
from parvis.debate.domain import anonymise as debate
from parvis.draws.domain.forget_names import forget_candidacies
from parvis.following.domain.forget import forget
from parvis.gatherings.domain.cancel_registration import forget_registrations_of
from parvis.gatherings.domain.propose_event import forget_proposals_of
from parvis.moderation.domain.forget_appeals import forget_appeals
from parvis.opendata.domain.make_token import forget_tokens_of
from parvis.organisations.domain import part
from parvis.panel.domain.forget_descriptions import forget_descriptions
from parvis.understanding.domain.forget_places import forget_places


def leave(*, actor: Participant) -> None:
    """Close the account and unsign what it wrote, together or not at all. Raises Refused.

    The account is closed first: nothing more can be written under it while the rest is done.
    """
    email = actor.email
    with transaction.atomic():
        erase(actor=actor)
        forget_invitations_to(email=email or "")
        forget_memberships(actor=actor)
        forget_registrations_of(actor=actor, email=email or "")
        forget_proposals_of(actor=actor)
        forget(actor=actor)
        forget_evaluations(actor=actor)
        forget_descriptions(actor=actor)
        forget_places(actor=actor)
        forget_candidacies(actor=actor)
        forget_admissions(actor=actor)
        forget_appeals(author=actor)
        forget_tokens_of(actor=actor)
        part.forget(actor=actor)
        contributions.anonymise(author=actor)
        debate.anonymise(author=actor)
