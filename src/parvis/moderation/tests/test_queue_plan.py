"""How the database reads the queue when ten thousand texts wait: by its index, in order, a page at a time."""

from functools import partial

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from parvis.accounts.tests.factories import ParticipantFactory
from parvis.consultations.tests.factories import KindFactory, PhaseFactory, ThemeFactory
from parvis.contributions.models import Contribution
from parvis.contributions.tests.factories import ContributionFactory
from parvis.moderation.domain.report import report
from parvis.moderation.enums import Reason, Wait
from parvis.moderation.queue import Filters, next_to_decide, unread_in
from parvis.moderation.queue_lines import queue_page

WAITING = 10_000
# As many again were read; one in eight of each is under the theme, all in the phase.
MANY = f"""
INSERT INTO contributions_contribution (consultation_id, kind_id, phase_id, theme_id, title, text, origin,
  identity_level, state, shuffle_key, argument_count, idempotency_key, is_late, to_read_since)
SELECT consultation_id, kind_id, phase_id, CASE WHEN n %% 8 = 0 THEN theme_id END, 'Titre ' || n,
  'Texte ' || n, origin, identity_level, state, n, 0, gen_random_uuid(), false,
  CASE WHEN n <= {WAITING} THEN now() - n * interval '1 minute' END
FROM contributions_contribution, generate_series(1, {2 * WAITING}) n WHERE id = %s
"""  # noqa: S608 - made of constants


@pytest.fixture
def crowd(db: None) -> Contribution:
    """Ten thousand texts that wait, of which twenty were reported, and one beside them."""
    theme = ThemeFactory()
    kind = KindFactory(consultation=theme.consultation)
    phase = PhaseFactory(consultation=theme.consultation)
    first = ContributionFactory(kind=kind, theme=theme, phase=phase)
    with connection.cursor() as cursor:
        cursor.execute(MANY, [first.pk])
        for text in Contribution.objects.filter(to_read_since__isnull=False).order_by("to_read_since")[:20]:
            report(actor=ParticipantFactory(), target=text, reason=Reason.INSULT)
        cursor.execute("ANALYZE contributions_contribution, moderation_case, moderation_report")
    return first


def plans_of(read) -> list[str]:
    """How the database reads what touches contributions."""
    with CaptureQueriesContext(connection) as captured:
        read()
    plans = []
    for query in captured.captured_queries:
        if "contributions_contribution" in query["sql"]:
            with connection.cursor() as cursor:
                cursor.execute("EXPLAIN " + query["sql"])
                plans.append("\n".join(line for (line,) in cursor.fetchall()))
    return plans


def test_ten_thousand_texts_are_read_by_their_index_a_page_at_a_time(crowd) -> None:
    consultation = crowd.consultation
    assert unread_in(consultation) == WAITING
    for filters in (
        Filters(),
        Filters(wait=Wait.UNREAD),
        Filters(theme=crowd.theme),
        Filters(phase=crowd.phase),
    ):
        page = queue_page(consultation=consultation, filters=filters, beside=None)
        found = [line.place for line in page.lines]
        assert (len(found), found) == (25, sorted(found))
        for beside in (None, found[-1]):
            plans = plans_of(partial(queue_page, consultation=consultation, filters=filters, beside=beside))
            for backwards in (False, True):
                plans += plans_of(partial(next_to_decide, consultation, filters, beside, backwards=backwards))
            in_order = [plan for plan in plans if "contribution_to_read" in plan]
            assert len(in_order) == 3, plans
            assert not any("Sort" in plan for plan in in_order), in_order
            assert not any("Seq Scan on contributions_contribution" in plan for plan in plans), plans
