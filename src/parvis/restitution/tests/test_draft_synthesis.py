"""A draft by extraction: asked for, drawn by a job, every quote real, every finding with its sources."""

from __future__ import annotations

import gzip
from pathlib import Path

import numpy as np
import polars
import pytest

from parvis.accounts.errors import Refused
from parvis.analysis.synthesis.results import Sentence
from parvis.ballots.models import Tally
from parvis.ballots.tests.factories import BallotFactory
from parvis.consultations.enums import Role
from parvis.consultations.models import PhaseAction
from parvis.consultations.tests.factories import ConsultationFactory, KindFactory, PhaseFactory
from parvis.contributions.enums import State
from parvis.contributions.models import Contribution
from parvis.contributions.tests.factories import ContributionFactory
from parvis.debate.tests.factories import ArgumentFactory
from parvis.restitution.coverage import cited_in, count
from parvis.restitution.domain.draft_synthesis import ask_draft, run_draft
from parvis.restitution.domain.write_synthesis import accept_finding
from parvis.restitution.enums import DraftState
from parvis.restitution.models import SynthesisPage
from parvis.restitution.sections import Finding, Source, SynthesisDraft
from parvis.restitution.showing import shown
from parvis.restitution.tasks import draft_syntheses
from parvis.restitution.tests.factories import SynthesisFactory
from parvis.restitution.tests.synthesis_data import member, square
from parvis.restitution.wording import plain
from parvis.restitution.written import being_written
from parvis.understanding.models import Analysis
from parvis.understanding.tests.runs import ran
from parvis.understanding.words import for_mixed_against, wording

pytestmark = pytest.mark.django_db
SHARED = Path(__file__).resolve().parents[4].parent / "shared" / "data"


def drafted(analysis: Analysis, actor=None) -> SynthesisPage:
    """Its synthesis, with a draft."""
    page = SynthesisFactory(consultation=analysis.consultation, live=False)
    ask_draft(actor=actor or member(analysis.consultation, Role.ANALYST), synthesis=page)
    draft_syntheses()
    return page


def findings(page: SynthesisPage):
    parts = shown(being_written(page), page.get_parent().specific, listed=200)
    return [finding for part in parts for finding in part.findings]


def check(page: SynthesisPage) -> tuple[int, int]:
    """Every finding has a source, every quote is in its text; returns how many of each there are."""
    rows = findings(page)
    assert rows
    for row in rows:
        assert row.source_count > 0
        assert (row.gone, row.stale) == (0, 0)
        assert row.drafted is not None
    sources = Source.objects.filter(finding__section__synthesis=page).exclude(quoted_in="")
    quotes = {quote.row: quote for row in rows for quote in row.quotes}
    assert set(quotes) == set(sources.values_list("pk", flat=True))
    for quote in quotes.values():
        text = Contribution.objects.get(pk=quote.contribution.pk)
        assert len(quote.words) > 2
        assert quote.words in text.text or quote.words in text.title
    return len(rows), len(quotes)


def test_a_draft_has_a_section_a_topic_and_real_quotes(analysis: Analysis) -> None:
    page = drafted(analysis)
    draft = SynthesisDraft.objects.get()
    assert (draft.state, draft.progress, draft.seed, draft.analysis) == (DraftState.DONE, 100, 0, analysis)
    check(page)
    assert page.sections.count() == 3
    covered = count(analysis.consultation, cited_in(page))
    assert covered.all_topics.percent == 100


def test_another_draft_takes_the_place_of_what_nobody_touched(analysis: Analysis) -> None:
    page = drafted(analysis)
    actor = member(analysis.consultation, Role.ORGANISER)
    kept = Finding.objects.filter(section__synthesis=page).first()
    accept_finding(actor=actor, finding=kept)
    before = Finding.objects.filter(section__synthesis=page).count()
    ask_draft(actor=actor, synthesis=page)
    draft_syntheses()
    rows = Finding.objects.filter(section__synthesis=page)
    assert rows.filter(pk=kept.pk).exists()
    assert rows.count() == before + 1
    check(page)


def test_the_same_analysis_gives_the_same_draft(analysis: Analysis) -> None:
    pages = [drafted(analysis), drafted(analysis)]
    first, second = (
        [(row.html, [quote.words for quote in row.quotes]) for row in findings(page)] for page in pages
    )
    assert first == second


def vote_over(analysis: Analysis, phase: str) -> PhaseAction:
    """Two texts of one topic with their totals, for, mixed, against, and three arguments."""
    one, other = Contribution.objects.filter(
        pk__in=analysis.members.order_by("topic__key", "pk").values("contribution")[:2]
    ).order_by("pk")
    traits = {"past": True} if phase == "past" else {}
    ballot = BallotFactory(phase=PhaseFactory(consultation=analysis.consultation, **traits), kind=one.kind)
    for item, counts in ((one, (40, 3, 2)), (other, (1, 0, 30))):
        for choice, votes in zip((1, 0, -1), counts, strict=True):
            Tally.objects.create(
                ballot=ballot, contribution=item, choice=choice, count=1, imported_count=max(votes - 1, 0)
            )
    ArgumentFactory(contribution=one)
    ArgumentFactory(contribution=one, against=True)
    ArgumentFactory(contribution=other, against=True)
    ArgumentFactory(contribution=other, comment=True)
    return ballot


def test_votes_that_are_over_and_arguments_are_counted_with_their_ballot_as_a_source(analysis) -> None:
    ballot = vote_over(analysis, "past")
    page = drafted(analysis)
    check(page)
    said = [plain(row.html) for row in findings(page)]
    assert sum(for_mixed_against(41, 4, 32) in words for words in said) == 1
    for key, values in (
        ("arguments_for", {"arguments": 1, "documents": 1}),
        ("arguments_against", {"arguments": 2, "documents": 2}),
        ("rejected", {"documents": 1, "judged": 2, "least": 10}),
    ):
        words = " ".join(wording(Sentence(key, values, np.array([], np.int32))).split())
        assert words in said
    on_votes = Source.objects.filter(ballot=ballot)
    assert on_votes.count() == 3
    texts = {plain(source.finding.text) for source in on_votes.select_related("finding")}
    assert texts <= set(said)


def test_a_vote_under_way_is_in_no_draft(analysis) -> None:
    vote_over(analysis, "under way")
    page = drafted(analysis)
    check(page)
    assert not Source.objects.filter(ballot__isnull=False).exists()


def test_nothing_hidden_is_drafted(analysis: Analysis) -> None:
    hidden = set(Contribution.objects.order_by("pk").values_list("pk", flat=True)[::2])
    Contribution.objects.filter(pk__in=hidden).update(state=State.HIDDEN)
    page = drafted(analysis)
    check(page)
    named = Source.objects.filter(contribution__isnull=False).values_list("contribution", flat=True)
    assert not hidden & set(named)


def test_without_a_finished_analysis_or_while_another_is_made_it_is_refused(analysis: Analysis) -> None:
    page = SynthesisFactory(consultation=analysis.consultation, live=False)
    actor = member(analysis.consultation, Role.ANALYST)
    ask_draft(actor=actor, synthesis=page)
    with pytest.raises(Refused):
        ask_draft(actor=actor, synthesis=page)
    with pytest.raises(Refused):
        ask_draft(actor=member(analysis.consultation, Role.OBSERVER), synthesis=page)
    other = ConsultationFactory()
    with pytest.raises(Refused):
        ask_draft(actor=member(other, Role.ORGANISER), synthesis=SynthesisFactory(consultation=other))


def test_what_cannot_be_drawn_says_why_and_leaves_nothing() -> None:
    place = square()
    Contribution.objects.update(state=State.HIDDEN)
    ask_draft(actor=place.organiser, synthesis=place.synthesis)
    draft_syntheses()
    draft = SynthesisDraft.objects.get()
    assert (draft.state, draft.trouble) == (DraftState.FAILED, "nothing_to_read")
    assert not Finding.objects.exists()


def test_one_that_stopped_each_time_is_not_tried_for_ever(analysis: Analysis) -> None:
    page = SynthesisFactory(consultation=analysis.consultation, live=False)
    asked = ask_draft(actor=member(analysis.consultation, Role.ANALYST), synthesis=page)
    SynthesisDraft.objects.filter(pk=asked.pk).update(tries=3)
    run_draft(draft=asked)
    asked.refresh_from_db()
    assert (asked.state, asked.trouble) == (DraftState.FAILED, "stopped")
    assert not Finding.objects.exists()


def lille() -> list[tuple[str, str]]:
    """Titles and texts of the proposals."""
    path = SHARED / "lille" / "propositions.csv.gz"
    if not path.exists():
        pytest.skip("the consultation of Lille is not in ../shared/data")
    with gzip.open(path) as stream:
        frame = polars.read_csv(stream.read(), infer_schema=False)
    return list(zip(frame["title"].fill_null(""), frame["text"].fill_null(""), strict=True))


def test_a_real_consultation_is_drafted_from_end_to_end(record_property) -> None:
    place = ConsultationFactory()
    kind = KindFactory(consultation=place, code="idea")
    for title, text in lille():
        if text.strip():
            ContributionFactory(kind=kind, title=title[:250], text=text)
    analysis = ran(place, topics=None)
    page = drafted(analysis)
    rows, quotes = check(page)
    covered = count(place, cited_in(page))
    quoted = Source.objects.filter(finding__section__synthesis=page).exclude(quoted_in="")
    sections = quoted.values("finding__section").distinct().count()
    figures = {
        "texts": covered.total, "findings": rows, "quotes": quotes, "topics": covered.all_topics.total,
        "topics_covered": covered.all_topics.cited, "topics_quoted": sections,
        "small": covered.small_topics.total, "small_covered": covered.small_topics.cited,
        "contributions_covered": covered.cited,
    }  # fmt: skip
    record_property("figures", str(figures))
    assert covered.all_topics.percent >= 90
    assert sections >= 0.9 * covered.all_topics.total
