"""Say why the rules of a consultation changed while people took part: once for each change, in public."""

from django.db import transaction
from django.utils.translation import gettext as _

from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.conduct import leaves
from parvis.conduct.explanations import MOST, Explanation
from parvis.conduct.permissions import can
from parvis.consultations.enums import DeskAct
from parvis.consultations.journal import note
from parvis.consultations.models import ConsultationPage, Rules
from parvis.ledger.domain.append import append
from parvis.ui.words import number


@transaction.atomic
def explain(*, actor: Participant, rules: Rules, words: str) -> Explanation:
    """Keep the reason of the change that made `rules` of those before. Raises `Refused`."""
    held: ConsultationPage = ConsultationPage.objects.select_for_update(of=("self",)).get(
        pk=rules.consultation_id
    )
    if not can(actor, "explain", held):
        raise Refused(_("Only an organiser of this consultation may say why its rules changed."))
    if rules.version == 1:
        raise Refused(_("These are the first rules: nothing changed."))
    if Explanation.objects.filter(rules=rules).exists():
        raise Refused(_("The reason of this change was already said: it stays as it is."))
    if not words.strip():
        raise Refused(_("Say why the rules changed: everybody will read it."))
    if len(words.strip()) > MOST:
        raise Refused(_("Say it in %(most)s characters at most.") % {"most": number(MOST)})
    row = Explanation.objects.create(rules=rules, words=words.strip())
    append(leaves.explained(row))
    note(actor=actor, consultation=held, act=DeskAct.EXPLAINED, about=words.strip())
    return row
