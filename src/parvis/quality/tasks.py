"""Jobs of the quality floor."""

from procrastinate.contrib.django import app

from parvis.consultations.models import ConsultationPage
from parvis.quality.domain.measure import measure, measure_due


@app.task(name="quality.measure_one", lock="quality.measure")
def measure_one(*, consultation_id: int) -> None:
    """On demand of a team; a consultation deleted meanwhile has nothing to measure."""
    for consultation in ConsultationPage.objects.filter(pk=consultation_id):
        measure(consultation=consultation)


@app.periodic(cron="41 * * * *")
@app.task(name="quality.measure_all", queueing_lock="quality.measure_all", lock="quality.measure")
def measure_all(timestamp: int = 0) -> None:
    """Every hour: what closed meanwhile, and what was measured a week ago."""
    measure_due()
