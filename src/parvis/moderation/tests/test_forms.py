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


def test_the_limit_of_a_message_is_said_as_other_numbers_are():
    form = HideForm({"reason": "insult", "message": "x" * 1001})
    assert form.errors == {"message": ["Votre texte dépasse de 1 caractère\xa0: 1\xa0000 au plus."]}
