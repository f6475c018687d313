"""The dictionary of the data: what each file of an archive holds, and what each of its columns says."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class File:
    """A file of the archive. `columns`: those of a table, or the fields of the payload of a row."""

    name: str
    words: Promise
    columns: Mapping[str, Promise]


NUMBER = _("number of the row, the same in every file")
CONTRIBUTION = _("number of the contribution that it is about")
PARENT = _("number of the argument that it replies to")
SIDE = _("for or against")
TITLE = _("title")
TEXT = _("text, as its author wrote it")
STATE = _("published, hidden by moderation or withdrawn by its author; words only if it is published")
HIDDEN_REASON = _("reason of the moderation charter for which it is hidden")
NAME = _("name that the author chose to show; empty if they left, or if the words are")
SIGNED_BY = _(
    "public name of the author, or organisation that signs; empty if they left, or if the words are"
)
PSEUDONYM = _("pseudonym of the author, of this consultation alone; empty if they left")
SIGNER = _(
    "pseudonym of the author, of this consultation alone, or that of the organisation that signs; empty if "
    "they left"
)
ORGANISATION = _("number of the organisation that signs it; not there if a person does")
LEVEL = _("what is known of the author: 0 nothing, 1 e-mail, 2 link with the territory, 3 identity")
CHANNEL = _("by which way it came: web, paper, event, e-mail, import")
MOMENT = _("date and time (ISO 8601)")
SECONDS = _("date and time, in seconds since 1970")
RESPONDS_TO = _("number of the contribution that it responds to")
MODERATOR = _("pseudonym of the moderator, of this consultation alone")
REASON = _("reason given in public")
OUTCOME = _(
    "upheld; reversed by another moderator; taken_back by whoever took the decision; or withdrawn, without "
    "a decision, if its author took the text back first"
)
ARGUMENT = _("number of the argument that it is about")
STATUS = _("what becomes of the contribution: kept, partly kept, not kept, under study, answered")
ANSWER = _("text of the official answer")
ANSWERS = _("answers to the questions of the form, personal ones left out; not there if it asks none")
KIND = _("number of the kind of contribution; the rules give its name")
PHASE = _("number of the phase; the rules give its name")
THEME = _("number of the theme; the rules give its name")
BALLOT = _("number of the ballot; the rules say what is voted on")
ITEM = _("number of the contribution voted on")
CHOICE = _("1 for or agree, 0 mixed or pass, -1 against or disagree, or what the method of the ballot says")
LEVEL_OF_TOTAL = _(
    "identity level of the voters; null for all levels together, for votes told together because few people "
    "have their level, and for imported totals"
)
LATE = _("1 if it was sent in the minutes of grace after the end of its phase")
TEXT_KIND = _("argument or comment; in the rows, not there for an argument")
QUOTED = _("words of the text on which a comment bears")
SOURCE = _("address of the source that the author gives")
SUPPORTS = _("how many people support it")
IMPORTED = _("of those, how many were taken over from another platform as a total")

GUEST_COLUMN = _(
    "1 if it was sent without an address, and read by a moderator first; counted in no number of people"
)
GUEST = _("true if it was sent without an address, and read by a moderator first; not there otherwise")
GUEST_TEXT = _("number of the text that a moderator read before it appeared; not that of a contribution")
RECEIVED = _("date and time when it came, if it was read before it appeared (ISO 8601); empty otherwise")
RECEIVED_SECONDS = _("when it came, in seconds since 1970, if it was read first; not there otherwise")

WORDS_OF_CONTRIBUTION = {
    "id": NUMBER,
    "kind": KIND,
    "phase": PHASE,
    "theme": THEME,
    "responds_to": RESPONDS_TO,
    "title": TITLE,
    "text": TEXT,
    "answers": ANSWERS,
    "author": SIGNER,
    "organisation": ORGANISATION,
    "level": LEVEL,
    "channel": CHANNEL,
    "late": LATE,
    "at": SECONDS,
    "guest": GUEST,
    "received": RECEIVED_SECONDS,
}
TABLES_FOR_PEOPLE = (
    File(
        "contributions.csv",
        _("Every contribution, one a row, oldest first, for a spreadsheet."),
        {
            "id": NUMBER,
            "kind": _("kind of contribution"),
            "phase": _("title of the phase"),
            "theme": _("theme"),
            "title": TITLE,
            "text": TEXT,
            "state": STATE,
            "hidden_reason": HIDDEN_REASON,
            "author": SIGNED_BY,
            "identity_level": LEVEL,
            "origin": CHANNEL,
            "created_at": MOMENT,
            "is_late": LATE,
            "revised_at": _("date and time of the last revision (ISO 8601)"),
            "responds_to": RESPONDS_TO,
            "arguments": _("how many arguments are published on it and on the texts merged into it"),
            "support": _("votes: support"),
            "for": _("votes: for"),
            "mixed": _("votes: mixed"),
            "against": _("votes: against"),
            "agree": _("votes: agree"),
            "pass": _("votes: pass"),
            "disagree": _("votes: disagree"),
            "points": _("votes: sum of the points"),
            "ranked": _("votes: how many people ranked it"),
            "graded": _("votes: how many people graded it"),
            "preferred": _("votes: how many times it was preferred to another"),
            "imported_votes": _("of those votes, how many were taken over from another platform as a total"),
            "answer_status": STATUS,
            "answer": ANSWER,
            "merged_into": _("number of the contribution that stands for it; its votes stay on its own row"),
            "organisation": _("name of the organisation that signs it; empty if a person does"),
            "organisation_sort": _("association, company, public (body), union or other"),
            "organisation_verified": _("1 if the team of the site verified that organisation, else 0"),
            "guest": GUEST_COLUMN,
            "coauthors": _("names that its co-authors chose to show, in the order in which they accepted"),
            "received_at": RECEIVED,
        },
    ),
    File(
        "arguments.csv",
        _("Every argument and reply, one a row, oldest first, for a spreadsheet."),
        {
            "id": NUMBER,
            "contribution": CONTRIBUTION,
            "contribution_state": _("what became of that contribution"),
            "parent": PARENT,
            "side": SIDE,
            "text": TEXT,
            "state": STATE,
            "hidden_reason": HIDDEN_REASON,
            "author": NAME,
            "identity_level": LEVEL,
            "origin": CHANNEL,
            "created_at": MOMENT,
            "supports": SUPPORTS,
            "imported_supports": IMPORTED,
            "kind": TEXT_KIND,
            "source": SOURCE,
            "new_to": _("how many people say that they had not thought of it"),
            "changed_minds": _("how many people say that it changed their mind"),
            "quoted": QUOTED,
        },
    ),
    File(
        "register.csv",
        _("The register of moderation: what was decided, when and why, what appeals changed, never on whom."),
        {
            "act": _(
                "hide, restore, or set_aside: votes that no longer count; admit or refuse: a text"
                " read before it appears"
            ),
            "reason": REASON,
            "contribution": CONTRIBUTION,
            "argument": ARGUMENT,
            "votes": _("how many votes were set aside"),
            "decided_at": MOMENT,
            "put_back_at": _("date and time when those votes were put back (ISO 8601)"),
            "moderator": MODERATOR,
            "theme": _("theme"),
            "appealed_at": _("date and time when the author appealed (ISO 8601); empty if they did not"),
            "appeal_outcome": OUTCOME,
            "appeal_decided_at": _("date and time when the appeal was decided (ISO 8601)"),
            "appeal_decided_by": _("pseudonym of the moderator who decided on the appeal"),
        },
    ),
)
ROWS_FOR_PROGRAMS = (
    File("rows/contributions.jsonl", _("Published contributions, as they are now."), WORDS_OF_CONTRIBUTION),
    File(
        "rows/merges.jsonl",
        _("Contributions that organisers merged, those that were split since included."),
        {
            "id": NUMBER,
            "kept": _("number of the contribution that stands for the others"),
            "texts": _("numbers of all the contributions of the merge"),
            "title": _("common title, if one was written"),
            "text": _("common text, if one was written"),
            "reason": _("reason given by the organiser"),
            "organiser": _("pseudonym of the organiser, of this consultation alone"),
            "at": SECONDS,
        },
    ),
    File(
        "rows/coauthors.jsonl",
        _("Who signs a contribution with its author: those who do now."),
        {
            "id": NUMBER,
            "contribution": CONTRIBUTION,
            "coauthor": _("pseudonym of the co-author, the same as where they are an author"),
            "at": SECONDS,
        },
    ),
    File(
        "rows/versions.jsonl",
        _("Their former versions, where somebody had reacted to them."),
        WORDS_OF_CONTRIBUTION,
    ),
    File(
        "rows/arguments.jsonl",
        _("Published arguments and replies."),
        {
            "id": NUMBER,
            "contribution": CONTRIBUTION,
            "parent": PARENT,
            "phase": PHASE,
            "side": SIDE,
            "kind": TEXT_KIND,
            "text": TEXT,
            "source": SOURCE,
            "quoted": QUOTED,
            "author": PSEUDONYM,
            "level": LEVEL,
            "channel": CHANNEL,
            "at": SECONDS,
        },
    ),
    File(
        "rows/answers.jsonl",
        _("Official answers, those that were replaced included."),
        {
            "id": NUMBER,
            "contribution": CONTRIBUTION,
            "status": STATUS,
            "text": ANSWER,
            "signature": _("institution that answers"),
            "at": SECONDS,
        },
    ),
    File(
        "rows/moderation.jsonl",
        _("Decisions of moderation, appeals; of votes set aside, without what could name somebody."),
        {
            "id": NUMBER,
            "contribution": CONTRIBUTION,
            "argument": ARGUMENT,
            "act": _(
                "hide or restore; appeal, or rule: a decision on an appeal; admit or refuse: a text read"
                " before it appears"
            ),
            "guest_text": GUEST_TEXT,
            "decision": _("number of the decision that the appeal is against"),
            "appeal": _("number of the appeal that is decided"),
            "outcome": OUTCOME,
            "reason": REASON,
            "criterion": _("what the votes that were set aside have in common"),
            "moderator": MODERATOR,
            "at": SECONDS,
        },
    ),
    File(
        "rows/votes.jsonl",
        _(
            "Single votes of the ballots that are over and have at least 30 votes, in an order drawn at "
            "random, without a name or a time; those at a level that fewer than five people have are in the "
            "totals alone, among those of others. A vote that moderation set aside says so."
        ),
        {
            "ballot": BALLOT,
            "item": ITEM,
            "other": _("number of the contribution that was not preferred, where two are compared"),
            "choice": CHOICE,
            "level": LEVEL,
            "tracker": _("number that the voter alone knows, by which they find their vote"),
        },
    ),
    File(
        "rows/paper.jsonl",
        _("Batches of votes on paper, as they were entered."),
        {
            "id": NUMBER,
            "ballot": BALLOT,
            "label": _("name of the batch"),
            "sheets": _("how many sheets"),
            "counts": _("how many votes of each choice, by contribution"),
        },
    ),
    File(
        "tallies.json",
        _("The totals of every ballot."),
        {
            "ballot": BALLOT,
            "method": _("method of the ballot"),
            "item": ITEM,
            "choice": CHOICE,
            "level": LEVEL_OF_TOTAL,
            "count": _("how many votes"),
            "imported": _("how many more were taken over from another platform as a total"),
        },
    ),
)
QUESTION = _("what people were asked of themselves: age, sex, territory, department or occupation")
WHO_TOOK_PART = (
    File(
        "panel.csv",
        _("Who took part, against the population: a line for each group of answers of ten people or more."),
        {
            "question": QUESTION,
            "answers": _("the answers of the group; several when too few people gave each"),
            "people": _("how many people gave them"),
            "share": _("their share of those who answered, between 0 and 1"),
            "share_low": _("low end of its interval, at 95 in a hundred"),
            "share_high": _("high end of its interval"),
            "population": _("their share of the population"),
            "source": _("where the figures of the population come from"),
            "year": _("the year of these figures"),
            "answered": _("how many people answered the question"),
            "took_part": _("how many people took part"),
            "not_measured": _("why the question is not measured; empty when it is"),
        },
    ),
    File(
        "panel-measures.csv",
        _("How far those who took part are from the population, question by question."),
        {
            "question": QUESTION,
            "measure": _("note, dissimilarity, efficiency (Kish), coverage or theil"),
            "value": _("its value: the note out of 5, the others as shares or as they are defined"),
            "low": _("low end of its interval over a thousand resamples"),
            "high": _("high end of its interval"),
        },
    ),
    File(
        "panel-weights.csv",
        _(
            "Weights that bring all questions to the population; none where fewer than ten people answer"
            " alike."
        ),
        {
            "answers": _("the answers to each question"),
            "people": _("how many people gave them"),
            "weight": _("what each of them would weigh, 1 on average"),
        },
    ),
)
FILES = TABLES_FOR_PEOPLE + WHO_TOOK_PART + ROWS_FOR_PROGRAMS
OTHERS = {
    "rules/*.json": _("The rules of the consultation, each time that they changed."),
    "synthesis/*.json": _("The synthesis, each time that it was published."),
    "panel.json": _("Who took part, as the public log holds its fingerprint once it is final."),
    "ledger/leaves.jsonl": _("The whole public log, one act a line."),
    "ledger/checkpoint.txt": _("What was signed of it when the archive was made."),
    "ledger/checkpoints.jsonl": _("What was signed of it earlier, once a day."),
    "manifest.json": _("The list of the files with their fingerprints."),
    "verify.py": _("The program that checks all this."),
    "README.txt": _("How to read and check all this, in English."),
    "LISEZMOI.txt": _("How to read and check all this, in French."),
}
