"""Jobs of the gatherings floor."""

from procrastinate.contrib.django import app

from parvis.gatherings.domain import forget_registrations as forgetting
from parvis.gatherings.domain.remind import remind


@app.periodic(cron="*/10 * * * *")
@app.task(queueing_lock="remind_of_events", lock="remind_of_events")
def remind_of_events(timestamp: int = 0) -> int:
    """Until nobody is due."""
    count = 0
    while written := remind():
        count += written
    return count


@app.periodic(cron="37 4 * * *")
@app.task(queueing_lock="forget_registrations")
def forget_registrations(timestamp: int = 0) -> int:
    return forgetting.forget_registrations()
