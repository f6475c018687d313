"""Sentences of refusal that several acts share."""

from django.utils.translation import gettext_lazy as _

NOT_HERE = _("Only an organiser of this consultation takes contributions over into it.")
