"""What a level of one consultation opens there, and what an act keeps of it."""

from uuid import uuid4

import pytest

from parvis.accounts.enums import IdentityLevel
from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.accounts.tests.factories import ParticipantFactory
from parvis.ballots.domain.cast import cast
from parvis.ballots.models import Vote
from parvis.ballots.permissions import can as can_vote
from parvis.consultations.domain.invite_by_code import give_codes, make_batch, revoke_batch
from parvis.consultations.domain.trust_domains import trust_domains
from parvis.consultations.domain.use_code import use_code
from parvis.consultations.levels import level_in
from parvis.consultations.models import Admission, InvitationBatch, TeamMember
from parvis.consultations.tests.factories import KindFactory, PhaseActionFactory, TeamMemberFactory
from parvis.contributions.domain.submit import submit
from parvis.contributions.tests.factories import ContributionFactory
from parvis.debate.domain.argue import argue
from parvis.debate.models import Argument
from parvis.front.composition.leaving import leave
from parvis.front.composition.my_data import read_all

pytestmark = pytest.mark.django_db
L1, L2 = IdentityLevel.EMAIL, IdentityLevel.INVITED


@pytest.fixture
def organiser() -> TeamMember:
    return TeamMemberFactory()


def batch_of(organiser: TeamMember) -> InvitationBatch:
    return make_batch(actor=organiser.participant, consultation=organiser.consultation, name="North", size=2)


def codes_of(organiser: TeamMember, batch: InvitationBatch) -> list[str]:
    return give_codes(actor=organiser.participant, batch=batch)


def use(person: Participant, organiser: TeamMember, code: str) -> None:
    use_code(actor=person, consultation=organiser.consultation, text=code)


def trust(organiser: TeamMember, *patterns: str) -> None:
    trust_domains(actor=organiser.participant, consultation=organiser.consultation, patterns=patterns)


def test_a_void_batch_takes_the_level_back_and_acts_keep_theirs(organiser: TeamMember) -> None:
    batch = batch_of(organiser)
    code, person = codes_of(organiser, batch)[0], ParticipantFactory()
    ballot, item = restricted_ballot(organiser)
    use(person, organiser, code)
    cast(actor=person, ballot=ballot, contribution=item, choice=1)
    revoke_batch(actor=organiser.participant, batch=batch, is_void=True)
    assert level_in(person, organiser.consultation) == L1
    assert Vote.objects.get().identity_level == L2
    for again in (lambda: use(person, organiser, code), lambda: recast(person, ballot, item)):
        with pytest.raises(Refused):
            again()


def restricted_ballot(organiser: TeamMember):
    kind = KindFactory(consultation=organiser.consultation)
    ballot = PhaseActionFactory(
        phase__consultation=organiser.consultation, kind=kind, vote=True, minimum_level=L2
    )
    return ballot, ContributionFactory(consultation=organiser.consultation, kind=kind, phase=ballot.phase)


def recast(person: Participant, ballot, item) -> None:
    cast(actor=person, ballot=ballot, contribution=item, choice=-1)


def test_a_vote_reserved_for_people_invited_opens_with_a_code(organiser: TeamMember) -> None:
    ballot, _item = restricted_ballot(organiser)
    person = ParticipantFactory()
    assert not can_vote(person, "vote", ballot)
    use(person, organiser, codes_of(organiser, batch_of(organiser))[0])
    assert can_vote(person, "vote", ballot)


def test_leaving_forgets_the_invitation_and_the_code_stays_used(organiser: TeamMember) -> None:
    code, person = codes_of(organiser, batch_of(organiser))[0], ParticipantFactory()
    use(person, organiser, code)
    leave(actor=person)
    assert not Admission.objects.exists()
    with pytest.raises(Refused):
        use(ParticipantFactory(), organiser, code)


def test_a_deposit_and_an_argument_keep_the_level_of_their_moment(organiser: TeamMember) -> None:

    trust(organiser, "univ-x.fr")
    action = PhaseActionFactory(phase__consultation=organiser.consultation, minimum_level=L2)
    PhaseActionFactory(phase=action.phase, kind=action.kind, argue=True, minimum_level=L2)
    person, stranger = ParticipantFactory(email="a@univ-x.fr"), ParticipantFactory()
    typed = {"action": action, "title": "Un banc", "text": "Un banc.", "theme": None, "responds_to": None}
    made = submit(actor=person, **typed, idempotency_key=uuid4())
    argue(actor=person, contribution=made, side="for", text="Oui.", idempotency_key=uuid4())
    assert (made.identity_level, Argument.objects.get().identity_level) == (L2, L2)
    for refused in (
        lambda: submit(actor=stranger, **typed, idempotency_key=uuid4()),
        lambda: argue(actor=stranger, contribution=made, side="for", text="Oui.", idempotency_key=uuid4()),
    ):
        with pytest.raises(Refused):
            refused()


def test_what_is_kept_of_a_code_is_in_my_data(organiser: TeamMember) -> None:
    person = ParticipantFactory()
    use(person, organiser, codes_of(organiser, batch_of(organiser))[0])
    (row,) = read_all(person)["invitations"]
    assert (row["batch__consultation__title"], row["batch__name"]) == (organiser.consultation.title, "North")
