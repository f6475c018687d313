"""Every type of question, answered on the page without a script, then kept, shown and sealed."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from parvis.consultations.enums import QuestionType
from parvis.consultations.models import PhaseAction
from parvis.consultations.tests.factories import QuestionFactory
from parvis.contributions import leaves
from parvis.contributions.answering import clean_answer
from parvis.contributions.models import Contribution, PersonalAnswer
from parvis.contributions.showing import said
from parvis.contributions.tests.asked import CASES, OPTIONS, Case, ask, typed
from parvis.contributions.tests.conftest import Deposit
from parvis.contributions.tests.test_submit_page import address, fill, hidden
from parvis.ledger.models import Pending
from parvis.merkle.canonical import canonical, parse
from parvis.merkle.commitments import commit

EACH = pytest.mark.parametrize(
    "case", CASES, ids=[f"{case.type}-{place}" for place, case in enumerate(CASES)]
)


def plain(text: str) -> str:
    """Without the no-break spaces of French."""
    return text.replace("\xa0", " ").replace("\u202f", " ")


@EACH
def test_an_answer_is_typed_seen_again_and_kept(signed_in: Client, action: PhaseAction, case: Case) -> None:
    question = ask(action.kind, case, is_required=True)
    sent = fill(signed_in, action, step="preview", **typed(question, case.typed))

    preview = signed_in.post(address(action), sent)
    assert preview.status_code == 200
    html = preview.content.decode()
    again = {**sent, **hidden(html), "step": "publish"}
    signed_in.post(address(action), again)

    row = Contribution.objects.get()
    assert row.form_answers == {question.code: case.kept}
    lines = [[plain(line) for line in one.lines] for one in said([question], row.form_answers)]
    assert lines == [list(case.said)]
    assert clean_answer(question, row.form_answers[question.code]) == case.kept


@EACH
def test_what_cannot_be_kept_is_shown_again_with_its_reason(
    signed_in: Client, action: PhaseAction, case: Case
) -> None:
    question = ask(action.kind, case, is_required=True)
    answer = signed_in.post(
        address(action), fill(signed_in, action, step="publish", **typed(question, case.bad))
    )
    assert answer.status_code == 422
    html = plain(answer.content.decode())
    fault = case.fault or "Une réponse est nécessaire."
    assert f"{question.label} – {fault}" in html
    assert f'href="#id_q_{question.code}' in html
    for value in case.bad.values():
        one = value if isinstance(value, str) else value[0]
        assert one in html or one in {"boat", "6", "other"}
    assert Contribution.objects.count() == 0


def test_without_an_answer_an_optional_question_leaves_nothing(
    signed_in: Client, action: PhaseAction
) -> None:
    for case in CASES:
        ask(action.kind, case)
    signed_in.post(address(action), fill(signed_in, action, step="publish"))
    assert Contribution.objects.get().form_answers == {}


def test_the_log_commits_to_the_answers_in_whole_numbers(action: PhaseAction, deposit: Deposit) -> None:
    given = {ask(action.kind, case).code: case.kept for case in CASES}
    row = deposit(answers=given)
    row.refresh_from_db()
    told = leaves.payload(row)
    assert parse(canonical(told)) == told
    assert told["answers"].keys() == given.keys()
    pending = Pending.objects.get(entry=row.entry)
    assert bytes(pending.commitment) == commit(bytes(row.salt), told)
    row.form_answers[next(iter(given))] = "altéré"
    assert bytes(pending.commitment) != commit(bytes(row.salt), leaves.payload(row))


def test_without_questions_the_log_commits_to_the_words_of_always(deposit: Deposit) -> None:
    assert "answers" not in leaves.payload(deposit())


def test_an_answer_to_a_question_that_is_not_shown_is_dropped(signed_in: Client, action: PhaseAction) -> None:
    how = QuestionFactory.create(kind=action.kind, code="how", type=QuestionType.SINGLE,
                                 settings={"options": OPTIONS})  # fmt: skip
    condition = {"question": "how", "test": "is", "value": "bus"}
    QuestionFactory.create(kind=action.kind, code="line", is_required=True, condition=condition)
    then = {"question": "line", "test": "is_not", "value": "12"}
    page = signed_in.get(address(action)).content.decode()
    assert 'data-parvis-if="how" data-parvis-test="is" data-parvis-value="bus"' in page
    assert "Seulement si votre réponse à «\xa0" in page
    QuestionFactory.create(
        kind=action.kind, code="after", condition={**then, "question": "how", "value": "bus"}
    )

    typed_in = {"q_how": "walk", "q_line": "12", "q_after": "Rien"}
    signed_in.post(address(action), fill(signed_in, action, step="publish", **typed_in))
    assert Contribution.objects.get().form_answers == {"how": "walk", "after": "Rien"}
    assert how.decides

    needed = signed_in.post(address(action), fill(signed_in, action, step="publish", q_how="bus"))
    assert needed.status_code == 422


def test_a_personal_answer_is_kept_apart(signed_in: Client, action: PhaseAction) -> None:
    question = QuestionFactory.create(
        kind=action.kind, code="age", type=QuestionType.NUMBER, is_personal=True, purpose="Savoir qui répond"
    )
    form = signed_in.get(address(action)).content.decode()
    assert "Savoir qui répond. Votre réponse n’est pas publiée." in form
    signed_in.post(address(action), fill(signed_in, action, step="publish", q_age="84213"))

    row = Contribution.objects.get()
    assert row.form_answers == {}
    assert list(PersonalAnswer.objects.values_list("contribution", "question", "value")) == [
        (row.pk, question.pk, "84213")
    ]
    assert "84213" not in str(leaves.payload(row))
    shown = signed_in.get(reverse("front:contribution", args=[row.pk])).content.decode()
    assert "84213" not in shown


def queries_of(client: Client, action: PhaseAction) -> int:
    with CaptureQueriesContext(connection) as captured:
        client.get(address(action))
    return len(captured)


def test_what_a_page_costs_does_not_depend_on_the_number_of_questions(
    signed_in: Client, action: PhaseAction
) -> None:
    ask(action.kind, CASES[0])
    signed_in.get(address(action))
    one = queries_of(signed_in, action)
    for case in CASES:
        ask(action.kind, case)
    assert queries_of(signed_in, action) == one
