"""Give and take back a place in the team of a consultation, with what Wagtail needs to show only that one."""

from __future__ import annotations

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission
from wagtail.users.models import UserProfile

from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.consultations.domain.tell_rules import tell_rules
from parvis.consultations.enums import DeskAct, Role
from parvis.consultations.journal import note
from parvis.consultations.models import ConsultationPage, TeamMember
from parvis.consultations.permissions import MAY_CREATE, can
from parvis.pages.permissions import MAY_EDIT_SITE
from parvis.pages.queries import in_foot

DESK_GROUP = "Desk"
CREATORS_GROUP = "Desk: may create consultations"
SITE_GROUP = "Desk: may edit the site"
PAGE_PERMISSIONS = ("add_page", "change_page", "publish_page")
FILE_PERMISSIONS = tuple(
    f"{verb}_{model}" for model in ("image", "document") for verb in ("add", "change", "choose")
)


@transaction.atomic
def appoint(
    *, actor: Participant | None, consultation: ConsultationPage, person: Participant, role: Role
) -> TeamMember:
    """Appoint somebody, once; `actor` is None when the platform itself does it (creation, command line)."""
    _check(actor, consultation)
    member, created = TeamMember.objects.get_or_create(
        consultation=consultation, participant=person, role=role
    )
    if created:
        note(actor=actor, consultation=consultation, act=DeskAct.APPOINTED, role=role, person=person)
    _open_desk(person)
    if role == Role.ORGANISER:
        person.groups.add(_editors(consultation))
    tell_rules(consultation=consultation)
    return member


@transaction.atomic
def dismiss(*, actor: Participant | None, member: TeamMember) -> None:
    """Take a place back; a consultation keeps at least one organiser who may still sign in.

    Whoever has no place left anywhere, and no right over the whole site, leaves the desk.
    """
    consultation = ConsultationPage.objects.select_for_update(of=("self",)).get(pk=member.consultation_id)
    _check(actor, consultation)
    if member.role == Role.ORGANISER:
        organisers = consultation.team.filter(role=Role.ORGANISER, participant__is_active=True)
        others = organisers.exclude(pk=member.pk)
        if not others.exists():
            raise Refused(_("A consultation keeps at least one organiser. Appoint another one first."))
        member.participant.groups.remove(_editors(consultation))
    note(
        actor=actor,
        consultation=consultation,
        act=DeskAct.DISMISSED,
        role=Role(member.role),
        person=member.participant,
    )
    member.delete()
    _close_desk(member.participant)
    tell_rules(consultation=consultation)


@transaction.atomic
def allow_creation(*, person: Participant) -> None:
    """Let somebody start consultations of their own (command line only)."""
    _open_desk(person)
    group, created = Group.objects.get_or_create(name=CREATORS_GROUP)
    if created:
        app, codename = MAY_CREATE.split(".")
        group.permissions.add(_permission(app, codename))
    person.groups.add(group)


@transaction.atomic
def allow_site(*, person: Participant) -> None:
    """Let somebody change the name and look of the site, and the pages of its foot (command line only)."""
    _open_desk(person)
    group, _created = Group.objects.get_or_create(name=SITE_GROUP)
    group.permissions.add(_permission(*MAY_EDIT_SITE.split(".")))
    for page in in_foot():
        for codename in ("change_page", "publish_page"):
            permission = _permission("wagtailcore", codename)
            GroupPagePermission.objects.get_or_create(group=group, page=page, permission=permission)
    person.groups.add(group)


def _check(actor: Participant | None, consultation: ConsultationPage) -> None:
    if actor is not None and not can(actor, "edit", consultation):
        raise Refused(_("Only an organiser of this consultation may change its team."))


def _open_desk(person: Participant) -> None:
    """Staff have a second factor and a desk in their language."""
    person.is_staff = True
    person.save(update_fields=["is_staff"])
    group, created = Group.objects.get_or_create(name=DESK_GROUP)
    if created:
        group.permissions.add(_permission("wagtailadmin", "access_admin"))
    person.groups.add(group)
    UserProfile.objects.get_or_create(user=person, defaults={"preferred_language": person.language})


def _close_desk(person: Participant) -> None:
    """Unless a place is left, or is just being given: whoever gives it writes on the person too."""
    Participant.objects.select_for_update(no_key=True).get(pk=person.pk)
    if person.roles.exists() or person.groups.filter(name__in=(CREATORS_GROUP, SITE_GROUP)).exists():
        return
    person.groups.remove(*Group.objects.filter(name=DESK_GROUP))
    person.is_staff = person.is_superuser
    person.save(update_fields=["is_staff"])


def _editors(consultation: ConsultationPage) -> Group:
    """The group whose members edit this page, its children, and the files of its own collection."""
    group, created = Group.objects.get_or_create(name=f"Consultation {consultation.pk}")
    if created:
        GroupPagePermission.objects.bulk_create(
            GroupPagePermission(group=group, page=consultation, permission=permission)
            for permission in _permissions(("wagtailcore",), PAGE_PERMISSIONS)
        )
        _give_collection(group, consultation)
    return group


def _give_collection(group: Group, consultation: ConsultationPage) -> None:
    root = Collection.get_first_root_node()
    collection = root.add_child(name=consultation.title[:255])
    GroupCollectionPermission.objects.bulk_create(
        GroupCollectionPermission(group=group, collection=collection, permission=permission)
        for permission in _permissions(("wagtailimages", "wagtaildocs"), FILE_PERMISSIONS)
    )


def _permissions(apps: tuple[str, ...], codenames: tuple[str, ...]) -> list[Permission]:
    return list(Permission.objects.filter(content_type__app_label__in=apps, codename__in=codenames))


def _permission(app: str, codename: str) -> Permission:
    return Permission.objects.get(content_type__app_label=app, codename=codename)
