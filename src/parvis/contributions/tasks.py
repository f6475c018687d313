"""Jobs of the contributions floor."""

from procrastinate.contrib.django import app

from parvis.consultations.enums import Source
from parvis.contributions.domain.carry import carry
from parvis.contributions.queries import phases_to_carry


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="carry_over")
def carry_over(timestamp: int) -> int:
    """Take over, when a phase starts, everything or the list made by hand; ballots carry the n best."""
    return sum(carry(phase=phase) for phase in phases_to_carry(Source.EVERYTHING, Source.CHOSEN))
