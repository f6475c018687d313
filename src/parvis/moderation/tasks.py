"""Jobs of the moderation floor."""

from procrastinate.contrib.django import app

from parvis.moderation.cases import to_watch
from parvis.moderation.domain.watch import watch


@app.periodic(cron="3-59/10 * * * *")
@app.task(name="moderation.watch_all", queueing_lock="moderation.watch_all", lock="moderation.watch_all")
def watch_all(timestamp: int = 0) -> None:
    """Every ten minutes, for consultations in which something is open."""
    for consultation in to_watch():
        watch(consultation=consultation)
