"""Loading the demonstration: a fictional town in the middle of its consultation, as of `now`."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction

from parvis.consultations.domain.appoint import allow_creation, allow_site
from parvis.consultations.domain.prepare_site import prepare_site
from parvis.consultations.domain.tell_rules import tell_rules
from parvis.consultations.models import ConsultationPage
from parvis.demonstration.build import (
    conduct,
    consultation,
    debate,
    editorial,
    examined,
    portal,
    promises,
    quality,
    statements,
    survey,
    talk,
    topics,
    votes,
    who,
)
from parvis.demonstration.build.people import make_hosts, make_people
from parvis.demonstration.build.place import Place
from parvis.demonstration.content import Plan, Row, Town, read_town
from parvis.demonstration.drawing import Discussion, Drawn, draw_town
from parvis.pages.domain.lay_footer import Operator, lay_footer
from parvis.pages.models import HomePage
from parvis.portal.domain.lay_portal import lay_portal
from parvis.restitution.domain.snapshot import take_snapshot

# The hosts of the town had their accounts before its oldest consultation.
HOSTS_SINCE = timedelta(days=130)
WHO = 1789
"""The seed of who took part: drawn apart, so that the rest of the town stays as it is."""


def load(*, now: datetime, seed: int = 2026) -> None:
    """Write the whole demonstration, or nothing when it is already there. `now` is aware, in any zone."""
    town = read_town()
    if ConsultationPage.objects.filter(slug=town.main.slug).exists():
        return
    local = now.astimezone(ZoneInfo(settings.TIME_ZONE))
    rng = Random(seed)  # noqa: S311 (a draw that can be repeated is the point)
    drawn = draw_town(town, now=local, rng=rng)
    with transaction.atomic():
        _write(town, drawn, local, rng)


def _write(town: Town, drawn: Drawn, now: datetime, rng: Random) -> None:
    index = prepare_site()
    HomePage.objects.update(introduction=town.introduction)
    operators = {language: Operator(**row) for language, row in town.operators.items()}
    lay_footer(home=index.get_parent(), operators=operators)
    lay_portal(home=index.get_parent())
    portal.make_elsewhere(rows=town.elsewhere, now=now)
    hosts = make_hosts(since=now - HOSTS_SINCE)
    allow_creation(person=hosts.organiser)
    allow_site(person=hosts.organiser)
    people = make_people(town=town, drawn=drawn, now=now, rng=rng)
    # Pages are listed with the latest created last: the main consultation is the one a visitor meets first.
    place = Place(index, hosts, people, now, rng)
    pages = []
    for plan in (*reversed(town.others), town.main):
        page = _write_plan(plan, place, drawn.discussions[plan.slug], town.conduct)
        if plan is town.main:
            editorial.make_pages(town=town, parent=page, place=place)
            consultation.make_follows(page=page, hosts=hosts, people=people)
            who.make_panel(page=page, now=now, seed=WHO)
            topics.make_topics(page=page, organiser=hosts.organiser)
        elif statements.is_asked(plan):
            who.make_panel(page=page, now=now, seed=WHO)
        take_snapshot(consultation=page)
        pages.append(page)
    # Once every vote of the town is told: the log draws the order of those that wait together.
    for page in pages:
        statements.make_groups(page=page, place=place)
    quality.make_qualities(pages=pages)


def _write_plan(plan: Plan, place: Place, discussion: Discussion, said: Row) -> ConsultationPage:
    frame = consultation.make_frame(plan=plan, place=place, picture=editorial.make_picture(plan=plan))
    survey.make_questions(plan=plan, frame=frame)
    conduct.say_frame(said=said, frame=frame)
    tell_rules(consultation=frame.page)
    conduct.make_conduct(said=said, frame=frame, place=place)
    conduct.rehearse(frame=frame)
    made = debate.make_contributions(plan=plan, frame=frame, place=place, discussion=discussion)
    debate.carry_over(plan=plan, frame=frame, made=made, place=place)
    debate.make_decisions(plan=plan, made=made, place=place)
    arguments = debate.make_arguments(plan=plan, frame=frame, made=made, place=place, discussion=discussion)
    votes.make_votes(frame=frame, people=place.people, made=made, discussion=discussion)
    votes.make_supports(people=place.people, arguments=arguments, discussion=discussion)
    talk.make_comments(plan=plan, frame=frame, made=made, place=place)
    talk.make_questions(plan=plan, frame=frame, place=place)
    survey.make_responses(plan=plan, frame=frame, place=place)
    editorial.make_answers(plan=plan, made=made, place=place)
    examined.make_examinations(made=made, place=place)
    editorial.make_synthesis(plan=plan, parent=frame.page, made=made, place=place)
    promises.make_commitments(plan=plan, frame=frame, made=made, place=place)
    return frame.page
