"""The register of algorithms: what computes, where, from what, and who decides.

CRPA L311-3-1, R311-3-1-1 and L312-1-3: the rules of the main treatments are public, and whoever is concerned
by a decision that rests on one is told so. Here none decides alone of what a person may say; `refuses` names
what is refused by itself, and how to go on.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from parvis.consultations.enums import BallotMethod
from parvis.jobs.language_model import is_offered


@dataclass(frozen=True, slots=True)
class Algorithm:
    """One treatment. `methods`: the voting methods that it counts; `source`: where its code is."""

    code: str
    name: Promise
    purpose: Promise
    rule: Promise
    data: Promise
    human: Promise
    source: str
    refuses: Promise | str = ""
    methods: frozenset[BallotMethod] = frozenset()


NOBODY_REFUSED = _("It refuses nothing: people read and decide.")
REGISTER: tuple[Algorithm, ...] = (
    Algorithm(
        "order",
        _("Order of lists"),
        _("Show each contribution as often as another."),
        _(
            "Lists are drawn at random, once for each visit; never by votes. Readers may choose "
            "the most recent or the most argued."
        ),
        _("A number drawn for the visit, and nothing of the person."),
        NOBODY_REFUSED,
        "src/parvis/contributions/queries.py",
    ),
    Algorithm(
        "search",
        _("Search and map"),
        _("Find what was said on a subject, or in a place."),
        _(
            "Words are reduced to their stems; the newest matches are put in order by how well "
            "they fit. On the map, close places are drawn together with their number."
        ),
        _("The words typed and, on request alone, a rounded position; neither is kept."),
        NOBODY_REFUSED,
        "src/parvis/contributions/finding.py",
    ),
    Algorithm(
        "panel",
        _("Who took part"),
        _("Say whom those who took part stand for, against the population."),
        _(
            "Shares of answers are compared with those of the population that the organiser gives. Answers "
            "of fewer than ten people are put together; nothing is measured under fifty answers, or when "
            "fewer than half answered; figures are made again once ten people have moved."
        ),
        _("What people chose to say of themselves, apart from what they write, erased after the close."),
        NOBODY_REFUSED,
        "src/parvis/panel/comparing.py",
    ),
    Algorithm(
        "weighted",
        _("Weighted results of votes"),
        _("Say what a vote would give if voters were like the population by age, sex, place or occupation."),
        _(
            "Raking: weights are moved, question by question, until voters match each population, and none is"
            " above five times the mean. Effective size: (Σw)² / Σw²; design effect: people over effective"
            " size; interval: Wilson, at 95 in a hundred, on the effective size. Made once a vote, under"
            " fifty voters never, and never where a share would tell of fewer than ten people."
        ),
        _("Votes that count, and what voters said of themselves, crossed in this job and kept nowhere."),
        NOBODY_REFUSED,
        "src/parvis/panel/weighing.py",
    ),
    Algorithm(
        "similar",
        _("Close contributions, while one types"),
        _("Support what somebody said already in place of saying it again."),
        _(
            "The words typed and their neighbours give candidates; those that share most groups "
            "of three letters are shown, five at most."
        ),
        _("The words typed; they are not kept."),
        _(
            "The author decides: to support, or to deposit anyway. Merging is an act of the "
            "organiser, public, which can be undone."
        ),
        "src/parvis/contributions/similar.py",
    ),
    Algorithm(
        "identical",
        _("Identical texts"),
        _("Count a text sent by many as one text with its number, never as many, and never drop it."),
        _(
            "Texts whose words are the same once case, accents and punctuation are taken away "
            "stand together in lists."
        ),
        _("The text."),
        NOBODY_REFUSED,
        "src/parvis/contributions/folding.py",
    ),
    Algorithm(
        "topics",
        _("Topics of what was written"),
        _("Let all of it be read, however much was written."),
        _(
            "Published texts are sorted by the words that they share, nearly identical ones together; each "
            "topic says how far it comes back when part of the texts is drawn again."
        ),
        _("Published texts, on this server; no name."),
        _(
            "It refuses nothing: an analyst names topics, merges them, moves contributions and decides to "
            "publish; every contribution stays in its list."
        ),
        "src/parvis/analysis/text/pipeline.py",
    ),
    Algorithm(
        "opinions",
        _("Groups of people who vote alike"),
        _("Show what all voters share, what bridges them and what divides them."),
        _(
            "The two directions along which votes differ most make a map; people who are near on it make a"
            " group of ten at least. Groups that would not come back if people were drawn again are not"
            " shown."
        ),
        _("Votes that count in a ballot, once it is closed; one's own place is read by that person alone."),
        _("It refuses nothing: an analyst asks for groups, names them and decides to publish."),
        "src/parvis/analysis/opinion/pipeline.py",
    ),
    Algorithm(
        "statements",
        _("Which statement comes next"),
        _("Have each statement judged by enough people."),
        _(
            "Statements that have fewer votes than three quarters of the mean come first; among "
            "them, a draw that favours those that few people pass and that set groups apart."
        ),
        _("Votes on each statement, without names; which ones the person already answered."),
        NOBODY_REFUSED,
        "src/parvis/ballots/routing.py",
        methods=frozenset({BallotMethod.STATEMENTS}),
    ),
    Algorithm(
        "pairs",
        _("Comparing in pairs"),
        _("Rank many items by small comparisons."),
        _("Pairs that were compared least come first; the model of Bradley and Terry gives the ranking."),
        _("Comparisons, without names."),
        NOBODY_REFUSED,
        "src/parvis/analysis/tally/pairs.py",
        methods=frozenset({BallotMethod.PAIRS}),
    ),
    Algorithm(
        "ranking",
        _("Counting rankings"),
        _("Say which item comes out of rankings."),
        _(
            "Borda, Schulze and instant run-off are shown side by side; where they disagree, the "
            "page says so."
        ),
        _("Rankings, without names."),
        NOBODY_REFUSED,
        "src/parvis/analysis/tally/ranking.py",
        methods=frozenset({BallotMethod.RANKING}),
    ),
    Algorithm(
        "grades",
        _("Counting grades"),
        _("Say which item is judged best."),
        _(
            "Mean and median of grades in figures; majority judgment, with its tie-break, for "
            "grades in words."
        ),
        _("Grades, without names."),
        NOBODY_REFUSED,
        "src/parvis/analysis/tally/judgment.py",
        methods=frozenset({BallotMethod.GRADE, BallotMethod.MAJORITY_JUDGMENT}),
    ),
    Algorithm(
        "budget",
        _("Sharing a budget"),
        _("Say which projects a budget pays for."),
        _("Projects by number of votes as long as money is left, beside the method of equal shares."),
        _("Choices within the budget, without names; costs of projects."),
        NOBODY_REFUSED,
        "src/parvis/analysis/tally/budget.py",
        methods=frozenset({BallotMethod.BUDGET}),
    ),
    Algorithm(
        "sums",
        _("Counting votes"),
        _("Say how many people chose what."),
        _(
            "One live vote for each person; sums by choice, split by identity level and by "
            "channel, never weighted."
        ),
        _("Votes, without names."),
        NOBODY_REFUSED,
        "src/parvis/ballots/domain/fold.py",
        methods=frozenset(
            {
                BallotMethod.SUPPORT,
                BallotMethod.FOR_MIXED_AGAINST,
                BallotMethod.APPROVAL,
                BallotMethod.POINTS,
            }
        ),
    ),
    Algorithm(
        "personal",
        _("What may say who somebody is, in a text"),
        _("Warn authors before they publish an address, a telephone number or an account."),
        _("Forms of addresses and numbers, by their own check digits."),
        _("The text that is being sent."),
        _("The author decides: to change the text, or to send it as it is."),
        "src/parvis/contributions/personal.py",
    ),
    Algorithm(
        "hints",
        _("What moderators read twice"),
        _("Help whoever moderates to see what the charter forbids, and to decide as before on close texts."),
        _(
            "A list of words that insult or threaten, and the forms of addresses and numbers, point at "
            "passages. Of the last two hundred contributions hidden and the last two hundred kept, those "
            "that share most groups of three letters are shown with what was decided, three at most."
        ),
        _("The text that waits, and earlier decisions of the same consultation."),
        _(
            "A moderator reads and decides. Nothing is put in order, hidden or held back by these hints, and "
            "they are not kept."
        ),
        "src/parvis/moderation/hints.py",
    ),
    Algorithm(
        "signals",
        _("What is strange"),
        _("Have a person look at crowds that may be one person."),
        _(
            "Many acts at once, many people of one new domain, one network or one browser, one "
            "text pasted by many: above thresholds that are public, a case is opened."
        ),
        _("Acts with their hour, networks and browsers as keyed hashes; never what people chose."),
        _(
            "A moderator looks and decides; votes set aside are public, with their reason, and "
            "may be put back."
        ),
        "src/parvis/moderation/signals.py",
    ),
    Algorithm(
        "limits",
        _("Limits on the number of acts"),
        _("Keep the site open to everybody when it is attacked."),
        _(
            "So many acts for each person, network and address, which fill up again with time; a "
            "first contact may cost a computation of some seconds, done by the browser."
        ),
        _("Networks and addresses as keyed hashes, until the limit is over."),
        _("Whoever is stopped is told why, until when, and whom to write to."),
        "src/parvis/accounts/limits.py",
        refuses=_(
            "It refuses an act beyond the limit, for a time that it says: wait, or write to the "
            "contact of the site."
        ),
    ),
)

WORDS_OF_FINDINGS = Algorithm(
    "wording",
    _("Words of a finding, by a language model"),
    _("Propose words for a finding of a synthesis, to whoever writes it."),
    _(
        "For one finding at a time, when whoever writes the synthesis asks, a language model writes a few"
        " sentences. Each must cite sources that it was given; its figures and its quotations must be in"
        " them, letter for letter. The others are left out, and counted. How the model computes is not known"
        " here."
    ),
    _(
        "The words of the finding, and what the public contributions that it cites say, without a name, sent"
        " to the address that whoever runs the site chose."
    ),
    _(
        "A person takes the words or leaves them; taken, they are marked in public until a person rewrites"
        " them."
    ),
    "src/parvis/restitution/checking.py",
)
"""Where a language model is set, and nowhere else."""


def in_use() -> tuple[Algorithm, ...]:
    """Those of this site."""
    return (*REGISTER, WORDS_OF_FINDINGS) if is_offered() else REGISTER


def unregistered(methods: frozenset[BallotMethod]) -> list[BallotMethod]:
    """Of these voting methods, those whose counting is not described."""
    known = frozenset[BallotMethod]().union(*(row.methods for row in REGISTER))
    return sorted(methods - known)
