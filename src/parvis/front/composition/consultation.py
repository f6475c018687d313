"""The page of a consultation, from head to foot."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parvis.accounts.enums import IdentityLevel
from parvis.commissions.queries import has_commissions
from parvis.consultations.enums import Verb
from parvis.consultations.levels import Meaning, meanings
from parvis.consultations.models import ConsultationPage, Phase, PhaseAction, Theme
from parvis.consultations.queries import database_now, opened_actions, phases_of
from parvis.draws.queries import has_public_draws
from parvis.following.announcing import Banner, Shown, shown_in
from parvis.following.enums import Sort
from parvis.following.queries import Button, button, letters_of
from parvis.front.composition import stage
from parvis.front.composition.chain import chain_of
from parvis.front.composition.kit import Card, card_of
from parvis.front.composition.next_action import Actor, Offers, offers
from parvis.front.composition.sentences import first_sentence
from parvis.front.composition.status import Notice, notice_of
from parvis.front.pattern import TALL, Pattern, lay
from parvis.gatherings.models import Event
from parvis.gatherings.queries import next_events
from parvis.learning.queries import is_quizzed
from parvis.minutes.queries import has_minutes
from parvis.pages import queries as pages
from parvis.pages.enums import ResourceOrigin
from parvis.pages.models import NewsPage, ResourcePage
from parvis.panel.queries import may_be_asked
from parvis.restitution.models import SynthesisPage
from parvis.restitution.queries import DatedFigures, public_figures_of, syntheses_for
from parvis.texts.queries import published_in
from parvis.ui import words
from parvis.ui.data import Fact, Link, PhaseStep

PICTURE = "fill-1200x500"


@dataclass(frozen=True, slots=True)
class ConsultationView:
    """Everything that the page of a consultation shows."""

    consultation: ConsultationPage
    position: stage.Position
    sentence: str
    due: str
    use: str
    steps: list[PhaseStep]
    phases: list[Phase]
    opened: list[PhaseAction]
    offers: Offers
    themes: list[Link]
    descriptions: list[Theme]
    news: list[NewsPage]
    resources: list[tuple[ResourceOrigin, list[ResourcePage]]]
    facts: list[Fact]
    figures: DatedFigures | None
    synthesis: SynthesisPage | None
    follow: Button
    meanings: list[Meaning]
    asked: list[str]
    guests: list[str]
    first: list[str]
    has_questions: bool
    picture: str
    pattern: Pattern | None
    announced: Shown
    card: Card
    has_letters: bool
    has_quiz: bool
    has_commissions: bool
    has_minutes: bool
    has_draws: bool
    outage: Notice | None
    is_asked_who: bool
    events: tuple[list[Event], bool]

    @property
    def banners(self) -> list[Banner]:
        return self.announced.banners.get(self.consultation.pk, [])


def compose(*, consultation: ConsultationPage, actor: Actor) -> ConsultationView:
    """Read each floor once; the number of queries depends on nothing."""
    now = database_now()
    phases = phases_of(consultation)
    synthesis = syntheses_for([consultation]).get(consultation.pk)
    figures = public_figures_of(consultation)
    opened = opened_actions(consultation)
    position = stage.locate(phases, now=now, synthesis=synthesis)
    themes = list(consultation.themes.all())
    return ConsultationView(
        consultation=consultation,
        position=position,
        sentence=stage.sentence(consultation, position, now=now),
        due=stage.due(consultation, now=now),
        use=first_sentence(consultation.use_of_contributions),
        steps=stage.steps(consultation, phases, now=now),
        phases=phases,
        opened=opened,
        offers=offers(
            actor=actor,
            consultation=consultation,
            opened=opened,
            synthesis=synthesis,
            has_results=figures is not None and not figures.figures.is_empty,
            texts=published_in(consultation),
        ),
        themes=theme_links(consultation, themes, figures),
        descriptions=themes,
        news=list(pages.news(below=consultation)[:3]),
        resources=pages.by_origin(list(pages.resources(below=consultation))),
        facts=facts(consultation),
        figures=figures,
        synthesis=synthesis,
        follow=button(actor, Sort.CONSULTATION, consultation.pk),
        meanings=meanings(consultation),
        asked=asked(phases),
        guests=where_guests_write(phases),
        first=where_texts_wait(phases),
        has_questions=any(action.verb == Verb.ASK for phase in phases for action in phase.actions.all()),
        picture=consultation.picture.get_rendition(PICTURE).url if consultation.picture else "",
        pattern=None if consultation.picture else lay(consultation.pk, TALL),
        announced=shown_in([consultation.pk], now=now),
        card=card_of(consultation, phases),
        has_letters=letters_of(consultation).exists(),
        has_quiz=is_quizzed(consultation.pk),
        has_commissions=has_commissions(consultation),
        has_minutes=has_minutes(consultation),
        has_draws=has_public_draws(consultation),
        outage=notice_of(consultation, phases, now=now),
        is_asked_who=may_be_asked(actor, consultation),
        events=next_events(consultation),
    )


def theme_links(
    consultation: ConsultationPage, themes: list[Theme], figures: DatedFigures | None
) -> list[Link]:
    """Themes with how many contributions each had when they were last counted."""
    address = reverse("front:contributions", args=[consultation.slug])
    counts = {heap.code: heap.contributions for heap in figures.figures.by_theme} if figures else {}
    return [
        Link(
            theme.name, f"{address}?theme={theme.pk}", count=counts.get(str(theme.pk), 0) if figures else None
        )
        for theme in themes
    ]


def asked(phases: list[Phase]) -> list[str]:
    """The acts that ask for more than a confirmed address, in words."""
    return [
        _("%(phase)s (%(act)s, %(kinds)s): %(level)s, at least.")
        % {
            "phase": phase.title,
            "act": action.get_verb_display(),
            "kinds": action.kind.plural_name,
            "level": action.get_minimum_level_display(),
        }
        for phase in phases
        for action in phase.actions.all()
        if action.minimum_level > IdentityLevel.EMAIL
    ]


def where_guests_write(phases: list[Phase]) -> list[str]:
    """The deposits for which no address is asked, in words."""
    return [
        _("%(phase)s (%(kinds)s)") % {"phase": phase.title, "kinds": action.kind.plural_name}
        for phase in phases
        for action in phase.actions.all()
        if action.allows_guests
    ]


def where_texts_wait(phases: list[Phase]) -> list[str]:
    """The deposits of which a moderator reads each text before it appears, in words."""
    return [
        ngettext(
            "%(phase)s (%(kinds)s): within %(hours)s hour",
            "%(phase)s (%(kinds)s): within %(hours)s hours",
            action.read_within,
        )
        % {
            "phase": phase.title,
            "kinds": action.kind.plural_name,
            "hours": words.number(action.read_within),
        }
        for phase in phases
        for action in phase.actions.all()
        if action.read_within is not None
    ]


def facts(consultation: ConsultationPage) -> list[Fact]:
    """Who asks, who decides, by when."""
    found = [Fact(_("Who consults"), consultation.organiser)]
    if consultation.decision_maker:
        found.append(Fact(_("Who decides"), consultation.decision_maker))
    if consultation.funder:
        found.append(Fact(_("Who pays"), consultation.funder))
    if consultation.operator:
        found.append(Fact(_("Who runs this site"), consultation.operator))
    if consultation.answer_in_charge:
        found.append(Fact(_("In charge of the answer"), consultation.answer_in_charge))
    if consultation.has_no_guarantor:
        found.append(Fact(_("Guarantor"), _("none follows this consultation")))
    if consultation.answer_due:
        found.append(Fact(_("Answer due by"), words.day(consultation.answer_due)))
    if consultation.replaced_committee:
        found.append(Fact(_("Committee that it replaces"), consultation.replaced_committee))
    if consultation.announcement:
        address = consultation.announcement
        found.append(Fact(_("Official announcement"), urlsplit(address).hostname or address, address))
    found += chain_of(consultation)
    if consultation.contact:
        found.append(Fact(_("Contact"), consultation.contact, f"mailto:{consultation.contact}"))
    return found
