"""What personal data are used for away from the site: in a room, on paper, by e-mail, by lot."""

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from parvis.jobs import forgetting
from parvis.pages.uses import AGREED, TASK, Processing, lazy_words

AWAY = (
    Processing(
        _("Sheets of paper, and texts received by e-mail"),
        _("Let people take part without the site, and check what was typed for them."),
        _("people who answer on paper or by telephone, people who write by e-mail, members of teams"),
        _(
            "pictures of sheets; what two members read on one until they agree, who entered which"
            " sheet and when; "
            "of a mail, its text and the address that sent it, without its files"
        ),
        TASK,
        _("the organisers and moderators of the consultation; of a mail, nobody until it is confirmed"),
        format_lazy(
            _(
                "until the sheet is settled, {typings} at most; pictures {scans}; mails until they are"
                " confirmed, "
                "{mails} at most"
            ),
            scans=lazy_words(forgetting.SCANS),
            typings=lazy_words(forgetting.TYPINGS),
            mails=lazy_words(forgetting.MAILS_RECEIVED),
        ),
    ),
    Processing(
        _("Answers collected on site"),
        _("Let people answer at their door or on a device left with the public, without network."),
        _("people who answer there, members of teams who hold a device"),
        _(
            "what was answered, sealed on the device until it is sent, a code that leads to it; who answers"
            " for a device; what the form refused, until a member of the team puts it right"
        ),
        TASK,
        _("everybody, once it is entered, or read by a moderator; of what the form refused, the team"),
        format_lazy(
            _("as long as the consultation is published, without an author; what the form refused {time}"),
            time=lazy_words(forgetting.FIELD_ENTRIES),
        ),
    ),
    Processing(
        _("Registrations for events"),
        _("Keep a place for each person, write to them about the event, welcome those who need help."),
        _("people who register for an event, with or without an account"),
        _(
            "e-mail address, or account; name as they wish to be called, help needed, if they say so;"
            " code for"
            " the door; whether they came"
        ),
        AGREED,
        _("organisers and animators of the consultation, without addresses; everybody, as counts"),
        format_lazy(
            _(
                "{time} after the event, or until cancelled, erased by whoever has its link, or the account"
                " is deleted; addresses that nobody confirmed {unconfirmed}; then only whether somebody came"
            ),
            time=lazy_words(forgetting.REGISTRATIONS),
            unconfirmed=lazy_words(forgetting.REGISTRATIONS_ASKED),
        ),
    ),
    Processing(
        _("Live rooms"),
        _("Let those who are in a room answer once each device, without an account."),
        _("whoever answers in a room"),
        _(
            "what was answered, under a random name of the device that differs in each room; a cookie for"
            " 12 hours"
        ),
        TASK,
        _("everybody, as counts; questions and words as they were sent, unless the host hid them"),
        format_lazy(
            _(
                "the name of the device and hidden words until the room closes, {time} after it opened"
                " at the "
                "latest; results as long as the site"
            ),
            time=lazy_words(forgetting.ROOMS),
        ),
    ),
    Processing(
        _("Commissions and minutes"),
        _(
            "Say who examines contributions and what is said at events; have it corrected by those who heard"
            " it."
        ),
        _("members of commissions, people who correct minutes"),
        _(
            "of members, their office, its dates, and their account, or their name if they agreed to be"
            " named; of corrections, the words proposed and a name, if they give one; addresses to which a"
            " draft or an invitation is sent are not kept"
        ),
        AGREED,
        _("everybody, for members who agreed to be named; the team of the consultation, for the rest"),
        format_lazy(
            _(
                "members: as long as the consultation is published, without a name once they leave or the"
                " account is deleted; names of those who correct: {time}"
            ),
            time=lazy_words(forgetting.CORRECTION_NAMES),
        ),
    ),
    Processing(
        _("Events that participants propose"),
        _("Announce meetings that people hold themselves, and what came out of them."),
        _("participants who propose an event, people whom they announce"),
        _("what is said of the event, its report, public name of who proposed it"),
        TASK,
        _("organisers and animators of the consultation; everybody, once it is announced"),
        _(
            "as long as the consultation is published, unsigned once the account is deleted; what was not"
            " announced goes with the account"
        ),
    ),
    Processing(
        _("Drawn panels"),
        _("Draw people by lot with quotas, write to them, and prove that nobody chose them."),
        _("volunteers; people of a list that the organiser brings"),
        _("name, e-mail and postal address, answers that quotas ask for; number, salt, what they answered"),
        format_lazy("{agreed}, {task}", agreed=AGREED, task=TASK),
        _("the organiser; everybody, as numbers and commitments that say nothing of anybody"),
        format_lazy(
            _(
                "until they leave, or {time} after the draw is closed, {unclosed} where it never is; numbers "
                "stay, without a name"
            ),
            time=lazy_words(forgetting.DRAWN_NAMES),
            unclosed=lazy_words(forgetting.UNCLOSED_NAMES),
        ),
    ),
)
