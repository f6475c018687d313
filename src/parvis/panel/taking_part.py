"""Whoever contributed, argued or voted in a consultation, whatever became of it."""

from __future__ import annotations

from django.db.models import Exists

from parvis.accounts.models import Participant
from parvis.ballots.models import Vote
from parvis.consultations.models import ConsultationPage, TeamMember
from parvis.contributions.models import Contribution
from parvis.debate.models import Argument


def took_part(person: Participant, consultation: ConsultationPage) -> bool:
    """One query."""
    wrote = Contribution.objects.filter(author=person, consultation=consultation)
    argued = Argument.objects.filter(author=person, contribution__consultation=consultation)
    voted = Vote.objects.filter(voter=person, contribution__consultation=consultation)
    found = Participant.objects.filter(Exists(wrote) | Exists(argued) | Exists(voted), pk=person.pk)
    return bool(found.exists())


def people_of(consultation: ConsultationPage) -> set[int]:
    """Everybody who did, but the team; read by jobs alone. Four queries."""
    wrote = Contribution.objects.filter(consultation=consultation).values_list("author")
    argued = Argument.objects.filter(contribution__consultation=consultation).values_list("author")
    voted = Vote.objects.filter(contribution__consultation=consultation).values_list("voter")
    found = {pk for rows in (wrote, argued, voted) for (pk,) in rows.order_by().distinct()}
    team = TeamMember.objects.filter(consultation=consultation).values_list("participant", flat=True)
    return found - {None} - set(team)
