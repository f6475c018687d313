"""What is kept of the files that a form sends: only where it is open, for so much, and named or told gone."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models.functions import Now
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from parvis.accounts.enums import IdentityLevel
from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.consultations.enums import QuestionType
from parvis.consultations.models import Phase, PhaseAction
from parvis.consultations.questions import Question
from parvis.consultations.tests.factories import QuestionFactory
from parvis.contributions.attachments import Attachment, Sender
from parvis.contributions.domain.keep_attachment import keep_attachment
from parvis.contributions.models import Contribution, Draft
from parvis.contributions.tests.conftest import Deposit
from parvis.contributions.tests.sent import sent
from parvis.contributions.tests.test_files import WORDS, _kept, begin, fields, plain, publish, told_of
from parvis.contributions.tests.test_submit_page import address

pytestmark = pytest.mark.django_db
GONE = "Un fichier n’est plus conservé"


@pytest.fixture(autouse=True)
def papers(action: PhaseAction) -> Question:
    return QuestionFactory.create(
        kind=action.kind, code="paper", type=QuestionType.FILE, settings={"count": 2}
    )


def close(action: PhaseAction) -> None:
    now = timezone.now()
    Phase.objects.filter(pk=action.phase_id).update(
        starts_at=now - timedelta(days=9), ends_at=now - timedelta(days=1)
    )


def send_one(client: Client, action: PhaseAction, typed: dict[str, object]) -> str:
    return plain(
        client.post(address(action), {**typed, "q_paper__file_0": sent("a.txt", b"a")}).content.decode()
    )


@pytest.mark.parametrize("is_signed_in", [True, False])
def test_nothing_is_kept_where_nothing_may_be_sent(
    client: Client, person: Participant, action: PhaseAction, is_signed_in: bool
) -> None:
    """The form was opened when it was, and is sent long after; or the phase is still to come."""
    if is_signed_in:
        client.force_login(person)
    typed = begin(client, action, step="preview")
    close(action)
    assert "a.txt" in send_one(client, action, typed)
    Phase.objects.filter(pk=action.phase_id).update(
        starts_at=timezone.now() + timedelta(days=1), ends_at=timezone.now() + timedelta(days=2)
    )
    assert "a.txt" in send_one(client, action, typed)
    assert Attachment.objects.count() == 0


def test_what_is_sent_in_the_minutes_of_grace_is_kept(signed_in: Client, action: PhaseAction) -> None:
    typed = begin(signed_in, action, step="preview")
    Phase.objects.filter(pk=action.phase_id).update(ends_at=Now())
    send_one(signed_in, action, typed)
    assert Attachment.objects.count() == 1


def test_nothing_is_kept_of_somebody_who_may_not_take_part(signed_in: Client, action: PhaseAction) -> None:
    typed = begin(signed_in, action, step="preview")
    PhaseAction.objects.filter(pk=action.pk).update(minimum_level=IdentityLevel.INVITED)
    assert "a.txt" in send_one(signed_in, action, typed)
    assert Attachment.objects.count() == 0


def test_nothing_is_kept_for_a_text_that_can_no_longer_change(
    signed_in: Client, action: PhaseAction, deposit: Deposit
) -> None:
    page = reverse("contributions:revise", args=[deposit().pk])
    typed = fields(signed_in.get(page).content.decode())
    close(action)
    answer = signed_in.post(page, {**typed, "q_paper__file_0": sent("a.txt", b"a")})
    assert "ce fichier n’a pas été gardé" in plain(answer.content.decode())
    assert Attachment.objects.count() == 0


def test_files_of_visitors_weigh_so_much_together(person: Participant, settings) -> None:
    """Each is another browser, which never signs in; who does is not concerned."""
    settings.PARVIS_VISITORS_MEGABYTES = 1
    half = b"a" * 600_000

    def keep(sender: Sender) -> Attachment:
        file = SimpleUploadedFile("a.txt", half)
        return keep_attachment(sender=sender, type=QuestionType.FILE, file=file)

    first = keep(Sender(None, uuid4()))
    with pytest.raises(Refused, match="visiteurs"):
        keep(Sender(None, uuid4()))
    keep(Sender(person))
    first.delete()
    keep(Sender(None, uuid4()))


def test_a_file_that_is_gone_is_told(signed_in: Client, action: PhaseAction, person: Participant) -> None:
    """The other one stays, and the next sending passes."""
    gone, stays = _kept(person, "gone.txt", b"1"), _kept(person, "stays.txt", b"2")
    Attachment.objects.filter(pk=gone.pk).delete()
    typed = begin(signed_in, action, step="preview", q_paper=[str(gone.pk), str(stays.pk)])
    answer = signed_in.post(address(action), typed)
    html = plain(answer.content.decode())
    assert (answer.status_code, GONE in html) == (422, True)
    again = fields(answer.content.decode())
    assert again["q_paper"] == [str(stays.pk)]
    assert signed_in.post(address(action), {**again, **WORDS, "step": "preview"}).status_code == 200


def test_a_form_sent_twice_is_one_text_and_no_file_of_it_is_gone(
    signed_in: Client, action: PhaseAction, person: Participant
) -> None:
    kept = _kept(person)
    preview = signed_in.post(
        address(action), begin(signed_in, action, step="preview", q_paper=[str(kept.pk)])
    )
    typed = {**fields(preview.content.decode()), "step": "publish"}
    answers = [signed_in.post(address(action), typed) for _time in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302]
    assert Contribution.objects.count() == 1


def test_who_starts_again_leaves_no_file_behind(
    signed_in: Client, action: PhaseAction, person: Participant
) -> None:
    QuestionFactory.create(kind=action.kind, code="page", type=QuestionType.SECTION)
    begun, other = _kept(person), _kept(person, "other.txt", b"other")
    Draft.objects.create(participant=person, action=action, typed=f"q_paper={begun.pk}")
    signed_in.post(address(action), {"step": "restart"})
    assert list(Attachment.objects.all()) == [other]


def test_the_form_says_how_much_all_its_files_weigh(client: Client, action: PhaseAction) -> None:
    QuestionFactory.create(kind=action.kind, code="view", type=QuestionType.PHOTO, settings={"count": 5})
    html = plain(client.get(address(action)).content.decode())
    assert "10 Mo chacune" in html
    assert "50 Mo pour tous les fichiers" in html
    assert "30 Mo pour tous les fichiers" in html
    assert f'data-parvis-together="{50 * 1024**2}"' in html
    assert "même si vous signez d’un pseudonyme" in html


def test_of_an_empty_place_nothing_said_is_kept_in_the_browser(
    signed_in: Client, action: PhaseAction, person: Participant
) -> None:
    """Once a file is kept, the first place is another one's: what was said there is told of the file."""
    page = signed_in.get(address(action)).content.decode()
    assert "data-parvis-unkept" not in page
    typed = begin(signed_in, action, step="preview", title="", q_paper=[str(_kept(person).pk)])
    page = signed_in.post(address(action), {**typed, "title": ""}).content.decode()
    assert page.count("data-parvis-unkept") == 1


def test_the_text_keeps_who_took_each_file(
    signed_in: Client, action: PhaseAction, person: Participant, deposit: Deposit
) -> None:
    publish(signed_in, action, q_paper__file_0=sent("a.txt", b"a"))
    deposit(answers={"paper": [told_of(_kept(person, "b.txt", b"b"))]})
    assert list(Attachment.objects.values_list("owner", "sent_by")) == [(None, person.pk)] * 2
