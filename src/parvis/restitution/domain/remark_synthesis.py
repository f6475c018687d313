"""A guarantor says in public what they think of a published synthesis."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.consultations.enums import DeskAct
from parvis.consultations.journal import note
from parvis.ledger.domain.append import append
from parvis.restitution import leaves
from parvis.restitution.enums import RemarkKind
from parvis.restitution.holding import hold
from parvis.restitution.models import PublishedSynthesis, SynthesisPage
from parvis.restitution.sections import SynthesisRemark

MOST_REMARKS = 20
"""On one version."""


@transaction.atomic
def remark_on_synthesis(
    *, actor: Participant, synthesis: SynthesisPage, kind: RemarkKind, text: str, signature: str
) -> SynthesisRemark:
    """On the version that everybody reads. A visa may be silent, observations may not. Raises `Refused`."""
    held = hold(actor, synthesis, "remark")
    published: PublishedSynthesis | None = held.synthesis.published.order_by("number").last()
    if published is None or not held.synthesis.live:
        raise Refused(_("No version of this synthesis is published yet: a remark is of a version."))
    if not signature.strip():
        raise Refused(_("Sign this remark: it is read by everybody."))
    if kind == RemarkKind.OBSERVATIONS and not text.strip():
        raise Refused(_("Write your observations."))
    number = (published.remarks.aggregate(last=Max("number"))["last"] or 0) + 1
    if number > MOST_REMARKS:
        raise Refused(_("This version has many remarks already: wait for the next one."))
    made = SynthesisRemark.objects.create(
        published=published, number=number, kind=kind, text=text.strip(), signature=signature.strip()
    )
    append(leaves.remarked(made, consultation_id=held.consultation.pk))
    note(
        actor=actor,
        consultation=held.consultation,
        act=DeskAct.SYNTHESIS_REMARKED,
        about=held.synthesis.title,
    )
    return made
