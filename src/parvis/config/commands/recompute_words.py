"""What `parvis recompute` calls each figure, and why it finds some of them only nearly."""

from collections.abc import Mapping
from gettext import gettext as _
from gettext import ngettext, pgettext
from typing import TYPE_CHECKING

from parvis.config.commands.stages import stages_of_topics
from parvis.merkle.verifier.texts import TEXTS, say

if TYPE_CHECKING:
    from parvis.analysis.recompute import Found, Line, Part, Verdict

LONGEST = 18
HEX = 64


class Words:
    """The words of one language."""

    told_whole = frozenset({"figures", "agreement", "axes", "panel", "topics", "weights"})
    """Parts whose figures are told one by one; of the others, how many are equal."""
    different = "different"

    def __init__(self, lang: str) -> None:
        self.lang = lang
        self.colon = "\N{NO-BREAK SPACE}: " if lang == "fr" else ": "
        self.stages = {
            "rows/contributions.jsonl": _("Reading contributions"),
            "rows/arguments.jsonl": _("Reading arguments"),
            "rows/answers.jsonl": _("Reading answers"),
            "rows/votes.jsonl": _("Counting votes"),
            "contributions.csv": _("Reading tables"),
            "arguments.csv": _("Reading tables"),
            "topic-members.csv": _("Reading tables"),
            "codings.csv": _("Reading tables"),
            "ledger/leaves.jsonl": _("Reading the public log"),
            "outcomes.jsonl": _("Reading results"),
            **stages_of_topics(),
        }

    def part(self, part: "Part") -> str:
        """Its title, with the ballot, the analysis or the question that it is of."""
        return _parts()[part.name].format(of=part.of, method=part.facts.get("method", ""))

    def figure(self, part: "Part", line: "Line") -> str:
        """A code and a figure, `3/votes`, keep the code."""
        *codes, last = line.name.split("/") if part.name not in {"panel", "weights"} else [line.name]
        return " ".join([*codes, _figures().get(last, last)])

    def value(self, value: object) -> str:
        """Numbers as the language writes them; fingerprints by their beginning."""
        if isinstance(value, Mapping):
            return self.value(value.get("value"))
        match value:
            case None:
                shown = "-"
            case bool():
                shown = _("yes") if value else pgettext("answer", "no")
            case int():
                shown = f"{value:,}".replace(",", "\N{NO-BREAK SPACE}" if self.lang == "fr" else ",")
            case float():
                shown = f"{value:.4f}".replace(".", "," if self.lang == "fr" else ".")
            case list():
                shown = self._note(value)
            case _:
                text = str(value)
                shown = f"{text[:12]}…" if len(text) == HEX else text[:LONGEST]
        return shown

    def _note(self, value: list[object]) -> str:
        """A note with its interval, or a list of figures."""
        shown = [f"{one:.2f}" if isinstance(one, float) else str(one) for one in value if one is not None]
        text = " ".join(shown) or pgettext("figure", "not measured")
        return text.replace(".", ",") if self.lang == "fr" else text

    def found(self, line: "Line") -> str:
        if line.bounds:
            low, high = (self.value(end) for end in line.bounds)
            return _("{low} to {high}").format(low=low, high=high)
        return "-" if line.verdict == "unknown" else self.value(line.found)

    def result(self, line: "Line") -> str:
        return {
            "equal": pgettext("figure", "equal"),
            "within": pgettext("figure", "within"),
            "different": pgettext("figure", "DIFFERENT"),
            "unknown": "-",
        }[line.verdict]

    def summary(self, given: Mapping["Verdict", int]) -> str:
        """How many figures of a part are equal, and the rest."""
        counts = {str(verdict): count for verdict, count in given.items()}
        told = {
            "equal": ngettext("{n} figure equal", "{n} figures equal", counts.get("equal", 0)),
            "within": ngettext("{n} within bounds", "{n} within bounds", counts.get("within", 0)),
            "different": ngettext("{n} DIFFERENT", "{n} DIFFERENT", counts.get("different", 0)),
            "unknown": ngettext(
                "{n} cannot be counted again", "{n} cannot be counted again", counts.get("unknown", 0)
            ),
        }
        return ", ".join(
            words.format(n=self.value(counts[verdict]))
            for verdict, words in told.items()
            if counts.get(verdict)
        )

    def gone(self, count: int) -> str:
        sentence = ngettext(
            "{n} text that was read is no longer published: the same topics cannot be found again.",
            "{n} texts that were read are no longer published: the same topics cannot be found again.",
            count,
        )
        return sentence.format(n=self.value(count))

    def why(self, code: str) -> str:
        return _whys()[code]

    def trouble(self, code: str, facts: Mapping[str, int | str]) -> str:
        """Why the export cannot be read: in the words of the verifier, when it has some."""
        if code in TEXTS:
            return say(code, self.lang, **facts)
        return _troubles()[code].format(**facts)

    def conclusion(self, found: "Found") -> str:
        counts = found.counts
        if not found.is_equal:
            return _("DIFFERENT: what is published is not what the export gives. {summary}.").format(
                summary=self.summary(counts)
            )
        return _(
            "EQUAL: all that can be counted again from the export is what was published. {summary}."
        ).format(summary=self.summary(counts))


def _parts() -> dict[str, str]:
    return {
        "figures": pgettext("figure", "Figures"),
        "by_phase": pgettext("figure", "By phase"),
        "by_origin": pgettext("figure", "By channel"),
        "by_level": pgettext("figure", "By identity level"),
        "by_day": pgettext("figure", "Day by day"),
        "by_kind": pgettext("figure", "By kind"),
        "by_theme": pgettext("figure", "By theme"),
        "totals": _("Totals of ballot {of} ({method})"),
        "outcome": _("Result of ballot {of} ({method})"),
        "topics": _("Topics, analysis {of}"),
        "agreement": _("Agreement of coders, analysis {of}"),
        "axes": _("Six quality notes"),
        "panel": _("Who took part: {of}"),
        "weights": _("Weights"),
    }


def _figures() -> dict[str, str]:
    return {
        "people": pgettext("figure", "people"),
        "contributions": pgettext("figure", "contributions"),
        "votes": pgettext("figure", "votes"),
        "arguments": pgettext("figure", "arguments"),
        "supports": pgettext("figure", "supports of arguments"),
        "contributors": _("people who contributed"),
        "voters": _("people who voted"),
        "arguers": _("people who argued"),
        "imported_votes": _("votes imported as totals"),
        "imported_supports": _("supports imported as totals"),
        "hidden": _("contributions hidden"),
        "withdrawn": _("contributions withdrawn"),
        "answered": pgettext("figure", "contributions answered"),
        "guests": pgettext("figure", "contributions of guests"),
        "organisations": _("signed by organisations"),
        "depth/people": pgettext("figure", "people"),
        "depth/wrote": _("people who wrote"),
        "depth/in_two_ways": _("people who took part in two ways or more"),
        "depth/on_two_days": _("people who came back on another day"),
        "depth/in_two_phases": _("people who took part in two phases or more"),
        "input": _("fingerprint of the texts"),
        "members": _("texts in the same topic"),
        "result": _("fingerprint of the result"),
        "coders": pgettext("figure", "coders"),
        "texts": _("texts that two people coded"),
        "alpha": _("alpha of Krippendorff"),
        "low": _("alpha, low end"),
        "high": _("alpha, high end"),
        "same": _("share of the same choices"),
        "machine_same": _("same choice as the machine"),
        "machine_alpha": _("alpha beside the machine"),
        "file": _("fingerprint of the notes"),
        "who_took_part": pgettext("figure", "who took part"),
        "learning": pgettext("figure", "learning"),
        "deliberation": pgettext("figure", "deliberation"),
        "transparency": pgettext("figure", "transparency"),
        "information": pgettext("figure", "information"),
        "reach": pgettext("figure", "people reached"),
    }


def _whys() -> dict[str, str]:
    return {
        "votes_without_channel": _("the channel of a vote: it is published without it"),
        "votes_without_time": _("the day of a vote: it is published without its time"),
        "votes_without_name": _(
            "how many people: votes and supports are published without saying whose they are"
        ),
        "votes_without_level": _("the level of votes that are told together, or in totals alone"),
        "votes_together": _("votes told together, because few people have their identity level"),
        "rounded": _(
            "measures and weights of who took part: they are found from shares that are published rounded"
        ),
        "votes_open": _("votes of a ballot under way: totals alone"),
        "votes_few": _("votes of a ballot with fewer than 30: totals alone"),
        "votes_imported": _("totals imported from another platform: they are not single votes"),
        "votes_hidden": _("votes while a vote whose counts are hidden runs"),
        "votes_of_one_person": _("results that need to know which votes are of the same person"),
        "item_left_out": _(
            "texts with votes that a result leaves out: they were not public when it was counted"
        ),
        "texts_merged": _("results on merged texts, where a person counts once"),
        "supports_without_name": _(
            "supports of arguments by channel, level or day: they are published as totals"
        ),
        "supports_waiting": _("supports given or taken back a moment before the export"),
        "organisations": _(
            "people behind contributions of organisations, and behind those for the organiser alone"
        ),
        "private": _("contributions for the organiser alone"),
        "texts_gone": _("topics of texts that were withdrawn or hidden since"),
        "texts_changed": _("topics of texts that changed since"),
        "topics_hidden": _("the fingerprint of a result of which a topic is left out of the public page"),
        "other_groups": _("weights whose groups are not those of the questions"),
    }


def _troubles() -> dict[str, str]:
    return {
        "row_senseless": _("{name} makes no sense: the export is damaged, or is not one of Parvis."),
        "no_figures": _(
            "This export holds no figures to compare: it was made before Parvis published them in it."
        ),
        "other_figures": _("The figures of this export are of another version of Parvis: {name}."),
    }
