"""Phases, kinds and themes under which people wrote stay where they are."""

import pytest

from parvis.accounts.errors import Refused
from parvis.consultations.domain.edit_phase import remove_phase
from parvis.consultations.domain.edit_themes import edit_themes
from parvis.consultations.tests.factories import PhaseActionFactory, TeamMemberFactory, ThemeFactory
from parvis.contributions.tests.factories import ContributionFactory

pytestmark = pytest.mark.django_db


def test_a_phase_with_contributions_stays() -> None:
    member = TeamMemberFactory()
    action = PhaseActionFactory(phase__consultation=member.consultation)
    ContributionFactory(kind=action.kind, phase=action.phase)

    with pytest.raises(Refused):
        remove_phase(actor=member.participant, phase=action.phase)
    assert member.consultation.phases.get() == action.phase


def test_a_theme_in_use_stays_and_nothing_changes() -> None:
    member = TeamMemberFactory()
    theme = ThemeFactory(consultation=member.consultation, name="Walking")
    ContributionFactory(kind__consultation=member.consultation, theme=theme)

    with pytest.raises(Refused):
        edit_themes(actor=member.participant, consultation=member.consultation, names=["Cycling"])
    assert [theme.name for theme in member.consultation.themes.all()] == ["Walking"]
