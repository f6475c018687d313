"""Jobs of the draws floor."""

from procrastinate.contrib.django import app

from parvis.draws.domain.forget_names import forget_due_names
from parvis.draws.domain.prepare_draw import JOB, prepare_draw
from parvis.draws.queries import draws_to_prepare
from parvis.jobs.forgetting import record


@app.periodic(cron="*/5 * * * *")
@app.task(name=JOB, queueing_lock=JOB, lock=JOB)
def prepare(timestamp: int = 0) -> None:
    """Those that were asked for, one after the other; what a stopped server left is begun again."""
    for draw in draws_to_prepare():
        prepare_draw(draw=draw)


@app.periodic(cron="41 3 * * *")
@app.task(name="draws.forget", queueing_lock="draws.forget")
def forget_names(timestamp: int = 0) -> None:
    """Names of a pool, some time after the close."""
    record("drawn-names", forget_due_names())
