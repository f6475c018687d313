"""Jobs of the conduct floor."""

from procrastinate.contrib.django import app

from parvis.conduct.domain.forget_evaluations import forget_due_evaluations
from parvis.conduct.domain.hold_trial import forget_trials
from parvis.conduct.domain.inspect_acts import inspect_due
from parvis.conduct.domain.rehearse import rehearse_due
from parvis.conduct.domain.request_instance import forget_instances
from parvis.jobs.forgetting import record


@app.periodic(cron="51 3 * * *")
@app.task(name="conduct.forget_evaluations", queueing_lock="conduct.forget_evaluations")
def forget_evaluations(timestamp: int = 0) -> None:
    """Who answered evaluations that are closed, and words that are a year old."""
    record("evaluations", forget_due_evaluations())


@app.periodic(cron="54 3 * * *")
@app.task(name="conduct.forget_trials", queueing_lock="conduct.forget_trials")
def forget_remarks_of_trials(timestamp: int = 0) -> None:
    """What people who tried a draft remarked, two months after the trial."""
    record("trials", forget_trials())


@app.periodic(cron="57 3 * * *")
@app.task(name="conduct.forget_instances", queueing_lock="conduct.forget_instances")
def forget_refused_instances(timestamp: int = 0) -> None:
    """Who was to organise what was refused."""
    record("instances", forget_instances())


@app.periodic(cron="29 * * * *")
@app.task(name="conduct.inspect", queueing_lock="conduct.inspect", lock="conduct.inspect")
def inspect_all(timestamp: int = 0) -> None:
    """Every hour, where people take part: each act has its line in the log, and none came after the close."""
    inspect_due()


@app.periodic(cron="*/10 * * * *")
@app.task(name="conduct.rehearse_due", queueing_lock="conduct.rehearse_due", lock="conduct.rehearse_due")
def rehearse_what_opens(timestamp: int = 0) -> None:
    """Every ten minutes: what opens within a day is rehearsed once more."""
    rehearse_due()
