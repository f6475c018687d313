"""Every act of a desk leaves a line in the journal of its team, or is here with the reason why not."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.urls import resolve

from parvis.consultations.enums import DeskAct
from parvis.consultations.models import ConsultationPage
from parvis.front.composition.journal.page import Place, Wanted, journal_page
from tests.hostile.matrix import Line, read
from tests.hostile.requests import undone
from tests.hostile.world import SECRET, World

pytestmark = pytest.mark.django_db
OWN = "/desk/consultations/{own}/"
WITHOUT = {
    "code_text": "what somebody chose of a text, read by nobody before the end, then by all who code",
    "measure": "asks for figures of now, which everybody reads",
    "paper_undo": "takes back a sheet of one's own, minutes after; its withdrawal is in the public log",
    "queue_undo": "takes back a line of one's own, minutes after; a text made public again leaves its own",
    "send_again": "sends again what was told, to an address that the journal says who chose",
    "try_letter": "writes to whoever asks, and to nobody else",
}
"""Routes that leave no line, each with the reason."""
INCOMPLETE = {
    "apply_settled": "nothing that was settled waits in this world",
    "begin_coding": "whoever may code has begun",
    "add_question": "the table names no type: it leads to the list of types",
    "erase_files": "the table ticks no box: nothing is erased",
    "give_codes": "the codes of this batch were given",
    "identity_levels": "the table asks for the levels that are there",
    "invite_again": "an invitation went to that address on the same day",
    "cancel_analysis": "nothing is being sorted in this world",
    "cancel_draw": "nothing is being prepared in this world",
    "close_commission": "it still examines a contribution",
    "publish_quiz": "nobody checked the quiz of this world",
    "quiz_again": "the quiz of this world is not on line",
    "record": "the table says nothing, and nothing was said before",
    "end_trial": "no trial of this consultation is open",
    "rehearsal": "people take part already: nothing is rehearsed",
    "trial": "people take part already: only a draft can be tried",
}
"""Routes whose acts leave one, but not here: what the table posts to them changes nothing."""
STEP = "the row of the step of the examination says who and when"
FORMS = {
    "answer_many": "the row of each answer says who and when",
    "add_commitment": "the row of the commitment says who and when",
    "add_milestone": "the row of the step says who and when",
    "commitment": "the row of the news says who and when",
    "finish_milestone": "the row of the news says who and when",
    "add_event": DeskAct.EVENT_WRITTEN,
    "add_device": DeskAct.FIELD_PREPARED,
    "add_draw": DeskAct.DRAW_CHANGED,
    "ask_analysis": DeskAct.ANALYSIS_ASKED,
    "ask_opinions": DeskAct.ANALYSIS_ASKED,
    "ask_split": DeskAct.TOPIC_CORRECTED,
    "codings": DeskAct.CODING_OPENED,
    "add_paper_batch": DeskAct.PAPER_PREPARED,
    "add_commission": DeskAct.COMMISSION,
    "add_kind": DeskAct.KIND_ADDED,
    "add_member": DeskAct.COMMISSION_MEMBERS,
    "add_passage": DeskAct.MINUTES,
    "add_phase": DeskAct.PHASE_ADDED,
    "add_quiz_question": DeskAct.QUIZ_CHANGED,
    "begin_synthesis": DeskAct.SYNTHESIS,
    "bring_form": DeskAct.QUESTIONS_BROUGHT,
    "bring_sheet": DeskAct.SHEET_IMPORTED,
    "cancel_event": DeskAct.EVENT_CANCELLED,
    "check_quiz": DeskAct.QUIZ_CHECKED,
    "commission": DeskAct.COMMISSION,
    "costs": DeskAct.COSTS,
    "cut_text": DeskAct.TEXT_CUT,
    "decline_event": DeskAct.EVENT_DECLINED,
    "decline_event_report": DeskAct.EVENT_REPORT_DECLINED,
    "door": DeskAct.EVENT_DOOR,
    "edit_event": DeskAct.EVENT_CHANGED,
    "describe_minutes": DeskAct.MINUTES,
    "decision": "the row of the decision says who and when",
    "device_answer": DeskAct.FIELD_ENTERED,
    "draw_pool": DeskAct.DRAW_POOL,
    "draw_seed": DeskAct.DRAW_DRAWN,
    "edit_draw": DeskAct.DRAW_CHANGED,
    "form_question": DeskAct.QUESTION_CHANGED,
    "glossary": DeskAct.TERM_ADDED,
    "invite_member": DeskAct.COMMISSION_MEMBERS,
    "keep_room_question": DeskAct.SAID_KEPT,
    "keep_room_questions": DeskAct.SAID_KEPT,
    "kind": DeskAct.KIND_CHANGED,
    "link_device": DeskAct.FIELD_LINKED,
    "link_passage": DeskAct.MINUTES,
    "notes": DeskAct.MINUTES,
    "outages": DeskAct.OUTAGE_ANSWERED,
    "paper_bring": DeskAct.SHEET_IMPORTED,
    "agree_analysis": STEP,
    "ask_examinations": STEP,
    "ask_revision": STEP,
    "assign_examination": STEP,
    "decide_examination": "the row of the answer says who and when",
    "send_analysis": STEP,
    "send_back_analysis": STEP,
    "stop_examination": STEP,
    "paper_enter": "each sheet says who entered it and when: a line for each would hide all others",
    "paper_scans": DeskAct.PAPER_SCANNED,
    "paper_settle": DeskAct.PAPER_SETTLED,
    "passage": DeskAct.MINUTES,
    "phase": DeskAct.PHASE_CHANGED,
    "publish_minutes": DeskAct.MINUTES_PUBLISHED,
    "prepare_draw": DeskAct.DRAW_PREPARED,
    "quiz_question": DeskAct.QUIZ_CHANGED,
    "reference": DeskAct.REFERENCE,
    "references": DeskAct.REFERENCE,
    "said": DeskAct.SAID_KEPT,
    "set_aside": "the row of the votes set aside says who and when",
    "sheets": "the row of the batch of votes says who and when",
    "term": DeskAct.TERM_CHANGED,
    "texts": DeskAct.TEXT_BROUGHT,
    "walk_ins": DeskAct.EVENT_COUNTED,
    "webhook_secret": DeskAct.WEBHOOK_SECRET,
    "webhooks": DeskAct.WEBHOOK_ADDED,
}
"""Routes whose form the table does not fill: what their acts leave once it is."""
SOURCE = Path(__file__).resolve().parents[2] / "src" / "parvis"


def posts(*outcomes: str) -> list[Line]:
    """The addresses of one's own desk that answer so to what its organiser posts."""
    return [
        line
        for line in read().lines
        if line.address.startswith(OWN) and line.outcomes["POST"]["organiser"] in outcomes
    ]


def places(page: ConsultationPage) -> set[Place]:
    return {line.place for line in journal_page(page, Wanted(), size=500).lines}


def name_of(line: Line, world: World) -> str:
    return str(resolve(line.address.format(**world.names).partition("?")[0]).url_name)


def test_what_is_done_at_a_desk_is_in_the_journal_of_its_team(world: World) -> None:
    page, client = ConsultationPage.objects.get(pk=world.names["own"]), world.client("organiser")
    before, told, silent = places(page), set(), set()

    for line in posts("done"):
        form = {name: value.format(**world.names) for name, value in line.form.items()}
        with undone():
            client.post(line.address.format(**world.names), form)
            (told if places(page) - before else silent).add(name_of(line, world))

    assert len(told) > 20
    assert silent - told == set(WITHOUT) | set(INCOMPLETE)


def test_the_forms_that_the_table_leaves_empty_are_each_told_of(world: World) -> None:
    assert {name_of(line, world) for line in posts("200", "refused")} == set(FORMS)


def test_every_act_that_the_journal_has_a_name_for_is_written_by_the_domain() -> None:
    domain = " ".join(path.read_text(encoding="utf-8") for path in SOURCE.rglob("*.py"))

    assert [act for act in DeskAct if f"DeskAct.{act.name}" not in domain] == []


def test_no_line_of_the_journal_holds_an_address_or_what_people_wrote(world: World) -> None:
    page = ConsultationPage.objects.get(pk=world.names["own"])
    lines = journal_page(page, Wanted(), size=500).lines

    told = " ".join(f"{line.what} {line.about} {line.changes}" for line in lines)

    assert len(lines) > 5
    assert re.findall(rf"[\w.]+@[\w.]+|{SECRET} (?:hidden|withdrawn|of a guest|argument)", told) == []
