"""Jobs of the debate floor."""

from procrastinate.contrib.django import app

from parvis.debate.domain.count import count, recount


@app.task(retry=3)
def count_contribution(contribution_id: int) -> None:
    """Deferred by each act, once for each contribution (`JOB` in `domain/count.py` is its name)."""
    count(contribution_id=contribution_id)


@app.periodic(cron="47 * * * *")
@app.task(queueing_lock="recount_debate", lock="recount_debate")
def recount_debate(timestamp: int = 0) -> None:
    recount()
