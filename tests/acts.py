"""Every act of the domain: what it tells the public log, and how it is done; or why it tells nothing."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import uuid4

from parvis.accounts.models import Participant
from parvis.accounts.tests.factories import ParticipantFactory
from parvis.ballots.criteria import Criterion
from parvis.ballots.domain import cast as casting
from parvis.ballots.domain.set_aside import put_back, set_aside
from parvis.ballots.domain.tell_tally import tell_endings, tell_final, tell_moved, tell_running
from parvis.consultations.domain import appoint as places
from parvis.consultations.domain import edit_phase
from parvis.consultations.domain.edit_themes import edit_themes
from parvis.consultations.domain.publish import publish
from parvis.consultations.domain.tell_rules import tell_rules
from parvis.consultations.enums import Role
from parvis.consultations.models import Phase
from parvis.consultations.tests.factories import ConsultationFactory, PhaseFactory, TeamMemberFactory
from parvis.contributions.domain import anonymise as contributions
from parvis.contributions.domain import edit_kind
from parvis.contributions.domain.revise import revise
from parvis.contributions.domain.submit import submit
from parvis.contributions.domain.withdraw import withdraw
from parvis.debate.domain import anonymise as debate
from parvis.debate.domain import withdraw as taking_back
from parvis.debate.domain.argue import argue, reply
from parvis.front.composition.leaving import leave
from parvis.moderation.domain.hide import hide
from parvis.moderation.domain.restore import restore
from parvis.moderation.enums import Reason
from parvis.opendata.domain.publish_export import publish_export
from parvis.opendata.tests.town import Town, argue_on
from parvis.restitution.domain.announce import announce
from parvis.restitution.domain.answer import answer
from parvis.restitution.domain.tell_synthesis import tell_synthesis
from parvis.restitution.enums import AnswerStatus
from parvis.restitution.tests.factories import SynthesisFactory

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


def inviting(town, actor):
    organiser = actor or rules_are_known(town)
    return partial(
        places.invite, actor=organiser, consultation=town.consultation, email="new@x.org", role=Role.MODERATOR
    )


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


def publishing(town, actor):
    draft = ConsultationFactory(live=False)
    member = TeamMemberFactory(consultation=draft)
    return partial(publish, actor=actor or member.participant, consultation=draft)


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


def restoring(town, actor):
    bench = town.write("Un banc")
    hide(actor=town.organiser, target=bench, reason=Reason.INSULT)
    return partial(restore, actor=actor or town.organiser, target=bench)


def answering(town, actor):
    return partial(
        answer,
        actor=actor or town.organiser,
        contribution=town.write("Un banc"),
        status=AnswerStatus.KEPT,
        text="Oui.",
        signature="La ville",
    )


def announcing(town, actor):
    return partial(announce, synthesis=SynthesisFactory(consultation=town.consultation))


def telling_a_synthesis(town, actor):
    return partial(tell_synthesis, synthesis=SynthesisFactory(consultation=town.consultation))


def exporting(town, actor):
    rules_are_known(town)
    folder = TemporaryDirectory()

    def act():
        with folder:
            publish_export(consultation=town.consultation, to=Path(folder.name) / "export.zip")

    return act


DRAFT = "a draft is nobody's business: its rules are told when it is published"
READ = "reads, writes nothing"
COUNT = "a figure that anybody makes again from the rows; tallies are told by tell_tally"
INSIDE = "a part of hide and restore, which are told"
PRIVATE = "between a person and the platform: nobody else sees it"
CASE = "asks a person to look: the decision that follows is told"

ACTS: dict[str, Told | str] = {
    "consultations.appoint.allow_creation": "a right over the site, not in a consultation",
    "consultations.appoint.allow_site": "a right over the site, not in a consultation",
    "consultations.appoint.appoint": Told(appointing, RULES),
    "consultations.appoint.dismiss": Told(dismissing, RULES),
    "consultations.appoint.invite": Told(inviting, RULES),
    "consultations.create_from_template.create_from_template": DRAFT,
    "consultations.edit_phase.actions_of": READ,
    "consultations.edit_phase.add_phase": Told(adding_a_phase, RULES),
    "consultations.edit_phase.change_phase": Told(giving_time, ("extension", *RULES)),
    "consultations.edit_phase.draft_of": READ,
    "consultations.edit_phase.remove_phase": Told(removing_a_phase, RULES),
    "consultations.edit_themes.edit_themes": Told(naming_themes, RULES),
    "consultations.follow.follow": PRIVATE,
    "consultations.follow.unfollow": PRIVATE,
    "consultations.follow.unfollow_all": PRIVATE,
    "consultations.prepare_site.prepare_site": "the site itself, before any consultation",
    "consultations.publish.publish": Told(publishing, ("rules.published",)),
    "consultations.tell_rules.is_promised": READ,
    "consultations.tell_rules.tell_rules": Told(telling_rules, ("rules.published",), is_open=True),
    "contributions.anonymise.anonymise": Told(unsigning, ANONYMOUS, is_open=True),
    "contributions.carry.carry": "follows from the rules and the tallies, which are told",
    "contributions.edit_kind.add_kind": Told(adding_a_kind, RULES),
    "contributions.edit_kind.change_kind": Told(changing_a_kind, RULES),
    "contributions.edit_kind.move_kind": Told(moving_a_kind, RULES),
    "contributions.edit_kind.remove_kind": Told(removing_a_kind, RULES),
    "contributions.react.mark_reaction": "the vote, argument or answer that it marks is told",
    "contributions.receipt.permanent_address": READ,
    "contributions.receipt.reference": READ,
    "contributions.receipt.send_receipt": PRIVATE,
    "contributions.revise.is_revisable": READ,
    "contributions.revise.revise": Told(revising, ("contribution.revised",)),
    "contributions.submit.submit": Told(depositing, ("contribution.accepted",)),
    "contributions.withdraw.withdraw": Told(withdrawing, ("contribution.withdrawn",)),
    "contributions.wording.text_of": READ,
    "contributions.wording.title_of": READ,
    "debate.anonymise.anonymise": Told(unsigning_arguments, ("erasure", "argument.revised"), is_open=True),
    "debate.argue.argue": Told(arguing, ("argument.accepted",)),
    "debate.argue.reply": Told(replying, ("argument.accepted",)),
    "debate.count.count": COUNT,
    "debate.count.count_later": COUNT,
    "debate.count.recount": COUNT,
    "debate.support.support": "a mark of interest in an argument, counted and never published one by one",
    "debate.support.unsupport": "a mark of interest in an argument, counted and never published one by one",
    "debate.withdraw.withdraw": Told(taking_an_argument_back, ("argument.withdrawn",)),
    "ballots.best.best": READ,
    "ballots.best.carry_best": "follows from the rules and the tallies, which are told",
    "ballots.cast.cast": Told(voting, ("vote.cast",)),
    "ballots.cast.withdraw": Told(withdrawing_a_vote, ("vote.withdrawn",), is_open=True),
    "ballots.fold.fold": COUNT,
    "ballots.recount.recount": COUNT,
    "ballots.set_aside.put_back": Told(putting_back, ("moderation.put_back",)),
    "ballots.set_aside.set_aside": Told(setting_aside, ("moderation.set_aside",)),
    "ballots.tell_tally.tell_endings": Told(ending, ("tally.final",), is_open=True),
    "ballots.tell_tally.tell_final": Told(ending_one, ("tally.final",), is_open=True),
    "ballots.tell_tally.tell_moved": Told(ending_again, ("tally.final",), is_open=True),
    "ballots.tell_tally.tell_running": Told(counting, ("tally.checkpoint",), is_open=True),
    "moderation.close_case.close_case": CASE,
    "moderation.decide.decide": INSIDE,
    "moderation.decide.lock": INSIDE,
    "moderation.decide.tell_author": INSIDE,
    "moderation.hide.hide": Told(hiding, ("moderation.hide",)),
    "moderation.open_case.open_case": CASE,
    "moderation.report.report": CASE,
    "moderation.report.subject_of": READ,
    "moderation.restore.restore": Told(restoring, ("moderation.restore",)),
    "moderation.watch.watch": CASE,
    "restitution.announce.announce": Told(announcing, ("synthesis.published",), is_open=True),
    "restitution.answer.answer": Told(answering, ("answer.published",)),
    "restitution.count.count_figures": READ,
    "restitution.snapshot.take_snapshot": COUNT,
    "restitution.tell_synthesis.tell_synthesis": Told(
        telling_a_synthesis, ("synthesis.published",), is_open=True
    ),
    "opendata.publish_export.publish_export": Told(exporting, ("export.published",), is_open=True),
    "front.leaving.leave": Told(leaving, ANONYMOUS, is_open=True),
}
