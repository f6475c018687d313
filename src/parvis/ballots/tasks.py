"""Jobs of the ballots floor. Folding runs by the clock, so that no vote waits for another one's job."""

from procrastinate.contrib.django import app

from parvis.ballots.domain.best import carry_best
from parvis.ballots.domain.count_outcome import count_endings, count_under_way
from parvis.ballots.domain.fold import fold
from parvis.ballots.domain.place_statements import place_statements
from parvis.ballots.domain.recount import recount
from parvis.ballots.domain.tell_tally import tell_endings, tell_running
from parvis.ballots.domain.weigh import weigh_all, weigh_stale


@app.periodic(cron="* * * * * */5")
@app.task(queueing_lock="fold_tallies")
def fold_tallies(timestamp: int = 0) -> None:
    """Every five seconds (the sixth field)."""
    fold()
    weigh_stale()


@app.periodic(cron="41 * * * *")
@app.task(queueing_lock="recount_tallies", lock="recount_tallies")
def recount_tallies(timestamp: int = 0) -> None:
    recount()
    weigh_all()


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


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="count_outcomes", lock="count_outcomes")
def count_outcomes(timestamp: int = 0) -> None:
    count_endings()


@app.periodic(cron="*/5 * * * *")
@app.task(queueing_lock="count_who_votes", lock="count_outcomes")
def count_who_votes(timestamp: int = 0) -> None:
    count_under_way()


@app.periodic(cron="*/5 * * * *")
@app.task(queueing_lock="place_statements", lock="place_statements")
def place_all_statements(timestamp: int = 0) -> None:
    place_statements()
