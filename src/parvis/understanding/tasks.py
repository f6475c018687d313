"""Jobs of the understanding floor."""

from procrastinate.contrib.django import app

from parvis.understanding.domain.run_analysis import run_analysis
from parvis.understanding.line import JOB
from parvis.understanding.queries import to_run


@app.periodic(cron="*/5 * * * *")
@app.task(name=JOB, queueing_lock=JOB, lock=JOB)
def analyse(timestamp: int = 0) -> None:
    """Those that were asked for, one after the other; what a stopped server left is begun again."""
    for analysis in to_run():
        run_analysis(analysis=analysis)
