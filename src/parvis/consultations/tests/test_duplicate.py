"""Starting again from a consultation: its frame, and nothing of what people did."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db.models import Field, Model
from django.utils import timezone
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file

from parvis.accounts.enums import IdentityLevel
from parvis.accounts.errors import Refused
from parvis.accounts.tests.factories import ParticipantFactory, StaffFactory
from parvis.consultations.domain.appoint import allow_creation
from parvis.consultations.domain.create_from_template import create_from_template
from parvis.consultations.domain.duplicate import ANEW, COPIED, LEFT_OUT, duplicate
from parvis.consultations.enums import (
    BallotMethod,
    Currency,
    Figure,
    KindRole,
    LegalProfile,
    Role,
    Scale,
    Source,
    Verb,
    Visibility,
    Way,
)
from parvis.consultations.models import (
    ConsultationPage,
    InvitationBatch,
    Kind,
    Phase,
    PhaseAction,
    Question,
    TrustedDomain,
)
from parvis.consultations.permissions import can
from parvis.consultations.templates_catalogue import CATALOGUE
from parvis.consultations.tests.factories import (
    ConsultationFactory,
    KindFactory,
    PhaseActionFactory,
    PhaseFactory,
    QuestionFactory,
    TeamMemberFactory,
    ThemeFactory,
)
from parvis.pages.models import ResourcePage
from parvis.pages.tests.factories import NewsFactory, ResourceFactory

pytestmark = pytest.mark.django_db
STARTS_ON = date(2030, 6, 3)


def organiser_of(consultation: ConsultationPage):
    person = TeamMemberFactory(consultation=consultation).participant
    allow_creation(person=person)
    return person


def again(source: ConsultationPage, actor=None) -> ConsultationPage:
    return duplicate(
        actor=actor or organiser_of(source), source=source, title="Once more?", starts_on=STARTS_ON
    )


def values(row: Model) -> dict[str, Any]:
    return {name: getattr(row, name) for name in COPIED[type(row)]}


@pytest.mark.parametrize("model", COPIED, ids=lambda model: model.__name__)
def test_each_field_is_taken_made_anew_or_left_out(model: type[Model]) -> None:
    """A new field has to be put in one of the three lists."""
    told = [*COPIED[model], *ANEW[model], *LEFT_OUT.get(model, ())]
    assert sorted(told) == sorted(field.name for field in model._meta.local_concrete_fields)


def unlike_default(field: Field, row: Model) -> bool:
    return getattr(row, field.name) != field.get_default()


def full(source: ConsultationPage) -> dict[type[Model], Model]:
    """A row of each model, where every copied field is unlike its default."""
    words = {name: f"<p>{name}</p>" for name in COPIED[ConsultationPage]}
    picture = get_image_model().objects.create(title="A square", file=get_test_image_file())
    special = {
        "profile": LegalProfile.COMMITTEE, "currency": Currency.CHF, "contact": "a@example.org",
        "has_no_guarantor": True, "picture": picture, "scale": Scale.LOCAL, "way": Way.BOTH,
        "unindexed": True, "takes_api": True,
    }  # fmt: skip
    for name, value in {**words, **special}.items():
        setattr(source, name, value)
    source.save()
    pain = KindFactory(consultation=source, position=1)
    kind = KindFactory(
        consultation=source, responds_to=pain, help_text="Help", is_titled=False, has_text=True,
        text_limit=77, visibility=Visibility.PUBLIC, one_per_person=True, role=KindRole.AMENDMENT, position=2,
    )  # fmt: skip
    question = QuestionFactory(
        kind=kind, help_text="Help", is_required=True, is_personal=True, purpose="To know",
        settings={"limit": 12}, condition={"question": "a", "test": "is", "value": "b"}, position=3,
    )  # fmt: skip
    first = PhaseFactory(consultation=source, past=True, position=0)
    phase = PhaseFactory(
        consultation=source, summary="What happens", position=1, source=Source.BEST, source_phase=first,
        source_count=4, carried_at=timezone.now(),
    )  # fmt: skip
    vote = PhaseActionFactory(
        phase=phase, kind=kind, verb=Verb.VOTE, minimum_level=IdentityLevel.STATE,
        ballot_method=BallotMethod.POINTS, ballot_limit=9, ballot_limit_each=3, ballot_quorum=5,
        ballot_threshold=6, ballot_hides_counts=True, ballot_is_public=True,
    )  # fmt: skip
    theme = ThemeFactory(consultation=source, description="About", position=4)
    domain = TrustedDomain.objects.create(consultation=source, pattern="univ-x.example")
    rows = (source, theme, domain, kind, question, phase, vote)
    return {type(row): row for row in rows}


def test_all_that_is_copied_is_the_same() -> None:
    source = ConsultationFactory()
    rows = full(source)

    made = again(source)

    copies: dict[type[Model], Model] = {
        type(row): row
        for row in (
            ConsultationPage.objects.get(pk=made.pk),
            made.themes.get(),
            made.trusted_domains.get(),
            made.kinds.get(code=rows[Kind].code),
            Question.objects.get(kind__consultation=made),
            made.phases.get(position=1),
            PhaseAction.objects.get(phase__consultation=made),
        )
    }
    elsewhere = {
        (Kind, "has_text"), (Kind, "visibility"),
        (PhaseAction, "ballot_scale"), (PhaseAction, "allows_guests"), (PhaseAction, "read_within"),
    }  # fmt: skip
    for model, row in rows.items():
        assert values(copies[model]) == values(row)
        plain = [
            field.name
            for field in model._meta.local_concrete_fields
            if field.name in COPIED[model] and not unlike_default(field, row)
        ]
        assert {(model, name) for name in plain} <= elsewhere


def test_options_that_exclude_each_other_are_copied_too() -> None:
    source = ConsultationFactory()
    phase = PhaseFactory(consultation=source)
    kind = KindFactory(consultation=source, has_text=False, is_titled=False, visibility=Visibility.PRIVATE)
    ideas = KindFactory(consultation=source)
    PhaseActionFactory(
        phase=phase, kind=ideas, verb=Verb.VOTE, ballot_method=BallotMethod.GRADE, ballot_scale=10
    )
    PhaseActionFactory(phase=phase, kind=ideas, allows_guests=True, read_within=24)

    made = again(source)

    copy = made.kinds.get(code=kind.code)
    assert (copy.has_text, copy.visibility) == (False, Visibility.PRIVATE)
    acts = PhaseAction.objects.filter(phase__consultation=made)
    assert [(act.ballot_scale, act.allows_guests, act.read_within) for act in acts.order_by("-verb")] == [
        (10, False, None),
        (None, True, 24),
    ]


def test_rows_point_to_those_of_the_new_one() -> None:
    source = ConsultationFactory()
    full(source)

    made = again(source)

    kind, phase = made.kinds.get(role=KindRole.AMENDMENT), made.phases.get(position=1)
    assert kind.responds_to == made.kinds.get(position=1)
    assert phase.source_phase == made.phases.get(position=0)
    assert PhaseAction.objects.get(phase=phase).kind == kind
    assert source.kinds.count() == made.kinds.count() == 2


def test_what_comes_later_in_the_list_may_be_what_another_points_to() -> None:
    source = ConsultationFactory()
    answered = KindFactory(consultation=source, position=5)
    KindFactory(consultation=source, position=1, responds_to=answered, role=KindRole.AMENDMENT)

    made = again(source)

    assert made.kinds.get(role=KindRole.AMENDMENT).responds_to.code == answered.code


def test_phases_keep_their_hours_across_a_change_of_time_and_their_lengths_in_days() -> None:
    source = ConsultationFactory()
    opens = timezone.make_aware(datetime(2026, 1, 12, 8, 30))
    PhaseFactory(consultation=source, position=0, starts_at=opens, ends_at=opens + timedelta(days=10))
    PhaseFactory(consultation=source, position=1, starts_at=opens + timedelta(days=20), ends_at=None)

    first, second = again(source).phases.all()

    assert first.starts_at == timezone.make_aware(datetime(2030, 6, 3, 8, 30))
    assert first.ends_at == timezone.make_aware(datetime(2030, 6, 13, 8, 30))
    assert (second.starts_at, second.ends_at) == (timezone.make_aware(datetime(2030, 6, 23, 8, 30)), None)
    assert (first.carried_at, second.carried_at) == (None, None)


def test_neither_team_nor_codes_nor_news_nor_the_days_of_the_answer_come() -> None:
    source = ConsultationFactory(answer_due=date(2026, 5, 1), announcement="https://example.org/a")
    actor = organiser_of(source)
    TeamMemberFactory(consultation=source, role=Role.MODERATOR)
    InvitationBatch.objects.create(consultation=source, name="North", size=3)
    NewsFactory(parent=source)

    made = again(source, actor)

    made.refresh_from_db()
    assert list(made.team.values_list("participant", "role")) == [(actor.pk, Role.ORGANISER)]
    assert not made.invitations.exists()
    assert made.get_children().count() == 0
    assert (made.answer_due, made.announcement) == (None, "")
    assert (made.live, made.first_published_at, made.owner) == (False, None, actor)
    assert (made.title, made.slug) == ("Once more?", "once-more")
    saved = made.get_latest_revision_as_object()
    assert (saved.title, saved.organiser) == ("Once more?", source.organiser)


def test_resources_come_as_drafts_to_be_read_again() -> None:
    source = ConsultationFactory()
    former = ResourceFactory(parent=source, title="Counts", publisher="A laboratory")

    made = again(source)

    copy = ResourcePage.objects.child_of(made).get()
    assert (copy.title, copy.publisher, copy.link) == ("Counts", "A laboratory", former.link)
    assert (copy.live, copy.first_published_at) == (False, None)
    assert ResourcePage.objects.get(pk=former.pk).live


def test_a_draft_gives_its_texts_as_they_were_saved_last() -> None:
    source = ConsultationFactory(live=False)
    source.summary = "Written since."
    source.save_revision()

    assert again(source).summary == "Written since."


def test_a_public_one_gives_the_texts_that_everybody_reads() -> None:
    source = ConsultationFactory(summary="What everybody reads.")
    source.summary = "Not published yet."
    source.save_revision()

    assert again(ConsultationPage.objects.get(pk=source.pk)).summary == "What everybody reads."


def test_one_without_a_phase_starts_again_without_one() -> None:
    assert not again(ConsultationFactory()).phases.exists()


@pytest.mark.parametrize("template", CATALOGUE.values(), ids=CATALOGUE.keys())
def test_what_a_template_made_starts_again(template) -> None:
    actor = ParticipantFactory()
    allow_creation(person=actor)
    source = create_from_template(
        actor=actor, template=template, title="First", organiser="The town", starts_on=date(2026, 3, 16),
        figures={Figure.AMOUNT: 50_000, Figure.THRESHOLD: 300},
    )  # fmt: skip

    made = again(source, actor)

    for former, phase in zip(source.phases.all(), made.phases.all(), strict=True):
        assert phase.starts_at.date() - former.starts_at.date() == STARTS_ON - date(2026, 3, 16)
        assert {values(act)["verb"] for act in phase.actions.all()} == {
            values(act)["verb"] for act in former.actions.all()
        }
    assert [kind.code for kind in made.kinds.all()] == [kind.code for kind in source.kinds.all()]


@pytest.mark.parametrize("role", [Role.MODERATOR, Role.ANALYST, Role.GUARANTOR])
def test_only_an_organiser_starts_again(role: Role) -> None:
    source = ConsultationFactory()
    member = TeamMemberFactory(consultation=source, role=role).participant
    allow_creation(person=member)

    assert not can(member, "duplicate", source)
    with pytest.raises(Refused):
        again(source, member)
    assert ConsultationPage.objects.count() == 1


def test_an_organiser_of_another_one_or_who_may_not_create_does_not() -> None:
    source = ConsultationFactory()
    here = TeamMemberFactory(consultation=source).participant

    assert not can(organiser_of(ConsultationFactory()), "duplicate", source)
    assert not can(here, "duplicate", source)
    allow_creation(person=here)
    here = type(here).objects.get(pk=here.pk)  # rights are read once an instance
    assert can(here, "duplicate", source)
    assert can(StaffFactory(is_superuser=True), "duplicate", source)


def test_phases_are_never_shared() -> None:
    source = ConsultationFactory()
    full(source)
    again(source)

    assert Phase.objects.filter(source_phase__isnull=False).count() == 2
    for phase in Phase.objects.filter(source_phase__isnull=False):
        assert phase.source_phase.consultation_id == phase.consultation_id
