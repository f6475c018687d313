"""Jobs of the ballots floor. Folding runs by the clock, so that no vote waits for another one's job."""

from procrastinate.contrib.django import app

from parvis.ballots.domain.best import carry_best
from parvis.ballots.domain.fold import fold
from parvis.ballots.domain.recount import recount
from parvis.ballots.domain.tell_tally import tell_endings, tell_running


@app.periodic(cron="* * * * * */5")
@app.task(queueing_lock="fold_tallies")
def fold_tallies(timestamp: int = 0) -> None:
    """Every five seconds (the sixth field)."""
    fold()


@app.periodic(cron="41 * * * *")
@app.task(queueing_lock="recount_tallies", lock="recount_tallies")
def recount_tallies(timestamp: int = 0) -> None:
    recount()


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="carry_best_contributions", lock="carry_best_contributions")
def carry_best_contributions(timestamp: int = 0) -> None:
    carry_best()


@app.periodic(cron="7 * * * *")
@app.task(queueing_lock="tell_running_tallies", lock="tell_tallies")
def tell_running_tallies(timestamp: int = 0) -> None:
    tell_running()


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="tell_final_tallies", lock="tell_tallies")
def tell_final_tallies(timestamp: int = 0) -> None:
    tell_endings()
