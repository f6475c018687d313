"""The queue, seen from a domain function: jobs are part of its transaction."""

from collections.abc import Mapping

from django.db import transaction
from procrastinate.exceptions import AlreadyEnqueued
from procrastinate.tasks import Task


def defer_once(task: Task, *, lock: str, delay: int = 0, **arguments: str | int | bool | None) -> bool:
    """Defer `task` unless a job with the same `lock` is already waiting; say whether one was added.

    The job is committed, or rolled back, with the caller's transaction, which a refusal does not break.
    `delay` is in seconds. Contract for the caller: a waiting job may start before the caller commits and
    so not see its rows, and two transactions that defer under one lock wait for each other. Whatever
    must never be missed is therefore also looked for by a periodic task.
    """
    deferrer = task.configure(
        queueing_lock=lock, schedule_in={"seconds": delay} if delay else None, task_kwargs=dict(arguments)
    )
    try:
        with transaction.atomic():
            deferrer.defer()
    except AlreadyEnqueued:
        return False
    return True


def defer_all(
    task: Task, jobs: Mapping[str, Mapping[str, str | int | bool | None]], *, priority: int = 0
) -> None:
    """Defer `task` once for each lock of `jobs`, with its arguments, by one query; no lock may wait already.

    For rows that the caller has just made: nobody else can have named them.
    """
    if not jobs:
        return
    deferrer = task.configure(priority=priority)
    made = [deferrer.make_new_job(**arguments).evolve(queueing_lock=lock) for lock, arguments in jobs.items()]
    deferrer.job_manager.batch_defer_jobs(jobs=made)
