"""Jobs of the field floor."""

from procrastinate.contrib.django import app

from parvis.field.domain.forget_entries import forget_entries
from parvis.jobs.forgetting import record


@app.periodic(cron="33 4 * * *")
@app.task(name="field.forget_entries", queueing_lock="field.forget_entries")
def forget_old_entries(timestamp: int = 0) -> None:
    """What devices sent, the form refused, and nobody settled."""
    record("field_entries", forget_entries())
