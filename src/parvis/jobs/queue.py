"""The queue, seen from a domain function: jobs are part of its transaction."""

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
