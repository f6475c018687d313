"""Retention: each rule that erases says when it last ran and what it erased."""

from datetime import timedelta

from django.db.models.functions import Now

from parvis.jobs.models import Forgetting

UNUSED = timedelta(days=1)
"""How long something that was brought, and then not used, waits for whoever brought it."""
DRAFTS = timedelta(days=90)
"""How long a form that somebody has begun waits for the rest."""
INVITATIONS = timedelta(days=30)
"""How long one has to accept to act for an organisation, or to sign a text with its author."""
TEAM_INVITATIONS = timedelta(days=14)
"""How long the link of an invitation to a team is good; its row is kept as long as other invitations."""
GUESTS = timedelta(days=30)
"""How long what a guest wrote, or changes of a text, refused by a moderator, wait for their author."""
UNREAD = timedelta(days=90)
"""How long what a guest wrote waits for a moderator."""
LOOKS = timedelta(minutes=5)
"""After which a moderator who has not moved is taken to look at something else."""
EVALUATIONS = timedelta(days=60)
"""How long after its close one may say how a consultation went; who answered is forgotten then."""
EVALUATION_WORDS = timedelta(days=365)
"""How long after the close the team reads what they wrote."""
LETTERS = timedelta(days=30)
"""How long it is known who got a letter: as long as the trace of its mail."""

SELF_DESCRIPTIONS = timedelta(days=60)
"""How long after the close what people said of themselves is kept, for figures to be made and corrected."""

TRIALS = timedelta(days=60)
"""How long after the trial of a draft its team reads what was remarked."""


def record(rule: str, rows: int) -> None:
    """Note that `rule` was applied now and erased `rows`. Rules are named by the floors that have them."""
    Forgetting.objects.update_or_create(rule=rule, defaults={"ran_at": Now(), "rows": rows})
