"""What was decided before: on close texts of the same consultation, and on the same author's others."""

import pytest
from django.utils import timezone

from parvis.consultations.tests.factories import ConsultationFactory, KindFactory
from parvis.contributions.enums import State
from parvis.contributions.tests.factories import ContributionFactory, WaitingTextFactory
from parvis.debate.tests.factories import ArgumentFactory
from parvis.moderation.domain.appeal import appeal
from parvis.moderation.domain.hide import hide
from parvis.moderation.domain.rule import rule
from parvis.moderation.domain.work_off import keep
from parvis.moderation.enums import AppealOutcome, Reason
from parvis.moderation.past import close_decisions, history_of
from parvis.moderation.tests.factories import moderator_of
from parvis.organisations.tests.factories import verified

pytestmark = pytest.mark.django_db
WORDS = {"title": "Des vélos volés à la gare", "text": "Les voleurs sont toujours les mêmes."}


@pytest.fixture
def consultation():
    return ConsultationFactory()


@pytest.fixture
def moderator(consultation):
    return moderator_of(consultation)


def written(consultation, **given):
    given.setdefault("kind", KindFactory(consultation=consultation))
    return ContributionFactory(**{**WORDS, "to_read_since": timezone.now(), **given})


def near(consultation, besides=None) -> list[tuple[int, str]]:
    found = close_decisions(consultation, **WORDS, besides=besides)
    return [(one.text.pk, one.said.replace("\N{NO-BREAK SPACE}", " ")) for one in found]


def test_the_nearest_texts_come_first_with_what_was_decided(consultation, moderator) -> None:
    hidden = written(consultation)
    other = written(consultation, title="Des vélos volés à la gare du nord", text="Encore les mêmes voleurs.")
    far = written(consultation, title="Planter des arbres", text="Il fait chaud en été.")
    nobody_s = written(consultation)
    elsewhere = written(ConsultationFactory())
    hide(actor=moderator, target=hidden, reason=Reason.HATE)
    for text in (other, far):
        keep(actor=moderator, target=text)
    keep(actor=moderator_of(elsewhere.consultation), target=elsewhere)
    assert near(consultation, besides=nobody_s.pk) == [
        (hidden.pk, "masqué : haine ou discrimination"),
        (other.pk, "gardé"),
    ]
    assert near(consultation, besides=hidden.pk) == [(other.pk, "gardé")]


def test_what_an_appeal_changed_is_said(consultation, moderator) -> None:
    text, second = written(consultation), written(consultation)
    upheld = appeal(
        actor=text.author, decision=hide(actor=moderator, target=text, reason=Reason.HATE), text="Non."
    )
    back = appeal(
        actor=second.author, decision=hide(actor=moderator, target=second, reason=Reason.HATE), text="Non."
    )
    other = moderator_of(consultation)
    rule(actor=other, appeal=upheld, outcome=AppealOutcome.UPHELD, message="Si.")
    rule(actor=other, appeal=back, outcome=AppealOutcome.REVERSED, message="En effet.")
    assert near(consultation) == [
        (text.pk, "masqué : haine ou discrimination ; recours : décision confirmée"),
        (second.pk, "masqué, puis de nouveau public"),
    ]


def test_what_its_author_withdrew_is_not_shown(consultation, moderator) -> None:
    text = written(consultation)
    keep(actor=moderator, target=text)
    text.state = State.WITHDRAWN
    text.save(update_fields=["state"])
    assert near(consultation) == []


@pytest.mark.parametrize("count", [1, 3])
def test_close_texts_cost_four_queries(consultation, moderator, count, django_assert_num_queries) -> None:
    kind = KindFactory(consultation=consultation)
    for _number in range(count):
        keep(actor=moderator, target=written(consultation, kind=kind))
        hide(actor=moderator, target=written(consultation, kind=kind), reason=Reason.HATE)
    with django_assert_num_queries(4):
        assert near(consultation)


def test_the_history_of_an_author_is_that_of_this_consultation_alone(consultation) -> None:
    text = written(consultation)
    written(consultation, author=text.author, state=State.HIDDEN)
    written(ConsultationFactory(), author=text.author, state=State.HIDDEN)
    ArgumentFactory(author=text.author, contribution=text)
    ArgumentFactory(author=text.author, contribution=text, state=State.HIDDEN)
    ArgumentFactory(contribution=text)
    found = history_of(text)
    assert (found.published, found.hidden, found.arguments, found.hidden_arguments) == (1, 1, 1, 1)
    assert history_of(ArgumentFactory(author=text.author, contribution=text)).hidden == 1


def test_whoever_sent_the_text_of_an_organisation_stays_unnamed(consultation) -> None:
    text = written(consultation)
    signed = written(consultation, author=text.author, organisation=verified(text.author))
    ArgumentFactory(author=text.author, contribution=text)
    found = history_of(signed)
    assert (found.published, found.arguments) == (1, 0)
    assert history_of(text).published == 1


def test_nothing_is_known_of_a_guest_nor_of_an_erased_author(consultation) -> None:
    assert history_of(WaitingTextFactory(kind=KindFactory(consultation=consultation))) is None
    assert history_of(written(consultation, author=None)) is None
