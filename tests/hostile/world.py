"""A site with something of everything, and somebody of every role: what the matrix of access is tried on."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from uuid import uuid4
from zipfile import ZipFile

from allauth.account.internal.flows import login as records
from allauth.usersessions.models import UserSession
from django.test import Client
from django.test.client import ClientHandler
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Collection, CollectionViewRestriction, Page, Site, Task, Workflow, WorkflowPage

from parvis.accounts.enums import IdentityLevel
from parvis.accounts.models import Participant
from parvis.accounts.secret_links import hash_link
from parvis.accounts.tests.factories import ParticipantFactory, StaffFactory
from parvis.availability.tests.factories import MaintenanceFactory, OutageFactory, WatchFactory
from parvis.ballots.domain.enter_paper import enter_batch
from parvis.ballots.tests.factories import BallotFactory, SetAsideFactory, items_of
from parvis.commissions.invitations import write_token as write_place
from parvis.commissions.tests.factories import (
    CommissionFactory,
    CommissionMemberFactory,
    HandOverFactory,
    OpinionFactory,
)
from parvis.conduct import trials
from parvis.conduct.tests.factories import AttestationFactory, InstanceFactory
from parvis.consultations.codes import hash_code, new_code
from parvis.consultations.domain.join_team import invite_to_team
from parvis.consultations.domain.tell_rules import tell_rules
from parvis.consultations.enums import Role, Source
from parvis.consultations.models import (
    ConsultationPage,
    InvitationBatch,
    InvitationCode,
    Phase,
    PhaseAction,
)
from parvis.consultations.team_invitations import write_token as write_team_token
from parvis.consultations.tests.factories import (
    ConsultationFactory,
    KindFactory,
    PhaseActionFactory,
    PhaseFactory,
    QuestionFactory,
    TeamMemberFactory,
    ThemeFactory,
)
from parvis.contributions.domain import coauthor
from parvis.contributions.domain.submit import submit
from parvis.contributions.enums import State
from parvis.contributions.guest_links import write_token as write_guest_token
from parvis.contributions.models import Contribution
from parvis.contributions.tests.factories import AttachmentFactory, ContributionFactory, WaitingTextFactory
from parvis.debate.models import Argument
from parvis.debate.tests.factories import ArgumentFactory, ReplyFactory
from parvis.draws.domain.draw_panel import draw_panel
from parvis.draws.tests.factories import DrawFactory, prepared
from parvis.draws.tests.factories import due as ready
from parvis.field.domain.take_entry import Sent, take_entry
from parvis.field.tests.factories import KitFactory
from parvis.following.tests.factories import (
    AnnouncementFactory,
    LetterFactory,
    PublicThreadFactory,
    follower,
)
from parvis.following.tokens import Stop, write_token
from parvis.front.kiosk import address_of
from parvis.gatherings.tests.factories import (
    EventFactory,
    EventReportFactory,
    EventSettingsFactory,
    RegistrationFactory,
)
from parvis.gatherings.tokens import write_token as write_registration_token
from parvis.jobs.tests.factories import MailFactory
from parvis.learning.tests.factories import QuizFactory
from parvis.ledger.numbers import write_number
from parvis.minutes.domain.publish_minutes import publish_minutes
from parvis.minutes.models import Minutes
from parvis.minutes.tests.factories import CODE, CorrectionFactory, MinutesFactory
from parvis.moderation.domain.gather import gather
from parvis.moderation.enums import CaseKind
from parvis.moderation.tests.factories import AppealFactory, CaseFactory, hidden_contribution
from parvis.opendata.domain.make_token import make_token
from parvis.opendata.files import new_file, path_of
from parvis.opendata.models import Archive
from parvis.opendata.tests.factories import DeliveryFactory, WebhookFactory
from parvis.organisations.domain.invite import address_of as address_to_join
from parvis.organisations.domain.invite import invite
from parvis.organisations.tests import factories as organisations
from parvis.pages.terms import Term
from parvis.pages.tests.factories import DocumentFactory, NewsFactory
from parvis.panel.tests.factories import SurveyFactory
from parvis.paper.enums import Channel
from parvis.paper.models import ReceivedMail, Scan
from parvis.paper.models import new_code as new_sheet_code
from parvis.paper.tests.factories import BatchFactory, entered
from parvis.portal.tests.factories import MethodFactory, PracticeFactory
from parvis.quality.domain.measure import measure
from parvis.restitution import leaves
from parvis.restitution.domain.snapshot import take_snapshot
from parvis.restitution.enums import ExaminationAct
from parvis.restitution.models import Finding, PublishedSynthesis, Section, SynthesisPage
from parvis.restitution.models import Source as CitedSource
from parvis.restitution.tests.factories import (
    CommitmentFactory,
    ExaminationFactory,
    MilestoneFactory,
    SynthesisFactory,
)
from parvis.restitution.written import being_written, words_of
from parvis.room.tests.factories import ActivityFactory, AnswerFactory, RoomFactory
from parvis.testing.indexes import index_all
from parvis.texts.tests.factories import amended, drafted, passage, published
from parvis.understanding.models import Analysis, Code, RunModel, Topic
from parvis.understanding.tests.factories import (
    AnalysisFactory,
    CodedTextFactory,
    CoderFactory,
    CodingFactory,
    GroupingFactory,
    OpinionStatementFactory,
    TopicFactory,
    TopicMemberFactory,
    TopicSplitFactory,
)
from tests.hostile.matrix import GROUPS

SECRET = "Zanzibar"
TEAM = {
    "organiser": Role.ORGANISER,
    "moderator": Role.MODERATOR,
    "analyst": Role.ANALYST,
    "animator": Role.ANIMATOR,
    "guarantor": Role.GUARANTOR,
    "observer": Role.OBSERVER,
}
LEVELS = {"L1": IdentityLevel.EMAIL, "L2": IdentityLevel.INVITED, "L3": IdentityLevel.STATE}
STAFF = GROUPS["staff"]


@dataclass
class World:
    """Who there is, and the name of each thing in an address."""

    people: dict[str, Participant] = field(default_factory=dict)
    names: dict[str, object] = field(default_factory=dict)
    cookies: dict[str, str] = field(default_factory=dict)
    handler: ClientHandler = field(default_factory=lambda: ClientHandler(enforce_csrf_checks=False))

    def client(self, role: str) -> Client:
        """A browser of somebody in this role; a member of a team has shown the second factor.

        Sessions are made once, and the handler shared: both cost more than most requests.
        """
        client = Client(raise_request_exception=False)
        client.handler = self.handler
        if role != "visitor":
            client.cookies["sessionid"] = self.cookies[role]
        return client


def signed_in(person: Participant, *, factor: bool) -> str:
    """The key of a session of this person, who has shown a second factor or not."""
    client = Client()
    client.force_login(person)
    if factor:
        session = client.session
        session[records.AUTHENTICATION_METHODS_SESSION_KEY] = [{"method": "mfa", "at": 4_000_000_000}]
        session[records._AUTHENTICATION_METHODS_USER_SESSION_KEY] = str(person.pk)
        session.save()
    return client.cookies["sessionid"].value


def build() -> World:
    """Everything once, in a fixed number of rows."""
    world = World()
    own = ConsultationFactory(title="Open to all", slug="open")
    draft = ConsultationFactory(title=f"{SECRET} draft", slug="draft", live=False)
    elsewhere = ConsultationFactory(title="Yokohama elsewhere", slug="elsewhere", live=False)
    people(world, own, draft, elsewhere)
    opened(world, own)
    written(world, own)
    unpublished(world, draft)
    pages(world, own, draft, elsewhere)
    files(world, own)
    ended(world)
    archives(own, draft, elsewhere)
    invitations(world, own)
    watched(world, own)
    asked_in(world, own)
    followed(world, own, draft)
    lettered(world, own)
    told_elsewhere(world, own)
    together(world)
    world.names["attestation"] = AttestationFactory(consultation=own).pk
    learnt(world, own)
    at_work(world, own, draft)
    gathered(world, own, draft)
    drawn(world, own, draft)
    sorted_out(world, own)
    concluded(world, own)
    promised(world, own, draft)
    examined(world)
    met(world, own, draft)
    on_paper(world, own)
    collected(world, own)
    changed(world, own)
    for place in (own, draft):
        measure(consultation=place)
    installation(world)
    logged(world)
    index_all()
    world.cookies = {role: signed_in(person, factor=role in STAFF) for role, person in world.people.items()}
    return world


def ended(world: World) -> None:
    """A consultation that closed, in which the person of level 1 wrote; the team is the same."""
    over = ConsultationFactory(title="Over", slug="over")
    kind = KindFactory(consultation=over, code="idea")
    action = PhaseActionFactory(phase=PhaseFactory(consultation=over, past=True), kind=kind)
    ContributionFactory(kind=kind, phase=action.phase, author=world.people["L1"])
    for name, role in TEAM.items():
        TeamMemberFactory(consultation=over, participant=world.people[name], role=role)
    world.names["over_slug"] = over.slug


def gathered(world: World, own: ConsultationPage, draft: ConsultationPage) -> None:
    """A room that is open, with words and a question; one that is closed, and that of a draft."""
    room = RoomFactory(consultation=own, opened=True)
    questions = ActivityFactory(room=room, questions=True)
    asked = AnswerFactory(activity=questions, texts=["When?"])
    kind = own.kinds.get(pk=world.names["kind"])
    made = ContributionFactory(kind=kind, author=None, entry=uuid4(), salt=b"0" * 16)
    kept = AnswerFactory(activity=questions, texts=["Who decides?"], contribution=made)
    words = ActivityFactory(room=room, words=True, started=True)
    AnswerFactory(activity=words)
    world.names |= {
        "room": room.code,
        "room_pk": room.pk,
        "room_words": words.pk,
        "room_asked": asked.pk,
        "room_kept": kept.pk,
        "room_waiting": ActivityFactory(room=room).pk,
        "closed_room": RoomFactory(consultation=own, closed=True).code,
        "draft_room": RoomFactory(consultation=draft).code,
    }


def learnt(world: World, own: ConsultationPage) -> None:
    """A quiz on line, its next version being written, and words explained here and everywhere."""
    QuizFactory(consultation=own, on_line=True)
    draft = QuizFactory(consultation=own, version=2)
    words = {"term": own, "site_term": None}
    world.names["quiz_question"] = draft.questions.first().pk
    world.names |= {
        name: Term.objects.create(word="ZAC", host=host, definition="Une zone.").pk
        for name, host in words.items()
    }


def on_paper(world: World, own: ConsultationPage) -> None:
    """Printed sheets, one of which is entered; one that two people read otherwise; a mail to be confirmed."""
    phase, kind = Phase.objects.get(pk=world.names["phase"]), own.kinds.get(pk=world.names["kind"])
    place = {"phase": phase, "kind": kind}
    batch = BatchFactory(consultation=own, size=2, **place)
    entered(batch, world.people["organiser"], number=1)
    double = BatchFactory(consultation=own, size=1, is_double=True, **place)
    for name in ("organiser", "moderator"):
        differs = entered(double, world.people[name], number=1, title=name)
    ReceivedMail.objects.create(
        consultation=own, address="zoe@x.org", language="fr", text="Un banc.", digest="d",
        token_hash=hash_link("mailed"),
    )  # fmt: skip
    sheet = batch.sheets.get(number=1)
    scan = Scan.objects.create(sheet=sheet, type="image/png", width=1, height=1, content=b"x")
    world.names |= {
        "sheets": batch.pk, "sheet": sheet.pk, "sheet_code": sheet.code, "mailed": "mailed", "scan": scan.pk,
        "double_sheets": double.pk, "double_sheet": differs.pk,
    }  # fmt: skip


def collected(world: World, own: ConsultationPage) -> None:
    """A device that has a link, with an answer that the form refused."""
    phase, kind = Phase.objects.get(pk=world.names["phase"]), own.kinds.get(pk=world.names["kind"])
    batch = BatchFactory(consultation=own, phase=phase, kind=kind, channel=Channel.FIELD)
    kit = KitFactory(batch=batch, token="on-site", held_by=world.people["moderator"])
    kept = take_entry(kit=kit, sent=Sent(uuid4(), new_sheet_code(), "title=", None, "No title."))
    world.names |= {
        "field_sheets": batch.pk, "kit": kit.pk, "kit_token": "on-site", "kit_entry": kept.pk,
        "kit_code": kept.code,
    }  # fmt: skip


def met(world: World, own: ConsultationPage, draft: ConsultationPage) -> None:
    """Events in each state, somebody who comes, and a local initiative of the person of level 1."""
    EventSettingsFactory(consultation=own)
    event = EventFactory(consultation=own)
    labelled = EventFactory(consultation=own, labelled=True, over=True, proposer=world.people["L1"])
    EventReportFactory(event=labelled)
    registration = RegistrationFactory(event=event)
    world.names |= {
        "event": event.pk,
        "labelled": labelled.pk,
        "unannounced": EventFactory(consultation=own, draft=True, title=f"{SECRET} unannounced").pk,
        "proposed": EventFactory(consultation=own, proposed=True, title=f"{SECRET} proposed").pk,
        "draft_event": EventFactory(consultation=draft, title=f"{SECRET} event").pk,
        "registration": registration.pk,
        "registration_code": registration.code,
        "registration_link": write_registration_token(registration),
    }


def drawn(world: World, own: ConsultationPage, draft: ConsultationPage) -> None:
    """A call for volunteers; a draft; a list whose seed is known; a panel that somebody declined."""
    done, due = (ready(prepared(DrawFactory(consultation=own, pool=10))) for _each in range(2))
    draw_panel(actor=world.people["organiser"], draw=done, seed="1 2 3")
    done.seats.filter(pk=done.seats.first().pk).update(state="declined")
    world.names |= {
        "draw": DrawFactory(consultation=own, calling=True).pk,
        "draw_list": DrawFactory(consultation=own, pool=4).pk,
        "draw_due": due.pk,
        "draw_done": done.pk,
        "draw_seat": done.seats.first().pk,
        "draft_draw": DrawFactory(consultation=draft, calling=True).pk,
    }


def promised(world: World, own: ConsultationPage, draft: ConsultationPage) -> None:
    """A commitment with a step that is still to be done, and one of a draft."""
    step = MilestoneFactory(commitment__consultation=own)
    other = CommitmentFactory(consultation=draft, title=f"{SECRET} commitment")
    world.names |= {
        "commitment": step.commitment.number,
        "milestone": step.pk,
        "draft_commitment": other.number,
    }


def examined(world: World) -> None:
    """An examination that the analyst has begun, and that the moderator will read again."""
    held = ExaminationFactory(
        contribution=Contribution.objects.get(pk=world.names["idea"]),
        analyst=world.people["analyst"],
        supervisor=world.people["moderator"],
        summary=f"{SECRET} summary",
    )
    held.steps.create(act=ExaminationAct.ASKED, text=f"{SECRET} note", author=world.people["organiser"])
    world.names["examination"] = held.pk


def concluded(world: World, own: ConsultationPage) -> None:
    """The findings of a synthesis that everybody reads, one of whose sources was hidden since."""
    page = SynthesisPage.objects.child_of(own).get()
    section = Section.objects.create(synthesis=page, place=1, title="Streets")
    finding = Finding.objects.create(section=section, place=1, text="<p>Benches lack.</p>")
    made = [
        CitedSource.objects.create(finding=finding, contribution_id=world.names[name])
        for name in ("idea", "hidden")
    ]
    words = {**leaves.words(page), "sections": words_of(being_written(page))}
    PublishedSynthesis.objects.create(synthesis=page, number=1, words=words, digest=leaves.digest(words))
    world.names |= {"section": section.pk, "finding": finding.pk, "source": made[0].pk}


def sorted_out(world: World, own: ConsultationPage) -> None:
    """Topics that everybody reads, one of whose texts was hidden since; others that an analyst corrects."""
    public = AnalysisFactory(consultation=own, published=True)
    compared = {"matches": [], "gone": [], "new": [], "agreement": 1.0, "moved": 0, "both": 0}
    draft = AnalysisFactory(consultation=own, compared={str(public.pk): compared})
    idea = Contribution.objects.get(pk=world.names["idea"])
    hidden = Contribution.objects.get(pk=world.names["hidden"])
    shown = TopicFactory(analysis=public, quotes=[hidden.pk, idea.pk])
    for one in (hidden, idea):
        TopicMemberFactory(topic=shown, contribution=one)
    topic = TopicMemberFactory(topic__analysis=draft, contribution=idea).topic
    world.names |= {
        "analysis": draft.pk,
        "analysis_public": public.pk,
        "topic": topic.pk,
        "topic_other": TopicFactory(analysis=draft).pk,
        "topic_public": shown.pk,
    }
    world.names["cut"] = TopicSplitFactory(topic=topic, contributions=[idea.pk], labels=[0]).pk
    RunModel.objects.create(analysis=draft, data=b"")
    coded(world, public, topic)
    voted_alike(world, own)


def coded(world: World, public: Analysis, topic: Topic) -> None:
    """A sample that three people code, who have yet to finish; another one, of the draft, that is over."""
    idea = Contribution.objects.get(pk=world.names["idea"])
    coding, over = CodingFactory(analysis=public), CodingFactory(analysis=topic.analysis, ended=True)
    text = CodedTextFactory(coding=coding, place=1, contribution=idea)
    for letter, role in zip("ABC", ("organiser", "analyst", "administrator"), strict=True):
        coder = CoderFactory(coding=coding, letter=letter, participant=world.people[role])
        Code.objects.create(coder=coder, text=text, code=0)
    CodedTextFactory(coding=over, place=1, contribution=idea, machine=topic.key)
    world.names |= {"coding": coding.pk, "coding_over": over.pk, "coded": 1}


def voted_alike(world: World, own: ConsultationPage) -> None:
    """Groups of opinion that everybody reads, on a text that was hidden since too; others to be named."""
    phase = Phase.objects.get(pk=world.names["phase"])
    kind = KindFactory(consultation=own, code="statement")
    ballot = BallotFactory(phase=phase, kind=kind, statements=True)
    public, draft = (
        GroupingFactory(analysis__consultation=own, analysis__ballot=ballot, analysis__published=is_public)
        for is_public in (True, False)
    )
    for name in ("hidden", "idea"):
        one = Contribution.objects.get(pk=world.names[name])
        OpinionStatementFactory(analysis=public.analysis, contribution=one)
    world.names |= {"groups": draft.analysis_id, "groups_public": public.analysis_id}


def at_work(world: World, own: ConsultationPage, draft: ConsultationPage) -> None:
    """A commission with its chair (of level 2), what it was handed and said; minutes, public and written."""
    held = CommissionFactory(consultation=own, slug="mobility")
    chair = CommissionMemberFactory(commission=held, office="chair", participant=world.people["L2"])
    kind = own.kinds.get(pk=world.names["kind"])
    said = HandOverFactory(commission=held, contribution=ContributionFactory(kind=kind))
    public, written = (MinutesFactory(event__consultation=own) for _each in range(2))
    publish_minutes(actor=world.people["organiser"], minutes=public)
    Minutes.objects.filter(pk=written.pk).update(share_hash=hash_link(CODE), shared_at=timezone.now())
    passage = written.passages.last()
    made = ContributionFactory(kind=kind, author=None, entry=uuid4(), salt=b"0" * 16)
    over = RoomFactory(consultation=own, event=written.event, closed=True)
    ActivityFactory(room=over, words=True, outcome={"phones": 0, "hidden": 0, "groups": []})
    other = CommissionFactory(consultation=draft, slug="drafting", name=f"{SECRET} commission")
    world.names |= {
        "commission": held.pk, "commission_slug": held.slug, "commission_member": chair.pk,
        "commission_invited": CommissionMemberFactory(commission=held, invited=True).pk,
        "commission_place": write_place(chair), "opinion": OpinionFactory(commission=held).pk,
        "hand_over": said.pk, "draft_commission": other.pk, "draft_commission_slug": other.slug,
        "minutes": public.pk, "minutes_draft": written.pk, "minutes_code": CODE,
        "minutes_elsewhere": MinutesFactory(event__consultation=draft).pk,
        "draft_passage": passage.pk, "correction": CorrectionFactory(passage=passage).pk,
        "minutes_room": over.pk,
        "passage_link": passage.links.create(contribution=said.contribution).pk,
        "said": passage.links.create(contribution=made, was_said=True).contribution_id,
    }  # fmt: skip


def changed(world: World, own: ConsultationPage) -> None:
    """Rules that changed while people take part, without a reason yet."""
    tell_rules(consultation=own)
    ThemeFactory(consultation=own, name="Added since")
    told = tell_rules(consultation=own)
    world.names["change"] = told.pk if told else 0


def watched(world: World, own: ConsultationPage) -> None:
    """People are asked who they are; the site is looked at, was away once, and will be stopped."""
    SurveyFactory(consultation=own, traits=["age", "sex"])
    WatchFactory(last_at=timezone.now() + timedelta(hours=2))  # the whole matrix takes minutes
    world.names |= {"outage": OutageFactory().pk, "maintenance": MaintenanceFactory().pk}


def invitations(world: World, own: ConsultationPage) -> None:
    """A batch of one code, which was given and nobody used yet."""
    batch, code = InvitationBatch.objects.create(consultation=own, name="North", size=1), new_code()
    InvitationCode.objects.create(batch=batch, code_hash=hash_code(own.pk, code))
    world.names |= {"batch": batch.pk, "code": code}


def asked_in(world: World, own: ConsultationPage) -> None:
    """An invitation into the team, for the person of level 1."""
    asked = invite_to_team(
        actor=world.people["organiser"],
        consultation=own,
        email=world.people["L1"].email or "",
        role=Role.OBSERVER,
    )
    world.names |= {"team_invitation": asked.pk, "team_link": write_team_token(asked)}


def together(world: World) -> None:
    """An organisation that the person of level 1 leads, and a text of theirs that somebody else signs too."""
    author, idea = world.people["L1"], Contribution.objects.get(pk=world.names["idea"])
    group = organisations.verified(author, name="Les Amis du canal")
    member = organisations.member_of(group)
    cosigned = coauthor.accept(
        actor=ParticipantFactory(), invitation=coauthor.invite(actor=author, contribution=idea)
    )
    world.names |= {
        "organisation": group.pk,
        "representative": member.pk,
        "organisation_invitation": address_to_join(invite(actor=author, organisation=group)).split("/")[-2],
        "coauthor": cosigned.pk,
        "coauthor_invitation": coauthor.address_of(coauthor.invite(actor=author, contribution=idea)).split(
            "/"
        )[-2],
    }


def followed(world: World, own: ConsultationPage, draft: ConsultationPage) -> None:
    """Themes, somebody whose thread is open and somebody else, and the link of a mail."""
    world.names |= {
        "theme": ThemeFactory(consultation=own).pk,
        "draft_theme": ThemeFactory(consultation=draft).pk,
        "author": PublicThreadFactory().pk,
        "unread": ParticipantFactory().pk,
        "stop": write_token(Stop(ParticipantFactory().pk)),
    }


def lettered(world: World, own: ConsultationPage) -> None:
    """Somebody who follows, a letter in each state, an announcement."""
    follower(own)
    world.names |= {
        "letter": LetterFactory(consultation=own).pk,
        "planned_letter": LetterFactory(consultation=own, planned=True).pk,
        "sent_letter": LetterFactory(consultation=own, gone=True).pk,
        "announcement": AnnouncementFactory(consultation=own).pk,
    }


def told_elsewhere(world: World, own: ConsultationPage) -> None:
    """Webhooks of a consultation, one of which is stopped, and of the site; a message to each.

    And a consultation that another site asks for.
    """
    one, two, site = (
        WebhookFactory(consultation=place, stopped=is_stopped)
        for place, is_stopped in ((own, False), (own, True), (None, False))
    )
    world.names |= {
        "webhook": one.pk,
        "stopped_webhook": two.pk,
        "site_webhook": site.pk,
        "webhook_message": DeliveryFactory(webhook=one).pk,
        "site_webhook_message": DeliveryFactory(webhook=site).pk,
    }
    world.names["instance"] = InstanceFactory().pk


def people(world: World, own: ConsultationPage, draft: ConsultationPage, elsewhere: ConsultationPage) -> None:
    """One for each role; the whole team of `own` is also that of `draft`."""
    everybody = world.people
    everybody.update({name: ParticipantFactory(identity_level=level) for name, level in LEVELS.items()})
    everybody.update({name: StaffFactory() for name in ("other organiser", *TEAM)})
    everybody["administrator"] = StaffFactory(is_superuser=True)
    for name, role in TEAM.items():
        member = TeamMemberFactory(consultation=own, participant=everybody[name], role=role)
        TeamMemberFactory(consultation=draft, participant=everybody[name], role=role)
        world.names[f"{name}_place"] = member.pk
    TeamMemberFactory(consultation=elsewhere, participant=everybody["other organiser"])
    session = UserSession.objects.create(
        user=everybody["L1"], session_key="x" * 32, ip="192.0.2.1", user_agent="Firefox"
    )
    token, _word = make_token(actor=everybody["L1"], name="A program", scopes=["vote"], days=30)
    world.names |= {"session": session.pk, "person": everybody["L1"].pk, "mail": MailFactory().pk}
    world.names["token"] = token.pk


def opened(world: World, own: ConsultationPage) -> None:
    """Acts open now, from each level on."""
    phase = PhaseFactory(consultation=own, title="Now")
    kind = KindFactory(consultation=own, code="idea")
    world.names["kiosk"] = address_of(own).rsplit("/", 2)[1]
    world.names |= {"own": own.pk, "own_slug": own.slug, "phase": phase.pk, "kind": kind.pk}
    spare = KindFactory(consultation=own, code="spare")
    world.names |= {"spare_kind": spare.pk, "spare_question": QuestionFactory(kind=spare).pk}
    later = PhaseFactory(consultation=own, future=True, source=Source.CHOSEN, source_phase=phase)
    world.names["later_phase"] = later.pk
    for level, name in enumerate(LEVELS, start=1):
        step = phase if level == 1 else PhaseFactory(consultation=own, title=f"Now from {name}")
        group = kind if level == 1 else KindFactory(consultation=own, code=f"idea-{name.lower()}")
        for verb, trait in (
            ("deposit", {}),
            ("ballot", {"vote": True}),
            ("debate", {"argue": True}),
            ("comments", {"comment": True}),
        ):
            made = PhaseActionFactory(phase=step, kind=group, minimum_level=level, **trait)
            world.names[verb if level == 1 else f"{verb}_{name}"] = made.pk
        if level > 1:
            world.names[f"idea_{name}"] = ContributionFactory(kind=group, phase=step).pk
    budgeted(world, phase)
    texts(world, own)


def texts(world: World, own: ConsultationPage) -> None:
    """A text put to consultation, with an amendment, and one that is being cut."""
    text = published(own)
    item = passage(text)
    world.names |= {"text": text.pk, "text_slug": text.slug, "passage": item.pk}
    cut = drafted(own)
    world.names |= {"amendment": amended(item, "Une fontaine coule.").pk}
    world.names |= {"cut_text": cut.pk, "cut_slug": cut.slug}


def budgeted(world: World, phase: Phase) -> None:
    """A budget with a project, and a batch of votes on paper."""
    kind = KindFactory(consultation=phase.consultation, code="project")
    ballot = BallotFactory(phase=phase, kind=kind, budget=True)
    items_of(ballot, 1, costs=[400])
    actor = TeamMemberFactory(consultation=phase.consultation).participant
    batch = enter_batch(actor=actor, ballot=ballot, label="Mairie", sheets=3, counts={})
    world.names |= {"budget": ballot.pk, "papers": batch.pk}


def written(world: World, own: ConsultationPage) -> None:
    """What the person of level 1 wrote, in each state, and what somebody else did."""
    place = {"kind_id": world.names["kind"], "phase_id": world.names["phase"], "kind": None}
    del place["kind"]
    author = world.people["L1"]
    kind = own.kinds.get(pk=world.names["kind"])
    phase = Phase.objects.get(pk=place["phase_id"])
    made: dict[str, Contribution | Argument] = {
        "idea": ContributionFactory(kind=kind, phase=phase, author=author, title="Un banc"),
        "hidden": hidden_contribution(kind=kind, phase=phase, author=author, title=f"{SECRET} hidden"),
        "withdrawn": ContributionFactory(
            kind=kind, phase=phase, author=author, title=f"{SECRET} withdrawn", state=State.WITHDRAWN
        ),
    }
    made["argument"] = ArgumentFactory(contribution=made["idea"], author=author)
    made["reply"] = ReplyFactory(parent=made["argument"], author=author)
    made["comment"] = ArgumentFactory(contribution=made["idea"], author=author, comment=True)
    made["hidden_argument"] = ArgumentFactory(
        contribution=made["idea"], author=author, state=State.HIDDEN, text=f"{SECRET} hidden"
    )
    made["argument_on_hidden"] = ArgumentFactory(contribution=made["hidden"])
    world.names |= {name: thing.pk for name, thing in made.items()}
    joined = {f"{name}_file": AttachmentFactory(contribution=made[name]) for name in ("idea", "hidden")}
    joined["unsent_file"] = AttachmentFactory(contribution=None, owner=author)
    world.names |= {name: file.pk for name, file in joined.items()}
    world.names["decision"] = made["hidden"].decisions.get().pk
    appealed = AppealFactory(decision__contribution__kind=kind, decision__contribution__phase=phase)
    world.names |= {"appeal": appealed.pk, "appealed_decision": appealed.decision_id}
    guest = WaitingTextFactory(kind=kind, phase=phase, title=f"{SECRET} of a guest")
    link = write_guest_token(guest)
    world.names |= {"guest_text": guest.pk, "guest_link": link, "forged_link": f"{guest.pk + 1}-{link[-43:]}"}
    signed = WaitingTextFactory(
        kind=kind, phase=phase, title=f"{SECRET} unread", author=author, identity_level=1
    )
    world.names["waiting"] = signed.pk
    world.names["case"] = CaseFactory(consultation=own).pk
    to_read, doubtful = ContributionFactory.create_batch(
        2, kind=kind, phase=phase, to_read_since=timezone.now()
    )
    subject = f"contribution:{doubtful.pk}"
    reported = CaseFactory(consultation=own, kind=CaseKind.REPORTS, subject=subject, evidence={})
    world.names |= {"to_read": to_read.pk, "reported": reported.pk}
    world.names["act"] = SetAsideFactory(consultation=own, moderator=world.people["organiser"]).pk
    merged(world, phase)
    take_snapshot(consultation=own)


def merged(world: World, phase: Phase) -> None:
    """Two texts in one merge, and two that may be."""
    kind = phase.consultation.kinds.get(pk=world.names["kind"])
    one, other, left, right = ContributionFactory.create_batch(4, kind=kind, phase=phase)
    made = gather(actor=world.people["organiser"], kept=one, others=[other.pk], reason="The same idea.")
    world.names |= {"merge": made.pk, "merged_idea": other.pk, "left": left.pk, "right": right.pk}


def logged(world: World) -> None:
    """An act that waits for its line in the log."""
    action = PhaseAction.objects.get(pk=world.names["deposit"])
    words = {"title": "Un abri", "text": "Il pleut souvent."}
    made = submit(
        actor=world.people["L3"],
        action=action,
        theme=None,
        responds_to=None,
        idempotency_key=uuid4(),
        **words,
    )
    world.names["receipt"] = write_number(made.entry)


def unpublished(world: World, draft: ConsultationPage) -> None:
    """The same in a consultation that is not public."""
    phase = PhaseFactory(consultation=draft)
    kind = KindFactory(consultation=draft, code="idea")
    actions = {
        "draft_deposit": PhaseActionFactory(phase=phase, kind=kind),
        "draft_ballot": PhaseActionFactory(phase=phase, kind=kind, vote=True),
        "draft_debate": PhaseActionFactory(phase=phase, kind=kind, argue=True),
    }
    idea = ContributionFactory(kind=kind, phase=phase, title=f"{SECRET} of a draft")
    world.names |= {name: action.pk for name, action in actions.items()}
    world.names |= {"draft": draft.pk, "draft_slug": draft.slug, "draft_idea": idea.pk}
    world.names["draft_file"] = AttachmentFactory(contribution=idea).pk
    world.names["draft_text_slug"] = published(draft).slug
    world.names["draft_argument"] = ArgumentFactory(contribution=idea, text=f"{SECRET} argument").pk
    take_snapshot(consultation=draft)
    world.names["trial"] = "a-link-that-nobody-guesses"
    trials.DraftTrial.objects.create(consultation=draft, code_hash=hash_link(str(world.names["trial"])))


def pages(world: World, own: ConsultationPage, draft: ConsultationPage, elsewhere: ConsultationPage) -> None:
    own.refresh_from_db()
    news = NewsFactory(parent=own, title="Some news", slug="news-of-it")
    secret = NewsFactory(parent=own, title=f"{SECRET} news", slug="secret-news", live=False)
    revision = secret.save_revision(user=world.people["organiser"])
    second = secret.save_revision(user=world.people["organiser"])
    SynthesisFactory(consultation=own, title="What you said")
    SynthesisFactory(consultation=draft, title=f"{SECRET} synthesis")
    home = own.get_parent().get_parent()
    method = MethodFactory(title="A method")
    PracticeFactory()
    world.names |= {
        "method": method.slug,
        "method_code": method.code,
        "news": news.pk,
        "secret_news": secret.pk,
        "revision": revision.pk,
        "second_revision": second.pk,
        "index": own.get_parent().pk,
        "home": home.pk,
        "elsewhere": elsewhere.pk,
    }


def files(world: World, own: ConsultationPage) -> None:
    """A picture, a document for all, and one for nobody but its team, in the collection of `own`."""
    collection = Collection.objects.get(name=own.title)
    closed = collection.add_child(name=f"{SECRET} collection")
    restriction = CollectionViewRestriction.objects.create(
        collection=closed, restriction_type=CollectionViewRestriction.GROUPS
    )
    restriction.groups.set(world.people["organiser"].groups.filter(name__startswith="Consultation"))
    image = get_image_model().objects.create(
        title=f"{SECRET} picture", file=get_test_image_file(), collection=collection
    )
    document = DocumentFactory(collection=collection)
    private = DocumentFactory(title=f"{SECRET} document", collection=closed)
    assert isinstance(private, get_document_model())
    world.names |= {
        "collection": closed.pk,
        "restriction": restriction.pk,
        "image": image.pk,
        "image_file": image.file.name,
        "document": document.pk,
        "document_name": document.filename,
        "private": private.pk,
        "private_name": private.filename,
        "private_file": private.file.name,
    }


def archives(*consultations: ConsultationPage) -> None:
    """Open data, those made when a consultation was still public included."""
    for page in consultations:
        file = new_file()
        with ZipFile(path_of(file), "w") as held:
            held.writestr("contributions.csv", "id\r\n")
        size = path_of(file).stat().st_size
        Archive.objects.create(consultation=page, file=file, sha256="0" * 64, bytes=size, size=1, watched=1)


def installation(world: World) -> None:
    """What only an administrator touches."""
    root = Page.get_first_root_node()
    workflow = Workflow.objects.create(name="Two readings")
    WorkflowPage.objects.create(workflow=workflow, page=root)
    world.names |= {
        "workflow": workflow.pk,
        "task": Task.objects.create(name="First reading").pk,
        "redirect": Redirect.objects.create(old_path="/old", redirect_link="/").pk,
        "site": Site.objects.get(is_default_site=True).pk,
        "group": world.people["organiser"].groups.get(name="Desk").pk,
        "root": root.pk,
    }
