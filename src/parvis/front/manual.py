"""The manual of organisers: its chapters, in the order in which one needs them, and what each explains.

The words are templates, one for each language (`front/manual/CODE.LANGUAGE.html`), since they are prose; what
they quote of the screens comes from the catalogs (`{% label %}`), and pictures from a running site
(`tools/manual.py`).
"""

from dataclasses import dataclass

from django.template import Template
from django.template.loader import select_template
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

SHOT_WIDTH, SHOT_HEIGHT = 960, 645
"""Of a picture, in pixels: a window of 1280 x 860, made smaller."""


@dataclass(frozen=True, slots=True)
class Chapter:
    """`screens`: names of the desk's addresses that it explains."""

    code: str
    title: Promise
    lede: Promise
    screens: frozenset[str] = frozenset()

    def template(self) -> Template:
        """In the reader's language, or else in French."""
        names = [f"front/manual/{self.code}.{language}.html" for language in (get_language(), "fr")]
        found: Template = select_template(names)
        return found


def _chapter(code: str, title: Promise, lede: Promise, screens: str = "") -> Chapter:
    return Chapter(code, title, lede, frozenset(screens.split()))


CHAPTERS = (
    _chapter("first-steps", _("First steps"), _("Sign in, and know where you are."), "index"),
    _chapter(
        "choose-a-template",
        _("Choose how it will go"),
        _("From the decision to be taken to the template that suits it."),
        "new again continue",
    ),
    _chapter("start", _("Answer the first questions"), _("Ten minutes, and a complete draft."), "begin"),
    _chapter(
        "rules",
        _("Keep the rules"),
        _("What prevents publishing, what shows in public, what is declared."),
        "rules attest take_back_attestation record changes outages",
    ),
    _chapter(
        "write",
        _("Write the texts"),
        _("Be read, be understood, be believed."),
        "texts cut_text drop_text glossary term remove_term quiz add_quiz_question quiz_question "
        "move_quiz_question remove_quiz_question check_quiz publish_quiz close_quiz quiz_again "
        "desk_languages desk_translation_checked",
    ),
    _chapter(
        "phases",
        _("Set the phases"),
        _("What is open, when, and what becomes of it in the next phase."),
        "consultation themes kinds add_kind kind move_kind remove_kind add_phase phase remove_phase",
    ),
    _chapter(
        "forms",
        _("Compose a form"),
        _("Few questions, neutral ones, and nothing personal without a reason."),
        "form add_question preview_form answers_csv take_form bring_form form_question move_question "
        "duplicate_question remove_question",
    ),
    _chapter(
        "identity",
        _("Say who takes part"),
        _("How much proof each act asks for."),
        "identity identity_levels identity_domains add_batch batch give_codes revoke_batch",
    ),
    _chapter(
        "team",
        _("Work as a team"),
        _("Roles, invitations, and who did what."),
        "team leave invite_again revoke_invitation journal journal_csv",
    ),
    _chapter(
        "publish",
        _("Rehearse and publish"),
        _("Try everything before people do."),
        "rehearsal trial end_trial publish",
    ),
    _chapter(
        "animate",
        _("Keep it alive"),
        _("What to look at each day, and how to bring people."),
        "animate kit add_letter letter edit_letter try_letter drop_letter cancel_letter add_announcement "
        "announcement remove_announcement desk_animate "
        "events add_event event_proposals event edit_event publish_event cancel_event drop_event label_event "
        "decline_event publish_event_report decline_event_report door walk_ins arrival "
        "rooms room room_live open_room close_room add_room_activity room_activity remove_room_activity "
        "start_room_activity stop_room_activity show_room_results hide_room_words settle_room_question "
        "keep_room_questions keep_room_question room_question_receipt undo_room_question",
    ),
    _chapter(
        "moderate",
        _("Moderate in a way that you can defend"),
        _("A closed list of reasons, another pair of eyes, everything in public."),
        "cases case close_case appeals promise_appeals appeal guests refuse_guests guest_text publish_guest "
        "refuse_guest queue queue_undo queue_item queue_keep queue_hide set_aside put_back hide restore "
        "erase_files moderate_argument",
    ),
    _chapter(
        "answer",
        _("Answer people"),
        _("During the consultation rather than after it."),
        "questions contribution answer answer_many take_over merge merges split "
        "examinations ask_examinations examination send_analysis ask_revision agree_analysis "
        "send_back_analysis decide_examination assign_examination stop_examination "
        "desk_organisations desk_organisation "
        "commissions add_commission commission close_commission move_commission add_member invite_member "
        "end_member remove_member minutes_list begin_minutes minutes minutes_draft_pdf notes "
        "describe_minutes share_minutes end_sharing publish_minutes accept_correction decline_correction "
        "said said_receipt bring_room add_passage passage move_passage remove_passage "
        "link_passage unlink_passage",
    ),
    _chapter(
        "results",
        _("Read the results"),
        _("What came out, from whom, and what it does not prove."),
        "analyses ask_analysis analysis analysis_progress cancel_analysis publish_analysis compare_analyses "
        "topic correct_topic move_to_topic ask_opinions name_group costs sheets cancel_batch contributions "
        "codings coding begin_coding code_text finish_coding end_coding settle_text apply_settled "
        "publish_agreement ask_split split_topic decide_split grow_analysis "
        "bring_sheet match_sheet "
        "panel reference references qualities measure "
        "draws add_draw draw edit_draw drop_draw draw_call draw_pool empty_draw_pool prepare_draw "
        "draw_pool_csv draw_receipts cancel_draw draw_seed close_draw draw_seat replace_seat "
        "paper add_paper_batch paper_batch paper_form paper_model paper_bring paper_enter paper_undo "
        "paper_settle paper_slip paper_scans paper_scan add_device device link_device close_device "
        "device_answer discard_device_answer "
        "references_csv",
    ),
    _chapter(
        "end",
        _("Conclude"),
        _("Synthesis, decision, and what becomes of it."),
        "decision evaluation commitments add_commitment commitment charge_commitment add_milestone "
        "finish_milestone synthesis begin_synthesis describe_synthesis add_section section add_finding "
        "finding word_finding cite source draft_synthesis draft_progress publish_synthesis remark_synthesis",
    ),
    _chapter(
        "operate",
        _("Run the site"),
        _("For whoever looks after the machine."),
        "desk_site desk_glossary desk_term desk_state desk_announce desk_outage desk_bring_watch "
        "desk_webhooks desk_webhook desk_webhook_secret webhooks webhook webhook_secret act_on_webhook "
        "send_again remove_webhook",
    ),
)
BY_CODE = {chapter.code: chapter for chapter in CHAPTERS}
BY_SCREEN = {screen: chapter for chapter in CHAPTERS for screen in chapter.screens}
