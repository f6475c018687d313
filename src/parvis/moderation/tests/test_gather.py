"""Organisers merge close contributions without losing authors or addresses, and split them back."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction
from django.utils import translation

from parvis.accounts.enums import IdentityLevel
from parvis.accounts.errors import Refused
from parvis.accounts.tests.factories import ParticipantFactory
from parvis.ballots.domain.weigh import weigh_all, weigh_stale
from parvis.ballots.tests.factories import BallotFactory, item_of
from parvis.consultations.enums import KindRole, Role, Source
from parvis.consultations.tests.factories import (
    KindFactory,
    PhaseActionFactory,
    PhaseFactory,
    TeamMemberFactory,
)
from parvis.contributions.domain.withdraw import withdraw as take_text_back
from parvis.contributions.enums import State
from parvis.contributions.merges import Merge, MergedText
from parvis.contributions.models import Contribution
from parvis.contributions.queries import listing
from parvis.contributions.tests.factories import CarriedContributionFactory, ContributionFactory
from parvis.debate.domain.argue import argue
from parvis.debate.domain.count import count
from parvis.debate.domain.count import recount as recount_debate
from parvis.debate.queries import arguments_page
from parvis.debate.tests.factories import ArgumentFactory
from parvis.jobs.models import Mail
from parvis.ledger.models import Pending
from parvis.moderation.domain.gather import gather, part
from parvis.moderation.domain.hide import hide
from parvis.moderation.enums import Reason
from parvis.moderation.tests.gathered import WHY, merged, organiser_of, shown, vote

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def titles(consultation, **given) -> set[str]:
    return {str(item) for item in listing(consultation=consultation, **given).items}


def test_merged_texts_leave_lists_and_search_leads_to_the_one_that_stays():
    kind = KindFactory()
    ballot = BallotFactory(phase=PhaseFactory(consultation=kind.consultation), kind=kind)
    one = item_of(ballot, title="Une passerelle piétonne", text="Sur la rivière.")
    other = item_of(ballot, title="Un pont pour marcheurs", text="Au-dessus de l'Orle.")
    merged(ballot, one, other, title="Franchir à pied", text="Un ouvrage ou l'autre, au centre.")
    consultation = kind.consultation
    assert titles(consultation) == {"Franchir à pied"}
    assert titles(consultation, phase=ballot.phase) == {"Franchir à pied"}
    for words in ("marcheurs", "rivière", "ouvrage"):
        assert titles(consultation, words=words) == {"Franchir à pied"}
    assert titles(consultation, words="banc") == set()


def test_identical_texts_come_along_and_go_back():
    ballot = BallotFactory()
    one = item_of(ballot)
    twins = [item_of(ballot, title="Un pont", text="Vite.") for _ in range(3)]
    merge = merged(ballot, one, twins[1])
    assert set(merge.texts.values_list("contribution", flat=True)) == {one.pk, *(twin.pk for twin in twins)}
    assert titles(one.consultation) == {str(one)}
    part(actor=organiser_of(ballot), merge=merge, reason=WHY)
    leads = Contribution.objects.filter(pk__in=[twin.pk for twin in twins], is_lead=True)
    assert [lead.pk for lead in leads] == [twins[0].pk]


def test_arguments_stand_together_with_where_they_come_from():
    ballot = BallotFactory()
    PhaseActionFactory(phase=ballot.phase, kind=ballot.kind, argue=True)
    one, other = item_of(ballot), item_of(ballot, title="Un pont")
    ArgumentFactory(contribution=one)
    ArgumentFactory(contribution=other, against=True)
    merge = merged(ballot, one, other)
    fresh = Contribution.objects.select_related("consultation", "kind").get(pk=one.pk)
    page = arguments_page(actor=AnonymousUser(), contribution=fresh)
    assert page.best_for.about is None
    assert (page.best_against.about.pk, page.best_against.about.title) == (other.pk, "Un pont")
    count(contribution_id=one.pk)
    assert Contribution.objects.get(pk=one.pk).argument_count == 2
    count(contribution_id=other.pk)
    assert recount_debate() == 0
    with pytest.raises(Refused, match="the text that stands for them"):
        argue(
            actor=ParticipantFactory(),
            contribution=Contribution.objects.get(pk=other.pk),
            side="for",
            text="Oui.",
            idempotency_key=merge.entry,
        )
    part(actor=organiser_of(ballot), merge=merge, reason=WHY)
    count(contribution_id=one.pk)
    assert (Contribution.objects.get(pk=one.pk).argument_count, recount_debate()) == (1, 0)


def test_every_author_is_told_how_to_object():
    ballot = BallotFactory()
    one, other = item_of(ballot, author__language="en"), item_of(ballot, author__language="en")
    item_of(ballot)
    merge = merged(ballot, one, other)
    told = {mail.recipient: mail.text for mail in Mail.objects.all()}
    assert set(told) == {one.author.email, other.author.email}
    assert all(WHY in text and "can be split again" in text for text in told.values())
    part(actor=organiser_of(ballot), merge=merge, reason="À tort.")
    assert Mail.objects.filter(text__contains="À tort.").count() == 2


def test_the_log_tells_the_merge_and_the_split():
    ballot = BallotFactory()
    one, other = item_of(ballot), item_of(ballot)
    merge = merged(ballot, one, other)
    part(actor=organiser_of(ballot), merge=merge, reason=WHY)
    leaf, end = Pending.objects.filter(kind__startswith="contribution.").order_by("pk")
    assert (leaf.kind, leaf.entry, leaf.reference, leaf.public) == (
        "contribution.merged",
        merge.entry,
        one.entry,
        {"kept": one.pk, "texts": [one.pk, other.pk]},
    )
    assert (end.kind, end.reference, end.public) == (
        "contribution.split",
        merge.entry,
        {"kept": one.pk, "departure": False},
    )


def test_only_organisers_merge_and_split():
    ballot = BallotFactory()
    one, other = item_of(ballot), item_of(ballot)
    strangers = [
        TeamMemberFactory(consultation=one.consultation, role=role).participant
        for role in (Role.MODERATOR, Role.ANALYST, Role.GUARANTOR)
    ]
    strangers += [
        one.author,
        ParticipantFactory(identity_level=IdentityLevel.STATE),
        TeamMemberFactory().participant,
    ]
    for actor in strangers:
        with pytest.raises(Refused, match="cannot merge"):
            gather(actor=actor, kept=one, others=[other.pk], reason=WHY)
    merge = merged(ballot, one, other)
    for actor in strangers:
        with pytest.raises(Refused, match="cannot split"):
            part(actor=actor, merge=merge, reason=WHY)


def test_what_cannot_be_one_text_is_refused_in_words():
    ballot = BallotFactory()
    one, other = item_of(ballot), item_of(ballot)
    elsewhere = ContributionFactory(kind=KindFactory(consultation=one.consultation))
    hidden = item_of(ballot, state=State.HIDDEN)
    question = ContributionFactory()
    reply = item_of(ballot, responds_to=question)
    later = item_of(ballot, phase=PhaseFactory(consultation=one.consultation))
    carried = item_of(ballot)
    chosen = PhaseFactory(consultation=one.consultation, source=Source.CHOSEN, source_phase=ballot.phase)
    CarriedContributionFactory(phase=chosen, contribution=carried)
    for others, words in (
        ([], "two texts or more"),
        ([elsewhere], "one kind"),
        ([hidden], "no longer public"),
        ([reply], "respond to the same"),
        ([later], "in a phase where"),
        ([carried], "in a phase where"),
    ):
        with pytest.raises(Refused, match=words):
            merged(ballot, one, *others)
    passages = ContributionFactory.create_batch(2, kind=KindFactory(role=KindRole.PASSAGE))
    with pytest.raises(Refused, match="Passages"):
        merged(BallotFactory(phase__consultation=passages[0].consultation), *passages)
    with pytest.raises(Refused, match="Say why"):
        merged(ballot, one, other, reason=" ")
    with pytest.raises(Refused, match="Give your text a title"):
        merged(ballot, one, other, text="Un texte commun.")
    merged(ballot, one, other)
    with pytest.raises(Refused, match="already merged"):
        merged(ballot, item_of(ballot), one)
    assert merged(ballot, carried, item_of(ballot)).kept == carried


def test_the_database_refuses_a_text_in_two_merges_and_a_chain():
    ballot = BallotFactory()
    one, other = item_of(ballot), item_of(ballot)
    merged(ballot, one, other)
    row = Merge.objects.create(
        consultation=one.consultation, kept=other, reason=WHY, organiser=ParticipantFactory()
    )
    for act in (
        lambda: MergedText.objects.create(merge=row, contribution=one),
        lambda: Contribution.objects.filter(pk=one.pk).update(merged_into=other),
        lambda: Contribution.objects.filter(pk=other.pk).update(merged_into=other),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            act()


def test_a_text_that_leaves_the_public_leaves_its_merge_and_the_votes_are_weighed_again():
    ballot = BallotFactory(support=True)
    one, other, third = (item_of(ballot) for _ in range(3))
    person = vote(ballot, one, 1)
    vote(ballot, other, 1, person)
    vote(ballot, other, 1)
    merge = merged(ballot, one, other, third)
    assert (shown(one), weigh_stale()) == ({"support": 2}, 1)
    take_text_back(actor=other.author, contribution=other)
    assert (weigh_stale(), shown(one), weigh_all()) == (1, {"support": 1}, 0)
    assert Contribution.objects.get(pk=other.pk).merged_into_id is None
    assert set(merge.texts.filter(is_live=True).values_list("contribution", flat=True)) == {one.pk, third.pk}
    hide(actor=organiser_of(ballot), target=Contribution.objects.get(pk=one.pk), reason=Reason.INSULT)
    merge.refresh_from_db()
    assert merge.split_at is not None
    assert titles(one.consultation) == {str(third)}
    assert Pending.objects.filter(kind="contribution.split").get().public["departure"] is True


def test_a_later_merge_of_the_same_texts_starts_afresh():
    ballot = BallotFactory(support=True)
    one, other = item_of(ballot), item_of(ballot)
    person = vote(ballot, one, 1)
    vote(ballot, other, 1, person)
    for kept, gone in ((one, other), (other, one), (one, other)):
        merge = merged(ballot, kept, gone)
        assert shown(kept) == {"support": 1}
        part(actor=organiser_of(ballot), merge=merge, reason=WHY)
        assert (shown(kept), shown(gone)) == ({"support": 1}, {"support": 1})
