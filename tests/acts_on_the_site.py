"""Scenes of acts on the site itself, on what an outage took, and on the statement of who took part."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Any

from django.utils import timezone

from parvis.accounts.models import Participant
from parvis.accounts.tests.factories import StaffFactory
from parvis.availability.domain.beat import beat, read_clocks
from parvis.availability.domain.bring_watch import bring_watch
from parvis.availability.domain.look import look
from parvis.availability.domain.plan import cancel, plan
from parvis.availability.tests.factories import MaintenanceFactory, OutageFactory
from parvis.conduct.domain.answer_outage import decline, extend
from parvis.consultations.domain.tell_rules import tell_rules
from parvis.consultations.models import PhaseAction
from parvis.opendata.tests.town import Town
from parvis.panel.domain.state_who import state_who
from parvis.panel.domain.weigh_results import weigh_results
from parvis.panel.tests.factories import ReferenceFactory, SurveyFactory
from parvis.panel.tests.voting import TWO_HUNDRED, vote_together
from parvis.quality.domain.measure import measure

Act = Callable[[], Any]


def _operator(actor: Participant | None) -> Participant:
    return actor or StaffFactory(is_superuser=True)


def beating(town: Town, actor: Participant | None) -> Act:
    now = read_clocks()
    beat(reading=now)
    after = replace(now, now=now.now + timedelta(minutes=9), ticks=now.ticks + 540)
    return partial(beat, reading=after)


def answering_again(town: Town, actor: Participant | None) -> Act:
    look(answers=False, now=timezone.now() - timedelta(minutes=9))
    return partial(look, answers=True, now=timezone.now())


def planning(town: Town, actor: Participant | None) -> Act:
    soon = timezone.now() + timedelta(hours=1)
    given = {"starts_at": soon, "ends_at": soon + timedelta(hours=1), "words": "Une version."}
    return partial(plan, actor=_operator(actor), **given)


def calling_off(town: Town, actor: Participant | None) -> Act:
    return partial(cancel, actor=_operator(actor), maintenance=MaintenanceFactory())


def bringing(town: Town, actor: Participant | None) -> Act:
    times = [(timezone.now() - timedelta(hours=n)).isoformat() for n in (3, 2)]
    data = f"from,to,answers\n{times[0]},{times[1]},no\n".encode()
    return partial(bring_watch, actor=_operator(actor), data=data)


def _near_the_close(town: Town) -> None:
    """Every phase ends tomorrow, and the site was away for two hours."""
    town.consultation.phases.update(ends_at=timezone.now() + timedelta(days=1))
    tell_rules(consultation=town.consultation)
    start = timezone.now() - timedelta(hours=5)
    OutageFactory(started_at=start, ended_at=start + timedelta(hours=2))


def declining(town: Town, actor: Participant | None) -> Act:
    _near_the_close(town)
    given = {"consultation": town.consultation, "words": "Personne ne s’en plaint."}
    return partial(decline, actor=actor or town.organiser, **given)


def extending(town: Town, actor: Participant | None) -> Act:
    _near_the_close(town)
    given = {"consultation": town.consultation, "words": "Le serveur était en panne."}
    return partial(extend, actor=actor or town.organiser, until=timezone.now() + timedelta(days=2), **given)


def measuring(town: Town, actor: Participant | None) -> Act:
    return partial(measure, consultation=town.consultation)


def stating(town: Town, actor: Participant | None) -> Act:
    """Once nothing is open any more."""
    SurveyFactory(consultation=town.consultation)
    town.consultation.phases.update(ends_at=timezone.now() - timedelta(minutes=1))
    return partial(state_who, consultation=town.consultation)


def weighing(town: Town, actor: Participant | None) -> Act:
    """Two hundred people voted and said who they are; nothing is open any more."""
    SurveyFactory(consultation=town.consultation, traits=["sex"])
    ReferenceFactory(consultation=town.consultation)
    vote_together(town.ballot, [town.write("Un abri")], TWO_HUNDRED)
    town.consultation.phases.update(ends_at=timezone.now() - timedelta(minutes=1))
    return partial(weigh_results, ballot=PhaseAction.objects.get(pk=town.ballot.pk))
