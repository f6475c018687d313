"""Jobs of the contributions floor."""

from procrastinate.contrib.django import app

from parvis.consultations.enums import Source
from parvis.contributions.domain import coauthor
from parvis.contributions.domain.carry import carry
from parvis.contributions.domain.check_files import check_files
from parvis.contributions.domain.count_copies import count_copies
from parvis.contributions.domain.keep_attachment import forget_unused_attachments
from parvis.contributions.domain.keep_draft import forget_old_drafts
from parvis.contributions.domain.learn_words import learn_words, relearn_words
from parvis.contributions.queries import phases_to_carry


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="carry_over")
def carry_over(timestamp: int) -> int:
    """Take over, when a phase starts, everything or the list made by hand; ballots carry the n best."""
    return sum(carry(phase=phase) for phase in phases_to_carry(Source.EVERYTHING, Source.CHOSEN))


@app.periodic(cron="* * * * * */20")
@app.task(queueing_lock="count_identical_texts")
def count_identical_texts(timestamp: int = 0) -> None:
    """Every twenty seconds (the sixth field)."""
    count_copies()


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="learn_words_of_titles", lock="words_of_titles")
def learn_words_of_titles(timestamp: int = 0) -> None:
    learn_words()


@app.periodic(cron="23 4 * * *")
@app.task(queueing_lock="relearn_words_of_titles", lock="words_of_titles")
def relearn_words_of_titles(timestamp: int = 0) -> None:
    relearn_words()


@app.periodic(cron="47 3 * * *")
@app.task(queueing_lock="forget_drafts")
def forget_drafts(timestamp: int = 0) -> int:
    return forget_old_drafts()


@app.periodic(cron="53 3 * * *")
@app.task(queueing_lock="forget_files")
def forget_files(timestamp: int = 0) -> int:
    return forget_unused_attachments()


@app.periodic(cron="7 5 * * *")
@app.task(queueing_lock="check_joined_files", lock="check_joined_files")
def check_joined_files(timestamp: int = 0) -> None:
    check_files()


@app.periodic(cron="3 4 * * *")
@app.task(queueing_lock="forget_coauthor_invitations")
def forget_coauthor_invitations(timestamp: int = 0) -> int:
    return coauthor.forget_invitations()
