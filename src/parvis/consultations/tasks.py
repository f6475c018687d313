"""Jobs of the consultations floor."""

from procrastinate.contrib.django import app

from parvis.consultations.domain.tell_rules import tell_rules
from parvis.consultations.queries import consultations_to_check


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="tell_rules", lock="tell_rules")
def tell_all_rules(timestamp: int = 0) -> None:
    """What the editor publishes, at once or at a set time, reaches the log within a minute."""
    for consultation in consultations_to_check():
        tell_rules(consultation=consultation)
