"""Write the list of themes of a consultation."""

from collections.abc import Sequence

from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.consultations.domain.tell_rules import tell_rules
from parvis.consultations.enums import DeskAct
from parvis.consultations.journal import note, written
from parvis.consultations.models import ConsultationPage, Theme
from parvis.consultations.permissions import can


@transaction.atomic
def edit_themes(*, actor: Participant, consultation: ConsultationPage, names: Sequence[str]) -> None:
    """Make the list read as `names`, in that order; a theme under which people wrote cannot leave."""
    held = ConsultationPage.objects.select_for_update(of=("self",)).get(pk=consultation.pk)
    if not can(actor, "edit", held):
        raise Refused(_("Only an organiser of this consultation may change its themes."))
    former = list(held.themes.values_list("name", flat=True))
    for theme in held.themes.exclude(name__in=names):
        _remove(theme)
    for place, name in enumerate(names):
        Theme.objects.update_or_create(consultation=held, name=name, defaults={"position": place})
    if former != list(names):
        said = {"themes": (written(former), written(list(names)))}
        note(actor=actor, consultation=held, act=DeskAct.THEMES, changes=said)
    tell_rules(consultation=held)


def _remove(theme: Theme) -> None:
    try:
        with transaction.atomic():
            theme.delete()
    except ProtectedError as error:
        raise Refused(
            _("People wrote under the theme “%(name)s”: it stays.") % {"name": theme.name}
        ) from error
