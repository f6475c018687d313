"""Words of the conduct floor."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Step(models.IntegerChoices):
    """How far a consultation has come, in the order in which it can only go."""

    DRAFT = 0, _("draft")
    ANNOUNCED = 1, _("announced")
    OPEN = 2, _("open")
    CLOSED = 3, _("closed")
    DECIDED = 4, _("decided")


class Taken(models.TextChoices):
    """What a consultation takes over from the one that it continues."""

    ACCEPTED = "accepted", _("those whose official answer says that they are kept, in full or in part")
    BEST = "best", _("the most supported of each vote")
    CHOSEN = "chosen", _("those that I name")
    NOTHING = "nothing", _("none: the frame alone")


class Chapter(models.TextChoices):
    """When a rule bears."""

    BEFORE = "before", _("Before it opens")
    DURING = "during", _("While it is open")
    CLOSING = "closing", _("When it closes")
    AFTER = "after", _("Afterwards")


class Mode(models.TextChoices):
    """Who checks a rule."""

    CHECKED = "checked", _("checked by the software")
    ATTESTED = "attested", _("form checked by the software, substance declared by the organiser")
    DECLARED = "declared", _("declared by the organiser")


class Effect(models.TextChoices):
    """What a rule that does not hold does."""

    BLOCK = "block", _("prevents")
    WARN = "warn", _("warns, in public")


class State(models.TextChoices):
    """What is found of a rule in one consultation."""

    HOLDS = "holds", _("is kept")
    DECLARED = "declared", _("is kept, as declared")
    FAILS = "fails", _("is not kept")
    LATER = "later", _("not yet due")
    ELSEWHERE = "elsewhere", _("does not apply here")


class LegalBasis(models.TextChoices):
    """Why personal data may be processed: GDPR, article 6(1)."""

    PUBLIC_TASK = "public_task", _("task in the public interest, article 6(1)(e)")
    CONSENT = "consent", _("consent, article 6(1)(a)")
    LEGITIMATE = "legitimate", _("legitimate interest, article 6(1)(f)")
    OBLIGATION = "obligation", _("legal obligation, article 6(1)(c)")


class OpinionsGround(models.TextChoices):
    """Why opinions, which are sensitive, may be processed: GDPR, article 9(2)."""

    PUBLIC = "public", _("made public by the person, article 9(2)(e)")
    CONSENT = "consent", _("explicit consent, article 9(2)(a)")
    INTEREST = "interest", _("substantial public interest, article 9(2)(g)")


class Trial(models.TextChoices):
    """What a rehearsal tries."""

    PUBLISH = "publish", _("The draft can be published")
    SIGN_IN = "sign_in", _("People sign in with the code that they receive")
    DEPOSIT = "deposit", _("People deposit")
    ASK = "ask", _("People ask the organiser")
    ARGUE = "argue", _("People argue")
    COMMENT = "comment", _("People comment")
    VOTE = "vote", _("People vote")
    PAGE = "page", _("The page is shown")
    MAIL = "mail", _("Receipts are in the outbox, each with its job")
    TRANSPORT = "transport", _("The mail server answers")
    RECEIPT = "receipt", _("A receipt is found again in the log, and opens it")
    EXPORT = "export", _("The open data are written")
    VERIFY = "verify", _("The verifier finds the open data sound")
    WORKER = "worker", _("The jobs are being done")
    SIGNATURE = "signature", _("The public log is being signed")
    RESTORE = "restore", _("A backup was restored for trial")


class Outcome(models.TextChoices):
    """How one trial of a rehearsal went; only a failure keeps a consultation from opening."""

    PASSED = "passed", _("works")
    WARNED = "warned", _("to look at")
    FAILED = "failed", _("does not work")
    LEFT_OUT = "left_out", _("not tried")


class EvaluationQuestion(models.TextChoices):
    """What participants are asked once it is over; each is a column of their answer (OECD, 2021)."""

    AIM = "aim", _("Was the aim of the consultation clear?")
    INFORMATION = "information", _("Did you have enough information to have your say?")
    SPEECH = "speech", _("Could you say what you wanted to say?")
    VIEWS = "views", _("Were different points of view heard?")
    LEARNING = "learning", _("Do you understand the subject better than before?")
    TRUST = "trust", _("Do you trust what will be done with the contributions?")
    AGAIN = "again", _("Would you take part again?")


class Degree(models.IntegerChoices):
    """How far somebody agrees, from the least to the most."""

    NOT_AT_ALL = 1, _("not at all")
    RATHER_NOT = 2, _("rather not")
    BETWEEN = 3, _("neither yes nor no")
    RATHER = 4, _("rather yes")
    ENTIRELY = 5, _("yes, entirely")


class InstanceState(models.TextChoices):
    """Where a consultation asked for by the State's portal stands, in the words of its specification."""

    REQUESTED = "requested", pgettext_lazy("instance", "asked for")
    RUNNING = "running", pgettext_lazy("instance", "accepted")
    FAILURE = "failure", pgettext_lazy("instance", "refused")
    TERMINATED = "terminated", pgettext_lazy("instance", "gone")
