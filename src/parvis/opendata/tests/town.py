"""A small town that consults: every act through its domain function, so that the log tells all of it."""

import io
import zipfile
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import polars
from django.utils import timezone

from parvis.accounts.models import Participant
from parvis.accounts.tests.factories import ParticipantFactory
from parvis.ballots.domain.cast import cast
from parvis.ballots.domain.cast import withdraw as withdraw_vote
from parvis.ballots.domain.fold import fold
from parvis.ballots.domain.tell_tally import tell_endings, tell_running
from parvis.consultations.enums import Role
from parvis.consultations.models import ConsultationPage, Phase, PhaseAction
from parvis.consultations.tests.factories import (
    KindFactory,
    PhaseActionFactory,
    PhaseFactory,
    TeamMemberFactory,
)
from parvis.contributions.domain.revise import revise
from parvis.contributions.domain.submit import submit
from parvis.contributions.domain.withdraw import withdraw
from parvis.contributions.models import Contribution
from parvis.debate.domain import withdraw as debate
from parvis.debate.domain.argue import argue, reply
from parvis.ledger import queries
from parvis.merkle.verifier.check import Given, Result, verify_export
from parvis.moderation.domain.appeal import appeal
from parvis.moderation.domain.hide import hide
from parvis.moderation.domain.restore import restore
from parvis.moderation.domain.rule import rule
from parvis.moderation.enums import AppealOutcome, Reason
from parvis.opendata.domain.publish_export import publish_export
from parvis.restitution.domain.answer import answer
from parvis.restitution.enums import AnswerStatus


@dataclass
class Town:
    """A consultation whose vote is under way, and what was written in it, by a word of its title."""

    consultation: ConsultationPage
    deposit: PhaseAction
    ballot: PhaseAction
    organiser: Participant
    items: dict[str, Contribution]

    def write(self, title: str) -> Contribution:
        made = submit(
            actor=ParticipantFactory(),
            action=self.deposit,
            title=title,
            text=f"{title}, et que tout le monde en profite.",
            theme=None,
            responds_to=None,
            idempotency_key=uuid4(),
        )
        self.items[title] = made
        return made

    def vote(self, title: str, *choices: int) -> list[Participant]:
        people = [ParticipantFactory() for _ in choices]
        for person, choice in zip(people, choices, strict=True):
            cast(actor=person, ballot=self.ballot, contribution=self.items[title], choice=choice)
        return people

    def close(self) -> None:
        """The phase is over, and its votes are counted."""
        Phase.objects.filter(pk=self.ballot.phase_id).update(ends_at=timezone.now() - timedelta(hours=1))
        fold()
        tell_endings()


def found_town() -> Town:
    phase = PhaseFactory()
    kind = KindFactory(consultation=phase.consultation)
    deposit = PhaseActionFactory(phase=phase, kind=kind)
    ballot = PhaseActionFactory(phase=phase, kind=kind, vote=True)
    PhaseActionFactory(phase=phase, kind=kind, argue=True)
    organiser = ParticipantFactory()
    TeamMemberFactory(consultation=phase.consultation, participant=organiser, role=Role.ORGANISER)
    return Town(phase.consultation, deposit, ballot, organiser, {})


def live(town: Town) -> None:
    """What happens in a consultation, each thing once."""
    bench, fountain = town.write("Un banc"), town.write("Une fontaine")
    rude, shy, noise = town.write("Une insulte"), town.write("Un secret"), town.write("Du bruit")
    argue_on(rude, "Une réponse à l’insulte.")
    hide(actor=town.organiser, target=rude, reason=Reason.INSULT)
    hide(actor=town.organiser, target=noise, reason=Reason.OFF_TOPIC)
    restore(actor=town.organiser, target=noise)
    withdraw(actor=shy.author, contribution=shy)
    said = argue_on(bench, "On s’y assoit.")
    reply(actor=ParticipantFactory(), argument=said, text="À l’ombre.", idempotency_key=uuid4())
    regretted = argue_on(bench, "Je ne sais plus.")
    debate.withdraw(actor=regretted.author, argument=regretted)
    revise(actor=bench.author, contribution=bench, title="Un banc", text="Un banc à l’ombre.")
    revise(actor=fountain.author, contribution=fountain, title="Une fontaine", text="Une fontaine d’eau.")
    answer(
        actor=town.organiser,
        contribution=bench,
        status=AnswerStatus.KEPT,
        text="C’est fait.",
        signature="La ville",
    )
    people = town.vote("Un banc", *[1] * 20, *[-1] * 12)
    cast(actor=people[0], ballot=town.ballot, contribution=bench, choice=0)
    withdraw_vote(actor=people[1], ballot=town.ballot, contribution=bench)
    tell_running()


def contest(town: Town) -> None:
    """Two texts are hidden, their authors appeal; one decision is reversed, the other appeal waits."""
    for title in ("Un doute", "Un cri"):
        item = town.write(title)
        decision = hide(actor=town.organiser, target=item, reason=Reason.OFF_TOPIC)
        made = appeal(actor=item.author, decision=decision, text="C’est le sujet.")
        if title == "Un doute":
            other = TeamMemberFactory(consultation=town.consultation, role=Role.MODERATOR).participant
            rule(actor=other, appeal=made, outcome=AppealOutcome.REVERSED, message="Oui.")


def argue_on(contribution: Contribution, text: str):
    return argue(
        actor=ParticipantFactory(), contribution=contribution, side="for", text=text, idempotency_key=uuid4()
    )


def export(town: Town, folder: Path) -> Path:
    path = folder / "export.zip"
    publish_export(consultation=town.consultation, to=path)
    return path


def said_in(path: Path) -> dict[str, str]:
    """What each file of an archive says, what workbooks and tables by columns hold packed too."""
    with zipfile.ZipFile(path) as pack:
        return {name: _words(name, pack.read(name)) for name in pack.namelist()}


def _words(name: str, data: bytes) -> str:
    match Path(name).suffix:
        case ".xlsx":
            with zipfile.ZipFile(io.BytesIO(data)) as pack:
                return "".join(pack.read(part).decode() for part in pack.namelist())
        case ".parquet":
            return polars.read_parquet(io.BytesIO(data)).write_csv()
    return data.decode("utf-8-sig")


def verified(path: Path) -> Result:
    return verify_export(path, Given(keys=queries.keys()))


def anomalies(town: Town, folder: Path) -> set[str]:
    """What the verifier names in a new export."""
    return set(verified(export(town, folder)).findings.counts)
