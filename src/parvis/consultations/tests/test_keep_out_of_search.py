"""Keeping what people write out of search engines: a choice of the editor, which the rules tell."""

import pytest

from parvis.consultations.leaves import rules_of
from parvis.consultations.models import ConsultationPage
from parvis.consultations.tests.factories import ConsultationFactory

pytestmark = pytest.mark.django_db


def test_the_editor_asks_it() -> None:
    form = ConsultationPage.get_edit_handler().get_form_class()
    assert "unindexed" in form.base_fields


def test_it_is_told_with_the_rules_where_it_was_chosen() -> None:
    frames = [rules_of(ConsultationFactory(unindexed=choice)).get("frame", {}) for choice in (True, False)]
    assert [frame.get("unindexed") for frame in frames] == [True, None]
