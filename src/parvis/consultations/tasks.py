"""Jobs of the consultations floor."""

from procrastinate.contrib.django import app

from parvis.consultations.domain.join_team import forget_team_invitations
from parvis.consultations.domain.tell_rules import tell_rules
from parvis.consultations.queries import consultations_to_check


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="tell_rules", lock="tell_rules")
def tell_all_rules(timestamp: int = 0) -> None:
    """What the editor publishes, at once or at a set time, reaches the log within a minute."""
    for consultation in consultations_to_check():
        tell_rules(consultation=consultation)


@app.periodic(cron="23 4 * * *")
@app.task(queueing_lock="forget_team_invitations")
def forget_invitations_to_teams(timestamp: int = 0) -> None:
    """Invitations to a team, and the addresses that they went to, are gone a month after they were sent."""
    forget_team_invitations()
