"""Everything that the database holds on somebody, for them alone: one part for each kind of trace.

A relation to `Participant` is either read by a part or named in `my_data_left_out.py`, with the reason; a
test holds it.
"""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from parvis.accounts import pending
from parvis.accounts.models import Participant, SignInCode
from parvis.consultations.invitations import TeamInvitation
from parvis.contributions.models import PersonalAnswer, Version
from parvis.front.composition.my_data_away import AWAY
from parvis.front.composition.my_data_reading import Part, Row, Rows, plain
from parvis.front.composition.my_data_reading import read as _read
from parvis.front.composition.my_files import file_rows
from parvis.jobs.models import Mail
from parvis.moderation.models import Decision


def _account(person: Participant) -> Rows:
    names = (
        "id", "email", "canonical_email", "public_name", "identity_level", "origin", "external_id",
        "language", "is_staff", "is_superuser", "created_at", "confirmed_at", "last_login",
    )  # fmt: skip
    groups = ", ".join(person.groups.order_by("name").values_list("name", flat=True))
    rights = ", ".join(sorted(person.user_permissions.values_list("codename", flat=True)))
    yield {name: plain(getattr(person, name)) for name in names} | {"groups": groups, "permissions": rights}


def _versions(person: Participant) -> Rows:
    found = Version.objects.filter(contribution__author=person).order_by("contribution", "number")
    names = ("contribution_id", "number", "title", "text", "form_answers", "is_public", "replaced_at")
    for row in found.values(*names):
        yield {name: plain(value) for name, value in row.items()}


def _personal_answers(person: Participant) -> Rows:
    found = PersonalAnswer.objects.filter(contribution__author=person).order_by("pk")
    for row in found.values("contribution_id", "question__label", "question__purpose", "value"):
        yield {name: plain(value) for name, value in row.items()}


def _decisions(person: Participant) -> Rows:
    """What the moderation decided on my texts; not who decided, which is about somebody else."""
    about_mine = Q(contribution__author=person) | Q(argument__author=person)
    found = Decision.objects.filter(about_mine).order_by("pk")
    for row in found.values("contribution_id", "argument_id", "act", "reason", "message", "created_at"):
        yield {name: plain(value) for name, value in row.items()}


def _codes(person: Participant) -> Rows:
    for row in SignInCode.objects.filter(email=person.email).values(
        "email", "created_at", "used_at", "network"
    ):
        yield {name: plain(value) for name, value in row.items()}


def _invitations(person: Participant) -> Rows:
    found = TeamInvitation.objects.exclude(email="").filter(email=person.email)
    for row in found.values("consultation__title", "role", "sent_at"):
        yield {name: plain(value) for name, value in row.items()}


def _mails(person: Participant) -> Rows:
    for row in (
        Mail.objects.filter(recipient=person.email)
        .order_by("pk")
        .values("recipient", "subject", "state", "created_at", "sent_at")
    ):
        yield {name: plain(value) for name, value in row.items()}


def _factors(person: Participant) -> Rows:
    """The kind of each second factor; never its secret."""
    for factor in Authenticator.objects.filter(user=person).order_by("pk"):
        yield {
            "type": factor.type,
            "created_at": plain(factor.created_at),
            "last_used_at": plain(factor.last_used_at),
        }


def _kept_texts(person: Participant) -> Rows:
    """What was typed before signing in, and still waits in an open session."""
    keys = UserSession.objects.filter(user=person).values("session_key")
    for session in Session.objects.filter(session_key__in=keys):
        for address, typed in session.get_decoded().get(pending.KEY, {}).items():
            yield {"address": address, "typed": typed}


TEXT = ("state", "origin", "identity_level", "created_at", "withdrawn_at")
READ: dict[tuple[str, str], Part] = {
    ("contributions.Contribution", "author"): Part(
        "contributions",
        _("What I deposited"),
        _read(
            "contributions.Contribution", "author",
            "id", "consultation__title", "phase__title", "kind__name", "theme__name", "responds_to_id",
            "title", "text", "form_answers", "organisation__name", *TEXT, "is_late", "revised_at",
            "received_at", "reacted_at", "entry",
        ),
    ),
    ("contributions.WaitingText", "author"): Part(
        "received",
        _("What I sent, to be read before it appears"),
        _read(
            "contributions.WaitingText", "author",
            "id", "consultation__title", "phase__title", "kind__name", "theme__name", "responds_to_id",
            "revises_id", "title", "text", "form_answers", "personal", "organisation__name", "state",
            "origin", "identity_level", "received_at", "changed_at", "settled_at", "hours",
            "contribution_id", "is_late", "screening__reason", "screening__message", "entry",
        ),
    ),
    **AWAY,
    ("contributions.CoAuthor", "participant"): Part(
        "cosigned",
        _("What I sign with its author"),
        _read(
            "contributions.CoAuthor", "participant",
            "contribution_id", "contribution__title", "accepted_at", "entry",
        ),
    ),
    ("contributions.SharedSave", "saved_by"): Part(
        "shared-drafts",
        _("What I kept in drafts of organisations"),
        _read(
            "contributions.SharedSave", "saved_by",
            "draft__organisation__name", "draft__action__kind__name", "number", "typed", "saved_at",
        ),
    ),
    ("organisations.Representative", "participant"): Part(
        "organisations",
        _("Organisations for which I act"),
        _read(
            "organisations.Representative", "participant",
            "organisation__name", "organisation__standing", "role", "accepted_at",
        ),
    ),
    ("organisations.Organisation", "declared_by"): Part(
        "organisations-declared",
        _("Organisations that I declared"),
        _read(
            "organisations.Organisation", "declared_by",
            "name", "sort", "register", "number", "website", "standing", "sentence", "refusal", "declared_at",
        ),
    ),
    ("conduct.Evaluation", "participant"): Part(
        "evaluations",
        _("How I said that consultations went"),
        _read(
            "conduct.Evaluation", "participant",
            "consultation__title", "aim", "information", "speech", "views", "learning", "trust", "again",
            "words", "changed_at",
        ),
    ),
    ("panel.SelfDescription", "participant"): Part(
        "who-i-am",
        _("What I said of myself"),
        _read("panel.SelfDescription", "participant", "consultation__title", "said", "changed_on"),
    ),
    ("conduct.Attestation", "author"): Part(
        "declarations",
        _("What I declared of rules, under my name"),
        _read(
            "conduct.Attestation", "author",
            "consultation__title", "rule", "words", "name", "made_at", "taken_back_at",
        ),
    ),
    ("learning.Quiz", "checker"): Part(
        "checked-quizzes",
        _("Quizzes that I checked, under my name"),
        _read(
            "learning.Quiz", "checker",
            "consultation__title", "version", "checked_as", "checked_role", "checked_at",
        ),
    ),
    ("contributions.Draft", "participant"): Part(
        "drafts",
        _("Forms that I have begun"),
        _read("contributions.Draft", "participant", "action__kind__name", "typed", "saved_at"),
    ),
    ("contributions.Attachment", "owner"): Part(
        "files", _("Photos and documents that I joined"), file_rows
    ),
    ("debate.Argument", "author"): Part(
        "arguments",
        _("My arguments and replies"),
        _read(
            "debate.Argument", "author",
            "id", "contribution_id", "contribution__title", "parent_id", "kind", "side", "text", "source",
            "quoted", *TEXT, "entry",
        ),
    ),
    ("debate.ArgumentSupport", "participant"): Part(
        "supports",
        _("Arguments that I support"),
        _read("debate.ArgumentSupport", "participant", "argument_id", "mark", "is_live", "created_at"),
    ),
    ("ballots.Vote", "voter"): Part(
        "votes",
        _("My votes"),
        _read(
            "ballots.Vote", "voter",
            "ballot_id", "contribution_id", "contribution__title", "choice", "is_live", "identity_level",
            "origin", "created_at", "ended_at", "entry",
        ),
    ),
    ("following.Subscription", "participant"): Part(
        "follows",
        _("What I follow"),
        _read(
            "following.Subscription", "participant",
            "consultation__title", "theme__name", "contribution_id", "author_id", "results_only",
            "created_at",
        ),
    ),
    ("following.Digest", "participant"): Part(
        "digests",
        _("How often I am written to"),
        _read("following.Digest", "participant", "rhythm", "told_until", "written_at"),
    ),
    ("following.LetterCopy", "participant"): Part(
        "letters",
        _("Letters of organisers that were sent to me"),
        _read(
            "following.LetterCopy", "participant",
            "letter_id", "letter__subject_fr", "letter__subject_en", "state", "written_at",
        ),
    ),
    ("following.PublicThread", "participant"): Part(
        "threads",
        _("My public thread"),
        _read("following.PublicThread", "participant", "opened_at"),
    ),
    ("accounts.LinkedIdentity", "participant"): Part(
        "identities",
        _("Identities linked to my account"),
        _read(
            "accounts.LinkedIdentity", "participant",
            "provider", "mark", "level", "linked_at", "unlinked_at",
        ),
    ),
    ("consultations.Admission", "participant"): Part(
        "invitations",
        _("Consultations in which I used a code"),
        _read(
            "consultations.Admission", "participant",
            "batch__consultation__title", "batch__name", "admitted_on",
        ),
    ),
    ("accounts.Consent", "participant"): Part(
        "consents", _("What I agreed to"),
        _read("accounts.Consent", "participant", "purpose", "about", "is_given", "said_at"),
    ),
    ("moderation.Report", "reporter"): Part(
        "reports", _("What I reported"),
        _read("moderation.Report", "reporter", "contribution_id", "argument_id", "reason", "created_at"),
    ),
    ("moderation.Appeal", "author"): Part(
        "appeals",
        _("My appeals, and what was decided on them"),
        _read(
            "moderation.Appeal", "author",
            "decision_id", "text", "created_at", "entry", "ruling__outcome", "ruling__message",
            "ruling__created_at",
        ),
    ),
    ("usersessions.UserSession", "user"): Part(
        "sessions", _("Where I am signed in"),
        _read("usersessions.UserSession", "user", "ip", "user_agent", "created_at", "last_seen_at"),
    ),
    ("accounts.Footprint", "participant"): Part(
        "footprints", _("Networks and browsers, as keyed hashes"),
        _read("accounts.Footprint", "participant", "network", "browser", "seen_at"),
    ),
    ("accounts.InactivityNotice", "participant"): Part(
        "notices", _("Notices of inactivity"), _read("accounts.InactivityNotice", "participant", "sent_at")
    ),
    ("account.EmailAddress", "user"): Part(
        "addresses", _("E-mail addresses"),
        _read("account.EmailAddress", "user", "email", "verified", "primary"),
    ),
    ("mfa.Authenticator", "user"): Part("second-factors", _("My second factors"), _factors),
    ("consultations.TeamMember", "participant"): Part(
        "roles", _("My places in teams"),
        _read("consultations.TeamMember", "participant", "consultation__title", "role"),
    ),
    ("restitution.Answer", "author"): Part(
        "answers",
        _("Answers that I published for a team"),
        _read(
            "restitution.Answer", "author", "contribution_id", "status", "text", "signature", "created_at"
        ),
    ),
    ("moderation.Decision", "moderator"): Part(
        "decisions-made",
        _("Decisions that I took as a moderator"),
        _read(
            "moderation.Decision", "moderator",
            "contribution_id", "argument_id", "act", "reason", "message", "created_at",
        ),
    ),
    ("moderation.Screening", "moderator"): Part(
        "guests-read",
        _("Texts of guests that I read as a moderator"),
        _read("moderation.Screening", "moderator", "text_id", "act", "reason", "message", "created_at"),
    ),
    ("moderation.Reading", "moderator"): Part(
        "texts-kept", _("Texts that I read as a moderator and left as they were"),
        _read("moderation.Reading", "moderator", "contribution_id", "waited_since", "created_at"),
    ),
    ("moderation.Ruling", "reviewer"): Part(
        "rulings",
        _("Appeals that I decided as a moderator"),
        _read("moderation.Ruling", "reviewer", "appeal_id", "outcome", "message", "created_at"),
    ),
    ("contributions.Merge", "organiser"): Part(
        "merges",
        _("Texts that I merged for a team"),
        _read("contributions.Merge", "organiser", "kept_id", "title", "text", "reason", "created_at"),
    ),
    ("moderation.Case", "closed_by"): Part(
        "cases-closed", _("Cases that I closed"),
        _read("moderation.Case", "closed_by", "consultation__title", "kind", "outcome", "note", "closed_at"),
    ),
    ("wagtailcore.PageLogEntry", "user"): Part(
        "acts-on-pages",
        _("What I did on pages in the desk"),
        _read("wagtailcore.PageLogEntry", "user", "label", "action", "timestamp"),
    ),
    ("wagtailcore.ModelLogEntry", "user"): Part(
        "acts-in-desk",
        _("What else I did in the desk"),
        _read("wagtailcore.ModelLogEntry", "user", "label", "action", "timestamp"),
    ),
    ("wagtailcore.Page", "owner"): Part(
        "pages",
        _("Pages that I made"),
        _read("wagtailcore.Page", "owner", "id", "title", "first_published_at"),
    ),
    ("wagtailcore.Comment", "user"): Part(
        "comments",
        _("My comments in the desk"),
        _read("wagtailcore.Comment", "user", "page__title", "text", "created_at"),
    ),
    ("wagtailcore.CommentReply", "user"): Part(
        "comment-replies",
        _("My replies in the desk"),
        _read("wagtailcore.CommentReply", "user", "text", "created_at"),
    ),
    ("wagtailimages.Image", "uploaded_by_user"): Part(
        "pictures",
        _("Pictures that I sent"),
        _read("wagtailimages.Image", "uploaded_by_user", "title", "file", "created_at"),
    ),
    ("wagtaildocs.Document", "uploaded_by_user"): Part(
        "documents",
        _("Documents that I sent"),
        _read("wagtaildocs.Document", "uploaded_by_user", "title", "file", "created_at"),
    ),
    ("wagtailusers.UserProfile", "user"): Part(
        "desk-settings",
        _("My settings of the desk"),
        _read("wagtailusers.UserProfile", "user", "preferred_language", "current_time_zone", "theme"),
    ),
}  # fmt: skip
# Traces that are found otherwise than by a relation.
MORE = (
    Part("account", _("My account"), _account),
    Part("versions", _("What my texts said before"), _versions),
    Part("personal-answers", _("What I said of myself in forms"), _personal_answers),
    Part("decisions", _("Decisions of the moderation on my texts"), _decisions),
    Part("codes", _("Codes asked for in the last day"), _codes),
    Part("mails", _("Mails sent to me in the last month"), _mails),
    Part("team-invitations", _("Invitations to a team that wait for me"), _invitations),
    Part("kept-texts", _("Texts that wait in an open session"), _kept_texts),
)


def parts() -> list[Part]:
    """The account first, then what one did, then the rest."""
    return [MORE[0], *READ.values(), *MORE[1:]]


def read_all(person: Participant) -> dict[str, list[Row]]:
    """Every part of somebody, by name; empty ones too, since nothing is also an answer."""
    return {part.name: list(part.rows(person)) for part in parts()}
