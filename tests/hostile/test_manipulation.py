"""H32 to H34: a text that changes under those who support it, moderators and organisers who take sides."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone

from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.accounts.tests.factories import ParticipantFactory
from parvis.ballots.domain.cast import cast, withdraw
from parvis.ballots.domain.fold import fold
from parvis.ballots.domain.recount import recount
from parvis.ballots.models import Vote
from parvis.ballots.tests.factories import folded
from parvis.consultations.domain.edit_phase import change_phase, draft_of, remove_phase
from parvis.consultations.domain.tell_rules import tell_rules
from parvis.consultations.enums import Role
from parvis.consultations.models import PhaseAction, Rules
from parvis.consultations.pseudonyms import pseudonym
from parvis.consultations.tests.factories import PhaseActionFactory, TeamMemberFactory, ThemeFactory
from parvis.contributions.domain.revise import revise
from parvis.contributions.domain.withdraw import withdraw as take_down
from parvis.contributions.models import Contribution, Version
from parvis.contributions.tests.factories import ContributionFactory
from parvis.following.domain.digest import begin_digests, write_digests
from parvis.following.enums import Rhythm
from parvis.following.models import Digest
from parvis.jobs.models import Mail
from parvis.ledger.domain.append import space_of
from parvis.ledger.enums import LeafKind
from parvis.ledger.models import Pending
from parvis.moderation.domain.appeal import appeal
from parvis.moderation.domain.hide import hide
from parvis.moderation.domain.rule import rule
from parvis.moderation.enums import AppealOutcome, Reason
from parvis.moderation.register import Sum, by_moderator, cells_of
from parvis.opendata.exports.register import register_rows

pytestmark = pytest.mark.django_db
BEFORE, AFTER = "Planter vingt arbres sur la place.", "Couper vingt arbres sur la place."


@pytest.fixture
def ballot() -> PhaseAction:
    return PhaseActionFactory(vote=True)


@pytest.fixture
def trees(ballot: PhaseAction) -> Contribution:
    """A text that its author may still revise."""
    PhaseActionFactory(phase=ballot.phase, kind=ballot.kind)
    return ContributionFactory(phase=ballot.phase, kind=ballot.kind, title="Les arbres", text=BEFORE)


@pytest.fixture
def supporter(ballot: PhaseAction, trees: Contribution) -> Participant:
    return voter(ballot, trees, 1)


def voter(ballot: PhaseAction, item: Contribution, choice: int) -> Participant:
    person = ParticipantFactory()
    cast(actor=person, ballot=ballot, contribution=item, choice=choice)
    return person


def rewrite(item: Contribution, text: str) -> None:
    """A revision, and then some time in which nothing more changes."""
    item.refresh_from_db()
    revise(actor=item.author, contribution=item, title=item.title, text=text)
    later(minutes=20)


def later(**time: int) -> None:
    """The same with everything that much older."""
    gap = timedelta(**time)
    for model, fields in (
        (Contribution, ("created_at", "revised_at", "reacted_at")),
        (Version, ("replaced_at",)),
        (Vote, ("created_at",)),
        (Participant, ("created_at",)),
        (Digest, ("told_until", "written_at")),
    ):
        for row in model.objects.all():
            moved = {name: getattr(row, name) - gap for name in fields if getattr(row, name)}
            model.objects.filter(pk=row.pk).update(**moved)


def told() -> list[str]:
    """Who is written to by the digests of those who want them at once; the outbox is emptied."""
    Mail.objects.all().delete()
    begin_digests()
    Digest.objects.update(rhythm=Rhythm.AT_ONCE)
    write_digests(now=timezone.now())
    return list(Mail.objects.order_by("pk").values_list("recipient", flat=True))


def test_h32_those_who_supported_other_words_are_told_once(ballot, trees, supporter) -> None:
    against = voter(ballot, trees, -1)
    rewrite(trees, AFTER)
    after = voter(ballot, trees, 1)

    assert told() == [supporter.email]
    assert told() == []
    later(hours=2)
    assert told() == []
    assert {against.email, after.email, trees.author.email}.isdisjoint(told())


def test_h32_the_mail_shows_what_changed_and_where_to_change_one_s_vote(client, trees, supporter) -> None:
    rewrite(trees, AFTER)
    told()

    mail = Mail.objects.get()
    assert "Les arbres" in mail.subject
    assert f"/contributions/{trees.pk}/versions/\n" in mail.text
    assert "/me/votes/\n" in mail.text
    page = client.get(f"/contributions/{trees.pk}/versions/").content.decode()
    assert "<del>Planter </del><ins>Couper </ins>" in page


@pytest.mark.parametrize("text", ["Planter vingts arbres, sur la place !", BEFORE])
def test_h32_spelling_is_no_news(trees, supporter, text: str) -> None:
    rewrite(trees, text)

    assert told() == []


def test_h32_a_change_in_two_steps_is_told_by_its_end(trees, supporter) -> None:
    """Somebody who revises is left time to end; who goes back to the former words has changed nothing."""
    rewrite(trees, AFTER)
    rewrite(trees, BEFORE)
    assert told() == []

    later(days=2)
    trees.refresh_from_db()
    revise(actor=trees.author, contribution=trees, title=trees.title, text=AFTER)
    assert told() == []
    later(minutes=5)
    assert told() == []
    later(minutes=15)
    assert told() == [supporter.email]


def test_h32_a_text_that_changes_every_minute_is_told_once_an_hour_at_most(trees, supporter) -> None:
    rewrite(trees, AFTER)
    assert told() == [supporter.email]

    rewrite(trees, "Couper cent arbres sur la place.")
    assert told() == []
    later(hours=1)
    assert told() == [supporter.email]


def test_h32_who_took_their_vote_back_or_left_is_told_nothing(ballot, trees, supporter) -> None:
    gone, erased = voter(ballot, trees, 1), voter(ballot, trees, 1)
    withdraw(actor=gone, ballot=ballot, contribution=trees)
    Participant.objects.filter(pk=erased.pk).update(email=None, canonical_email=None)
    rewrite(trees, AFTER)

    assert told() == [supporter.email]


def test_h32_nobody_is_told_of_a_text_that_is_no_longer_public(trees, supporter) -> None:
    rewrite(trees, AFTER)
    take_down(actor=trees.author, contribution=trees)

    assert told() == []


def test_h32_the_vote_stays_with_the_words_of_its_day_and_may_be_changed(ballot, trees, supporter) -> None:
    rewrite(trees, AFTER)

    vote = Vote.objects.get(voter=supporter)
    former = trees.versions.get()
    assert (vote.is_live, former.is_public, former.text) == (True, True, BEFORE)
    assert vote.created_at < former.replaced_at
    cast(actor=supporter, ballot=ballot, contribution=trees, choice=-1)
    assert Vote.objects.get(voter=supporter, is_live=True).choice == -1


# H33


@pytest.fixture
def moderator(trees: Contribution) -> Participant:
    return TeamMemberFactory(consultation=trees.consultation, role=Role.MODERATOR).participant


def test_h33_the_register_shows_who_hid_what_and_why_act_by_act(trees, moderator) -> None:
    """Whoever hides by opinion shows it: one name for each moderator, the number of each text, the reason."""
    other = TeamMemberFactory(consultation=trees.consultation, role=Role.MODERATOR).participant
    items = [ContributionFactory(kind=trees.kind, phase=trees.phase) for _ in range(3)]
    for item, actor in zip(items, (moderator, moderator, other), strict=True):
        hide(actor=actor, target=item, reason=Reason.OFF_TOPIC)

    columns, *rows = register_rows(trees.consultation)
    acts = [dict(zip(columns, row, strict=True)) for row in rows]

    assert [(act["act"], act["reason"], act["contribution"]) for act in acts] == [
        ("hide", "off_topic", item.pk) for item in items
    ]
    first, second, third = (act["moderator"] for act in acts)
    assert first == second != third


def test_h33_what_is_hidden_leaves_its_votes_in_the_counts_and_its_reason_in_its_place(
    client, trees, supporter, moderator
) -> None:
    fold()
    before = folded()

    hide(actor=moderator, target=trees, reason=Reason.OFF_TOPIC)
    fold()

    assert (folded(), recount()) == (before, ())
    page = client.get(f"/en/contributions/{trees.pk}/").content.decode()
    assert "off topic" in page
    assert BEFORE not in page


def test_h33_an_appeal_is_decided_by_another_and_the_register_adds_up(client, trees, moderator) -> None:
    """Whoever hides a theme sees each appeal go to somebody else; both are in the sums, under their names."""
    roads = ThemeFactory(consultation=trees.consultation, name="Routes")
    items = [ContributionFactory(kind=trees.kind, phase=trees.phase, theme=roads) for _ in range(3)]
    decisions = [hide(actor=moderator, target=item, reason=Reason.OFF_TOPIC) for item in items]
    made = appeal(actor=items[0].author, decision=decisions[0], text="C’est le sujet.")
    other = TeamMemberFactory(consultation=trees.consultation, role=Role.MODERATOR).participant

    with pytest.raises(Refused):
        rule(actor=moderator, appeal=made, outcome=AppealOutcome.UPHELD, message="Non.")
    rule(actor=other, appeal=made, outcome=AppealOutcome.REVERSED, message="Oui.")

    names = [pseudonym(person.pk, space_of(trees.consultation_id)) for person in (moderator, other)]
    assert by_moderator(cells_of(trees.consultation)) == {names[0]: Sum(3, 1, 1), names[1]: Sum(1)}
    columns, *rows = register_rows(trees.consultation)
    first = dict(zip(columns, rows[0], strict=True))
    assert (first["moderator"], first["appeal_outcome"], first["appeal_decided_by"]) == (
        names[0], "reversed", names[1],
    )  # fmt: skip
    page = client.get(f"/en/consultations/{trees.consultation.slug}/moderation/").content.decode()
    assert all(name in page for name in names)
    assert "C’est le sujet." not in page


def test_h33_nobody_decides_on_their_own_words(trees, moderator) -> None:
    mine = ContributionFactory(kind=trees.kind, phase=trees.phase, author=moderator)

    with pytest.raises(Refused):
        hide(actor=moderator, target=mine, reason=Reason.OFF_TOPIC)


# H34


@pytest.fixture
def organiser(trees: Contribution) -> Participant:
    person = TeamMemberFactory(consultation=trees.consultation).participant
    tell_rules(consultation=trees.consultation)
    return person


def told_of(kind: LeafKind) -> int:
    return Pending.objects.filter(kind=kind).count()


def test_h34_an_open_period_is_not_shortened_and_a_longer_one_is_told(ballot, organiser) -> None:
    phase, draft = ballot.phase, draft_of(ballot.phase)

    for change in ({"ends_at": phase.ends_at - timedelta(hours=1)}, {"starts_at": timezone.now()}):
        with pytest.raises(Refused):
            change_phase(actor=organiser, phase=phase, draft=replace(draft, **change))
    assert (draft_of(phase), told_of(LeafKind.EXTENSION)) == (draft, 0)

    longer = replace(draft, ends_at=phase.ends_at + timedelta(days=1))
    change_phase(actor=organiser, phase=phase, draft=longer)
    assert told_of(LeafKind.EXTENSION) == 1


def test_h34_a_period_in_which_people_took_part_is_not_removed(ballot, trees, organiser) -> None:
    with pytest.raises(Refused):
        remove_phase(actor=organiser, phase=ballot.phase)


def test_h34_a_question_that_changes_is_told_with_its_words(ballot, organiser) -> None:
    rules = Rules.objects.latest("version")
    page = ballot.phase.consultation
    page.objective = "Fermer le parc."
    page.save()

    tell_rules(consultation=page)

    changed = Rules.objects.latest("version")
    assert (changed.version, "Fermer le parc." in str(changed.text)) == (rules.version + 1, True)
    assert told_of(LeafKind.RULES_CHANGED) == 1


def test_h34_an_organiser_writes_in_nobody_s_place_and_takes_down_nothing(trees, organiser) -> None:
    with pytest.raises(Refused):
        revise(actor=organiser, contribution=trees, title="x", text="y")
    with pytest.raises(Refused):
        take_down(actor=organiser, contribution=trees)
    trees.refresh_from_db()
    assert trees.text == BEFORE
