"""Who took part, against the population: sentences, a picture and a table for each question."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parvis.consultations.models import ConsultationPage
from parvis.panel.enums import Trait, categories
from parvis.panel.figures import SCALE, Compared, Group, Measure, Panel
from parvis.panel.missing import NOTABLE, Missing, missing_in, name_of
from parvis.panel.models import Survey
from parvis.panel.queries import Dated, statements_for, survey_of
from parvis.ui import words
from parvis.ui.charts import percent


@dataclass(frozen=True, slots=True)
class WhoRow:
    """One answer: its bar and its interval beside that of the population, in percent of the widest."""

    label: str
    share: str
    interval: str
    expected: str
    width: str
    low: str
    high: str
    expected_width: str


@dataclass(frozen=True, slots=True)
class WhoTrait:
    """One question; without rows, `missing` says why it is not measured."""

    id: str
    title: str
    finding: str
    told: str
    source: str
    missing: str
    measures: list[str]
    rows: list[WhoRow]


@dataclass(frozen=True, slots=True)
class WhoView:
    """The section: it is there whatever came out. `dated` is None until figures are first made."""

    survey: Survey | None
    dated: Dated | None
    sentence: str
    traits: list[WhoTrait]
    weighting: str


def who_took_part(consultation: ConsultationPage) -> WhoView:
    """Two queries."""
    survey, dated = survey_of(consultation), statements_for([consultation.pk]).get(consultation.pk)
    panel = dated.panel if dated else Panel()
    return WhoView(
        survey=survey,
        dated=dated,
        sentence=_sentence(survey, dated),
        traits=[_trait(one, panel.people) for one in panel.traits],
        weighting=_weighting(panel),
    )


def _sentence(survey: Survey | None, dated: Dated | None) -> str:
    if dated is None:
        if survey is None:
            return _("People were not asked who they are: nothing says whom they stand for.")
        return _("People are asked who they are; nothing was counted yet.")
    panel = dated.panel
    said = ngettext(
        "%(answered)s of %(people)s who took part answered a question on themselves.",
        "%(answered)s of %(people)s who took part answered a question on themselves.",
        panel.answered,
    )
    return said % {"answered": words.number(panel.answered), "people": words.people(panel.people)}


def _trait(one: Compared, people: int) -> WhoTrait:
    trait, labels = Trait(one.trait), dict(categories(Trait(one.trait)))
    full = max(
        (max(group.share.value, group.share.high or 0, group.expected) for group in one.groups), default=SCALE
    )
    told = ngettext("%(told)s of %(people)s answered.", "%(told)s of %(people)s answered.", one.told)
    source = _("Population: %(source)s, %(year)s.") % {"source": one.source, "year": one.year}
    return WhoTrait(
        id=f"who-{one.trait}",
        title=str(trait.label),
        finding=_finding(one, labels),
        told=told % {"told": words.number(one.told), "people": words.people(people)},
        source=source if one.source else "",
        missing=_missing(one),
        measures=_measures(one),
        rows=[_row(group, labels, full) for group in one.groups],
    )


def _missing(one: Compared) -> str:
    """What would have to be there to measure it."""
    return {
        "": "",
        "no_reference": _("Not measured: there is no population to compare with."),
        "few_people": _("Not measured: fifty answers are needed."),
        "few_demographics": _("Not measured: half of those who took part would have to answer."),
        "small_strata": _(
            "Not measured: almost everybody gave the same answer, and others are too few to be told."
        ),
    }.get(one.missing, _("Not measured."))


def _row(group: Group, labels: dict[str, str], full: int) -> WhoRow:
    """`full`: the widest of the picture, intervals included."""
    low, high = group.share.low or 0, group.share.high or 0
    return WhoRow(
        label=name_of(group, labels),
        share=_percents(group.share.value),
        interval=_("%(low)s to %(high)s") % {"low": _percents(low), "high": _percents(high)},
        expected=_percents(group.expected),
        width=percent(group.share.value, full),
        low=percent(low, full),
        high=percent(high, full),
        expected_width=percent(group.expected, full),
    )


def _percents(value: int) -> str:
    return words.share(round(100 * value / SCALE))


def _finding(one: Compared, labels: dict[str, str]) -> str:
    """Who is missing most; nothing where it is not measured."""
    if not one.groups:
        return ""
    gaps = sorted(one.groups, key=lambda group: group.share.value - group.expected)
    if gaps[0].expected - gaps[0].share.value < NOTABLE * SCALE:
        return _("Those who took part are close to the population")
    return _("Missing most: %(who)s, %(share)s of those who took part and %(expected)s of the population") % {
        "who": name_of(gaps[0], labels),
        "share": _percents(gaps[0].share.value),
        "expected": _percents(gaps[0].expected),
    }


def _measures(one: Compared) -> list[str]:
    said = [
        (_("Share of those who took part to replace by others, to match the population: %(value)s"),
         one.dissimilarity, True),
        (_("Weighted, they would be worth as many as %(value)s of their number (Kish)"),
         one.efficiency, True),
        (_("Share of the population whose answer was given by ten people at least: %(value)s"),
         one.coverage, True),
        (_("Divergence from the population (Theil): %(value)s"), one.theil, False),
        (_("Note, out of 5: %(value)s"), one.note, False),
    ]  # fmt: skip
    return [text % {"value": _said(found, is_share)} for text, found, is_share in said if found is not None]


def _said(found: Measure, is_share: bool) -> str:
    """A figure and its interval, in the words of the reader."""

    def one(value: int) -> str:
        return _percents(value) if is_share else words.number(round(value / SCALE, 2))

    if found.low is None or found.high is None:
        return one(found.value)
    return _("%(value)s [%(low)s – %(high)s]") % {
        "value": one(found.value),
        "low": one(found.low),
        "high": one(found.high),
    }


def _weighting(panel: Panel) -> str:
    if panel.weights is None or len(panel.measured) < 2:
        return ""
    said = _(
        "Weights would bring all these questions to the population at once: %(people)s would then be worth"
        " %(effective)s, and the heaviest would weigh %(greatest)s times the mean."
    )
    return said % {
        "people": words.people(panel.weights.people),
        "effective": words.number(panel.weights.effective),
        "greatest": words.number(round(panel.weights.greatest / SCALE, 1)),
    }


@dataclass(frozen=True, slots=True)
class MissingRow:
    """A group that is missing, for the desk."""

    question: str
    label: str
    share: str
    interval: str
    expected: str
    more: str


def missing_rows(dated: Dated | None) -> list[MissingRow] | None:
    """Who is missing, the widest gap first; None where nothing is measured, or it is too late."""
    if dated is None or dated.is_final or not dated.panel.measured:
        return None
    return [_missing_row(one) for one in missing_in(dated.panel)]


def _missing_row(one: Missing) -> MissingRow:
    share = one.group.share
    interval = _("%(low)s to %(high)s")
    return MissingRow(
        question=str(one.trait.label),
        label=one.label,
        share=_percents(share.value),
        interval=interval % {"low": _percents(share.low or 0), "high": _percents(share.high or 0)},
        expected=_percents(one.group.expected),
        more=words.number(one.more),
    )


def missing_among(consultation_ids: Sequence[int]) -> dict[int, list[str]]:
    """For the desk, while there is time: who is missing most, question by question; one query."""
    found = {}
    for pk, dated in statements_for(consultation_ids).items():
        traits = {one.trait.value for one in missing_in(dated.panel)}
        said = [
            f"{_finding(one, dict(categories(Trait(one.trait))))}."
            for one in dated.panel.measured
            if one.trait in traits
        ]
        if said and not dated.is_final:
            found[pk] = said
    return found
