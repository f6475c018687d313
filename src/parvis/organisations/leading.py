"""The lead of an organisation, when the team of the site gives it."""

from django.utils.translation import gettext_noop

from parvis.organisations.enums import Role
from parvis.organisations.letters import write_to_leads
from parvis.organisations.models import Organisation, Representative

SUBJECT = gettext_noop("%(organisation)s: who leads it")


def pass_lead(organisation: Organisation, representative: Representative) -> None:
    """To this one alone, in the caller's transaction: whoever led takes part as they did. All are told."""
    person = representative.participant
    here = organisation.representatives.current()
    write_to_leads(organisation, SUBJECT, "lead", person=person)
    if not here.filter(pk=representative.pk, role=Role.LEAD).exists():
        here.filter(role=Role.LEAD).update(role=Role.MEMBER)
        here.filter(pk=representative.pk).update(role=Role.LEAD)
        write_to_leads(organisation, SUBJECT, "lead", person=person)
    here.exclude(pk=representative.pk).filter(role=Role.LEAD).update(role=Role.MEMBER)
