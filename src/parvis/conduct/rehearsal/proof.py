"""What is kept and proved of what people did: mails, receipts, open data, and what checks them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from django.db.models import QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from procrastinate.contrib.django.models import ProcrastinateJob

from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.ballots.models import PaperBatch, Vote
from parvis.conduct.enums import Outcome, Trial
from parvis.conduct.rehearsal.report import Found, Report
from parvis.conduct.rehearsal.stage import Ink, sign_the_log
from parvis.consultations.leaves import told
from parvis.consultations.models import ConsultationPage
from parvis.contributions import leaves
from parvis.contributions.coauthors import CoAuthor
from parvis.contributions.domain.receipt import reference
from parvis.contributions.merges import Merge
from parvis.contributions.models import Contribution, Version
from parvis.debate.models import Argument
from parvis.jobs.models import Mail
from parvis.jobs.tasks import lock_of
from parvis.ledger.domain.append import Entry, append, append_all, space_of
from parvis.ledger.domain.find import find
from parvis.ledger.domain.receipt import receipt_text
from parvis.ledger.enums import LeafKind, Verdict
from parvis.merkle.verifier.check import Given, verify_export
from parvis.merkle.verifier.texts import say
from parvis.moderation.register import decisions_in
from parvis.opendata.exports.archive import write_archive
from parvis.restitution.models import Answer

MOST_OLDER = 2_000
"""Rows that were there before: beyond, setting them apart would keep the draft's team waiting."""


def begin_the_log(consultation: ConsultationPage) -> str:
    """Tell the log of the rehearsal what was there before it; why its open data cannot be tried, or nothing.

    Rules are told again. Texts become those of a site whose log begins: they are older than the log.
    """
    append_all([told(rules) for rules in consultation.rules.all()])
    texts = Contribution.objects.filter(consultation=consultation)
    arguments = Argument.objects.filter(contribution__consultation=consultation)
    if any(rows.exists() for rows in _with_a_history(consultation)):
        return _("What was imported has a history that only the real log holds.")
    count = texts.count() + arguments.count()
    if count > MOST_OLDER:
        return _("Too much was imported already: export it by the command.")
    if count:
        texts.update(entry=None, salt=None)
        arguments.update(entry=None, salt=None)
        append(Entry(LeafKind.SOFTWARE_VERSION, space_of(consultation.pk), {"older": count}))
    return ""


def _with_a_history(consultation: ConsultationPage) -> list[QuerySet]:
    """What is told by lines of its own, which the log of the rehearsal does not have."""
    here = {"contribution__consultation": consultation}
    return [
        Vote.objects.filter(ballot__phase__consultation=consultation),
        PaperBatch.objects.filter(ballot__phase__consultation=consultation),
        Merge.objects.filter(consultation=consultation),
        decisions_in(consultation),
        *(model.objects.filter(**here) for model in (Version, CoAuthor, Answer)),
    ]


def prove(
    consultation: ConsultationPage, written: Sequence[Contribution], report: Report, *, left_out: str
) -> None:
    """Everything that people will ask for afterwards. No page is made once the log is signed."""
    report.tries(Trial.MAIL, partial(_mails, written))
    ink = Ink.made()
    if not report.tries(Trial.RECEIPT, partial(_receipts, written, ink)):
        return
    if left_out:
        report.tries(Trial.EXPORT, lambda: Found(Outcome.LEFT_OUT, left_out))
        return
    with TemporaryDirectory() as folder:
        path = Path(folder) / "rehearsal.zip"
        if report.tries(Trial.EXPORT, partial(_export, consultation, path)):
            report.tries(Trial.VERIFY, partial(_verify, path, ink))


def _mails(written: Sequence[Contribution]) -> Found | None:
    """Nothing leaves: both the mail and its job are undone with the rest."""
    for contribution in written:
        author: Participant | None = contribution.author
        number = reference(contribution)
        mails = Mail.objects.filter(recipient=author.email if author else "", subject__contains=number)
        receipts = [row for row in mails if row.text.strip()]
        locks = [lock_of(row.pk) for row in receipts]
        if not ProcrastinateJob.objects.filter(queueing_lock__in=locks, status="todo").exists():
            raise Refused(_("No receipt waits to be sent for %(number)s.") % {"number": number})
    return None if written else Found(Outcome.LEFT_OUT, _("Nothing was written."))


def _receipts(written: Sequence[Contribution], ink: Ink) -> Found | None:
    lines = sign_the_log(ink)
    for contribution in written:
        if contribution.entry is None:
            raise Refused(_("A contribution has no line in the log."))
        text = receipt_text(contribution.entry, contribution.salt, leaves.payload(contribution))
        found = find(text)
        if found.verdict != Verdict.HOLDS or not found.opens:
            raise Refused(str(found.verdict.label))
    return None if written and lines else Found(Outcome.LEFT_OUT, _("Nothing was written."))


def _export(consultation: ConsultationPage, path: Path) -> None:
    with path.open("wb") as stream:
        write_archive(consultation, stream)


def _verify(path: Path, ink: Ink) -> None:
    result = verify_export(path, Given(keys=[ink.key]))
    if result.sound:
        return
    lang = "fr" if (get_language() or "fr").startswith("fr") else "en"
    wrong = [
        say(anomaly.code, lang, **{"seq": anomaly.seq or 0, **anomaly.facts})
        for anomaly in result.findings.anomalies[:3]
    ]
    raise Refused(" ".join(wrong) or _("The verifier could not read the archive."))
