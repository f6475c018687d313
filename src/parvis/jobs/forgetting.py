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

DRAWN_NAMES = timedelta(days=90)
"""How long after a draw is closed names and addresses of its pool are kept."""
UNCLOSED_NAMES = timedelta(days=365)
"""The same for a pool whose draw is never closed, from the last who came to it."""

REGISTRATIONS = timedelta(days=30)
"""How long after an event it is known who had registered for it."""
REGISTRATIONS_ASKED = timedelta(days=2)
"""How long an address that registers for an event waits for its confirmation."""

TRIALS = timedelta(days=60)
"""How long after the trial of a draft its team reads what was remarked."""
CORRECTION_NAMES = timedelta(days=60)
"""How long those who write minutes know who proposed a correction of their draft."""
MAILS_RECEIVED = timedelta(days=30)
"""How long a text that came by e-mail waits for whoever wrote it to confirm it."""
SCANS = timedelta(days=180)
"""How long the picture of a sheet of paper is kept, for those who type it and check it."""
ROOMS = timedelta(days=7)
"""How long after it was opened a live room that was left open closes by itself, and forgets its devices."""
TYPINGS = timedelta(days=180)
"""How long a sheet of paper that one person typed waits for the second one."""
API_TOKENS = timedelta(days=30)
"""How long a token of the API that expired is still listed to whoever made it."""
REFUSED_INSTANCES = timedelta(days=30)
"""How long a consultation that another site asked for is remembered once it is refused."""
FIELD_ENTRIES = timedelta(days=180)
"""How long an answer of a device, which the form refused, waits for the team to look at it."""


def record(rule: str, rows: int) -> None:
    """Note that `rule` was applied now and erased `rows`. Rules are named by the floors that have them."""
    Forgetting.objects.update_or_create(rule=rule, defaults={"ran_at": Now(), "rows": rows})
