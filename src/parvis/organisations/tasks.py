"""Jobs of the organisations floor."""

from procrastinate.contrib.django import app

from parvis.organisations.domain.invite import forget_invitations


@app.periodic(cron="21 4 * * *")
@app.task(queueing_lock="forget_organisation_invitations")
def forget_organisation_invitations(timestamp: int) -> None:
    """A link that nobody followed, and the address that it went to, are gone after a month."""
    forget_invitations()
