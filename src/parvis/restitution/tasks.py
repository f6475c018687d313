"""Jobs of the restitution: figures, syntheses told to the log when they come out, reminders."""

from django.utils import timezone
from procrastinate.contrib.django import app

from parvis.consultations.models import ConsultationPage
from parvis.restitution.domain.remind import remind_of_commitments
from parvis.restitution.domain.snapshot import take_snapshot
from parvis.restitution.domain.tell_synthesis import tell_synthesis
from parvis.restitution.queries import public_syntheses, to_count


@app.task(name="restitution.count_consultation")
def count_consultation(*, consultation_id: int) -> None:
    """Count one consultation, on demand; one deleted meanwhile is nothing to count."""
    for consultation in ConsultationPage.objects.filter(pk=consultation_id):
        take_snapshot(consultation=consultation)


@app.periodic(cron="*/5 * * * *")
@app.task(name="restitution.count_all", queueing_lock="restitution.count_all")
def count_all(timestamp: int) -> None:
    for consultation in to_count():
        take_snapshot(consultation=consultation)


@app.periodic(cron="* * * * *")
@app.task(name="restitution.tell_syntheses", queueing_lock="restitution.tell_syntheses")
def tell_syntheses(timestamp: int) -> None:
    """What the editor publishes, at once or at a set time, reaches the log; digests tell it from there."""
    for synthesis in public_syntheses():
        tell_synthesis(synthesis=synthesis)


@app.periodic(cron="11 6 * * *")
@app.task(name="restitution.remind", queueing_lock="restitution.remind")
def remind(timestamp: int = 0) -> None:
    """Each morning, those in charge of what was promised."""
    remind_of_commitments(today=timezone.localdate())
