"""Rules C10 to C21: questions, information, accessibility, personal data, moderation, before it opens."""

from __future__ import annotations

from datetime import timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parvis.conduct.enums import Effect, Mode
from parvis.conduct.facts import Facts
from parvis.conduct.models import RECORD, label_of
from parvis.conduct.readability import LEAST, ease, unexplained
from parvis.conduct.rules.base import Finding, Rule
from parvis.consultations.enums import Role
from parvis.pages.enums import ResourceOrigin
from parvis.ui import words

INDEPENDENT = frozenset(
    {ResourceOrigin.INDEPENDENT, ResourceOrigin.RESEARCH, ResourceOrigin.ASSOCIATION, ResourceOrigin.OPPOSING}
)
DECLARATION_YEARS = 3


class Warned(Rule):
    """A rule that never prevents anything: that it does not hold is public."""

    does = Effect.WARN


class Questions(Warned):
    code = "C10"
    title = gettext_lazy("Questions are not loaded: one at least is open, a second person read them")
    source = gettext_lazy("Guarantors of the Grand Débat; OECD, neutral wording")
    mode = Mode.ATTESTED

    def applies(self, facts: Facts) -> bool:
        return any(question.is_closed for question in facts.asked)

    def check(self, facts: Facts) -> Finding | None:
        if all(question.is_closed for question in facts.asked):
            return Finding(
                _("Every question is closed: add one that is answered in one's own words."), "kinds"
            )
        return None


class Plural(Warned):
    code = "C11"
    title = gettext_lazy("Information is plural: three sources, of two kinds, one of them independent")
    source = gettext_lazy("CNDP; guarantors of the Grand Débat")

    def check(self, facts: Facts) -> Finding | None:
        origins = {source.origin for source in facts.sources}
        if len(facts.sources) < 3:
            return Finding(_("Publish three resources at least."), "resources")
        if len(origins) < 2 or not origins & INDEPENDENT:
            return Finding(_("Publish a resource that does not come from who consults."), "resources")
        return None


class Readable(Warned):
    code = "C12"
    title = gettext_lazy("Presentation and questions are easy to read")
    source = gettext_lazy("Charter of public participation; Kandel and Moles, 1958")

    def check(self, facts: Facts) -> Finding | None:
        text = " ".join([str(facts.page.presentation), *(f"{question.label}." for question in facts.asked)])
        found = ease(text)
        if found is not None and found < LEAST:
            return Finding(
                _(
                    "The presentation is hard to read: %(ease)s on a scale of 100, where %(least)s is"
                    " readable by most. Shorten sentences, choose plainer words."
                )
                % {"ease": words.number(round(found)), "least": words.number(LEAST)}
            )
        if letters := unexplained(text, facts.explained):
            return Finding(
                _("Explain these letters the first time: %(letters)s.") % {"letters": ", ".join(letters)}
            )
        return None


class Guarantor(Rule):
    code = "C13"
    title = gettext_lazy("A guarantor is named, or it is said that there is none")
    source = gettext_lazy("Charter of public participation, article 1; CNDP")

    def check(self, facts: Facts) -> Finding | None:
        if facts.team.get(Role.GUARANTOR, 0) or facts.page.has_no_guarantor:
            return None
        return Finding(_("Bring a guarantor into the team, or say in the texts that there is none."), "team")


class Offline(Warned):
    code = "C14"
    title = gettext_lazy("One can take part without the internet")
    source = gettext_lazy("CNDP; CNIL")
    mode = Mode.ATTESTED

    def check(self, facts: Facts) -> Finding | None:
        if not facts.page.offline_ways.strip():
            return Finding(_("Write how, where and when one takes part without the internet."))
        return None


class Accessible(Warned):
    code = "C15"
    title = gettext_lazy("The declaration of accessibility is published, and recent")
    source = gettext_lazy("RGAA 4.1.2; law 2005-102, article 47")

    def check(self, facts: Facts) -> Finding | None:
        if facts.accessibility_on is None:
            return Finding(_("Publish the declaration of accessibility of this site."), "site")
        if facts.today - facts.accessibility_on > timedelta(days=365 * DECLARATION_YEARS):
            return Finding(_("The declaration of accessibility is over three years old: renew it."), "site")
        return None


class Record(Rule):
    code = "C17"
    title = gettext_lazy("The record of personal data is complete")
    source = gettext_lazy("GDPR, articles 6, 9, 13, 30 and 35")

    def check(self, facts: Facts) -> Finding | None:
        record = facts.record
        if record is None:
            return Finding(_("Fill the record of personal data."), "record")
        lacking = [label_of(name) for name in RECORD if not getattr(record, name).strip()]
        if lacking:
            return Finding(
                _("The record of personal data lacks this: %(lacking)s.") % {"lacking": ", ".join(lacking)},
                "record",
            )
        return None


class Personal(Warned):
    code = "C18"
    title = gettext_lazy("What is asked of people has a purpose, and may be left out")
    source = gettext_lazy("GDPR, articles 5(1)(c) and 25")

    def applies(self, facts: Facts) -> bool:
        return any(question.is_personal for question in facts.asked)

    def check(self, facts: Facts) -> Finding | None:
        forced = [question.label for question in facts.asked if question.is_personal and question.is_required]
        if forced:
            return Finding(
                _("Let people leave this without an answer: %(questions)s.")
                % {"questions": ", ".join(f"« {label} »" for label in forced)},
                "kinds",
            )
        return None


class Charter(Rule):
    code = "C20"
    title = gettext_lazy("The charter of moderation is public: reasons, delay, appeal")
    source = gettext_lazy("DSA, articles 14, 16, 17; CESE")

    def check(self, facts: Facts) -> Finding | None:
        if facts.appeals.promised is None:
            return Finding(_("Promise in how many working days an appeal is decided."), "appeals")
        return None


START: tuple[Rule, ...] = (
    Questions(), Plural(), Readable(), Guarantor(), Offline(), Accessible(), Record(), Personal(), Charter(),
)  # fmt: skip
