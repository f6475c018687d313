"""What personal data are used for on the site: words, and each use but those away from it."""

from dataclasses import dataclass

from django.utils.functional import Promise, lazy
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from parvis.accounts import tasks as accounts
from parvis.accounts.domain import inactive, link_identity
from parvis.accounts.guard import FORGOTTEN
from parvis.jobs import forgetting
from parvis.jobs import tasks as jobs
from parvis.pages.erasing import in_words


@dataclass(frozen=True, slots=True)
class Processing:
    """One use of personal data: why, whose, which, on what ground, who gets it, and for how long."""

    name: str | Promise
    purpose: str | Promise
    people: str | Promise
    data: str | Promise
    ground: str | Promise
    recipients: str | Promise
    kept: str | Promise


lazy_words = lazy(in_words, str)

TASK, AGREED = _("task in the public interest (6.1.e)"), _("consent (6.1.a)")
SECURITY = _("security of the processing (32) and task in the public interest (6.1.e)")
NOBODY = _("nobody but those who administer the site")
HERE = (
    Processing(
        _("Accounts"),
        _("Let each person take part once, and write to them what concerns them."),
        _("participants, members of teams"),
        _("e-mail address, public name, language, identity level, dates"),
        TASK,
        NOBODY,
        format_lazy(_("until the account is deleted, or unused for {time}"), time=lazy_words(inactive.KEPT)),
    ),
    Processing(
        _("Sign-in"),
        _("Check that an address is that of the person; tell apart and close open sessions."),
        _("participants, members of teams"),
        _("hash of the code, address; network and browser of each open session; second factor of teams"),
        SECURITY,
        NOBODY,
        format_lazy(_("codes {codes}; sessions two weeks at most"), codes=lazy_words(accounts.KEPT)),
    ),
    Processing(
        _("Tokens of the API"),
        _("Let programs of a person act under their account, where the organiser allows it."),
        _("participants who made a token"),
        _("name that they gave it, hash of the token, what it allows, dates, last day of use"),
        TASK,
        NOBODY,
        format_lazy(
            _("until revoked or the account is deleted; {time} after it expired"),
            time=lazy_words(forgetting.API_TOKENS),
        ),
    ),
    Processing(
        _("Identity checked elsewhere"),
        _("Let each person whom an identity provider recognised have one account, at its level."),
        _("participants who linked their account"),
        _("identity provider, keyed hash of the number that it gives to the person, level, dates"),
        TASK,
        _("nobody; the provider knows that the person came to this site"),
        format_lazy(
            _("until unlinked or the account is deleted, then {time} so that nobody takes part twice"),
            time=lazy_words(link_identity.KEPT),
        ),
    ),
    Processing(
        _("Invitation codes"),
        _("Reserve some acts for people whom the organiser wrote to."),
        _("participants who used a code"),
        _("batch of the code and day of use, never which code; hashes of codes"),
        TASK,
        NOBODY,
        _("until the account is deleted; hashes as long as the consultation is published"),
    ),
    Processing(
        _("Contributions, arguments and replies"),
        _("Hold a public consultation and give account of it."),
        _("participants"),
        _("texts and their versions, public name, channel, identity level, dates"),
        TASK,
        _("everybody, since it is public"),
        _("as long as the consultation is published; unsigned once the account is deleted"),
    ),
    Processing(
        _("Teams of consultations"),
        _("Know who may do what at the desk, and who did what."),
        _("members of teams, people invited to be one"),
        _(
            "roles, commitments that they are reminded of, examinations in which they have a part; address, "
            "role and date of an invitation; journal of acts: who, when, what, on what, the exports taken "
            "and the private answers read among them"
        ),
        TASK,
        _("the organisers of the consultation, its guarantor, those who administer the site"),
        format_lazy(
            _(
                "roles until they end; addresses of invitations until they are accepted or taken back, "
                "{time} at most; journal: as long as the consultation, without a name once the account is "
                "deleted"
            ),
            time=lazy_words(forgetting.INVITATIONS),
        ),
    ),
    Processing(
        _("Consultations asked for by another site"),
        _("Let the State's portal, or another site, ask for a consultation here on behalf of somebody."),
        _("whoever is to organise what is asked for"),
        _("name, e-mail address and organisation, as the other site gives them"),
        TASK,
        _("those who administer the site; the other site, which gave them"),
        format_lazy(
            _("as long as what was asked for is there; {time} after it was refused"),
            time=lazy_words(forgetting.REFUSED_INSTANCES),
        ),
    ),
    Processing(
        _("Declarations on the rules of a consultation"),
        _("Say who answers for what no software can check."),
        _("members of teams"),
        _("name and office as they wish them shown, words, date"),
        TASK,
        _("everybody, since it is public"),
        _("as long as the consultation is published; untied from the account once it is deleted"),
    ),
    Processing(
        _("Photos and documents joined to answers"),
        _("Let people show what they speak of."),
        _("participants, and those whom they show or name"),
        _("pictures, drawn anew without the place and the device; documents as they were sent"),
        TASK,
        _("whoever may read the answer: everybody, or the team alone"),
        format_lazy(
            _(
                "until withdrawn, or the account is deleted; not sent, {time}, or as long as the form begun "
                "that holds them: {drafts} after it was last kept"
            ),
            time=lazy_words(2 * forgetting.UNUSED),
            drafts=lazy_words(forgetting.DRAFTS),
        ),
    ),
    Processing(
        _("Organisations and co-authors"),
        _("Let several people speak together, under the name of an organisation or under theirs."),
        _("representatives of organisations, co-authors, people invited to be one"),
        _("who acts for which organisation and since when; who signs which text; address of an invitation"),
        TASK,
        _("the other representatives, those who administer the site; for co-authors, everybody"),
        format_lazy(
            _("until they leave, or the account is deleted; invitations {time}"),
            time=lazy_words(forgetting.INVITATIONS),
        ),
    ),
    Processing(
        _("Personal answers to forms"),
        _("As each question says, beside it."),
        _("participants"),
        _("what people say of themselves in a form; forms begun and not sent"),
        TASK,
        _("organisers of the consultation; everybody, as totals of five people or more"),
        format_lazy(
            _("until withdrawn, or the account is deleted; forms not sent {time}"),
            time=lazy_words(forgetting.DRAFTS),
        ),
    ),
    Processing(
        _("Texts read before they appear"),
        _("Let a moderator read what people sign, where the organiser chose so, before everybody does."),
        _("participants who write where texts are read first"),
        _("text, joined files, personal answers, level, dates, place in the consultation"),
        TASK,
        _("the moderators of the consultation; everybody, once it is published"),
        format_lazy(
            _("until it is read, taken back, or the account is deleted; changes that were refused {refused}"),
            refused=lazy_words(forgetting.GUESTS),
        ),
    ),
    Processing(
        _("Texts of guests"),
        _("Let somebody take part without an address; a moderator reads each text before it appears."),
        _("visitors who send a text without an address"),
        _("text, date, place in the consultation; no address, no name, no network"),
        TASK,
        _("the moderators of the consultation; everybody, once it is published"),
        format_lazy(
            _("refused {refused}; unread {unread}; published: with the consultation, or until withdrawn"),
            refused=lazy_words(forgetting.GUESTS),
            unread=lazy_words(forgetting.UNREAD),
        ),
    ),
    Processing(
        _("Votes and supports"),
        _("Count each person once; let everybody check the count."),
        _("participants"),
        _("choices, tied to the account; dates"),
        TASK,
        _("everybody, as totals; choices without names where thirty people or more have voted"),
        _("as long as the consultation is published; without a name once the account is deleted"),
    ),
    Processing(
        _("Following a consultation, a theme, a text or a person"),
        _("Write what is new in what one follows, and what answers one’s own acts, at one’s rhythm."),
        _("participants who asked for it"),
        _("what is followed, rhythm and date of the last mail, public thread opened; agreements, with dates"),
        AGREED,
        NOBODY,
        _("until withdrawn, or the account is deleted"),
    ),
    Processing(
        _("Letters of organisers"),
        _("Write to those who follow a consultation, when its organiser has something to tell them."),
        _("participants who asked to be told what is new"),
        _(
            "who is to get which letter, whether its mail left, whether they still agree; neither opening nor"
            " click"
        ),
        AGREED,
        _("organisers of the consultation, as counts alone"),
        format_lazy(
            _("{time} after it left; or until withdrawn, or the account is deleted"),
            time=lazy_words(forgetting.LETTERS),
        ),
    ),
    Processing(
        _("Evaluations of consultations"),
        _("Know from those who took part how a consultation went."),
        _("participants"),
        _("degrees on seven questions, words for the team, date"),
        TASK,
        _("everybody, as totals of five answers or more; the team of the consultation, for the words alone"),
        format_lazy(
            _(
                "degrees: as long as the consultation is published; tied to the account {time} after the "
                "close, or until it is deleted; words: {words} after the close, or until the account is "
                "deleted"
            ),
            time=lazy_words(forgetting.EVALUATIONS),
            words=lazy_words(forgetting.EVALUATION_WORDS),
        ),
    ),
    Processing(
        _("Remarks on drafts"),
        _("Know what is unclear in a consultation before it opens."),
        _("people to whom an organiser gave the link of a trial"),
        _("words for the team, page that they are about, date; nothing says whose they are"),
        TASK,
        _("organisers of the consultation"),
        format_lazy(_("{time} after the trial"), time=lazy_words(forgetting.TRIALS)),
    ),
    Processing(
        _("Groups of opinion"),
        _("Show what voters share and what divides them, and let each find their own place."),
        _("participants who voted, in a ballot whose groups were made"),
        _("place on a map and nearest group, computed from the votes"),
        TASK,
        _("the person alone; everybody, as figures of ten people or more"),
        _("as long as the analysis is kept, or until the account is deleted"),
    ),
    Processing(
        _("Who took part"),
        _(
            "Say in public whom those who took part stand for, compared with the population, and what votes"
            " would give if voters were like it."
        ),
        _("participants who answered"),
        _("age band, sex, kind of place or department, group of occupations; day of the answer"),
        AGREED,
        _("nobody; everybody, as shares of groups of ten people or more, and as rounded results of votes"),
        format_lazy(
            _("until taken back, the account is deleted, or {time} after the close"),
            time=lazy_words(forgetting.SELF_DESCRIPTIONS),
        ),
    ),
    Processing(
        _("Moderation"),
        _("Apply the charter, and let people contest a decision."),
        _("authors, people who report, moderators"),
        _(
            "decision, reason, message; text read and left as it is; text open before a moderator, for "
            "some minutes; report and its reason; address and language, if somebody without an account "
            "leaves them with a report; appeal, its reasons, what was decided on it"
        ),
        TASK,
        _(
            "the team of the consultation, save for addresses; everybody, for the register of decisions and "
            "the open bin, without names"
        ),
        format_lazy(
            _(
                "as long as the consultation is published; addresses left with a report {decided} after the "
                "decision, {waiting} without one"
            ),
            decided=lazy_words(forgetting.GUESTS),
            waiting=lazy_words(forgetting.UNREAD),
        ),
    ),
    Processing(
        _("Quizzes"),
        _("Say what people know of the subject of a consultation, before and after reading."),
        _("whoever answers, members of teams"),
        _(
            "which answers were right, with nothing on who gave them; with the session, even when signed in, "
            "the answers given and whether a document was opened; the name and office of who checked the "
            "questions"
        ),
        TASK,
        _("everybody, as counts from five people on; the name of who checked"),
        _(
            "as long as the consultation is published; with the session, until two weeks have passed or the "
            "quiz is closed: the next page of a quiz or document then takes it away"
        ),
    ),
    Processing(
        _("Protection against abuse"),
        _("Limit the number of acts from one place; let a person look into strange votes."),
        _("visitors, participants"),
        _("networks, browsers and addresses as keyed hashes, with a date"),
        SECURITY,
        NOBODY,
        format_lazy(_("limits until they are over; footprints {time}"), time=lazy_words(FORGOTTEN)),
    ),
    Processing(
        _("Mail"),
        _("Send codes, receipts, answers and results."),
        _("participants"),
        _("address, subject and text until sent; then address and date"),
        TASK,
        _("the mail server of the site"),
        lazy_words(jobs.KEPT),
    ),
    Processing(
        _("Public log"),
        _("Prove that nothing was lost, altered or slipped in."),
        _("participants"),
        _("commitments of texts and votes, and a pseudonym for each consultation; no text, no name"),
        TASK,
        _("everybody"),
        _("for ever; what ties them to words or to a person is erased with the account"),
    ),
)
