"""Every act of the domain: what it tells the public log, and how it is done; or why it tells nothing."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import uuid4

from django.test import override_settings
from django.utils import timezone

from parvis.accounts.enums import IdentityLevel, Origin
from parvis.accounts.models import Participant
from parvis.accounts.tests.factories import ParticipantFactory, StaffFactory
from parvis.ballots.criteria import Criterion
from parvis.ballots.domain import cast as casting
from parvis.ballots.domain import compare as pairs
from parvis.ballots.domain import enter_paper as sheets
from parvis.ballots.domain.cast_paper import cast_paper
from parvis.ballots.domain.set_aside import put_back, set_aside
from parvis.ballots.domain.set_costs import set_costs
from parvis.ballots.domain.tell_tally import tell_endings, tell_final, tell_moved, tell_running
from parvis.conduct.domain import attest as vouching
from parvis.conduct.domain.decide import decide
from parvis.conduct.domain.explain import explain
from parvis.conduct.domain.keep_record import keep_record
from parvis.conduct.domain.open_consultation import open_consultation
from parvis.conduct.models import RECORD
from parvis.conduct.tests import made
from parvis.conduct.tests.factories import AttestationFactory, sound
from parvis.consultations.domain import appoint as places
from parvis.consultations.domain import edit_phase
from parvis.consultations.domain import join_team as joins
from parvis.consultations.domain.edit_themes import edit_themes
from parvis.consultations.domain.invite_by_code import give_codes, make_batch, revoke_batch
from parvis.consultations.domain.publish import publish
from parvis.consultations.domain.set_levels import set_levels
from parvis.consultations.domain.tell_rules import tell_rules
from parvis.consultations.domain.trust_domains import trust_domains
from parvis.consultations.domain.use_code import forget_admissions, use_code
from parvis.consultations.enums import QuestionType, Role
from parvis.consultations.invitations import TeamInvitation
from parvis.consultations.models import Phase, PhaseAction
from parvis.consultations.tests.factories import (
    ConsultationFactory,
    KindFactory,
    PhaseActionFactory,
    PhaseFactory,
    TeamMemberFactory,
)
from parvis.contributions.attachments import mention
from parvis.contributions.domain import anonymise as contributions
from parvis.contributions.domain import coauthor, edit_kind, edit_questions
from parvis.contributions.domain.check_files import check_files
from parvis.contributions.domain.deposit_as_guest import deposit_as_guest
from parvis.contributions.domain.erase_joined import erase_joined
from parvis.contributions.domain.forget_guests import forget_due_guests
from parvis.contributions.domain.merge import merge
from parvis.contributions.domain.quote import quotable, quote
from parvis.contributions.domain.receive import receive, receive_revision
from parvis.contributions.domain.revise import revise
from parvis.contributions.domain.split import split
from parvis.contributions.domain.submit import submit
from parvis.contributions.domain.take_back_waiting import change_waiting, take_back_waiting
from parvis.contributions.domain.withdraw import withdraw
from parvis.contributions.domain.withdraw_guest import withdraw_guest_text
from parvis.contributions.said import SaidDraft
from parvis.contributions.tests.factories import AttachmentFactory
from parvis.debate.domain import anonymise as debate
from parvis.debate.domain import withdraw as taking_back
from parvis.debate.domain.argue import argue, comment, reply
from parvis.following.domain.carry_letters import depart
from parvis.following.tests.factories import LetterFactory
from parvis.front.composition.leaving import leave
from parvis.jobs.forgetting import UNREAD
from parvis.learning.domain.publish_quiz import close_quiz, publish_quiz
from parvis.learning.tests.factories import QuizFactory
from parvis.moderation.domain.appeal import appeal
from parvis.moderation.domain.forget_guests import forget_guests, take_back
from parvis.moderation.domain.gather import gather, part
from parvis.moderation.domain.hide import hide
from parvis.moderation.domain.report import report
from parvis.moderation.domain.restore import restore
from parvis.moderation.domain.rule import rule
from parvis.moderation.domain.screen import admit, refuse, refuse_all
from parvis.moderation.domain.work_off import hide_waiting, undo
from parvis.moderation.enums import AppealOutcome, Reason
from parvis.moderation.tests.factories import moderator_of
from parvis.opendata.domain.import_sheet import Matching, bring_sheet, import_sheet
from parvis.opendata.domain.offer_archive import offer_archive
from parvis.opendata.domain.publish_export import publish_export
from parvis.opendata.tests.town import Town, argue_on
from parvis.organisations.domain import correct as correcting
from parvis.organisations.domain import part as part_of
from parvis.organisations.domain import verify as verifying
from parvis.organisations.domain.declare import declare
from parvis.organisations.tests import factories as organisations
from parvis.restitution.domain.answer import answer
from parvis.restitution.domain.tell_synthesis import tell_synthesis
from parvis.restitution.enums import AnswerStatus
from parvis.restitution.tests.factories import SynthesisFactory
from parvis.room.domain.close_room import close_left_rooms, close_room
from parvis.room.domain.keep_questions import keep_questions, take_back_question
from parvis.room.tests.factories import ActivityFactory, AnswerFactory, RoomFactory
from parvis.texts.domain.bring_text import bring_text
from parvis.texts.domain.publish_text import publish_text
from tests import acts_on_commitments as promises
from tests import acts_on_draws as draws
from tests import acts_on_events as events
from tests import acts_on_examinations as examinations
from tests import acts_on_minutes as working
from tests import acts_on_paper as paper
from tests import acts_on_site as on_site
from tests import acts_on_syntheses as syntheses
from tests import acts_on_the_site as site
from tests import acts_on_topics as topics

Scene = Callable[[Town, Participant | None], Callable[[], object]]
"""Sets the scene, and gives the act, done by `actor`; by who may do it when there is none."""


@dataclass(frozen=True)
class Told:
    """An act and the kinds of its leaves, in order; `is_open` when it refuses nobody."""

    scene: Scene
    kinds: tuple[str, ...]
    is_open: bool = False


RULES = ("rules.changed",)
ANONYMOUS = ("erasure", "contribution.revised")


def rules_are_known(town: Town) -> Participant:
    tell_rules(consultation=town.consultation)
    return town.organiser


def appointing(town, actor):
    organiser = actor or rules_are_known(town)
    return partial(
        places.appoint,
        actor=organiser,
        consultation=town.consultation,
        person=ParticipantFactory(),
        role=Role.ANALYST,
    )


def joining(town, actor):
    person = actor or ParticipantFactory()
    asked = joins.invite_to_team(
        actor=rules_are_known(town), consultation=town.consultation, email="new@x.org", role=Role.OBSERVER
    )
    if actor is None:
        TeamInvitation.objects.filter(pk=asked.pk).update(email=person.email)
    return partial(joins.join_team, actor=person, invitation=asked)


def quoting(town, actor):
    town.write("Un banc")
    draft = ConsultationFactory(live=False)
    KindFactory(consultation=draft, code=town.deposit.kind.code)
    organiser = TeamMemberFactory(consultation=draft).participant
    texts = list(quotable(town.consultation))
    return partial(quote, actor=actor or organiser, consultation=draft, contributions=texts)


def dismissing(town, actor):
    member = TeamMemberFactory(consultation=town.consultation, role=Role.MODERATOR)
    return partial(places.dismiss, actor=actor or rules_are_known(town), member=member)


def adding_a_phase(town, actor):
    draft = edit_phase.draft_of(PhaseFactory.build(consultation=town.consultation, pk=0))
    return partial(
        edit_phase.add_phase,
        actor=actor or rules_are_known(town),
        consultation=town.consultation,
        draft=draft,
    )


def giving_time(town, actor):
    phase = town.ballot.phase
    draft = edit_phase.draft_of(phase)
    longer = edit_phase.PhaseDraft(
        title=draft.title,
        summary=draft.summary,
        starts_at=draft.starts_at,
        ends_at=phase.ends_at + timedelta(days=1),
        actions=draft.actions,
    )
    return partial(edit_phase.change_phase, actor=actor or rules_are_known(town), phase=phase, draft=longer)


def removing_a_phase(town, actor):
    phase = PhaseFactory(consultation=town.consultation, future=True)
    return partial(edit_phase.remove_phase, actor=actor or rules_are_known(town), phase=phase)


def naming_themes(town, actor):
    return partial(
        edit_themes, actor=actor or rules_are_known(town), consultation=town.consultation, names=["Parcs"]
    )


def making_codes(town, actor):
    organiser = actor or rules_are_known(town)
    return partial(make_batch, actor=organiser, consultation=town.consultation, name="North", size=2)


def giving_codes(town, actor):
    made = making_codes(town, None)()
    return partial(give_codes, actor=actor or town.organiser, batch=made)


def revoking_codes(town, actor):
    made = making_codes(town, None)()
    return partial(revoke_batch, actor=actor or town.organiser, batch=made, is_void=True)


def using_a_code(town, actor):
    code = giving_codes(town, None)()[0]
    return partial(use_code, actor=actor or ParticipantFactory(), consultation=town.consultation, text=code)


def forgetting_a_code(town, actor):
    act = using_a_code(town, None)
    act()
    return partial(forget_admissions, actor=act.keywords["actor"])


def trusting(town, actor):
    organiser = actor or rules_are_known(town)
    return partial(
        trust_domains, actor=organiser, consultation=town.consultation, patterns=["univ-x.example"]
    )


def asking_for_a_level(town, actor):
    organiser = actor or rules_are_known(town)
    to_come = PhaseActionFactory(
        phase=PhaseFactory(consultation=town.consultation, future=True), kind=town.deposit.kind
    )
    levels = {to_come.pk: IdentityLevel.INVITED}
    return partial(set_levels, actor=organiser, consultation=town.consultation, levels=levels)


def publishing(town, actor):
    draft = ConsultationFactory(live=False)
    member = TeamMemberFactory(consultation=draft)
    return partial(publish, actor=actor or member.participant, consultation=draft)


def opening(town, actor):
    draft = sound(ConsultationFactory(live=False))
    member = TeamMemberFactory(consultation=draft)
    return partial(open_consultation, actor=actor or member.participant, consultation=draft)


def declaring_a_rule(town, actor):
    return partial(
        vouching.attest,
        actor=actor or town.organiser,
        consultation=town.consultation,
        rule="C14",
        words="À la mairie, le mardi.",
        name="A. Martin",
    )


def putting_a_quiz_on_line(town, actor):
    quiz = QuizFactory(consultation=town.consultation, checked=True)
    return partial(publish_quiz, actor=actor or town.organiser, quiz=quiz)


def closing_a_room(town, actor):
    room = RoomFactory(consultation=town.consultation, opened=True)
    return partial(close_room, actor=actor or town.organiser, room=room)


def keeping_a_question(town, actor):
    question, draft = asked_in_a_room(town)
    who, room = actor or town.organiser, question.activity.room
    return partial(keep_questions, actor=who, room=room, drafts=[(question, draft)], key=uuid4())


def taking_back_a_question(town, actor):
    question, draft = asked_in_a_room(town)
    room = question.activity.room
    keep_questions(actor=town.organiser, room=room, drafts=[(question, draft)], key=uuid4())
    return partial(take_back_question, actor=actor or town.organiser, question=question)


def asked_in_a_room(town):
    activity = ActivityFactory(room=RoomFactory(consultation=town.consultation, opened=True), questions=True)
    question = AnswerFactory(activity=activity, texts=["Quand ?"])
    return question, SaidDraft(town.deposit.kind, "Quand ?", "Quand le bus passe-t-il ?")


def leaving_a_room_open(town, actor):
    RoomFactory(consultation=town.consultation, opened_at=timezone.now() - timedelta(days=8))
    return close_left_rooms


def closing_a_quiz(town, actor):
    quiz = QuizFactory(consultation=town.consultation, on_line=True)
    return partial(close_quiz, actor=actor or town.organiser, quiz=quiz)


def explaining(town, actor):
    organiser = actor or rules_are_known(town)
    edit_themes(actor=rules_are_known(town), consultation=town.consultation, names=["Parcs"])
    return partial(explain, actor=organiser, rules=town.consultation.rules.last(), words="Un parc de plus.")


def taking_a_rule_back(town, actor):
    row = AttestationFactory(consultation=town.consultation)
    return partial(vouching.take_back, actor=actor or town.organiser, attestation=row)


def recording(town, actor):
    said = {name: getattr(made.record(), name) for name in RECORD}
    return partial(keep_record, actor=actor or town.organiser, consultation=town.consultation, said=said)


def decided(town, actor):
    town.close()
    town.consultation.phases.update(ends_at=timezone.now() - timedelta(hours=1))
    SynthesisFactory(consultation=town.consultation)
    return partial(
        decide,
        actor=actor or town.organiser,
        consultation=town.consultation,
        taken_on=timezone.localdate(),
        title="Au pont",
        text="Le lieu le plus demandé.",
        signature="Le conseil",
    )


def telling_rules(town, actor):
    return partial(tell_rules, consultation=ConsultationFactory())


def a_kind(town, name="avis"):
    draft = edit_kind.KindDraft(name=name, plural_name="avis", call="Donner un avis")
    return edit_kind.add_kind(actor=town.organiser, consultation=town.consultation, draft=draft)


def adding_a_kind(town, actor):
    organiser = actor or rules_are_known(town)
    draft = edit_kind.KindDraft(name="avis", plural_name="avis", call="Donner un avis")
    return partial(edit_kind.add_kind, actor=organiser, consultation=town.consultation, draft=draft)


def changing_a_kind(town, actor):
    draft = edit_kind.KindDraft(name="voeu", plural_name="voeux", call="Faire un voeu")
    return partial(
        edit_kind.change_kind, actor=actor or rules_are_known(town), kind=a_kind(town), draft=draft
    )


def moving_a_kind(town, actor):
    kind = a_kind(town)
    return partial(edit_kind.move_kind, actor=actor or rules_are_known(town), kind=kind, places=-1)


def removing_a_kind(town, actor):
    kind = a_kind(town)
    return partial(edit_kind.remove_kind, actor=actor or rules_are_known(town), kind=kind)


def a_question(town):
    draft = edit_questions.QuestionDraft(QuestionType.DATE, "Quand ?")
    return edit_questions.add_question(actor=town.organiser, kind=a_kind(town), draft=draft)


def adding_a_question(town, actor):
    kind = a_kind(town)
    draft = edit_questions.QuestionDraft(QuestionType.DATE, "Quand ?")
    organiser = actor or rules_are_known(town)
    return partial(edit_questions.add_question, actor=organiser, kind=kind, draft=draft)


def bringing_questions(town, actor):
    brought = [edit_questions.Brought("when", edit_questions.QuestionDraft(QuestionType.DATE, "Quand ?"))]
    kind, organiser = a_kind(town), actor or rules_are_known(town)
    return partial(edit_questions.bring_questions, actor=organiser, kind=kind, brought=brought)


def changing_a_question(town, actor):
    question = a_question(town)
    draft = edit_questions.QuestionDraft(QuestionType.DATE, "Depuis quand ?")
    organiser = actor or rules_are_known(town)
    return partial(edit_questions.change_question, actor=organiser, question=question, draft=draft)


def moving_a_question(town, actor):
    first = a_question(town)
    draft = edit_questions.QuestionDraft(QuestionType.DATE, "Et puis ?")
    last = edit_questions.add_question(actor=town.organiser, kind=first.kind, draft=draft)
    organiser = actor or rules_are_known(town)
    return partial(edit_questions.move_question, actor=organiser, question=last, places=-1)


def removing_a_question(town, actor):
    question = a_question(town)
    organiser = actor or rules_are_known(town)
    return partial(edit_questions.remove_question, actor=organiser, question=question)


def copying_a_question(town, actor):
    question = a_question(town)
    organiser = actor or rules_are_known(town)
    return partial(edit_questions.duplicate_question, actor=organiser, question=question)


def depositing(town, actor):
    return partial(
        submit,
        actor=actor or ParticipantFactory(),
        action=town.deposit,
        title="Un banc",
        text="Un banc.",
        theme=None,
        responds_to=None,
        idempotency_key=uuid4(),
    )


def revising(town, actor):
    bench = town.write("Un banc")
    return partial(revise, actor=actor or bench.author, contribution=bench, title="Un banc", text="Deux.")


def withdrawing(town, actor):
    bench = town.write("Un banc")
    return partial(withdraw, actor=actor or bench.author, contribution=bench)


def unsigning(town, actor):
    return partial(contributions.anonymise, author=town.write("Un banc").author)


def erasing_files(town, actor):
    bench = town.write("Un banc")
    file = AttachmentFactory(contribution=bench)
    type(bench).objects.filter(pk=bench.pk).update(form_answers={"plan": [mention(file)]})
    return partial(erase_joined, actor=actor or moderator_of(town.consultation), contribution=bench)


def checking_files(town, actor):
    """One that a text tells otherwise."""
    bench = town.write("Un banc")
    told = {**mention(AttachmentFactory(contribution=bench)), "sha256": "0" * 64}
    type(bench).objects.filter(pk=bench.pk).update(form_answers={"plan": [told]})
    return check_files


def unsigning_arguments(town, actor):
    return partial(debate.anonymise, author=argue_on(town.write("Un banc"), "Oui.").author)


def leaving(town, actor):
    return partial(leave, actor=town.write("Un banc").author)


def arguing(town, actor):
    return partial(
        argue,
        actor=actor or ParticipantFactory(),
        contribution=town.write("Un banc"),
        side="for",
        text="Oui.",
        idempotency_key=uuid4(),
    )


def commenting(town, actor):
    PhaseActionFactory(phase=town.ballot.phase, kind=town.ballot.kind, comment=True)
    return partial(
        comment,
        actor=actor or ParticipantFactory(),
        contribution=town.write("Un banc"),
        text="Et la pluie ?",
        idempotency_key=uuid4(),
    )


def replying(town, actor):
    said = argue_on(town.write("Un banc"), "Oui.")
    return partial(
        reply, actor=actor or ParticipantFactory(), argument=said, text="Ah.", idempotency_key=uuid4()
    )


def taking_an_argument_back(town, actor):
    said = argue_on(town.write("Un banc"), "Oui.")
    return partial(taking_back.withdraw, actor=actor or said.author, argument=said)


def voting(town, actor):
    return partial(
        casting.cast,
        actor=actor or ParticipantFactory(),
        ballot=town.ballot,
        contribution=town.write("Un banc"),
        choice=1,
    )


def voting_on_paper(town, actor):
    PhaseAction.objects.filter(pk=town.ballot.pk).update(ballot_method="points", ballot_limit=10)
    choices = {town.write("Un banc").pk: 4, town.write("Une fontaine").pk: 6}
    return partial(cast_paper, actor=actor or ParticipantFactory(), ballot=town.ballot, choices=choices)


def comparing(town, actor):
    PhaseAction.objects.filter(pk=town.ballot.pk).update(ballot_method="pairs")
    better, worse = town.write("Un banc").pk, town.write("Une fontaine").pk
    person = actor or ParticipantFactory()
    return partial(pairs.compare, actor=person, ballot=town.ballot, better=better, worse=worse)


def taking_a_pair_back(town, actor):
    act = comparing(town, None)
    vote = act()
    return partial(
        pairs.take_back, actor=vote.voter, ballot=town.ballot, one=vote.contribution_id, other=vote.other_id
    )


def pricing(town, actor):
    PhaseAction.objects.filter(pk=town.ballot.pk).update(ballot_method="budget", ballot_limit=1000)
    costs = {town.write("Un banc").pk: 400}
    return partial(set_costs, actor=actor or town.organiser, ballot=town.ballot, costs=costs)


def entering_a_batch(town, actor):
    counts = {(town.write("Un banc").pk, 1): 12}
    return partial(
        sheets.enter_batch,
        actor=actor or town.organiser,
        ballot=town.ballot,
        label="Mairie",
        sheets=20,
        counts=counts,
    )


def cancelling_a_batch(town, actor):
    batch = entering_a_batch(town, None)()
    return partial(sheets.cancel_batch, actor=actor or town.organiser, batch=batch)


def withdrawing_a_vote(town, actor):
    bench = town.write("Un banc")
    person = town.vote("Un banc", 1)[0]
    return partial(casting.withdraw, actor=person, ballot=town.ballot, contribution=bench)


def vote_of(town, domain="new.example"):
    bench = town.write("Un banc")
    person = ParticipantFactory(email=f"a@{domain}")
    casting.cast(actor=person, ballot=town.ballot, contribution=bench, choice=1)


def setting_aside(town, actor):
    vote_of(town)
    return partial(
        set_aside,
        actor=actor or town.organiser,
        consultation=town.consultation,
        criterion=Criterion(domain="new.example"),
        reason=Reason.MISATTRIBUTED,
    )


def putting_back(town, actor):
    act = setting_aside(town, None)()
    return partial(put_back, actor=actor or town.organiser, act=act)


def counting(town, actor):
    vote_of(town)
    return tell_running


def ending(town, actor):
    vote_of(town)
    Phase.objects.filter(pk=town.ballot.phase_id).update(
        ends_at=town.ballot.phase.starts_at + timedelta(days=1)
    )
    return tell_endings


def ending_one(town, actor):
    vote_of(town)
    return partial(tell_final, ballot=town.ballot)


def ending_again(town, actor):
    ending_one(town, None)()
    casting.cast(
        actor=ParticipantFactory(), ballot=town.ballot, contribution=town.items["Un banc"], choice=-1
    )
    return partial(tell_moved, consultation=town.consultation)


def hiding(town, actor):
    return partial(hide, actor=actor or town.organiser, target=town.write("Un banc"), reason=Reason.INSULT)


def hiding_what_waits(town, actor):
    bench = town.write("Un banc")
    report(actor=ParticipantFactory(), target=bench, reason=Reason.INSULT)
    return partial(hide_waiting, actor=actor or town.organiser, target=bench, reason=Reason.INSULT)


def taking_a_decision_back(town, actor):
    done = hiding_what_waits(town, None)()
    return partial(undo, actor=actor or town.organiser, done=done)


def restoring(town, actor):
    bench = town.write("Un banc")
    hide(actor=town.organiser, target=bench, reason=Reason.INSULT)
    return partial(restore, actor=actor or town.organiser, target=bench)


def appealing(town, actor):
    bench = town.write("Un banc")
    decision = hide(actor=town.organiser, target=bench, reason=Reason.INSULT)
    return partial(appeal, actor=actor or bench.author, decision=decision, text="Je n’insulte personne.")


def ruling(town, actor):
    made = appealing(town, None)()
    other = actor or moderator_of(town.consultation)
    return partial(rule, actor=other, appeal=made, outcome=AppealOutcome.UPHELD, message="Si.")


def merging(town, actor):
    one, other = town.write("Un banc"), town.write("Une banquette")
    return partial(gather, actor=actor or town.organiser, kept=one, others=[other.pk], reason="Le même.")


def merging_texts(town, actor):
    act = merging(town, actor)
    return partial(merge, **act.keywords)


def splitting(town, actor):
    return partial(part, actor=actor or town.organiser, merge=merging(town, None)(), reason="Pas le même.")


def splitting_texts(town, actor):
    act = splitting(town, actor)
    return partial(split, **act.keywords)


def answering(town, actor):
    return partial(
        answer,
        actor=actor or town.organiser,
        contribution=town.write("Un banc"),
        status=AnswerStatus.KEPT,
        text="Oui.",
        signature="La ville",
    )


def telling_a_synthesis(town, actor):
    return partial(tell_synthesis, synthesis=SynthesisFactory(consultation=town.consultation))


def sending_a_letter(town, _actor):
    LetterFactory(consultation=town.consultation, planned=True)
    return partial(depart, now=timezone.now())


def exporting(town, actor):
    rules_are_known(town)
    folder = TemporaryDirectory()

    def act():
        with folder:
            publish_export(consultation=town.consultation, to=Path(folder.name) / "export.zip")

    return act


def offering(town, actor):
    rules_are_known(town)
    folder = TemporaryDirectory()

    def act():
        with folder, override_settings(ARCHIVES_ROOT=folder.name):
            offer_archive(consultation=town.consultation)

    return act


def importing_a_sheet(town, actor):
    words = "Titre;Texte\nUn banc;Devant l’école.\n".encode()
    sheet = bring_sheet(actor=town.organiser, consultation=town.consultation, name="a.csv", data=words)
    phase = town.consultation.phases.first()
    kind = town.consultation.kinds.first()
    matching = Matching(phase, kind, Origin.PAPER, {"title": "Titre", "text": "Texte"})
    return partial(import_sheet, actor=actor or town.organiser, sheet=sheet, matching=matching)


def putting_a_text_to_consultation(town, actor):
    words = b"# Charte\n\n## Article 1er\n\nUn banc.\n\n## Article 2\n\nUn arbre.\n"
    text = bring_text(actor=town.organiser, consultation=town.consultation, name="a.md", data=words)
    return partial(publish_text, actor=actor or town.organiser, document=text)


def open_to_guests(town: Town) -> PhaseAction:
    PhaseAction.objects.filter(pk=town.deposit.pk).update(allows_guests=True)
    town.deposit.refresh_from_db()
    return town.deposit


def sending_as_a_guest(town, actor):
    return partial(
        deposit_as_guest,
        action=open_to_guests(town),
        title="Un arbre",
        text="Un arbre.",
        theme=None,
        responds_to=None,
        idempotency_key=uuid4(),
    )


def read_first(town: Town) -> PhaseAction:
    PhaseAction.objects.filter(pk=town.deposit.pk).update(read_within=24)
    town.deposit.refresh_from_db()
    return town.deposit


def receiving(town, actor):
    words = {"title": "Un arbre", "text": "Un arbre.", "theme": None, "responds_to": None}
    return partial(
        receive,
        actor=actor or ParticipantFactory(),
        action=read_first(town),
        idempotency_key=uuid4(),
        **words,
    )


def receiving_changes(town, actor):
    bench = town.write("Un banc")
    read_first(town)
    return partial(
        receive_revision, actor=actor or bench.author, contribution=bench, title="Un banc", text="Deux."
    )


def changing_what_waits(town, actor):
    text = receiving(town, None)()
    return partial(change_waiting, actor=actor or text.author, text=text, title="Un arbre", words="Deux.")


def taking_back_what_waits(town, actor):
    text = receiving(town, None)()
    return partial(take_back_waiting, actor=actor or text.author, text=text)


def taking_a_guest_text_back(town, actor):
    return partial(withdraw_guest_text, text=sending_as_a_guest(town, None)())


def taking_a_guest_text_and_its_answer_back(town, actor):
    return partial(take_back, text=sending_as_a_guest(town, None)())


def forgetting_guests(town, actor, *, act=forget_due_guests):
    text = sending_as_a_guest(town, None)()
    type(text).objects.update(received_at=text.received_at - UNREAD - timedelta(days=1))
    return act


def forgetting_guests_and_answers(town, actor):
    return forgetting_guests(town, actor, act=forget_guests)


def admitting(town, actor):
    text = sending_as_a_guest(town, None)()
    return partial(admit, actor=actor or town.organiser, text=text)


def turning_down(town, actor):
    text = sending_as_a_guest(town, None)()
    return partial(refuse, actor=actor or town.organiser, text=text, reason=Reason.INSULT)


def turning_several_down(town, actor):
    text = sending_as_a_guest(town, None)()
    return partial(
        refuse_all,
        actor=actor or town.organiser,
        consultation=town.consultation,
        texts=[text.pk],
        reason=Reason.INSULT,
    )


def declaring(town, actor):
    return partial(declare, actor=actor or town.organiser, name="Les Amis du canal", sort="association")


def deciding(act, *, is_verified=False, **words):
    """An act of who administers the site on an organisation."""

    def scene(town, actor):
        row = (organisations.verified if is_verified else organisations.organisation)(name="Le Cercle")
        return partial(act, actor=actor or StaffFactory(is_superuser=True), organisation=row, **words)

    return scene


def closing_an_organisation(town, actor):
    row = organisations.organisation(name="Le Cercle")
    return partial(part_of.close, actor=actor or row.declared_by, organisation=row)


def leaving_an_organisation(town, actor):
    row = organisations.organisation(name="Le Cercle")
    return partial(part_of.forget, actor=row.declared_by)


def cosigning(town, actor):
    invitation = coauthor.invite(actor=(text := town.write("Un banc")).author, contribution=text)
    return partial(coauthor.accept, actor=actor or ParticipantFactory(), invitation=invitation)


def cosigned(town):
    return cosigning(town, None)()


def no_longer_cosigning(town, actor):
    row = cosigned(town)
    return partial(coauthor.end, actor=actor or row.participant, coauthor=row)


def forgetting_a_coauthor(town, actor):
    return partial(coauthor.forget, actor=cosigned(town).participant)


DRAFT = "a draft is nobody's business: its rules are told when it is published"
CUTTING = "a text that is being cut is nobody's business: its passages are told when it is published"
READ = "reads, writes nothing"
WORDS = "what a word means to readers: it binds nobody"
BODIES = "who sits where is theirs and the organiser's: what a commission is handed and says is told"
NO_TOKEN = "a key of somebody: what is done with it is told as any act of theirs"
TOLD_ELSEWHERE = "who is told what the log tells: the journal of the team says who chose"
UNSEEN = "a draft that nobody sees: the log holds what is put on line"
BLIND = "what the team makes of its own reading, which nobody else sees; moves are told with the topics"
COUNTED = "a measure of topics that are told, with the choices from which anybody counts it again"
COUNT = "a figure that anybody makes again from the rows; tallies are told by tell_tally"
WRITING = "a part of publish_export and offer_archive, which are told"
INSIDE = "a part of hide and restore, which are told"
ANNOUNCED = "a banner that goes by itself; the journal of the team says who wrote it"
DRAFTED = "a synthesis that is being written: it is told once it is published"
DRAFT_OF_A_LETTER = "nothing leaves by it: the words of a letter are told when it leaves"
INVITING = "an invitation names nobody: that it is accepted is told"
PRIVATE = "between a person and the platform: nobody else sees it"
REPRESENTATIVES = "who acts for an organisation is between its representatives: the public never knows"
COMING = "who comes is between them and the organiser: the log tells of events, and of nobody who comes"
CASE = "asks a person to look: the decision that follows is told"

MERGED, SPLIT = ("contribution.merged",), ("contribution.split",)
ACTS: dict[str, Told | str] = {
    "consultations.appoint.allow_creation": "a right over the site, not in a consultation",
    "consultations.appoint.allow_site": "a right over the site, not in a consultation",
    "consultations.appoint.appoint": Told(appointing, RULES),
    "consultations.appoint.dismiss": Told(dismissing, RULES),
    "consultations.join_team.address_of": READ,
    "consultations.join_team.forget_invitations_to": PRIVATE,
    "consultations.join_team.forget_team_invitations": PRIVATE,
    "consultations.join_team.invite_again": INVITING,
    "consultations.join_team.invite_to_team": INVITING,
    "consultations.join_team.is_for": READ,
    "consultations.join_team.join_team": Told(joining, RULES),
    "consultations.join_team.revoke_invitation": INVITING,
    "consultations.create_from_template.create_from_template": DRAFT,
    "consultations.draft.add_draft": "a part of create_from_template and of duplicate",
    "consultations.duplicate.duplicate": DRAFT,
    "consultations.edit_phase.actions_of": READ,
    "consultations.edit_phase.add_phase": Told(adding_a_phase, RULES),
    "consultations.edit_phase.change_phase": Told(giving_time, ("extension", *RULES)),
    "consultations.edit_phase.draft_of": READ,
    "consultations.edit_phase.remove_phase": Told(removing_a_phase, RULES),
    "consultations.edit_themes.edit_themes": Told(naming_themes, RULES),
    "consultations.invite_by_code.give_codes": Told(giving_codes, ()),
    "consultations.invite_by_code.make_batch": Told(making_codes, RULES),
    "consultations.invite_by_code.revoke_batch": Told(revoking_codes, RULES),
    "consultations.prepare_site.prepare_site": "the site itself, before any consultation",
    "consultations.set_levels.set_levels": Told(asking_for_a_level, RULES),
    "consultations.trust_domains.clean_pattern": READ,
    "consultations.trust_domains.trust_domains": Told(trusting, RULES),
    "consultations.use_code.forget_admissions": Told(forgetting_a_code, (), is_open=True),
    "consultations.use_code.use_code": Told(using_a_code, ()),
    "availability.beat.beat": Told(site.beating, ("incident",), is_open=True),
    "availability.beat.read_clocks": READ,
    "availability.look.look": Told(site.answering_again, ("incident",), is_open=True),
    "availability.plan.plan": Told(site.planning, ("incident",)),
    "availability.plan.cancel": Told(site.calling_off, ("incident",)),
    "availability.bring_watch.bring_watch": Told(site.bringing, ("incident",)),
    "availability.bring_watch.read_file": READ,
    "availability.explain_outage.explain_outage": "words of the operator, to be corrected; outages are told",
    "availability.forget_watches.forget_watches": "times when the site was there; outages stay",
    "conduct.answer_outage.decline": Told(site.declining, ("incident",)),
    "conduct.answer_outage.extend": Told(
        site.extending, ("extension", "rules.changed", "rules.explained", "incident")
    ),
    "conduct.answer_outage.last_phases": READ,
    "conduct.answer_outage.proposed_end": READ,
    "panel.ask_who.ask_who": "questions that nobody has to answer; nothing of it is for ever",
    "panel.describe_oneself.describe_oneself": "what somebody says of themselves is told to nobody",
    "panel.describe_oneself.take_back": "what somebody says of themselves is told to nobody",
    "panel.forget_descriptions.forget_descriptions": "erases what the log holds nothing of",
    "panel.forget_descriptions.forget_due_descriptions": "erases what the log holds nothing of",
    "panel.set_reference.bring_references": "a part of the statement, which is told once it is final",
    "panel.set_reference.set_reference": "a part of the statement, which is told once it is final",
    "quality.measure.measure": Told(site.measuring, ("quality.computed",), is_open=True),
    "quality.measure.measure_due": "calls measure",
    "quality.name_target.name_target": "one of the numbers of a measure, whose fingerprint is told",
    "panel.state_who.state_due": "calls state_who",
    "panel.state_who.state_who": Told(site.stating, ("quality.computed",), is_open=True),
    "panel.weigh_results.weigh_due": "calls weigh_results",
    "panel.weigh_results.weigh_results": Told(site.weighing, ("quality.computed",), is_open=True),
    "consultations.define.define": WORDS,
    "consultations.define.redefine": WORDS,
    "consultations.define.undefine": WORDS,
    "commissions.edit_commission.add_commission": BODIES,
    "commissions.edit_commission.change_commission": BODIES,
    "commissions.edit_commission.close_commission": BODIES,
    "commissions.edit_commission.move_commission": BODIES,
    "commissions.edit_members.add_member": BODIES,
    "commissions.edit_members.end_membership": BODIES,
    "commissions.edit_members.invite_member": BODIES,
    "commissions.edit_members.remove_member": BODIES,
    "commissions.hand_over.give_back": Told(working.giving_back, ("contribution.settled",)),
    "commissions.hand_over.hand_on": Told(working.handing_on, ("contribution.handed_over",)),
    "commissions.hand_over.hand_over": Told(working.handing_over, ("contribution.handed_over",)),
    "commissions.hand_over.hold_commission": READ,
    "commissions.hand_over.settle_taken_up": "a part of publish_opinion, which is told",
    "commissions.hand_over.take_up": Told(working.taking_up, ("contribution.settled",)),
    "commissions.join_commission.forget_memberships": BODIES,
    "commissions.join_commission.join_commission": BODIES,
    "commissions.join_commission.leave_commission": BODIES,
    "commissions.publish_opinion.publish_opinion": Told(
        working.saying, ("opinion.published", "contribution.settled")
    ),
    "commissions.publish_opinion.replace_opinion": Told(working.saying_otherwise, ("opinion.published",)),
    "minutes.bring_room.bring_room": UNSEEN,
    "minutes.correct.accept": UNSEEN,
    "minutes.correct.decline": UNSEEN,
    "minutes.correct.forget_names": "erases names that the log never held",
    "minutes.correct.propose": UNSEEN,
    "minutes.keep_said.keep_said": Told(working.keeping_what_was_said, ("contribution.accepted",)),
    "minutes.link.link": UNSEEN,
    "minutes.link.unlink": UNSEEN,
    "minutes.publish_minutes.publish_minutes": Told(working.publishing, ("minutes.published",)),
    "minutes.share.share": UNSEEN,
    "minutes.share.stop_sharing": UNSEEN,
    "minutes.write.add_passage": UNSEEN,
    "minutes.write.begin": UNSEEN,
    "minutes.write.change_passage": UNSEEN,
    "minutes.write.describe": UNSEEN,
    "minutes.write.flat": READ,
    "minutes.write.hold": READ,
    "minutes.write.hold_passage": READ,
    "minutes.write.move_passage": UNSEEN,
    "minutes.write.remove_passage": UNSEEN,
    "minutes.write.write_notes": UNSEEN,
    "learning.answer_quiz.answer_quiz": "answers of nobody in particular, public as counts alone",
    "learning.check_quiz.check_quiz": UNSEEN,
    "learning.check_quiz.why_not": READ,
    "learning.edit_quiz.add_question": UNSEEN,
    "learning.edit_quiz.begin_again": UNSEEN,
    "learning.edit_quiz.change_question": UNSEEN,
    "learning.edit_quiz.move_question": UNSEEN,
    "learning.edit_quiz.remove_question": UNSEEN,
    "learning.publish_quiz.close_quiz": Told(closing_a_quiz, ("quiz.closed",)),
    "learning.publish_quiz.publish_quiz": Told(putting_a_quiz_on_line, ("quiz.published",)),
    "conduct.decide_instance.accept_instance": "a draft concerns nobody yet",
    "conduct.decide_instance.refuse_instance": "between this site and the one that asked",
    "conduct.request_instance.forget_instances": "erases what the log holds nothing of",
    "conduct.request_instance.request_instance": "between this site and the one that asks",
    "conduct.attest.attest": Told(declaring_a_rule, ("rule.attested",)),
    "conduct.attest.take_back": Told(taking_a_rule_back, ("rule.taken_back",)),
    "conduct.attest.why_not": READ,
    "conduct.decide.decide": Told(decided, ("decision.published",)),
    "conduct.edit_time.needs_reason": READ,
    "conduct.explain.explain": Told(explaining, ("rules.explained",)),
    "conduct.inspect_acts.inspect_acts": "figures on acts, each of which was told",
    "conduct.inspect_acts.inspect_due": "figures on acts, each of which was told",
    "conduct.edit_time.add_phase": "a part of edit_phase, which is told",
    "conduct.edit_time.change_phase": "a part of edit_phase, which is told",
    "conduct.edit_time.remove_phase": "a part of edit_phase, which is told",
    "conduct.evaluate.evaluate": "what one thinks of a consultation is public as counts alone",
    "conduct.forget_evaluations.forget_due_evaluations": "unties and empties what the log holds nothing of",
    "conduct.forget_evaluations.forget_evaluations": "unties and empties what the log holds nothing of",
    "conduct.keep_record.keep_record": Told(recording, ("record.published",)),
    "conduct.open_consultation.broken": READ,
    "conduct.open_consultation.in_the_way": READ,
    "conduct.open_consultation.open_consultation": Told(opening, ("rules.published", "record.published")),
    "conduct.open_consultation.sentence": READ,
    "conduct.open_consultation.try_it_first": "what is rehearsed is undone; its report is shown",
    "conduct.rehearse.rehearse": "what is rehearsed is undone; its report is shown",
    "conduct.rehearse.rehearse_due": "what is rehearsed is undone; its report is shown",
    "conduct.hold_trial.end_trial": "a draft concerns nobody yet",
    "conduct.hold_trial.forget_trials": "erases what the log holds nothing of",
    "conduct.hold_trial.open_trial": "a draft concerns nobody yet; what is done on trial is undone",
    "conduct.hold_trial.remark": "words for the team, on a draft, of nobody in particular",
    "conduct.start.proposed": READ,
    "conduct.start.start": "a draft concerns nobody yet",
    "conduct.carry_on.carry_on": "a draft concerns nobody yet; what it quotes tells itself",
    "conduct.carry_on.chosen": READ,
    "conduct.start_again.start_again": "a draft concerns nobody yet",
    "consultations.publish.publish": Told(publishing, ("rules.published",)),
    "consultations.tell_rules.is_promised": READ,
    "consultations.tell_rules.tell_rules": Told(telling_rules, ("rules.published",), is_open=True),
    "contributions.anonymise.anonymise": Told(unsigning, ANONYMOUS, is_open=True),
    "contributions.keep_shared.keep_shared": "between those who act for an organisation, until it is sent",
    "contributions.keep_shared.mark_sent": "the deposit that it marks is told",
    "contributions.keep_shared.unsign_saves": "erases names of which the log holds nothing",
    "contributions.coauthor.accept": Told(cosigning, ("coauthor.accepted",)),
    "contributions.coauthor.address_of": READ,
    "contributions.coauthor.end": Told(no_longer_cosigning, ("coauthor.withdrawn",)),
    "contributions.coauthor.forget": Told(forgetting_a_coauthor, ("erasure",), is_open=True),
    "contributions.coauthor.forget_invitations": PRIVATE,
    "contributions.coauthor.invite": "an invitation names nobody: that it is accepted is told",
    "organisations.correct.correct": Told(
        deciding(correcting.correct, name="Le Grand Cercle"), ("organisation.corrected",)
    ),
    "organisations.declare.declare": Told(declaring, ("organisation.declared",)),
    "organisations.invite.address_of": READ,
    "organisations.invite.forget_invitations": PRIVATE,
    "organisations.invite.invite": REPRESENTATIVES,
    "organisations.invite.send_invitation": REPRESENTATIVES,
    "organisations.join.join": REPRESENTATIVES,
    "organisations.name_lead.name_lead": REPRESENTATIVES,
    "organisations.part.close": Told(closing_an_organisation, ("organisation.closed",)),
    "organisations.part.forget": Told(leaving_an_organisation, ("organisation.closed",), is_open=True),
    "organisations.part.hand_over": REPRESENTATIVES,
    "organisations.part.leave": REPRESENTATIVES,
    "organisations.part.remove": REPRESENTATIVES,
    "organisations.verify.refuse": Told(
        deciding(verifying.refuse, words="Ce n'est pas elle."), ("organisation.refused",)
    ),
    "organisations.verify.take_back": Told(
        deciding(verifying.take_back, is_verified=True), ("organisation.taken_back",)
    ),
    "organisations.verify.verify": Told(
        deciding(verifying.verify, sentence="Son siège est connu."), ("organisation.verified",)
    ),
    "contributions.carry.carry": "follows from the rules and the tallies, which are told",
    "contributions.count_copies.count_copies": COUNT,
    "contributions.check_files.check_files": Told(checking_files, ("incident",), is_open=True),
    "contributions.attach.take_out": "a part of anonymise and erase_joined, which are told",
    "contributions.erase_joined.erase_joined": Told(erasing_files, ANONYMOUS),
    "contributions.attach.checked_files": READ,
    "contributions.attach.attach": "a part of submit and revise: the answers that are told hold its hash",
    "contributions.attach.detach": "a part of revise: what the new answers no longer hold",
    "contributions.attach.erase_files": "a part of withdraw and anonymise, which are told",
    "contributions.keep_attachment.keep_attachment": PRIVATE,
    "contributions.keep_attachment.claim_attachments": PRIVATE,
    "contributions.keep_attachment.drop_attachments": PRIVATE,
    "contributions.keep_attachment.forget_unused_attachments": PRIVATE,
    "contributions.answers.answers_of": READ,
    "contributions.answers.keep_personal": "a part of submit: what is personal is in no log",
    "contributions.answers.replace_personal": "a part of revise: what is personal is in no log",
    "contributions.deposit_as_guest.deposit_as_guest": Told(
        sending_as_a_guest, ("guest.received",), is_open=True
    ),
    "contributions.deposit_as_guest.is_full": READ,
    "contributions.deposit_as_guest.keep_unread": "a part of deposit_as_guest and take_entry, which are told",
    "contributions.attach.keep_held": "a part of receive: the answers that are told hold its hash",
    "contributions.erase_waiting.erase": "a part of withdraw, take_back_waiting and anonymise",
    "contributions.erase_waiting.drop_revisions": "a part of withdraw, which is told",
    "contributions.erase_waiting.empty": "a part of erase and of forget_due_guests, which are told",
    "contributions.publish_said.publish_said": "a part of keep_said and keep_questions, which are told",
    "contributions.wording.as_said": READ,
    "contributions.once.insert_once": "a part of submit, receive, deposit_as_guest and argue, which are told",
    "contributions.once.only_of": READ,
    "contributions.once.refuse_second": READ,
    "contributions.once.same_author": READ,
    "contributions.publish_waiting.keep_refused": "a part of refuse, which is told",
    "contributions.receipt.send_received": PRIVATE,
    "contributions.receipt.send_revised": PRIVATE,
    "contributions.receive.receive": Told(receiving, ("contribution.received",)),
    "contributions.receive.receive_revision": Told(receiving_changes, ("contribution.received",)),
    "contributions.receive.waiting_revision": READ,
    "contributions.revise.check_unchanged": READ,
    "contributions.revise.hold_for": READ,
    "contributions.revise.new_words": READ,
    "contributions.revise.reading_first": READ,
    "contributions.revise.replace_words": "a part of revise and admit, which are told",
    "contributions.submit.prepare": READ,
    "contributions.take_back_waiting.change_waiting": Told(changing_what_waits, ("contribution.received",)),
    "contributions.take_back_waiting.take_back_waiting": Told(
        taking_back_what_waits, ("contribution.withdrawn",)
    ),
    "contributions.take_back_waiting.why_not_changed": READ,
    "contributions.forget_guests.forget_due_guests": Told(forgetting_guests, ("erasure",), is_open=True),
    "contributions.publish_waiting.publish_waiting": "a part of admit, which is told",
    "contributions.withdraw_guest.withdraw_guest_text": Told(
        taking_a_guest_text_back, ("guest.withdrawn",), is_open=True
    ),
    "contributions.edit_questions.add_question": Told(adding_a_question, RULES),
    "contributions.edit_questions.bring_questions": Told(bringing_questions, RULES),
    "contributions.edit_questions.change_question": Told(changing_a_question, RULES),
    "contributions.edit_questions.move_question": Told(moving_a_question, RULES),
    "contributions.edit_questions.remove_question": Told(removing_a_question, RULES),
    "contributions.edit_questions.duplicate_question": Told(copying_a_question, RULES),
    "contributions.edit_questions.is_frozen": READ,
    "contributions.edit_questions.is_rewording": READ,
    "contributions.edit_kind.draft_of": READ,
    "contributions.edit_questions.draft_of": READ,
    "contributions.quote.quotable": READ,
    "contributions.quote.quote": Told(quoting, ("contribution.accepted",)),
    "contributions.edit_questions.values_of": READ,
    "contributions.keep_draft.keep_draft": PRIVATE,
    "contributions.keep_draft.forget_draft": PRIVATE,
    "contributions.keep_draft.forget_old_drafts": PRIVATE,
    "contributions.edit_kind.hold": READ,
    "contributions.edit_kind.add_kind": Told(adding_a_kind, RULES),
    "contributions.edit_kind.change_kind": Told(changing_a_kind, RULES),
    "contributions.edit_kind.move_kind": Told(moving_a_kind, RULES),
    "contributions.edit_kind.remove_kind": Told(removing_a_kind, RULES),
    "contributions.learn_words.learn_words": COUNT,
    "contributions.learn_words.relearn_words": COUNT,
    "contributions.react.mark_reaction": "the vote, argument or answer that it marks is told",
    "contributions.merge.merge": Told(merging_texts, MERGED),
    "contributions.merge.why_not_now": READ,
    "contributions.receipt.permanent_address": READ,
    "contributions.receipt.reference": READ,
    "contributions.receipt.send_receipt": PRIVATE,
    "contributions.revise.is_revisable": READ,
    "contributions.revise.lacking": READ,
    "contributions.revise.why_not_now": READ,
    "contributions.revise.revise": Told(revising, ("contribution.revised",)),
    "contributions.split.leave_merge": "a part of withdraw and hide; the end of a merge is told",
    "contributions.split.split": Told(splitting_texts, SPLIT),
    "contributions.tell_merge.tell_merged": PRIVATE,
    "contributions.tell_merge.tell_split": PRIVATE,
    "contributions.submit.submit": Told(depositing, ("contribution.accepted",)),
    "contributions.submit.check_open": READ,
    "contributions.submit.check_place": READ,
    "contributions.withdraw.hold": READ,
    "contributions.withdraw.take_back": "a part of withdraw and withdraw_guest_text, which are told",
    "contributions.withdraw.withdraw": Told(withdrawing, ("contribution.withdrawn",)),
    "contributions.wording.text_of": READ,
    "contributions.wording.title_of": READ,
    "debate.anonymise.anonymise": Told(unsigning_arguments, ("erasure", "argument.revised"), is_open=True),
    "debate.argue.argue": Told(arguing, ("argument.accepted",)),
    "debate.argue.comment": Told(commenting, ("argument.accepted",)),
    "debate.argue.reply": Told(replying, ("argument.accepted",)),
    "debate.count.count": COUNT,
    "debate.count.count_later": COUNT,
    "debate.count.recount": COUNT,
    "debate.promise.promise": "public with its date; a question keeps the promise of the day it was asked",
    "debate.promise.promise_days": "the one way to promise days, below the two acts that do",
    "debate.support.support": "a mark of interest in an argument, counted and never published one by one",
    "debate.support.unsupport": "a mark of interest in an argument, counted and never published one by one",
    "debate.withdraw.withdraw": Told(taking_an_argument_back, ("argument.withdrawn",)),
    "ballots.best.best": READ,
    "ballots.best.carry_best": "follows from the rules and the tallies, which are told",
    "ballots.cast.cast": Told(voting, ("vote.cast",)),
    "ballots.cast_paper.cast_paper": Told(voting_on_paper, ("vote.cast", "vote.cast")),
    "ballots.compare.compare": Told(comparing, ("vote.cast",)),
    "ballots.compare.take_back": Told(taking_a_pair_back, ("vote.withdrawn",), is_open=True),
    "ballots.count_outcome.count_endings": COUNT,
    "ballots.count_outcome.count_outcome": COUNT,
    "ballots.count_outcome.count_under_way": COUNT,
    "ballots.enter_paper.cancel_batch": Told(cancelling_a_batch, ("paper.cancelled",)),
    "ballots.enter_paper.enter_batch": Told(entering_a_batch, ("paper.entered",)),
    "ballots.place_statements.place_statements": COUNT,
    "ballots.set_costs.set_costs": Told(pricing, ("budget.priced",)),
    "ballots.cast.withdraw": Told(withdrawing_a_vote, ("vote.withdrawn",), is_open=True),
    "ballots.fold.fold": COUNT,
    "ballots.recount.recount": COUNT,
    "ballots.set_aside.put_back": Told(putting_back, ("moderation.put_back",)),
    "ballots.set_aside.set_aside": Told(setting_aside, ("moderation.set_aside",)),
    "ballots.tell_tally.tell_endings": Told(ending, ("tally.final",), is_open=True),
    "ballots.tell_tally.tell_final": Told(ending_one, ("tally.final",), is_open=True),
    "ballots.tell_tally.tell_moved": Told(ending_again, ("tally.final",), is_open=True),
    "ballots.weigh.weigh": COUNT,
    "ballots.weigh.weigh_all": COUNT,
    "ballots.weigh.weigh_stale": COUNT,
    "ballots.tell_tally.tell_running": Told(counting, ("tally.checkpoint",), is_open=True),
    "moderation.appeal.appeal": Told(appealing, ("moderation.appeal",)),
    "moderation.ask_quoting.ask_quoting": CASE,
    "moderation.close_case.close_case": CASE,
    "moderation.close_case.reopen_case": CASE,
    "moderation.decide.decide": INSIDE,
    "moderation.decide.lock": INSIDE,
    "moderation.decide.tell_author": INSIDE,
    "moderation.forget_appeals.forget_appeals": "erases reasons of which the log holds nothing",
    "moderation.forget_guests.forget_guests": Told(forgetting_guests_and_answers, ("erasure",), is_open=True),
    "moderation.forget_guests.take_back": Told(
        taking_a_guest_text_and_its_answer_back, ("guest.withdrawn",), is_open=True
    ),
    "moderation.forget_reporters.forget_reporters": "erases addresses of which the log holds nothing",
    "moderation.gather.gather": Told(merging, MERGED),
    "moderation.gather.part": Told(splitting, SPLIT),
    "moderation.hide.hide": Told(hiding, ("moderation.hide",)),
    "moderation.hide.hide_refused": "a part of refuse, which is told",
    "moderation.look.forget_looks": "what moderators had before them some minutes ago",
    "moderation.look.look": "what a moderator has before them, told to the others for some minutes",
    "moderation.open_case.open_case": CASE,
    "moderation.promise_appeals.promise_appeals": (
        "public with its date; an appeal keeps the promise of the day it was sent"
    ),
    "moderation.report.mailbox": "computes what stands for a mailbox",
    "moderation.report.report": CASE,
    "moderation.report.report_without_account": CASE,
    "moderation.restore.restore": Told(restoring, ("moderation.restore",)),
    "moderation.rule.rule": Told(ruling, ("moderation.ruling",)),
    "moderation.screen.admit": Told(admitting, ("moderation.admit", "contribution.accepted")),
    "moderation.screen.refuse": Told(turning_down, ("moderation.refuse",)),
    "moderation.screen.refuse_all": Told(turning_several_down, ("moderation.refuse",)),
    "moderation.settle.settle": "a part of rule and restore, which are told",
    "moderation.settle.settle_restored": "a part of rule and restore, which are told",
    "moderation.tell_appeals.tell_appeals": "writes to moderators of what is told when it is sent",
    "moderation.tell_guests.tell_guests": "writes to moderators of what is told when it is received",
    "moderation.tell_refused.tell_refused": "a part of refuse, which is told",
    "moderation.tell_reporters.acknowledge": "a part of report_without_account: writes to whoever reported",
    "moderation.tell_reporters.tell_reporters": "writes of decisions that are told when they are taken",
    "moderation.watch.watch": CASE,
    "moderation.work_off.hide_waiting": Told(hiding_what_waits, ("moderation.hide",)),
    "moderation.work_off.keep": "changes nothing in public: the text stays as it is",
    "moderation.work_off.undo": Told(taking_a_decision_back, ("moderation.restore",)),
    "room.answer.answer": "of a device and of nobody, told as a count when the room closes",
    "room.answer.support": "of a device and of nobody, told as a count when the room closes",
    "room.close_room.close_left_rooms": Told(leaving_a_room_open, ("room.closed",), is_open=True),
    "room.close_room.close_room": Told(closing_a_room, ("room.closed",)),
    "room.keep_questions.keep_questions": Told(keeping_a_question, ("contribution.accepted",)),
    "room.keep_questions.take_back_question": Told(taking_back_a_question, ("contribution.withdrawn",)),
    "room.lead.hide_words": "hidden words are counted in the results, told when the room closes",
    "room.lead.open_room": UNSEEN,
    "room.lead.settle_question": "in the results, told when the room closes",
    "room.lead.show_results": "in the results, told when the room closes",
    "room.lead.start_activity": "in the results, told when the room closes",
    "room.lead.stop_activity": "in the results, told when the room closes",
    "room.prepare.add_activity": UNSEEN,
    "room.prepare.change_activity": UNSEEN,
    "room.prepare.prepare_room": UNSEEN,
    "room.prepare.remove_activity": UNSEEN,
    "restitution.answer.answer": Told(answering, ("answer.published",)),
    "restitution.answer_many.answer_many": Told(promises.answering_many, ("answer.published",) * 2),
    "restitution.analyse.ask_revision": examinations.INSIDE,
    "restitution.analyse.resume_examinations": examinations.INSIDE,
    "restitution.analyse.send_analysis": examinations.INSIDE,
    "restitution.examine.ask_examinations": examinations.INSIDE,
    "restitution.examine.assign_examination": examinations.INSIDE,
    "restitution.examine.stop_examination": examinations.INSIDE,
    "restitution.give_verdict.agree": examinations.INSIDE,
    "restitution.give_verdict.decide": Told(
        examinations.deciding, ("answer.published", "examination.published")
    ),
    "restitution.give_verdict.send_back": examinations.INSIDE,
    "restitution.tell_examiners.tell_asked": "a part of ask_examinations: writes to those who examine",
    "restitution.tell_examiners.tell_author": "a part of ask_revision: writes to the author",
    "restitution.tell_examiners.tell_turn": "writes to whoever examines next, and to nobody else",
    "restitution.cite_source.cite": DRAFTED,
    "restitution.cite_source.quote_source": DRAFTED,
    "restitution.cite_source.remove_source": DRAFTED,
    "restitution.draft_synthesis.ask_draft": DRAFTED,
    "restitution.draft_synthesis.run_draft": DRAFTED,
    "restitution.publish_synthesis.cited_by": READ,
    "restitution.publish_synthesis.count_coverage": COUNT,
    "restitution.publish_synthesis.publish_synthesis": Told(syntheses.publishing, ("synthesis.published",)),
    "restitution.remark_synthesis.remark_on_synthesis": Told(syntheses.remarking, ("synthesis.remarked",)),
    "restitution.tell_synthesis.keep_version": "a part of tell_synthesis and of publish_synthesis",
    "restitution.word_finding.accept_wording": DRAFTED,
    "restitution.word_finding.ask_wording": DRAFTED,
    "restitution.word_finding.forget_wordings": DRAFTED,
    "restitution.word_finding.leave_wording": DRAFTED,
    "restitution.word_finding.run_wording": DRAFTED,
    "restitution.write_synthesis.accept_finding": DRAFTED,
    "restitution.write_synthesis.add_finding": DRAFTED,
    "restitution.write_synthesis.add_section": DRAFTED,
    "restitution.write_synthesis.begin_synthesis": DRAFTED,
    "restitution.write_synthesis.change_finding": DRAFTED,
    "restitution.write_synthesis.describe_synthesis": DRAFTED,
    "restitution.write_synthesis.move_finding": DRAFTED,
    "restitution.write_synthesis.move_section": DRAFTED,
    "restitution.write_synthesis.remove_finding": DRAFTED,
    "restitution.write_synthesis.remove_section": DRAFTED,
    "restitution.write_synthesis.rename_section": DRAFTED,
    "restitution.commit.add_milestone": Told(promises.planning_a_step, ("commitment.milestone",)),
    "restitution.commit.commit": Told(promises.promising, ("commitment.published",)),
    "restitution.commit.finish_milestone": Told(promises.finishing_a_step, ("commitment.updated",)),
    "restitution.commit.put_in_charge": "who is reminded is between the people of a team",
    "restitution.commit.update": Told(promises.telling_news, ("commitment.updated",)),
    "restitution.count.count_figures": READ,
    "restitution.remind.reason": READ,
    "restitution.remind.remind_of_commitments": "a reminder to whoever is in charge, and nobody else",
    "restitution.remind.sentence": READ,
    "restitution.snapshot.take_snapshot": COUNT,
    "restitution.tell_synthesis.tell_synthesis": Told(
        telling_a_synthesis, ("synthesis.published",), is_open=True
    ),
    "following.count_mails.count_mails": "counts of mails, of which the log holds nothing",
    "following.count_mails.hold": "counts of mails, of which the log holds nothing",
    "following.announce.announce": ANNOUNCED,
    "following.announce.change_announcement": ANNOUNCED,
    "following.announce.take_down": ANNOUNCED,
    "following.carry_letters.count_copies": "counts of mails, of which the log holds nothing",
    "following.carry_letters.count_stopped": READ,
    "following.carry_letters.depart": Told(sending_a_letter, ("letter.sent",), is_open=True),
    "following.carry_letters.forget_copies": "erases who got a letter, of whom the log holds nothing",
    "following.carry_letters.write_copies": PRIVATE,
    "following.send_letter.cancel_letter": DRAFT_OF_A_LETTER,
    "following.send_letter.plan_letter": DRAFT_OF_A_LETTER,
    "following.send_letter.try_letter": "goes to whoever wrote it",
    "following.write_letter.check": READ,
    "following.write_letter.drop_letter": DRAFT_OF_A_LETTER,
    "following.write_letter.hold_draft": READ,
    "following.write_letter.rewrite_letter": DRAFT_OF_A_LETTER,
    "following.write_letter.write_letter": DRAFT_OF_A_LETTER,
    "following.publish.note_syntheses": "a synthesis is told by tell_synthesis",
    "following.publish.publish": "a part of decide, which is told",
    "following.digest.begin_digests": PRIVATE,
    "following.digest.write_digests": PRIVATE,
    "following.follow.about": READ,
    "following.follow.follow": PRIVATE,
    "following.follow.set_rhythm": PRIVATE,
    "following.follow.unfollow": PRIVATE,
    "following.follow.unfollow_all": PRIVATE,
    "following.forget.forget": PRIVATE,
    "following.stop.stop": PRIVATE,
    "following.thread.close_thread": PRIVATE,
    "following.thread.open_thread": PRIVATE,
    "opendata.carry_webhook.carry_webhook": TOLD_ELSEWHERE,
    "opendata.carry_webhook.forget_deliveries": TOLD_ELSEWHERE,
    "opendata.keep_webhook.add_webhook": TOLD_ELSEWHERE,
    "opendata.keep_webhook.change_webhook": TOLD_ELSEWHERE,
    "opendata.keep_webhook.remove_webhook": TOLD_ELSEWHERE,
    "opendata.keep_webhook.renew_secret": TOLD_ELSEWHERE,
    "opendata.keep_webhook.start_webhook": TOLD_ELSEWHERE,
    "opendata.keep_webhook.stop": TOLD_ELSEWHERE,
    "opendata.keep_webhook.stop_webhook": TOLD_ELSEWHERE,
    "opendata.keep_webhook.why_not": READ,
    "opendata.send_again.send_again": TOLD_ELSEWHERE,
    "opendata.send_again.try_webhook": TOLD_ELSEWHERE,
    "opendata.tell_webhooks.tell_webhooks": TOLD_ELSEWHERE,
    "opendata.make_token.forget_tokens": NO_TOKEN,
    "opendata.make_token.forget_tokens_of": NO_TOKEN,
    "opendata.make_token.make_token": NO_TOKEN,
    "opendata.make_token.note_use": NO_TOKEN,
    "opendata.make_token.revoke_token": NO_TOKEN,
    "opendata.import_sheet.bring_sheet": "nothing comes in yet: the rows wait for whoever brought them",
    "opendata.import_sheet.forget_sheets": "rows that nobody imported",
    "opendata.import_sheet.import_sheet": Told(importing_a_sheet, ("contribution.accepted",)),
    "opendata.import_sheet.preview_sheet": READ,
    "opendata.offer_archive.offer_archive": Told(offering, ("export.published",), is_open=True),
    "opendata.publish_export.publish_export": Told(exporting, ("export.published",), is_open=True),
    "opendata.publish_export.tell_export": WRITING,
    "opendata.publish_export.write_export": WRITING,
    "opendata.watch_archives.watch_archives": "takes down a copy of what other acts, which are told, removed",
    "consultations.add_kinds.add_kinds": "a part of create_from_template, and of publish_text, which is told",
    "contributions.wording.check_rewording": READ,
    "texts.bring_text.bring_text": CUTTING,
    "texts.bring_text.change_text": CUTTING,
    "texts.bring_text.check_pieces": READ,
    "texts.bring_text.depths_of": READ,
    "texts.bring_text.drop_text": CUTTING,
    "texts.bring_text.hold_draft": READ,
    "texts.bring_text.pieces_of": READ,
    "texts.publish_text.publish_text": Told(
        putting_a_text_to_consultation,
        ("rules.changed", "contribution.accepted", "contribution.accepted"),
    ),
    "front.leaving.leave": Told(leaving, ANONYMOUS, is_open=True),
    "draws.draw_panel.draw_panel": Told(draws.drawing, ("draw.drawn",)),
    "draws.edit_draw.add_draw": UNSEEN,
    "draws.edit_draw.change_draw": UNSEEN,
    "draws.edit_draw.drop_draw": UNSEEN,
    "draws.fill_pool.bring_pool": UNSEEN,
    "draws.fill_pool.empty_pool": UNSEEN,
    "draws.follow_up.close_draw": "nothing of the panel changes: names are erased some time after",
    "draws.follow_up.replace": Told(draws.replacing, ("draw.replaced",)),
    "draws.follow_up.say_state": "what somebody drawn answers is between them and the organiser",
    "draws.forget_names.forget_candidacies": "erases what the log holds nothing of",
    "draws.forget_names.forget_due_names": "erases what the log holds nothing of",
    "draws.prepare_draw.begin_preparation": "asks for the list, which is told once it is published",
    "draws.prepare_draw.cancel_preparation": UNSEEN,
    "draws.prepare_draw.prepare_draw": Told(draws.preparing, ("draw.prepared",), is_open=True),
    "draws.volunteer.end_call": "a call is a form: the list is told, with its rule, once it is published",
    "draws.volunteer.open_call": "a call is a form: the list is told, with its rule, once it is published",
    "draws.volunteer.volunteer": "who is in a pool is told to nobody: the list commits to each of them",
    "draws.volunteer.withdraw": "who is in a pool is told to nobody: the list commits to each of them",
    "understanding.ask_analysis.ask_analysis": "asks for topics, which are told once they are published",
    "understanding.ask_analysis.cancel_analysis": UNSEEN,
    "understanding.ask_opinions.ask_opinions": "asks for groups, which are told once they are published",
    "understanding.forget_places.forget_places": "erases what the log holds nothing of",
    "understanding.name_group.name_group": UNSEEN,
    "understanding.correct_topic.correct_topic": UNSEEN,
    "understanding.correct_topic.check_correctable": READ,
    "understanding.split_topic.ask_split": UNSEEN,
    "understanding.split_topic.accept_split": UNSEEN,
    "understanding.split_topic.drop_split": UNSEEN,
    "understanding.run_split.run_split": UNSEEN,
    "understanding.grow_analysis.grow_analysis": UNSEEN,
    "understanding.grow_analysis.grow_every_night": UNSEEN,
    "understanding.run_addition.grow_by_itself": UNSEEN,
    "understanding.run_addition.run_addition": UNSEEN,
    "understanding.open_coding.open_coding": BLIND,
    "understanding.open_coding.drop_coding": BLIND,
    "understanding.code_text.begin_coding": BLIND,
    "understanding.code_text.code_text": BLIND,
    "understanding.code_text.finish_coding": BLIND,
    "understanding.end_coding.end_coding": BLIND,
    "understanding.settle_text.settle_text": BLIND,
    "understanding.settle_text.apply_settled": BLIND,
    "understanding.publish_agreement.publish_agreement": COUNTED,
    "understanding.publish_agreement.take_back_agreement": COUNTED,
    "understanding.publish_analysis.publish_analysis": Told(topics.publishing, ("analysis.published",)),
    "understanding.publish_analysis.take_back_analysis": Told(topics.taking_back, ("analysis.taken_back",)),
    "understanding.run_analysis.run_analysis": UNSEEN,
    "gatherings.cancel_registration.cancel_registration": COMING,
    "gatherings.cancel_registration.erase_registration": COMING,
    "gatherings.cancel_registration.forget_registrations_of": COMING,
    "gatherings.check_in.check_in": COMING,
    "gatherings.check_in.count_walk_ins": COMING,
    "gatherings.check_in.undo_check_in": COMING,
    "gatherings.edit_event.cancel_event": Told(events.cancelling, ("event.cancelled",)),
    "gatherings.edit_event.change_event": Told(events.changing, ("event.changed",)),
    "gatherings.edit_event.create_event": UNSEEN,
    "gatherings.edit_event.drop_event": UNSEEN,
    "gatherings.edit_event.publish_event": Told(events.announcing, ("event.published",)),
    "gatherings.find_registrations.send_links": "writes to whoever asks; nothing changes",
    "gatherings.forget_registrations.forget_registrations": COMING,
    "gatherings.propose_event.decline_event": Told(events.declining, ("event.declined",)),
    "gatherings.propose_event.forget_proposals_of": "erases words of which the log holds nothing",
    "gatherings.propose_event.label_event": Told(events.labelling, ("event.labelled",)),
    "gatherings.propose_event.propose_event": Told(events.proposing_one, ("event.proposed",)),
    "gatherings.propose_event.set_proposals": "what may be proposed; each proposal is told",
    "gatherings.register.ask_for_place": COMING,
    "gatherings.register.confirm_registration": COMING,
    "gatherings.register.register_participant": COMING,
    "gatherings.remind.remind": COMING,
    "gatherings.report_event.decline_report": "nothing becomes public: its author may send another",
    "gatherings.report_event.publish_report": Told(events.publishing_a_report, ("event.reported",)),
    "gatherings.report_event.send_report": "between its author and the organiser: published, it is told",
    "field.forget_entries.forget_entries": "words that the form refused, and that nobody settled",
    "field.make_kit.close_kit": "a device that takes nothing new: what it sends is told when it comes",
    "field.make_kit.make_kit": "a device that is prepared: what it sends is told when it comes",
    "field.make_kit.make_link": "a link of a device: what it sends is told when it comes",
    "field.settle_entry.discard_kept": "words that the form refused: nothing came in",
    "field.settle_entry.enter_kept": Told(on_site.entering_what_was_kept, ("contribution.accepted",)),
    "field.take_entry.number_sheet": "a sheet without words: it is told once it is entered",
    "field.take_entry.take_entry": Told(on_site.taking_an_answer, ("contribution.accepted",), is_open=True),
    "paper.confirm_mail.confirm_mail": Told(
        paper.confirming_a_mail, ("contribution.accepted",), is_open=True
    ),
    "paper.enter_sheet.enter_sheet": Told(paper.entering_a_sheet, ("contribution.accepted",)),
    "paper.enter_sheet.retype_sheet": "forgets what does not count yet: the sheet is told once it is entered",
    "paper.enter_sheet.settle_sheet": Told(paper.settling_a_sheet, ("contribution.accepted",)),
    "paper.import_sheets.import_sheets": Told(paper.importing_sheets, ("contribution.accepted",)),
    "paper.keep_scans.forget_scans": "pictures of sheets, which nobody but the team saw",
    "paper.keep_scans.keep_scans": "pictures of sheets, for those who type them: nothing counts yet",
    "paper.make_batch.make_batch": "blank paper: what is written on it is told when it is entered",
    "paper.receive_mail.forget_mails": "words that nobody confirmed, and that nobody read",
    "paper.receive_mail.receive_mail": "nothing comes in yet: the text waits for whoever holds the address",
    "paper.undo_sheet.undo_sheet": Told(paper.taking_a_sheet_back, ("contribution.withdrawn",)),
}
