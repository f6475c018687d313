"""Jobs of the panel floor."""

from procrastinate.contrib.django import app

from parvis.jobs.forgetting import record
from parvis.panel.domain.forget_descriptions import forget_due_descriptions
from parvis.panel.domain.state_who import state_due
from parvis.panel.domain.weigh_results import weigh_due


@app.periodic(cron="11 * * * *")
@app.task(name="panel.state", queueing_lock="panel.state", lock="panel.state")
def state_all(timestamp: int = 0) -> None:
    """Every hour: who took part, where people are asked; then the votes that are over, weighted once."""
    state_due()
    weigh_due()


@app.periodic(cron="57 3 * * *")
@app.task(name="panel.forget", queueing_lock="panel.forget")
def forget_descriptions(timestamp: int = 0) -> None:
    """What people said of themselves, once the figures are final."""
    record("self-descriptions", forget_due_descriptions())
