"""Jobs of the restitution: figures, drafts of syntheses and what they cover, reminders, examinations."""

from django.utils import timezone
from procrastinate.contrib.django import app

from parvis.consultations.models import ConsultationPage
from parvis.restitution.domain.analyse import resume_examinations
from parvis.restitution.domain.draft_synthesis import JOB, run_draft
from parvis.restitution.domain.publish_synthesis import count_coverage
from parvis.restitution.domain.remind import remind_of_commitments
from parvis.restitution.domain.snapshot import take_snapshot
from parvis.restitution.domain.tell_synthesis import tell_synthesis
from parvis.restitution.domain.word_finding import JOB as WORDING_JOB
from parvis.restitution.domain.word_finding import forget_wordings, run_wording
from parvis.restitution.queries import public_syntheses, to_count
from parvis.restitution.synthesis_queries import drafts_to_run, to_cover
from parvis.restitution.wording_queries import wordings_to_run


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


@app.periodic(cron="*/15 * * * *")
@app.task(name="restitution.cover_syntheses", queueing_lock="restitution.cover_syntheses")
def cover_syntheses(timestamp: int = 0) -> None:
    """What each published synthesis covers, now that some texts came, or are no longer read."""
    for synthesis in to_cover():
        count_coverage(synthesis=synthesis)


@app.periodic(cron="*/5 * * * *")
@app.task(name=JOB, queueing_lock=JOB, lock=JOB)
def draft_syntheses(timestamp: int = 0) -> None:
    """Drafts that were asked for, one after the other; what a stopped server left is begun again."""
    for draft in drafts_to_run():
        run_draft(draft=draft)


@app.periodic(cron="*/5 * * * *")
@app.task(name=WORDING_JOB, queueing_lock=WORDING_JOB, lock=WORDING_JOB)
def word_findings(timestamp: int = 0) -> None:
    """Wordings that were asked for, one after the other; those whose sources are gone are erased."""
    for wording in wordings_to_run():
        run_wording(wording=wording)
    forget_wordings()


@app.periodic(cron="11 6 * * *")
@app.task(name="restitution.remind", queueing_lock="restitution.remind")
def remind(timestamp: int = 0) -> None:
    """Each morning, those in charge of what was promised."""
    remind_of_commitments(today=timezone.localdate())


@app.periodic(cron="*/5 * * * *")
@app.task(name="restitution.resume_examinations", queueing_lock="restitution.resume_examinations")
def resume_revised(timestamp: int = 0) -> None:
    """What waited for its author goes on, once they revised it."""
    resume_examinations()
