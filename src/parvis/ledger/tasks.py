"""Jobs of the log. They run by the clock, so that no act waits for another one's job."""

from procrastinate.contrib.django import app

from parvis.ledger.domain.push import push
from parvis.ledger.domain.sequence import sequence
from parvis.ledger.domain.verify import verify

# Before other jobs: what is accepted is in a signed checkpoint within seconds.
FIRST = 10


@app.periodic(cron="* * * * * */3")
@app.task(queueing_lock="sequence_the_log", priority=FIRST)
def sequence_the_log(timestamp: int = 0) -> None:
    """Every three seconds (the sixth field)."""
    sequence()


@app.periodic(cron="23 4 * * *")
@app.task(queueing_lock="push_checkpoint", lock="push_checkpoint")
def push_checkpoint(timestamp: int = 0) -> None:
    push()


@app.periodic(cron="47 4 * * *")
@app.task(queueing_lock="verify_the_log", lock="verify_the_log")
def verify_the_log(timestamp: int = 0) -> None:
    verify()
