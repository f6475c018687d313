"""Draw a sample that people of the team code blindly, or give it up."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.consultations.enums import DeskAct
from parvis.consultations.journal import note
from parvis.ui.words import number
from parvis.understanding.coding_queries import pools_of, put_by_machine
from parvis.understanding.domain.ask_analysis import MOST_SEED
from parvis.understanding.holding import hold, hold_coding
from parvis.understanding.models import Analysis, CodedText, Coding
from parvis.understanding.queries import topics_of
from parvis.understanding.sampling import draw
from parvis.understanding.scope import scope_of

FEWEST_TEXTS, MOST_TEXTS = 10, 500
"""Under ten texts an agreement says nothing; over five hundred nobody reads them all."""
USUAL = 100


@transaction.atomic
def open_coding(
    *, actor: Participant, analysis: Analysis, size: int = USUAL, seed: int = 0, is_stratified: bool = True
) -> Coding:
    """Draw `size` texts of a run, or all where there are fewer. Raises `Refused`.

    Its topics are not corrected until the coding ends: people would code with other words than these.
    """
    held = hold(actor, analysis)
    if not held.is_done or held.is_of_votes:
        raise Refused(_("This analysis has no topics yet."))
    if not FEWEST_TEXTS <= size <= MOST_TEXTS or not 0 <= seed <= MOST_SEED:
        raise Refused(_("Give between 10 and 500 texts, and a seed of 0 or more."))
    topics, drawn = topics_of(held), draw(pools_of(held), size=size, seed=seed, is_stratified=is_stratified)
    if len(topics) < 2 or len(drawn) < FEWEST_TEXTS:
        raise Refused(
            _("There must be two topics, and %(least)s texts that everybody may read, copies left out.")
            % {"least": number(FEWEST_TEXTS)}
        )
    made = Coding(
        analysis=held,
        seed=seed,
        is_stratified=is_stratified,
        topics=[topic.key for topic in topics],
        opened_by=actor,
    )
    _keep(made, drawn)
    note(actor=actor, consultation=held.consultation, act=DeskAct.CODING_OPENED, about=scope_of(held))
    return made


def _keep(coding: Coding, drawn: list[int]) -> None:
    try:
        with transaction.atomic():
            coding.save(force_insert=True)
    except IntegrityError as error:
        raise Refused(_("A coding of this analysis is under way: end it, or give it up.")) from error
    machine = put_by_machine(coding.analysis, drawn)
    CodedText.objects.bulk_create(
        CodedText(coding=coding, place=place, contribution_id=pk, machine=machine[pk])
        for place, pk in enumerate(drawn, 1)
    )


@transaction.atomic
def drop_coding(*, actor: Participant, coding: Coding) -> None:
    """Nothing of it is kept: neither the sample, nor what was chosen. Raises `Refused`."""
    held = hold_coding(actor, coding)
    if not held.is_open:
        raise Refused(_("This coding has ended: its figures are kept."))
    analysis = held.analysis
    held.delete()
    note(actor=actor, consultation=analysis.consultation, act=DeskAct.CODING_OPENED, about=scope_of(analysis))
