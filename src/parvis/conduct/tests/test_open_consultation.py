"""Opening a consultation: nothing that prevents it, and nothing taken away once it is public."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone

from parvis.accounts.errors import Refused
from parvis.accounts.tests.factories import ParticipantFactory
from parvis.ballots.tests.factories import BallotFactory, VoteFactory, item_of
from parvis.conduct.domain import edit_time
from parvis.conduct.domain.attest import attest
from parvis.conduct.domain.open_consultation import in_the_way, open_consultation
from parvis.conduct.models import DataRecord
from parvis.conduct.queries import book_of, gather
from parvis.conduct.tests.factories import AttestationFactory, sound
from parvis.consultations.domain.edit_phase import ActionDraft, PhaseDraft, draft_of
from parvis.consultations.enums import LegalProfile, Role, Verb
from parvis.consultations.models import ConsultationPage
from parvis.consultations.tests.factories import ConsultationFactory, PhaseActionFactory, TeamMemberFactory
from parvis.contributions.enums import State
from parvis.ledger.models import Pending
from parvis.moderation.tests.factories import DecisionFactory, moderator_of
from parvis.pages.tests.factories import ResourceFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft() -> ConsultationPage:
    return ConsultationFactory(live=False)


def organiser_of(consultation: ConsultationPage):
    return TeamMemberFactory(consultation=consultation, role=Role.ORGANISER).participant


def codes(consultation: ConsultationPage) -> list[str]:
    return [line.rule.code for line in in_the_way(consultation)]


def saved(consultation: ConsultationPage, **texts: object) -> None:
    """As the editor keeps a draft: in a revision, and nowhere else."""
    page = consultation.get_latest_revision_as_object()
    for name, value in texts.items():
        setattr(page, name, value)
    page.save_revision()


def test_a_draft_of_nothing_is_told_all_that_it_lacks(draft: ConsultationPage) -> None:
    with pytest.raises(Refused) as refused:
        open_consultation(actor=organiser_of(draft), consultation=draft)

    draft.refresh_from_db()
    assert not draft.live
    assert codes(draft) == ["C01", "C02", "C03", "C07", "C08", "C09", "C13", "C17", "C20"]
    assert all(f"({code})" in str(refused.value) for code in codes(draft))


def test_a_sound_draft_opens(draft: ConsultationPage) -> None:
    sound(draft)

    open_consultation(actor=organiser_of(draft), consultation=draft)

    draft.refresh_from_db()
    assert draft.live
    assert draft.rules.get().text["frame"]["profile"] == "free"


def test_an_outsider_opens_nothing(draft: ConsultationPage) -> None:
    sound(draft)
    stranger = organiser_of(ConsultationFactory())

    for actor in (stranger, ParticipantFactory()):
        with pytest.raises(Refused):
            open_consultation(actor=actor, consultation=draft)
    draft.refresh_from_db()
    assert not draft.live


@pytest.mark.parametrize("profile", [LegalProfile.COMMITTEE, LegalProfile.ENVIRONMENT])
def test_the_law_asks_for_its_documents(draft: ConsultationPage, profile: LegalProfile) -> None:
    sound(draft, profile=profile)
    assert codes(draft) == ["C04"]

    for piece in ("draft", "explanatory", "presentation"):
        ResourceFactory(parent=draft, piece=piece)
    assert codes(draft) == []


def test_what_was_promised_cannot_be_taken_away(draft: ConsultationPage) -> None:
    organiser = organiser_of(draft)
    sound(draft)
    open_consultation(actor=organiser, consultation=draft)
    saved(draft, settled_points="", summary="Un pont pour tous.")

    with pytest.raises(Refused, match="C07"):
        open_consultation(actor=organiser, consultation=draft)

    draft.refresh_from_db()
    assert draft.settled_points != ""
    saved(draft, settled_points="<p>Le budget.</p>")
    open_consultation(actor=organiser, consultation=draft)
    draft.refresh_from_db()
    assert draft.summary == "Un pont pour tous."


def test_one_that_was_public_before_the_rules_may_still_be_corrected() -> None:
    old = ConsultationFactory()
    old.save_revision().publish()
    saved(old, summary="Un pont pour tous.")

    open_consultation(actor=organiser_of(old), consultation=old)

    old.refresh_from_db()
    assert old.summary == "Un pont pour tous."


def test_the_frame_is_locked_once_public(draft: ConsultationPage) -> None:
    sound(draft)
    open_consultation(actor=organiser_of(draft), consultation=draft)
    draft.refresh_from_db()
    saved(draft, profile=LegalProfile.PRIVATE)
    draft.refresh_from_db()

    assert codes(draft) == ["C01"]


@pytest.mark.parametrize("count", [1, 3])
def test_reading_the_rules_costs_the_same_whatever_hangs_on_it(
    draft: ConsultationPage, count: int, django_assert_num_queries
) -> None:
    sound(draft)
    for number in range(count):
        PhaseActionFactory(phase__consultation=draft)
        ResourceFactory(parent=draft)
        AttestationFactory(consultation=draft, rule=f"C1{number}")
    draft.refresh_from_db()

    with django_assert_num_queries(48):
        book_of(gather(draft))


def test_the_record_is_judged_as_it_is(draft: ConsultationPage) -> None:
    sound(draft)
    DataRecord.objects.update(assessment="")
    assert codes(draft) == ["C17"]


def test_votes_of_the_team_and_texts_hidden_by_nobody_are_seen(draft: ConsultationPage) -> None:
    ballot = BallotFactory(phase__consultation=draft)
    vote = VoteFactory(ballot=ballot, contribution=item_of(ballot))
    VoteFactory(ballot=ballot, contribution=vote.contribution)
    hidden = [item_of(ballot, state=State.HIDDEN) for _ in range(2)]
    DecisionFactory(contribution=hidden[0], moderator=moderator_of(draft))
    facts = gather(draft)
    assert (facts.team_votes, facts.unexplained, set(facts.methods)) == (0, 1, {ballot.ballot_method})

    TeamMemberFactory(consultation=draft, participant=vote.voter, role=Role.ANALYST)
    assert gather(draft).team_votes == 1


def test_one_that_was_withdrawn_is_judged_whole_again(draft: ConsultationPage) -> None:
    """The editor writes in the page itself then, and not in a revision alone."""
    organiser = organiser_of(draft)
    sound(draft, profile=LegalProfile.PRIVATE)
    open_consultation(actor=organiser, consultation=draft)
    draft.refresh_from_db()
    draft.unpublish()
    ConsultationPage.objects.filter(pk=draft.pk).update(settled_points="", profile=LegalProfile.FREE)
    draft.refresh_from_db()
    saved(draft, settled_points="", profile=LegalProfile.FREE)
    draft.refresh_from_db()

    assert codes(draft) == ["C01", "C07"]


def test_the_log_learns_of_the_record_and_of_what_was_declared_when_it_opens(draft: ConsultationPage) -> None:
    organiser = organiser_of(draft)
    sound(draft)
    attest(actor=organiser, consultation=draft, rule="C14", words="À la mairie.", name="La direction")
    kinds = Pending.objects.filter(kind__in=["rule.attested", "record.published"])
    assert not kinds.exists()

    open_consultation(actor=organiser, consultation=draft)

    assert sorted(kinds.values_list("kind", flat=True)) == ["record.published", "rule.attested"]


@pytest.fixture
def announced(draft: ConsultationPage) -> ConsultationPage:
    """Published under the law on committees, its only phase still to come."""
    for piece in ("draft", "explanatory"):
        ResourceFactory(parent=draft, piece=piece)
    sound(draft, profile=LegalProfile.COMMITTEE)
    open_consultation(actor=organiser_of(draft), consultation=draft)
    draft.refresh_from_db()
    return draft


def test_a_phase_to_come_cannot_be_made_shorter_than_the_law_once_it_was_announced(
    announced: ConsultationPage,
) -> None:
    organiser, phase = organiser_of(announced), announced.phases.get()
    short = replace(draft_of(phase), ends_at=phase.starts_at + timedelta(days=3))

    with pytest.raises(Refused, match="C06"):
        edit_time.change_phase(actor=organiser, phase=phase, draft=short)
    with pytest.raises(Refused, match="C03"):
        edit_time.remove_phase(actor=organiser, phase=phase)

    phase.refresh_from_db()
    assert (phase.ends_at - phase.starts_at).days == 30
    longer = replace(draft_of(phase), ends_at=phase.ends_at + timedelta(days=3))
    edit_time.change_phase(actor=organiser, phase=phase, draft=longer)


def test_a_phase_without_an_end_is_not_added_to_what_was_announced(announced: ConsultationPage) -> None:
    kind = announced.kinds.get()
    endless = PhaseDraft("Encore", "", timezone.now(), None, frozenset({ActionDraft(Verb.DEPOSIT, kind)}))
    with pytest.raises(Refused, match="C03"):
        edit_time.add_phase(actor=organiser_of(announced), consultation=announced, draft=endless)
    assert announced.phases.count() == 1
