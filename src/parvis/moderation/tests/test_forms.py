"""What a moderator fills in."""

from parvis.moderation.desk import HideForm
from parvis.moderation.enums import Reason


def test_a_reason_of_the_charter_is_needed():
    form = HideForm({"message": "Bonjour"})
    assert not form.is_valid()
    assert list(form.errors) == ["reason"]


def test_the_mistake_is_not_offered():
    assert not HideForm({"reason": Reason.MISTAKE}).is_valid()


def test_the_reason_comes_as_a_reason():
    form = HideForm({"reason": "insult"})
    assert form.is_valid()
    assert form.cleaned_data == {"reason": Reason.INSULT, "message": ""}
