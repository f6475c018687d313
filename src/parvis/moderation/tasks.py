"""Jobs of the moderation floor."""

from procrastinate.contrib.django import app

from parvis.moderation.cases import to_watch
from parvis.moderation.domain.forget_guests import forget_guests
from parvis.moderation.domain.forget_reporters import forget_reporters
from parvis.moderation.domain.look import forget_looks
from parvis.moderation.domain.tell_appeals import tell_appeals as tell
from parvis.moderation.domain.tell_guests import tell_guests as tell_of_guests
from parvis.moderation.domain.tell_reporters import tell_reporters as tell_of_decisions
from parvis.moderation.domain.watch import watch


@app.periodic(cron="3-59/10 * * * *")
@app.task(name="moderation.watch_all", queueing_lock="moderation.watch_all", lock="moderation.watch_all")
def watch_all(timestamp: int = 0) -> None:
    """Every ten minutes, for consultations in which something is open."""
    for consultation in to_watch():
        watch(consultation=consultation)


@app.periodic(cron="8-59/10 * * * *")
@app.task(
    name="moderation.tell_appeals", queueing_lock="moderation.tell_appeals", lock="moderation.tell_appeals"
)
def tell_appeals(timestamp: int = 0) -> None:
    """Every ten minutes: appeals sent close together make one mail."""
    tell()


@app.periodic(cron="6-59/10 * * * *")
@app.task(
    name="moderation.tell_guests", queueing_lock="moderation.tell_guests", lock="moderation.tell_guests"
)
def tell_guests(timestamp: int = 0) -> None:
    """Every ten minutes: texts sent close together make one mail."""
    tell_of_guests()


@app.periodic(cron="4-59/10 * * * *")
@app.task(
    name="moderation.tell_reporters",
    queueing_lock="moderation.tell_reporters",
    lock="moderation.tell_reporters",
)
def tell_reporters(timestamp: int = 0) -> None:
    """Every ten minutes: decisions that can no longer be taken back in passing."""
    tell_of_decisions()


@app.periodic(cron="9-59/10 * * * *")
@app.task(name="moderation.forget_looks", queueing_lock="moderation.forget_looks")
def forget_looks_of_moderators(timestamp: int = 0) -> int:
    return forget_looks()


@app.periodic(cron="57 3 * * *")
@app.task(name="moderation.forget_texts_of_guests", queueing_lock="forget_guests")
def forget_texts_of_guests(timestamp: int = 0) -> int:
    return forget_guests()


@app.periodic(cron="52 3 * * *")
@app.task(name="moderation.forget_reporters", queueing_lock="forget_reporters")
def forget_addresses_of_reporters(timestamp: int = 0) -> int:
    return forget_reporters()
