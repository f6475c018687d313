"""Jobs of the understanding floor."""

from procrastinate.contrib.django import app

from parvis.understanding.domain.run_addition import grow_by_itself, run_addition
from parvis.understanding.domain.run_analysis import run_analysis
from parvis.understanding.domain.run_split import run_split
from parvis.understanding.line import JOB
from parvis.understanding.queries import additions_to_run, growing, splits_to_run, to_run


@app.periodic(cron="*/5 * * * *")
@app.task(name=JOB, queueing_lock=JOB, lock=JOB)
def analyse(timestamp: int = 0) -> None:
    """What was asked for, the shortest first; what a stopped server left is begun again."""
    for split in splits_to_run():
        run_split(split=split)
    for addition in additions_to_run():
        run_addition(addition=addition)
    for analysis in to_run():
        run_analysis(analysis=analysis)


@app.periodic(cron="40 3 * * *")
@app.task(name="understanding.grow", queueing_lock="understanding.grow", lock=JOB)
def grow(timestamp: int = 0) -> None:
    """Every night, new contributions join the topics of the runs that grow."""
    for analysis in growing():
        grow_by_itself(analysis=analysis)
