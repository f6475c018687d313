"""Jobs of the availability floor."""

from procrastinate.contrib.django import app

from parvis.availability.asking import home_answers
from parvis.availability.domain.beat import beat, read_clocks
from parvis.availability.domain.forget_watches import forget_watches
from parvis.availability.domain.look import look
from parvis.availability.queries import database_now

FIRST = 100
"""Before what waits: a sign of life that comes late is taken for an outage."""


@app.periodic(cron="* * * * *")
@app.task(
    name="availability.beat", queueing_lock="availability.beat", lock="availability.beat", priority=FIRST
)
def beat_and_look(timestamp: int = 0) -> None:
    """Say that the site is there, then ask for its home page; without a place where to ask, it is not."""
    beat(reading=read_clocks())
    answers = home_answers()
    if answers is not None:
        look(answers=answers, now=database_now())


@app.periodic(cron="43 3 * * *")
@app.task(name="availability.forget_watches", queueing_lock="availability.forget_watches")
def forget_old_watches(timestamp: int = 0) -> None:
    forget_watches()
