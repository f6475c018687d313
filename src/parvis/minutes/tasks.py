"""Jobs of the minutes floor."""

from procrastinate.contrib.django import app

from parvis.jobs.forgetting import record
from parvis.minutes.domain.correct import forget_names


@app.periodic(cron="57 3 * * *")
@app.task(name="minutes.forget_names", queueing_lock="minutes.forget_names")
def forget_names_of_corrections(timestamp: int = 0) -> None:
    """Who proposed corrections of drafts, two months later."""
    record("names-of-corrections", forget_names())
