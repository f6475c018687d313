"""A draft read by those who were there: its link, what they propose, what the author makes of it."""

from datetime import timedelta

import pytest
from django.db.models import F
from django.utils import timezone

from parvis.accounts.errors import Refused
from parvis.consultations.tests.factories import TeamMemberFactory
from parvis.jobs.forgetting import CORRECTION_NAMES
from parvis.jobs.models import Mail
from parvis.minutes.domain.correct import accept, decline, forget_names, propose
from parvis.minutes.domain.share import share, stop_sharing
from parvis.minutes.domain.write import change_passage
from parvis.minutes.enums import CorrectionState
from parvis.minutes.models import Correction, Minutes
from parvis.minutes.sharing import VALID, minutes_of_code
from parvis.minutes.tests.factories import CODE, CorrectionFactory, MinutesFactory, writer_of

pytestmark = pytest.mark.django_db


def code_in(address: str) -> str:
    return address.rstrip("/").split("/")[-1]


def proposed(minutes: Minutes, text: str, **given: str) -> Correction:
    passage = minutes.passages.last()
    words = {"why": "", "name": "", "based_on": passage.text, **given}
    return propose(minutes=minutes, passage=passage, text=text, **words)


def test_a_new_link_replaces_the_former_and_is_sent_once_a_day() -> None:
    minutes = MinutesFactory()
    actor = writer_of(minutes)
    emails = ["rosa@example.org", "Rosa@example.org"]
    first, second = (share(actor=actor, minutes=minutes, emails=emails) for _time in range(2))

    assert (minutes_of_code(code_in(first)), minutes_of_code(code_in(second))) == (None, minutes)
    assert [(mail.recipient.lower(), first in mail.text) for mail in Mail.objects.all()] == [
        ("rosa@example.org", True)
    ]
    stop_sharing(actor=actor, minutes=minutes)
    assert minutes_of_code(code_in(second)) is None


def test_a_link_grows_old() -> None:
    minutes = MinutesFactory(shared=True)
    assert minutes_of_code(CODE) == minutes
    Minutes.objects.update(shared_at=F("shared_at") - VALID)
    assert minutes_of_code(CODE) is None
    with pytest.raises(Refused, match="plus ouvert"):
        proposed(minutes, "Il manque deux abris.")


def test_somebody_proposes_other_words_once() -> None:
    minutes = MinutesFactory(shared=True)
    first, second = (proposed(minutes, "Il manque  deux abris.", name="Rosa") for _time in range(2))
    assert (first, first.old_text, first.name) == (second, "Il manque un abri.", "Rosa")
    with pytest.raises(Refused, match="Changez les mots"):
        proposed(minutes, "Il manque un abri.")
    with pytest.raises(Refused, match="entre-temps"):
        proposed(minutes, "Autre chose.", based_on="Il manquait un abri.")


def test_words_that_are_accepted_take_the_place_of_the_others() -> None:
    row = CorrectionFactory()
    accept(actor=writer_of(row.passage.minutes), correction=row)
    row.refresh_from_db()
    row.passage.refresh_from_db()
    assert (row.state, row.passage.text) == (CorrectionState.ACCEPTED, "Il manque deux abris.")
    with pytest.raises(Refused, match="déjà été décidée"):
        decline(actor=writer_of(row.passage.minutes), correction=row, reply="Non.")


def test_words_of_somebody_else_are_not_written_over() -> None:
    row = CorrectionFactory()
    actor = writer_of(row.passage.minutes)
    change_passage(actor=actor, passage=row.passage, text="Il manque des abris.", is_heading=False)
    with pytest.raises(Refused, match="à la main"):
        accept(actor=actor, correction=row)
    row.passage.refresh_from_db()
    assert row.passage.text == "Il manque des abris."


def test_a_correction_is_declined_with_a_word() -> None:
    row = CorrectionFactory()
    actor = writer_of(row.passage.minutes)
    with pytest.raises(Refused, match="d’un mot"):
        decline(actor=actor, correction=row, reply=" ")
    decline(actor=actor, correction=row, reply="Un seul a été cité.")
    row.refresh_from_db()
    assert (row.state, row.reply) == (CorrectionState.DECLINED, "Un seul a été cité.")


def test_names_are_erased_a_time_after() -> None:
    old, recent = CorrectionFactory(), CorrectionFactory()
    Correction.objects.filter(pk=old.pk).update(made_at=timezone.now() - CORRECTION_NAMES - timedelta(days=1))
    assert forget_names() == 1
    assert list(Correction.objects.order_by("pk").values_list("name", flat=True)) == ["", recent.name]


def test_another_team_neither_shares_nor_decides() -> None:
    row = CorrectionFactory()
    actor, minutes = TeamMemberFactory().participant, row.passage.minutes
    for act in (
        lambda: share(actor=actor, minutes=minutes),
        lambda: stop_sharing(actor=actor, minutes=minutes),
        lambda: accept(actor=actor, correction=row),
        lambda: decline(actor=actor, correction=row, reply="Non."),
    ):
        with pytest.raises(Refused, match="Seul un organisateur"):
            act()
