"""Scenes of acts on a synthesis: published with its findings, and remarked on by a guarantor."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from parvis.accounts.models import Participant
from parvis.consultations.enums import Role
from parvis.opendata.tests.town import Town
from parvis.restitution.domain.publish_synthesis import publish_synthesis
from parvis.restitution.domain.remark_synthesis import remark_on_synthesis
from parvis.restitution.domain.tell_synthesis import tell_synthesis
from parvis.restitution.enums import RemarkKind
from parvis.restitution.models import Finding, Section, Source
from parvis.restitution.tests.factories import SynthesisFactory
from parvis.restitution.tests.synthesis_data import member

Act = Callable[[], Any]


def publishing(town: Town, actor: Participant | None) -> Act:
    page = SynthesisFactory(consultation=town.consultation, live=False)
    section = Section.objects.create(synthesis=page, place=1, title="Les rues")
    finding = Finding.objects.create(section=section, place=1, text="<p>Les bancs manquent.</p>")
    Source.objects.create(finding=finding, contribution=town.write("Un banc"))
    return partial(publish_synthesis, actor=actor or town.organiser, synthesis=page)


def remarking(town: Town, actor: Participant | None) -> Act:
    page = SynthesisFactory(consultation=town.consultation)
    tell_synthesis(synthesis=page)
    return partial(
        remark_on_synthesis,
        actor=actor or member(town.consultation, Role.GUARANTOR),
        synthesis=page,
        kind=RemarkKind.VISA,
        text="",
        signature="La garante",
    )
