"""Jobs of the following floor."""

from procrastinate.contrib.django import app

from parvis.consultations.queries import database_now
from parvis.following.domain.carry_letters import count_copies, depart, forget_copies, write_copies
from parvis.following.domain.count_mails import count_mails
from parvis.following.domain.digest import begin_digests, write_digests
from parvis.following.domain.publish import note_syntheses
from parvis.following.news.milestones import note_milestones
from parvis.jobs.forgetting import record


@app.periodic(cron="4-59/5 * * * *")
@app.task(name="following.send_digests", queueing_lock="following.send_digests", lock="following.digests")
def send_digests(timestamp: int = 0) -> None:
    """Every five minutes those who are told at once; at the hour of the site, the others."""
    note_milestones()
    note_syntheses()
    begin_digests()
    now = database_now()
    while write_digests(now=now):
        pass
    while count_mails():
        pass


@app.periodic(cron="* * * * *")
@app.task(name="following.carry_letters", queueing_lock="following.carry_letters", lock="following.letters")
def carry_letters(timestamp: int = 0) -> None:
    """Every minute, what the pace of the site allows: a letter to many people takes as long as it must."""
    while depart(now=database_now()):
        pass
    while write_copies(now=database_now()):
        pass
    while count_copies():
        pass


@app.periodic(cron="37 3 * * *")
@app.task(name="following.forget_letters", queueing_lock="following.forget_letters")
def forget_letters(timestamp: int = 0) -> None:
    record("letters", forget_copies())
