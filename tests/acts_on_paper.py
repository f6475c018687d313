"""Scenes of what comes by paper and by e-mail."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import uuid4

from parvis.accounts.models import Participant
from parvis.consultations.enums import Role
from parvis.consultations.tests.factories import TeamMemberFactory
from parvis.opendata.tests.town import Town
from parvis.paper.domain.confirm_mail import confirm_mail
from parvis.paper.domain.enter_sheet import enter_sheet, settle_sheet
from parvis.paper.domain.import_sheets import import_sheets
from parvis.paper.domain.undo_sheet import undo_sheet
from parvis.paper.models import Batch, ReceivedMail
from parvis.paper.tests.factories import BatchFactory
from parvis.paper.typed import Words

Act = Callable[[], Any]
WORDS = Words(title="Un banc", text="Devant l’école.")


def _batch(town: Town, *, is_double: bool = False) -> Batch:
    made: Batch = BatchFactory(action=town.deposit, size=1, is_double=is_double)
    return made


def entering_a_sheet(town: Town, actor: Participant | None) -> Act:
    who = actor or town.organiser
    return partial(enter_sheet, actor=who, batch=_batch(town), number=1, words=WORDS, key=uuid4())


def settling_a_sheet(town: Town, actor: Participant | None) -> Act:
    batch = _batch(town, is_double=True)
    other = TeamMemberFactory(consultation=town.consultation, role=Role.MODERATOR).participant
    for member, title in ((town.organiser, "Un banc"), (other, "Un blanc")):
        words = Words(title=title, text="Devant l’école.")
        sheet = enter_sheet(actor=member, batch=batch, number=1, words=words, key=uuid4())
    return partial(settle_sheet, actor=actor or other, sheet=sheet, words=WORDS, key=uuid4())


def taking_a_sheet_back(town: Town, actor: Participant | None) -> Act:
    sheet = entering_a_sheet(town, None)()
    return partial(undo_sheet, actor=actor or town.organiser, sheet=sheet)


def importing_sheets(town: Town, actor: Participant | None) -> Act:
    data = "Titre;Texte\nUn banc;Devant l’école.\n".encode()
    return partial(
        import_sheets, actor=actor or town.organiser, batch=_batch(town), name="feuilles.csv", data=data
    )


def confirming_a_mail(town: Town, _actor: Participant | None) -> Act:
    mail = ReceivedMail.objects.create(
        consultation=town.consultation,
        address="zoe@valmont.example",
        language="fr",
        subject="Un banc",
        text="Devant l’école.",
        token_hash="t",
        digest="d",
    )
    return partial(
        confirm_mail,
        mail=mail,
        action=town.deposit,
        title="Un banc",
        text="Devant l’école.",
        theme=None,
        responds_to=None,
        answers={},
        key=uuid4(),
    )
