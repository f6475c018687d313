"""What every part of the demonstration is written with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from random import Random

from parvis.consultations.models import ConsultationIndexPage
from parvis.demonstration.build.people import Hosts, People


@dataclass(frozen=True, slots=True)
class Place:
    """The folder of consultations, those who live in the town, its present moment, and its dice."""

    index: ConsultationIndexPage
    hosts: Hosts
    people: People
    now: datetime
    rng: Random
