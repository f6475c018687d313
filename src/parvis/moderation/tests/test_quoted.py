"""A text is hidden that a later consultation quotes: the team of that one is asked, once, and decides."""

from datetime import timedelta

import pytest
from django.utils import timezone

from parvis.accounts.tests.factories import ParticipantFactory
from parvis.consultations.tests.factories import KindFactory
from parvis.contributions.enums import State
from parvis.contributions.quotations import Quotation
from parvis.contributions.tests.factories import ContributionFactory
from parvis.moderation.cases import case_file, title_of
from parvis.moderation.domain.close_case import close_case
from parvis.moderation.domain.hide import hide
from parvis.moderation.domain.restore import restore
from parvis.moderation.enums import CaseKind, Outcome, Reason
from parvis.moderation.models import Case
from parvis.moderation.queue import Filters
from parvis.moderation.queue_lines import queue_page
from parvis.moderation.tests.factories import moderator_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def source():
    return ContributionFactory(title="Un banc", kind__consultation__title="Où ?")


@pytest.fixture
def quotation(source):
    return quoting(source)


def quoting(source, **fields):
    item = ContributionFactory(kind=KindFactory(), author=None, title=source.title, **fields)
    Quotation.objects.create(contribution=item, source=source)
    return item


def hide_it(source, reason=Reason.HATE):
    return hide(actor=moderator_of(source.consultation), target=source, reason=reason)


def waiting(page):
    return queue_page(consultation=page, filters=Filters(), beside=None).lines


def test_a_case_opens_where_it_is_quoted_and_the_quotation_stays(source, quotation):
    hide_it(source)
    case = Case.objects.get()
    assert (case.kind, case.consultation) == (CaseKind.QUOTED, quotation.consultation)
    quotation.refresh_from_db()
    assert quotation.state == State.PUBLISHED
    [line] = [line for line in waiting(quotation.consultation) if line.case]
    assert (line.case, line.text, line.why) == (case, quotation, "texte cité, masqué ailleurs")
    assert line.title == "Un texte cité ici a été masqué là où il a été écrit"
    assert [line.case for line in waiting(source.consultation)] == []


def test_its_page_says_where_it_was_written_and_what_became_of_it(source, quotation):
    hide_it(source)
    case = Case.objects.get()
    file = case_file(case)
    assert (file.target, file.title) == (quotation, title_of(case))
    assert dict(file.figures) == {
        "écrit dans": "Où ?",
        "la contribution citée est maintenant": "masquée par la modération",
        "dernière décision à son sujet": "masquer, haine ou discrimination",
    }


def test_hidden_again_it_is_asked_once(source, quotation):
    hide_it(source)
    restore(actor=moderator_of(source.consultation), target=source)
    hide_it(source, Reason.INSULT)
    assert Case.objects.count() == 1
    close_case(actor=moderator_of(quotation.consultation), case=Case.objects.get(), outcome=Outcome.UNFOUNDED)
    restore(actor=moderator_of(source.consultation), target=source)
    hide_it(source)
    assert Case.objects.count() == 1
    Case.objects.update(closed_at=timezone.now() - timedelta(days=30))
    restore(actor=moderator_of(source.consultation), target=source)
    hide_it(source)
    assert Case.objects.filter(closed_at=None).count() == 1


def test_each_consultation_that_quotes_it_is_asked_and_so_is_one_that_quotes_a_quotation(source, quotation):
    other = quoting(source)
    third = quoting(quotation)
    hide_it(source)
    assert set(Case.objects.values_list("consultation", flat=True)) == {
        quotation.consultation_id,
        other.consultation_id,
    }
    hide_it(quotation)
    assert Case.objects.filter(consultation=third.consultation, kind=CaseKind.QUOTED).count() == 1


@pytest.mark.parametrize("state", [State.HIDDEN, State.WITHDRAWN])
def test_of_a_quotation_that_is_no_longer_public_nobody_is_asked(source, state):
    quoting(source, state=state)
    hide_it(source)
    assert not Case.objects.exists()


def test_nothing_is_asked_of_a_text_that_nobody_quotes(source):
    hide_it(source)
    hide_it(ContributionFactory(author=ParticipantFactory()))
    assert not Case.objects.exists()
