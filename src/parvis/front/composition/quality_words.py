"""The six qualities in words: what each part is, how it is computed, what it lacks, what would raise it."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from parvis.portal.enums import Quality

QUALITIES: dict[str, Quality] = {
    "who_took_part": Quality.PANEL,
    "learning": Quality.LEARNING,
    "deliberation": Quality.DELIBERATION,
    "transparency": Quality.FOLLOW_UP,
    "information": Quality.INFORMATION,
    "reach": Quality.REACH,
}
"""Each axis of `analysis.quality`, and the quality of the portal that it measures."""


@dataclass(frozen=True, slots=True)
class Said:
    """A part: its name, and how it is computed, from 0 to 1 when it counts in the note."""

    name: str
    how: str = ""


@dataclass(frozen=True, slots=True)
class Lack:
    """Why a part is not measured, and what the organiser can do; nothing where the site keeps no trace."""

    why: str
    todo: str = ""


def part_of(axis: str, key: str) -> Said:
    """One that has no words yet is shown by its key, never lost."""
    return PARTS[axis]().get(key, Said(key))


def lack_of(axis: str, key: str) -> Lack:
    return _lacks(axis).get(key, Lack(key))


def sources_of(axis: str) -> str:
    """Where its numbers are read."""
    return {
        "who_took_part": _(
            "The optional questions on who one is, and the population that the organiser gives."
        ),
        "learning": _("The quiz on the resources, and the evaluation after the close."),
        "deliberation": _("Public contributions, arguments, comments and decisions of moderation."),
        "transparency": _(
            "The rules of law that the site checks, the questions asked and their answers, the archive."
        ),
        "information": _("The texts of the organiser, and the resources."),
        "reach": _("People who contributed, argued or voted, and the population concerned."),
    }[axis]


def limits_of(axis: str) -> str:
    """What the note cannot say."""
    return {
        "who_took_part": _("It cannot say what people who are alike on paper think: this is not a poll."),
        "learning": _("It cannot say that reading caused it: people choose to read."),
        "deliberation": _("It cannot say whether anybody was convinced, nor judge what is written."),
        "transparency": _("It cannot say whether an answer is a good one."),
        "information": _(
            "It cannot say whether a text is true or complete. Syllables are estimated, in French."
        ),
        "reach": _(
            "It cannot say how deeply anybody took part. Its interval goes from verified persons to accounts."
        ),
    }[axis]


def cap_of(key: str) -> str:
    return {
        "legal_failure": _("A rule of law is not kept: the note cannot go above 2."),
        "no_synthesis": _("The synthesis is late: the note cannot go above 1."),
    }.get(key, key)


def _who() -> dict[str, Said]:
    return {
        "closeness": Said(
            _("Those who took part are like the population"),
            _("1 − D / 0.4, at least 0; D is the share of people to replace by others"),
        ),
        "efficiency": Said(
            _("What they would be worth, once weighted"),
            _("1 / Σ (P² / p), Kish: shares P of the population, p here"),
        ),
        "coverage": Said(
            _("Part of the population that ten people at least stand for"),
            _("sum of these shares of the population"),
        ),
        "dissimilarity": Said(_("Share of people to replace by others, to match the population")),
        "answered": Said(_("Share of those who took part who said something of themselves")),
    }


def _learning() -> dict[str, Said]:
    return {
        "knowledge": Said(
            _("Right answers to the quiz after reading, less what luck gives"),
            _("(k − 1/m) / (1 − 1/m); k right answers, m choices"),
        ),
        "informed": Said(_("Contributors who opened a resource before they first contributed"), _("share")),
        "felt": Said(_("People who say that they understand better"), _("(mean from 1 to 5, less 1) / 4")),
        "gain": Said(_("Share of right answers after reading, less that before")),
        "readers": Said(_("Knowledge of those who opened a resource, less that of the others")),
    }


def _deliberation() -> dict[str, Said]:
    return {
        "justification": Said(_("Reasons given"), _("coded from 0 to 3 by two people on a sample, mean / 3")),
        "reciprocity": Said(_("Comments that answer somebody else"), _("share")),
        "two_sides": Said(
            _("Balance of arguments, where both sides have some"),
            _("mean of 1 − |for − against| / (for + against), from five arguments on"),
        ),
        "spread": Said(
            _("Contributions are spread over people"), _("1 − Gini index of contributions of each")
        ),
        "depth": Said(
            _("How far conversations go"),
            _("median, over threads, of the largest h with h comments at depth h, / 4"),
        ),
        "exposure": Said(_("People who met arguments of both sides"), _("share")),
        "civility": Said(_("Comments that attack nobody"), _("1 − comments hidden for an attack / comments")),
        "agreement": Said(_("Agreement of those who coded the reasons")),
        "effective_voices": Said(_("People who, writing all as much, would be as concentrated")),
        "unopposed": Said(_("Share of argued items with a single side, left out of the balance")),
    }


def _transparency() -> dict[str, Said]:
    return {
        "law": Said(_("Rules of law kept, of those that the site checks"), _("share")),
        "answered": Said(_("Questions answered, with a reason"), _("share")),
        "on_time": Said(
            _("Questions answered by the day that was promised"), _("share of those whose day has come")
        ),
        "openness": Said(
            _("Five facts that a machine checks"),
            _(
                "contributions and moderation exported, totals by identity level, method of the synthesis,"
                " log that verifies"
            ),
        ),
        "traceability": Said(_("Contributions that the synthesis can be traced to"), _("share")),
        "follow_up": Said(_("Open commitments with news within 180 days"), _("share")),
        "wait": Said(_("Median wait for an answer, in days (Kaplan and Meier)")),
        "kept": Said(_("Share of commitments done")),
    }


def _information() -> dict[str, Said]:
    return {
        "readability": Said(
            _("Texts of the organiser are easy to read"),
            _(
                "median of 207 − 1.015 words / sentences − 73.6 syllables / words (Kandel and Moles);"
                " 30 is 0, 70 is 1"
            ),
        ),
        "plurality": Said(
            _("Kinds of origins speak as often"), _("evenness H / ln k of the k kinds of origin")
        ),
        "sourcing": Said(_("Facts with a source that works"), _("share")),
        "accessibility": Said(
            _("Documents that may be read on their page, videos with a transcript"),
            _("share, from thirty words on"),
        ),
        "timeliness": Said(_("Resources that were there at the opening"), _("share")),
        "usefulness": Said(_("Readers who say that it was useful"), _("lower bound of Wilson")),
        "ease": Said(_("Ease of reading, from about 0 to 100")),
        "corrected": Said(_("Errors corrected within five working days")),
    }


def _reach() -> dict[str, Said]:
    return {
        "reached": Said(
            _("People who took part, of those concerned"),
            _("(log10(people / population) + 5) / 4: one in 100,000 is 0, one in 10 is 1"),
        ),
        "acted": Said(_("People who took part, the team left out")),
        "verified": Said(_("Of them, people whose identity the State checked")),
    }


PARTS = {
    "who_took_part": _who,
    "learning": _learning,
    "deliberation": _deliberation,
    "transparency": _transparency,
    "information": _information,
    "reach": _reach,
}


def _lacks(axis: str) -> dict[str, Lack]:
    return {
        "who_took_part": _who_lacks,
        "learning": _learning_lacks,
        "deliberation": _deliberation_lacks,
        "transparency": _transparency_lacks,
        "information": _information_lacks,
        "reach": _reach_lacks,
    }[axis]()


def _who_lacks() -> dict[str, Lack]:
    ask = _("Remind people of the optional questions on who they are.")
    return {
        "not_asked": Lack(
            _("People are not asked who they are."), _("Ask who takes part: it is optional, and kept apart.")
        ),
        "no_reference": Lack(
            _("There is no population to compare with."), _("Give the figures of the population.")
        ),
        "few_people": Lack(_("Fewer than fifty people said who they are."), ask),
        "few_demographics": Lack(_("Fewer than half of those who took part said who they are."), ask),
        "small_strata": Lack(_("Almost everybody gave the same answer, and others are too few to be told.")),
    }


def _learning_lacks() -> dict[str, Lack]:
    return {
        "quiz": Lack(
            _("Fewer than thirty people answered a quiz after reading."),
            _("Put a quiz of three questions beside the resources."),
        ),
        "contributors": Lack(_("The site does not keep whether somebody read before they contributed.")),
        "felt_answers": Lack(
            _(
                "Fewer than thirty people said whether they understand better:"
                " they are asked after the close."
            ),
            _("Once it is closed, invite those who took part to say how it went."),
        ),
        "quiz_before": Lack(_("Fewer than thirty people answered the quiz before reading.")),
        "readers": Lack(_("The site does not keep who read what.")),
    }


def _deliberation_lacks() -> dict[str, Lack]:
    return {
        "coding": Lack(_("Nobody coded the reasons that people give.")),
        "agreement": Lack(_("Those who coded the reasons do not agree enough.")),
        "comments": Lack(
            _("There are fewer than thirty comments."), _("Open comments and replies, and answer in them.")
        ),
        "arguments": Lack(
            _("There are fewer than thirty arguments, or fewer than five on each item."),
            _("Open arguments for and against, and ask for both on the most read contributions."),
        ),
        "opposition": Lack(_("No item has arguments of both sides: unanimity is not a fault.")),
        "contributors": Lack(_("Fewer than thirty people contributed."), _("Bring people: spread the word.")),
        "exposure": Lack(_("The site does not keep what each person reads.")),
    }


def _transparency_lacks() -> dict[str, Lack]:
    return {
        "rules": Lack(_("No rule of law is due yet.")),
        "items": Lack(
            _("Nobody asked the organiser a question: nothing else is owed an answer by name."),
            _("Let people ask the organiser, with a promised delay."),
        ),
        "due": Lack(
            _("No promised day has come yet, or no delay was promised."),
            _("Promise within how many working days questions are answered."),
        ),
        "openness": Lack(_("It is judged from the close on.")),
        "contributions": Lack(_("The site does not keep yet from which contributions a synthesis is made.")),
        "commitments": Lack(
            _("The organiser made no commitment."), _("Publish commitments, each with its day.")
        ),
    }


def _information_lacks() -> dict[str, Lack]:
    return {
        "texts": Lack(
            _("The organiser published no text of thirty words in French."), _("Write the presentation.")
        ),
        "sources": Lack(
            _("There is no resource to read."),
            _("Publish resources, from others than the organiser too."),
        ),
        "blocks": Lack(_("The site does not check sources of facts yet.")),
        "documents": Lack(_("There is no document and no video.")),
        "resources": Lack(_("There is no resource to read, or it is not open yet.")),
        "useful_answers": Lack(_("Readers are not asked whether a resource was useful.")),
        "errors": Lack(_("Nobody reports errors here.")),
    }


def _reach_lacks() -> dict[str, Lack]:
    return {
        "target_population": Lack(
            _("The organiser did not say how many people are concerned, or said fewer than took part."),
            _("Say how many people are concerned."),
        ),
    }


def raising(axis: str, key: str) -> str:
    """What would raise a part that is measured and low; nothing where it depends on people alone."""
    return {
        ("who_took_part", "closeness"): _("Go and meet those who are missing, where they are."),
        ("learning", "knowledge"): _(
            "Make the resources shorter and clearer: the quiz shows what is not understood."
        ),
        ("deliberation", "reciprocity"): _("Answer comments, and ask people what they say to each other."),
        ("deliberation", "two_sides"): _("Ask those who disagree for their arguments."),
        ("deliberation", "spread"): _("A few people write much: bring others."),
        ("transparency", "law"): _("See which rules of law are not kept, and mend them."),
        ("transparency", "answered"): _("Questions wait: answer them."),
        ("transparency", "on_time"): _("Answer within the promised delay."),
        ("information", "readability"): _("Shorten sentences, and choose short words."),
        ("information", "plurality"): _(
            "Publish resources of other origins: research, associations, an opposing view."
        ),
        ("information", "accessibility"): _(
            "Write the text of documents on their page, and transcripts of videos."
        ),
        ("information", "timeliness"): _("Publish resources before the opening: some came after."),
        ("reach", "reached"): _("Few of those concerned took part: spread the word."),
    }.get((axis, key), "")
