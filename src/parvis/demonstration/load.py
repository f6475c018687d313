"""Loading the demonstration: a fictional town in the middle of its consultation, as of `now`."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction

from parvis.consultations.domain.prepare_site import prepare_site
from parvis.consultations.models import ConsultationIndexPage, ConsultationPage
from parvis.demonstration.build import consultation, debate, editorial, votes
from parvis.demonstration.build.people import Hosts, People, make_hosts, make_people
from parvis.demonstration.content import Plan, Town, read_town
from parvis.demonstration.drawing import Drawn, draw_town
from parvis.pages.models import HomePage
from parvis.restitution.domain.snapshot import take_snapshot

# The hosts of the town had their accounts before its oldest consultation.
HOSTS_SINCE = timedelta(days=130)


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
    hosts = make_hosts(since=now - HOSTS_SINCE)
    people = make_people(town=town, drawn=drawn, now=now, rng=rng)
    # Pages are listed with the latest created last: the main consultation is the one a visitor meets first.
    for plan in (*reversed(town.others), town.main):
        page = _write_plan(plan, index, drawn, hosts, people, now, rng)
        if plan is town.main:
            editorial.make_pages(town=town, parent=page, hosts=hosts, now=now)
            consultation.make_follows(page=page, hosts=hosts, people=people)
        take_snapshot(consultation=page)


def _write_plan(
    plan: Plan,
    index: ConsultationIndexPage,
    drawn: Drawn,
    hosts: Hosts,
    people: People,
    now: datetime,
    rng: Random,
) -> ConsultationPage:
    discussion = drawn.discussions[plan.slug]
    picture = editorial.make_picture(name=plan.picture, title=plan.title)
    frame = consultation.make_frame(plan=plan, index=index, hosts=hosts, picture=picture, now=now)
    made = debate.make_contributions(
        plan=plan, frame=frame, people=people, discussion=discussion, now=now, rng=rng
    )
    debate.carry_over(plan=plan, frame=frame, made=made, now=now)
    debate.make_decisions(plan=plan, made=made, hosts=hosts, now=now)
    arguments = debate.make_arguments(
        plan=plan, frame=frame, people=people, made=made, discussion=discussion, now=now
    )
    votes.make_votes(frame=frame, people=people, made=made, discussion=discussion)
    votes.make_supports(people=people, arguments=arguments, discussion=discussion)
    editorial.make_answers(plan=plan, made=made, hosts=hosts, now=now)
    editorial.make_synthesis(plan=plan, parent=frame.page, hosts=hosts, now=now)
    return frame.page
