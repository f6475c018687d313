"""Reading the page of a contribution, in each of its states."""

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from parvis.accounts.tests.factories import ParticipantFactory
from parvis.consultations.enums import Role
from parvis.consultations.tests.factories import (
    ConsultationFactory,
    KindFactory,
    PhaseActionFactory,
    TeamMemberFactory,
)
from parvis.contributions import leaves
from parvis.contributions.enums import State
from parvis.contributions.tests.factories import ContributionFactory, VersionFactory
from parvis.debate.models import Argument
from parvis.ledger.domain.append import append
from parvis.ledger.domain.sequence import sequence
from parvis.ledger.enums import Fate
from parvis.moderation.domain.hide import hide
from parvis.moderation.enums import Reason
from parvis.moderation.tests.factories import hidden_contribution
from parvis.restitution.tests.factories import AnswerFactory

pytestmark = pytest.mark.django_db
SECRET = "MOTS-RETIRES"


def address(contribution):
    return reverse("front:contribution", args=[contribution.pk])


def read(client, contribution, actor=None):
    client.logout()
    if actor:
        client.force_login(actor)
    return client.get(address(contribution))


@pytest.fixture
def contribution(phase, kind):
    return ContributionFactory(phase=phase, kind=kind, title="Un banc", text="Au soleil, près de l'école.")


def test_a_visitor_reads_the_text_and_may_vote_and_argue(client, contribution):
    page = read(client, contribution)
    view = page.context["view"]
    assert "Au soleil, près de l&#x27;école." in page.content.decode()
    assert (view.control.closed_reason, view.arguments.can_argue) == ("", True)
    assert (view.may_revise, view.may_withdraw, view.is_mine) == (False, False, False)


def test_the_author_gets_a_receipt_and_may_revise_and_withdraw(client, contribution):
    page = read(client, contribution, contribution.author)
    text = page.content.decode()
    assert f"C-{contribution.pk}" in text
    for name in ("contributions:revise", "contributions:withdraw"):
        assert reverse(name, args=[contribution.pk]) in text


def test_only_the_author_gets_what_opens_the_line_of_the_public_log(client, contribution):
    with transaction.atomic():
        append(leaves.accepted(contribution))
    sequence()
    mine = read(client, contribution, contribution.author).context["view"].receipt
    assert (mine.leaf.seq, mine.fate) == (0, Fate.STANDS)
    assert mine.link in read(client, contribution, contribution.author).content.decode()
    others = read(client, contribution, ParticipantFactory())
    assert others.context["view"].receipt is None
    assert bytes(contribution.salt).hex() not in others.content.decode()


def test_the_draft_is_forgotten_just_after_publication(client, contribution):
    client.force_login(contribution.author)
    url = reverse("front:contribution", args=[contribution.pk])
    mark = f'data-parvis-autosave-clear="contribution-{contribution.phase_id}-{contribution.kind_id}"'
    pages = [client.get(address).content.decode() for address in (f"{url}?receipt=1", url)]
    assert [mark in page for page in pages] == [True, False]


def test_a_text_of_the_minutes_of_grace_says_so_on_its_receipt(client, contribution):
    contribution.is_late = True
    contribution.save(update_fields=["is_late"])
    assert "minutes de tolérance" in read(client, contribution, contribution.author).content.decode()


def test_somebody_else_and_a_teammate_may_not(client, contribution):
    teammate = TeamMemberFactory(consultation=contribution.consultation, participant=ParticipantFactory())
    for actor in (ParticipantFactory(), teammate.participant):
        view = read(client, contribution, actor).context["view"]
        assert (view.may_revise, view.may_withdraw, view.is_mine) == (False, False, False)


def test_the_answer_stands_above_the_text(client, contribution):
    AnswerFactory(contribution=contribution, text="Ancienne réponse.")
    AnswerFactory(contribution=contribution, text="Nous posons deux bancs.")
    text = read(client, contribution).content.decode()
    places = [text.index(words) for words in ("Nous posons deux bancs.", "Ancienne réponse.", "Au soleil")]
    assert places == sorted(places)


def test_best_arguments_stand_side_by_side(client, contribution):
    for side, supports in (("for", 1), ("for", 5), ("against", 2)):
        Argument.objects.create(
            contribution=contribution, side=side, text=f"{side} {supports}", support_count=supports
        )
    arguments = read(client, contribution).context["view"].arguments
    assert (arguments.best_for.text, arguments.best_against.text) == ("for 5", "against 2")
    assert [line.text for line in arguments.rest] == ["for 1"]


def test_responses_show_and_one_may_respond(client, contribution, phase):
    solution = KindFactory(
        consultation=contribution.consultation, responds_to=contribution.kind, call="Proposer une solution"
    )
    action = PhaseActionFactory(phase=phase, kind=solution)
    response = ContributionFactory(kind=solution, phase=phase, responds_to=contribution)
    ContributionFactory(kind=solution, responds_to=contribution, state=State.HIDDEN, title=SECRET)
    page = read(client, contribution)
    assert [entry.contribution.pk for entry in page.context["view"].responses] == [response.pk]
    assert SECRET not in page.content.decode()
    assert f"{reverse('contributions:submit', args=[action.pk])}?responds_to={contribution.pk}" in (
        page.content.decode()
    )


def test_earlier_public_versions_are_one_click_away(client, contribution):
    VersionFactory(contribution=contribution)
    contribution.revised_at = timezone.now()
    contribution.save(update_fields=["revised_at"])
    assert (
        reverse("contributions:versions", args=[contribution.pk])
        in read(client, contribution).content.decode()
    )


def test_a_hidden_text_leaves_its_reason_and_nothing_else(client, contribution):
    contribution.title = contribution.text = SECRET
    contribution.save(update_fields=["title", "text"])
    AnswerFactory(contribution=contribution, text="Réponse à retirer")
    Argument.objects.create(contribution=contribution, side="for", text="Argument à retirer")
    moderator = TeamMemberFactory(
        consultation=contribution.consultation, participant=ParticipantFactory(), role=Role.MODERATOR
    ).participant
    hide(actor=moderator, target=contribution, reason=Reason.PERSONAL_DATA, message="Numéro de téléphone.")
    analyst = TeamMemberFactory(
        consultation=contribution.consultation, participant=ParticipantFactory(), role=Role.ANALYST
    ).participant
    elsewhere = TeamMemberFactory(
        consultation=ConsultationFactory(), participant=ParticipantFactory(), role=Role.MODERATOR
    ).participant
    for actor in (None, ParticipantFactory(), analyst, elsewhere):
        page = read(client, contribution, actor)
        text = page.content.decode()
        assert page.status_code == 200
        assert "données personnelles de quelqu’un" in text
        for words in (SECRET, "à retirer", "Numéro de téléphone."):
            assert words not in text


def test_the_author_and_the_moderator_still_read_a_hidden_text(client):
    contribution = hidden_contribution(title=SECRET)
    moderator = TeamMemberFactory(
        consultation=contribution.consultation, participant=ParticipantFactory(), role=Role.MODERATOR
    ).participant
    for actor in (contribution.author, moderator):
        assert SECRET in read(client, contribution, actor).content.decode()


def test_a_withdrawn_text_says_when_and_nothing_else(client, contribution):
    contribution.title = contribution.text = SECRET
    contribution.state, contribution.withdrawn_at = State.WITHDRAWN, timezone.now()
    contribution.save()
    moderator = TeamMemberFactory(
        consultation=contribution.consultation, participant=ParticipantFactory(), role=Role.MODERATOR
    ).participant
    for actor in (None, ParticipantFactory(), moderator):
        text = read(client, contribution, actor).content.decode()
        assert "Retirée par son auteur le" in text
        assert SECRET not in text


def test_what_responds_to_a_hidden_text_does_not_name_it(client, contribution):
    contribution.responds_to = hidden_contribution(title=SECRET, text=SECRET)
    contribution.save(update_fields=["responds_to"])
    assert SECRET not in read(client, contribution).content.decode()


def test_a_contribution_of_a_draft_and_an_absent_one_are_the_same_404(client):
    draft = ContributionFactory(kind__consultation=ConsultationFactory(live=False), title=SECRET)
    absent = draft.pk + 1
    hidden = client.get(address(draft))
    missing = client.get(reverse("front:contribution", args=[absent]))
    assert (hidden.status_code, missing.status_code) == (404, 404)
    assert hidden.content.replace(f"/{draft.pk}/".encode(), f"/{absent}/".encode()) == missing.content


def test_an_author_erased_or_unknown_still_has_a_page(client, contribution):
    contribution.author = None
    contribution.save(update_fields=["author"])
    assert read(client, contribution).status_code == 200


def test_markup_typed_by_people_is_text(client, contribution):
    contribution.title = contribution.text = "<script>alert(1)</script>"
    contribution.save(update_fields=["title", "text"])
    assert "<script>alert(1)" not in read(client, contribution).content.decode()


@pytest.mark.parametrize("signed_in", [False, True])
def test_the_cost_does_not_depend_on_what_hangs_on_it(client, contribution, phase, cost, signed_in):
    solution = KindFactory(consultation=contribution.consultation, responds_to=contribution.kind)
    if signed_in:
        client.force_login(contribution.author)

    def add():
        for side in ("for", "against"):
            argument = Argument.objects.create(
                contribution=contribution, side=side, text="Oui.", author=ParticipantFactory()
            )
            Argument.objects.create(contribution=contribution, parent=argument, depth=1, text="Non.")
        ContributionFactory(kind=solution, phase=phase, responds_to=contribution)
        AnswerFactory(contribution=contribution)

    add()
    before = cost(client, address(contribution))
    add()
    add()
    assert cost(client, address(contribution)) == before
