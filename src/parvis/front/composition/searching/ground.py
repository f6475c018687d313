"""Where a search looks: every public consultation, what may be said of each, and which the filters keep."""

from dataclasses import dataclass

from parvis.contributions.finding import Scope, kinds_coded, themes_named
from parvis.front.composition.searching.asked import Asked
from parvis.front.composition.searching.facets import states_of
from parvis.front.composition.summaries import Summary, summaries
from parvis.front.enums import State
from parvis.restitution.finding import answering_consultations


@dataclass(frozen=True, slots=True)
class Ground:
    """Every public consultation, and what may be said of each."""

    summaries: dict[int, Summary]
    states: dict[int, set[State]]

    @property
    def titles(self) -> dict[int, tuple[str, str]]:
        pages = [summary.consultation for summary in self.summaries.values()]
        return {page.pk: (page.slug, page.title) for page in pages}

    @property
    def syntheses(self) -> dict[int, int]:
        return {summary.synthesis.pk: pk for pk, summary in self.summaries.items() if summary.synthesis}

    def under(self, asked: Asked) -> list[int]:
        """The consultations that the filters keep."""
        return [
            pk
            for pk, summary in self.summaries.items()
            if (asked.state is None or asked.state in self.states[pk])
            and asked.consultation in ("", summary.consultation.slug)
        ]


def survey() -> Ground:
    everything = {summary.consultation.pk: summary for summary in summaries()}
    answering = answering_consultations()
    return Ground(everything, {pk: states_of(summary, answering) for pk, summary in everything.items()})


def scope_of(asked: Asked, ground: Ground) -> Scope:
    """The filters, as what they name in the database; a query for a theme, and one for a kind."""
    kept = ground.under(asked)
    return Scope(
        words=asked.words,
        consultations=kept,
        themes=themes_named(asked.theme, kept) if asked.theme else None,
        kinds=kinds_coded(asked.kind, kept) if asked.kind else None,
        area=asked.area,
    )
