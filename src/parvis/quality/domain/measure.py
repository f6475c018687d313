"""Measure the six qualities of a consultation, and keep what came out with the numbers that it came from."""

from __future__ import annotations

import hashlib
import logging

from django.db import transaction

from parvis.analysis.quality.notes import SEED
from parvis.analysis.quality.recompute import VERSION, recompute, written
from parvis.consultations.models import ConsultationPage
from parvis.consultations.queries import database_now
from parvis.ledger.domain.append import append
from parvis.quality import leaves
from parvis.quality.inputs import gather_inputs
from parvis.quality.models import QualityRecord
from parvis.quality.queries import to_measure

logger = logging.getLogger(__name__)


def measure_due() -> int:
    """Each consultation whose time has come; returns how many. One that fails stops no other."""
    done = 0
    for consultation in to_measure():
        try:
            measure(consultation=consultation)
        except Exception:
            logger.exception("the qualities of consultation %s could not be measured", consultation.pk)
        else:
            done += 1
    return done


def measure(*, consultation: ConsultationPage) -> QualityRecord:
    """Read, compute and keep; when no number has changed since, say so on the record that there is."""
    now, inputs = database_now(), gather_inputs(consultation)
    text = written(inputs)
    last = QualityRecord.objects.filter(consultation=consultation).defer("results").first()
    if last is not None and last.version == VERSION and last.inputs == text:
        last.checked_at = now
        last.save(update_fields=["checked_at"])
        return last
    results = written(recompute(inputs))
    with transaction.atomic():
        row = QualityRecord.objects.create(
            consultation=consultation,
            computed_at=now,
            checked_at=now,
            version=VERSION,
            seed=SEED,
            inputs=text,
            results=results,
            inputs_sha256=_digest(text),
            results_sha256=_digest(results),
        )
        append(leaves.computed(row))
    return row


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
