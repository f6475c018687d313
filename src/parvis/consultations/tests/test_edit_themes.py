"""Writing the list of themes."""

import pytest

from parvis.accounts.errors import Refused
from parvis.consultations.domain.edit_themes import edit_themes
from parvis.consultations.enums import Role
from parvis.consultations.tests.factories import TeamMemberFactory, ThemeFactory

pytestmark = pytest.mark.django_db


def names(consultation) -> list[str]:
    return list(consultation.themes.values_list("name", flat=True))


def test_the_list_reads_as_written() -> None:
    member = TeamMemberFactory()
    kept = ThemeFactory(consultation=member.consultation, name="Walking")
    ThemeFactory(consultation=member.consultation, name="Planes")

    edit_themes(actor=member.participant, consultation=member.consultation, names=["Cycling", "Walking"])

    assert names(member.consultation) == ["Cycling", "Walking"]
    assert member.consultation.themes.get(name="Walking") == kept


@pytest.mark.parametrize("same_consultation", [True, False], ids=["moderator", "outsider"])
def test_nobody_else_writes_it(same_consultation: bool) -> None:
    member = TeamMemberFactory()
    other = (
        TeamMemberFactory(consultation=member.consultation, role=Role.MODERATOR)
        if same_consultation
        else TeamMemberFactory()
    )

    with pytest.raises(Refused):
        edit_themes(actor=other.participant, consultation=member.consultation, names=["Mine"])
    assert names(member.consultation) == []
