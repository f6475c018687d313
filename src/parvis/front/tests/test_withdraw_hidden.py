"""Its author takes back what moderation hid: the words leave, the decision stays, an appeal ends."""

import pytest

from parvis.accounts.errors import Refused
from parvis.accounts.tests.factories import ParticipantFactory
from parvis.consultations.enums import Role
from parvis.consultations.tests.factories import KindFactory, TeamMemberFactory
from parvis.contributions.domain.withdraw import withdraw
from parvis.contributions.enums import State
from parvis.contributions.permissions import can
from parvis.contributions.tests.factories import ContributionFactory
from parvis.debate.domain.withdraw import withdraw as withdraw_argument
from parvis.debate.tests.factories import ArgumentFactory
from parvis.jobs.models import Mail
from parvis.ledger.models import Pending
from parvis.moderation.appeals import standing_of, waiting_appeals, waiting_for
from parvis.moderation.domain.appeal import appeal
from parvis.moderation.domain.hide import hide
from parvis.moderation.domain.promise_appeals import promise_appeals
from parvis.moderation.domain.restore import restore
from parvis.moderation.domain.rule import rule
from parvis.moderation.domain.tell_appeals import tell_appeals
from parvis.moderation.enums import AppealOutcome, Reason, Wait
from parvis.moderation.models import Appeal, Ruling
from parvis.moderation.open_bin import bin_page
from parvis.moderation.queue import Filters, branch
from parvis.moderation.register import register_page
from parvis.moderation.tests.factories import moderator_of
from parvis.opendata.exports.register import register_rows
from parvis.restitution.domain.count import count_figures

pytestmark = pytest.mark.django_db


@pytest.fixture
def kind():
    return KindFactory()


@pytest.fixture
def page(kind):
    return kind.consultation


@pytest.fixture
def moderators(page):
    return moderator_of(page), moderator_of(page)


@pytest.fixture
def item(kind):
    return ContributionFactory(kind=kind, author__language="fr", title="Mon chat", text="ZANZIBAR dort.")


@pytest.fixture
def decision(item, moderators):
    return hide(actor=moderators[0], target=item, reason=Reason.OFF_TOPIC)


@pytest.fixture
def appealed(item, decision):
    made = appeal(actor=item.author, decision=decision, text="C’est le sujet.")
    Mail.objects.all().delete()
    return made


def take_back(target):
    if isinstance(target, ArgumentFactory._meta.model):
        return withdraw_argument(actor=target.author, argument=target)
    return withdraw(actor=target.author, contribution=target)


def appeal_address(decision):
    return f"/moderation/decisions/{decision.pk}/appeal/"


@pytest.mark.parametrize("is_argument", [False, True])
def test_its_words_leave_the_bin_and_the_decision_stays(client, kind, page, moderators, is_argument):
    above = ContributionFactory(kind=kind, text="ZANZIBAR dort.")
    target = ArgumentFactory(contribution=above, text="ZANZIBAR dort.") if is_argument else above
    made = hide(actor=moderators[0], target=target, reason=Reason.OFF_TOPIC)
    assert "ZANZIBAR" in client.get(f"/consultations/{page.slug}/bin/").content.decode()
    take_back(target)
    target.refresh_from_db()
    assert (target.state, target.salt) == (State.WITHDRAWN, None)
    assert bin_page(page).lines == []
    assert "ZANZIBAR" not in client.get(f"/consultations/{page.slug}/bin/").content.decode()
    assert [line.decision for line in register_page(page).lines] == [made]
    leaf = Pending.objects.filter(kind__endswith=".withdrawn").get()
    assert leaf.reference == target.entry


def test_nobody_else_takes_it_back_and_nobody_reads_it_afterwards(item, decision, moderators):
    for actor in (ParticipantFactory(), moderators[0]):
        assert not can(actor, "withdraw", item)
        with pytest.raises(Refused):
            withdraw(actor=actor, contribution=item)
    item.refresh_from_db()
    assert (can(item.author, "withdraw", item), can(item.author, "revise", item)) == (True, False)
    assert can(moderators[1], "read", item)
    take_back(item)
    item.refresh_from_db()
    assert [can(reader, "read", item) for reader in (moderators[1], item.author)] == [False, True]


@pytest.mark.parametrize("is_argument", [False, True])
def test_moderation_no_longer_decides_on_it(kind, moderators, is_argument):
    target = ContributionFactory(kind=kind)
    target = ArgumentFactory(contribution=target) if is_argument else target
    made = hide(actor=moderators[0], target=target, reason=Reason.INSULT)
    take_back(target)
    for moderator in moderators:
        with pytest.raises(Refused):
            restore(actor=moderator, target=target)
        with pytest.raises(Refused):
            hide(actor=moderator, target=target, reason=Reason.INSULT)
    with pytest.raises(Refused):
        appeal(actor=target.author, decision=made, text="Non.")
    target.refresh_from_db()
    assert (target.state, Appeal.objects.count()) == (State.WITHDRAWN, 0)


def test_an_appeal_that_waits_ends_without_a_decision(page, item, appealed, moderators):
    organiser = TeamMemberFactory(consultation=page, role=Role.ORGANISER).participant
    promise_appeals(actor=organiser, consultation=page, days=1)
    Appeal.objects.filter(pk=appealed.pk).update(created_at="2020-01-06T10:00Z")
    type(page).objects.filter(pk=page.pk).update(first_published_at="2020-01-01T00:00Z")
    page.appeal_promises.update(made_at="2020-01-01T00:00Z")
    queue = branch(page, Wait.APPEAL, Filters())
    assert (standing_of(page).waiting, standing_of(page).late, queue.rows.count()) == (1, 1, 1)
    take_back(item)
    standing = standing_of(page)
    assert (standing.sent, standing.waiting, standing.late, standing.median_days) == (1, 0, 0, None)
    assert (waiting_appeals(page), waiting_for(moderators[1], [page.pk]), queue.rows.count()) == ([], {}, 0)
    assert tell_appeals() == 0
    assert Appeal.objects.get().told_at is not None
    for outcome in (AppealOutcome.UPHELD, AppealOutcome.REVERSED):
        with pytest.raises(Refused):
            rule(actor=moderators[1], appeal=appealed, outcome=outcome, message="Non.")
    assert (Ruling.objects.count(), Mail.objects.count()) == (0, 0)


def test_the_register_says_so_and_so_does_the_open_data(client, page, item, appealed):
    take_back(item)
    [line] = register_page(page).lines
    assert (line.outcome, line.reviewer, line.clock.is_late) == ("texte retiré par son auteur", "", False)
    columns, row = register_rows(page)
    told = dict(zip(columns, row, strict=True))
    assert (told["appeal_outcome"], told["appeal_decided_at"], told["appeal_decided_by"]) == (
        "withdrawn", "", "",
    )  # fmt: skip
    shown = client.get(f"/consultations/{page.slug}/moderation/").content.decode()
    assert ("retiré par son auteur" in shown, "en attente d’une décision" in shown) == (True, False)


def test_what_was_decided_before_stays_decided(page, item, appealed, moderators):
    rule(actor=moderators[1], appeal=appealed, outcome=AppealOutcome.UPHELD, message="Non.")
    take_back(item)
    [line] = register_page(page).lines
    assert line.outcome == "décision confirmée"
    assert standing_of(page).median_days == 1


def test_the_register_costs_the_same_whatever_was_withdrawn(
    kind, page, moderators, django_assert_num_queries
):
    def fill():
        for target in (ContributionFactory(kind=kind), ArgumentFactory(contribution__kind=kind)):
            made = hide(actor=moderators[0], target=target, reason=Reason.OFF_TOPIC)
            appeal(actor=target.author, decision=made, text="Non.")
            take_back(target)

    fill()
    with django_assert_num_queries(3):
        register_page(page)
    fill()
    with django_assert_num_queries(3):
        assert len(register_page(page).lines) == 4
    assert len(list(register_rows(page))) == 5


def test_the_figures_tell_it_among_what_is_withdrawn(page, item, decision):
    before = count_figures(consultation=page)
    take_back(item)
    after = count_figures(consultation=page)
    assert (before.hidden, before.withdrawn, after.hidden, after.withdrawn) == (1, 0, 0, 1)


def test_authors_find_it_beside_the_appeal(client, page, item, decision, moderators):
    said = ArgumentFactory(contribution__kind=item.kind, author=item.author)
    about = hide(actor=moderators[0], target=said, reason=Reason.OFF_TOPIC)
    client.force_login(item.author)
    mine, theirs = (
        f'href="/contributions/{item.pk}/withdraw/"',
        f'href="/debate/arguments/{said.pk}/withdraw/"',
    )
    for address in (f"/contributions/{item.pk}/", "/me/contributions/", appeal_address(decision)):
        assert mine in client.get(address).content.decode()
    for address in ("/me/arguments/", appeal_address(about)):
        assert theirs in client.get(address).content.decode()
    for address in (f"/contributions/{item.pk}/withdraw/", f"/debate/arguments/{said.pk}/withdraw/"):
        assert "corbeille ouverte" in client.get(address).content.decode()
        assert client.post(address).status_code == 302
    for target in (item, said):
        target.refresh_from_db()
        assert target.state == State.WITHDRAWN


def test_the_page_of_the_appeal_tells_it(client, item, appealed):
    take_back(item)
    client.force_login(item.author)
    shown = client.get(appeal_address(appealed.decision)).content.decode()
    assert "plus personne ne statue sur ce recours" in shown
    assert ("/withdraw/" in shown, "Vous recevez la décision" in shown) == (False, False)
