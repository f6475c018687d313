"""Jobs that cross every floor."""

from procrastinate.contrib.django import app

from parvis.accounts.domain.inactive import inactive
from parvis.front.composition.leaving import leave
from parvis.jobs.forgetting import record


@app.periodic(cron="13 6 * * *")
@app.task(queueing_lock="erase_inactive_accounts", lock="erase_inactive_accounts")
def erase_inactive_accounts(timestamp: int) -> None:
    """Erase as its owner would the account of somebody who was told a month before and did not come back."""
    count = 0
    for person in inactive():
        leave(actor=person)
        count += 1
    record("inactive", count)
