"""How the acts on events are done, for the table of acts."""

from dataclasses import replace
from functools import partial

from parvis.accounts.tests.factories import ParticipantFactory
from parvis.gatherings.domain import edit_event as editing
from parvis.gatherings.domain import propose_event as proposing
from parvis.gatherings.domain import report_event as reporting
from parvis.gatherings.drafts import draft_of
from parvis.gatherings.models import EventSettings
from parvis.gatherings.tests.factories import EventFactory, EventReportFactory


def _event(town, **given):
    return EventFactory(consultation=town.consultation, **given)


def announcing(town, actor):
    return partial(editing.publish_event, actor=actor or town.organiser, event=_event(town, draft=True))


def changing(town, actor):
    event = _event(town)
    moved = replace(draft_of(event), title="Autre")
    return partial(editing.change_event, actor=actor or town.organiser, event=event, draft=moved)


def cancelling(town, actor):
    return partial(
        editing.cancel_event, actor=actor or town.organiser, event=_event(town), reason="La pluie."
    )


def proposing_one(town, actor):
    EventSettings.objects.get_or_create(consultation=town.consultation, takes_proposals=True)
    draft = draft_of(EventFactory.build(consultation=None))
    person = actor or ParticipantFactory()
    return partial(proposing.propose_event, actor=person, consultation=town.consultation, draft=draft)


def labelling(town, actor):
    return partial(proposing.label_event, actor=actor or town.organiser, event=_event(town, proposed=True))


def declining(town, actor):
    event = _event(town, proposed=True)
    return partial(
        proposing.decline_event, actor=actor or town.organiser, event=event, reason="Hors du sujet."
    )


def publishing_a_report(town, actor):
    report = EventReportFactory(event__consultation=town.consultation)
    return partial(reporting.publish_report, actor=actor or town.organiser, report=report)
