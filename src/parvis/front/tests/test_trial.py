"""People who try a draft: they see what others will see, and nothing of what they do is kept."""

import html
import re
from datetime import timedelta

import pytest
from django.db import OperationalError, connection
from django.http import StreamingHttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.images.models import Image, Rendition
from wagtail.images.tests.utils import get_test_image_file

from parvis.accounts.models import Participant
from parvis.accounts.tests.factories import ParticipantFactory
from parvis.ballots.models import Vote
from parvis.conduct.domain.hold_trial import end_trial, open_trial
from parvis.conduct.models import DraftTrial, TrialRemark
from parvis.conduct.rehearsal.scene import FIRST, ROOM, number_of_tester
from parvis.conduct.tests.factories import sound
from parvis.consultations.enums import Role
from parvis.consultations.models import ConsultationPage, Kind
from parvis.consultations.tests.factories import (
    ConsultationFactory,
    KindFactory,
    PhaseActionFactory,
    PhaseFactory,
    TeamMemberFactory,
)
from parvis.contributions.models import Contribution
from parvis.front.trial import whole
from parvis.jobs.models import Mail
from parvis.ledger.domain import mark

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft() -> ConsultationPage:
    """One phase, to come, in which one deposits, votes and argues."""
    page = sound(ConsultationFactory(live=False, title="Que planter ?"))
    kind, phase = page.kinds.get(), page.phases.get()
    for trait in ({"vote": True}, {"argue": True}, {"comment": True}):
        PhaseActionFactory(phase=phase, kind=kind, **trait)
    page.save_revision()
    return page


@pytest.fixture
def organiser(draft) -> Participant:
    return TeamMemberFactory(consultation=draft, role=Role.ORGANISER).participant


@pytest.fixture
def code(draft, organiser) -> str:
    return open_trial(actor=organiser, consultation=draft)


def come_in(code: str, client: Client | None = None) -> Client:
    client = client or Client(headers={"accept-language": "en"})
    assert client.post(f"/en/trial/{code}/").status_code == 302
    return client


@pytest.fixture
def tester(code) -> Client:
    return come_in(code)


def address(draft: ConsultationPage) -> str:
    return f"/en/consultations/{draft.slug}/"


def example(kind: Kind, number: int = 1) -> int:
    return FIRST + kind.pk * ROOM + number


def rows_of_everything() -> dict[str, int]:
    """How many rows each table has; a session is not of anybody."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = current_schema()")
        names = sorted(name for (name,) in cursor.fetchall())
        counts = {}
        for name in names:
            cursor.execute(f"SELECT count(*) FROM {connection.ops.quote_name(name)}")  # noqa: S608 - names of tables
            counts[name] = cursor.fetchone()[0]
    return counts


def filled(page, **said: str) -> dict[str, str]:
    """What a browser sends: the hidden fields of the page, and what was typed."""
    found = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page.content.decode())
    return {**dict(found), **said}


def test_the_draft_is_read_as_if_it_were_public(draft, tester) -> None:
    answer = tester.get(address(draft))

    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Trial: nothing that you send is kept." in page
    assert reverse("contributions:submit", args=[draft.phases.get().actions.get(verb="deposit").pk]) in page
    assert (answer["X-Robots-Tag"], "no-store" in answer["Cache-Control"]) == ("noindex", True)
    assert Client().get(address(draft)).status_code == 404


def test_what_one_sends_is_shown_once_and_nothing_is_kept(draft, tester) -> None:
    form = reverse("contributions:submit", args=[draft.phases.get().actions.get(verb="deposit").pk])
    shown = tester.get(form)
    assert shown.status_code == 200
    before, known = rows_of_everything(), mark.mark()

    answer = tester.post(form, filled(shown, title="Un tilleul", text="Devant la gare.", step="publish"))

    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Un tilleul" in page
    assert "Devant la gare." in page
    assert rows_of_everything() == before
    assert (mark.mark(), Mail.objects.count()) == (known, 0)


def test_a_vote_and_an_argument_are_taken_and_undone(draft, tester) -> None:
    item, phase = example(draft.kinds.get()), draft.phases.get()
    before = rows_of_everything()
    ballot = phase.actions.get(verb="vote")

    cast, argue = reverse("ballots:cast", args=[ballot.pk, item]), reverse("debate:argue", args=[item])

    voted = tester.post(cast, {"choice": "for"}, headers={"HX-Request": "true"})
    argued = tester.post(argue, filled(tester.get(argue), side="for", text="Il fera de l’ombre."))

    assert (voted.status_code, argued.status_code) == (200, 200)
    assert "Il fera de l’ombre." in argued.content.decode()
    assert rows_of_everything() == before
    assert (Vote.objects.count(), Contribution.objects.count()) == (0, 0)


def test_ones_own_account_is_not_used(draft, code) -> None:
    person = ParticipantFactory()
    client = Client(headers={"accept-language": "en"})
    client.force_login(person)
    come_in(code, client)

    assert client.get("/en/me/data/").context["user"].pk == number_of_tester(draft)
    client.post("/en/trial/leave/")
    assert client.get("/en/me/data/").context["user"] == person


def test_a_phase_is_chosen(draft, tester) -> None:
    kind = KindFactory(consultation=draft, code="solution", name="Solution")
    later = PhaseFactory(consultation=draft, future=True, title="Solutions")
    draft.phases.exclude(pk=later.pk).update(ends_at=later.starts_at)
    action = PhaseActionFactory(phase=later, kind=kind)
    form = reverse("contributions:submit", args=[action.pk])
    closed = tester.get(form).content.decode()

    tester.post("/en/trial/phase/", {"phase": later.pk})

    assert 'name="title"' not in closed
    assert 'name="title"' in tester.get(form).content.decode()
    assert f'<option value="{later.pk}" selected>' in tester.get(address(draft)).content.decode()


def test_other_drafts_and_the_desk_stay_closed(draft, tester) -> None:
    other = ConsultationFactory(live=False)

    assert tester.get(address(other)).status_code == 404
    for path in ("trial/", "rehearsal/", "rules/"):
        assert tester.get(f"/desk/consultations/{draft.pk}/{path}").status_code in (302, 404)
    assert "login" in tester.get(f"/desk/consultations/{draft.pk}/trial/").url


def test_a_link_that_is_wrong_ended_replaced_or_old_opens_nothing(draft, organiser, code, tester) -> None:
    assert Client().get("/en/trial/nothing/").status_code == 404
    other = open_trial(actor=organiser, consultation=draft)
    assert [Client().get(f"/en/trial/{one}/").status_code for one in (code, other)] == [404, 200]
    assert tester.get(address(draft)).status_code == 404

    tester = come_in(other)
    DraftTrial.objects.update(opened_at=timezone.now() - timedelta(days=14, minutes=1))
    assert [tester.get(path).status_code for path in (address(draft), f"/en/trial/{other}/")] == [404, 404]

    DraftTrial.objects.update(opened_at=timezone.now())
    assert tester.get(address(draft)).status_code == 200
    end_trial(actor=organiser, consultation=draft)
    paths = (address(draft), f"/en/trial/{other}/", "/en/trial/remark/")
    assert [tester.get(path).status_code for path in paths] == [404, 404, 404]


def test_once_it_is_published_one_is_oneself_again(draft, tester) -> None:
    draft.live, draft.first_published_at = True, timezone.now()
    draft.save(update_fields=["live", "first_published_at"])

    page = tester.get(address(draft)).content.decode()

    assert "Trial: nothing" not in page


def test_a_remark_is_kept_with_its_page_and_nothing_else(draft, tester) -> None:
    assert tester.post("/en/trial/remark/", {"about": "/x/", "text": " "}).status_code == 422

    answer = tester.post("/en/trial/remark/", {"about": address(draft), "text": "Qui décide ?"}, follow=True)

    assert "the team will read your remark" in answer.content.decode()
    kept = TrialRemark.objects.get()
    assert (kept.trial.consultation, kept.path, kept.text) == (draft, address(draft), "Qui décide ?")
    elsewhere = tester.post("/en/trial/remark/", {"about": "//evil.example/", "text": "Quoi ?"})
    assert elsewhere.url == "/"


def test_one_leaves(draft, tester) -> None:
    assert tester.get("/en/trial/leave/").status_code == 405
    assert "You left the trial." in tester.post("/en/trial/leave/", follow=True).content.decode()
    assert tester.get(address(draft)).status_code == 404


def test_what_streams_is_read_while_the_stage_is_there() -> None:
    given = whole(StreamingHttpResponse(iter(["a;", "b"]), content_type="text/csv", status=203))

    assert (given.content, given.status_code, given.headers["Content-Type"]) == (b"a;b", 203, "text/csv")


def test_a_remark_on_what_was_just_sent_leads_back_to_the_consultation(draft, tester) -> None:
    form = reverse("contributions:submit", args=[draft.phases.get().actions.get(verb="deposit").pk])
    sent = filled(tester.get(form), title="Un tilleul", text="Devant la gare.", step="publish")

    page = tester.post(form, sent).content.decode()

    link = html.unescape(re.search(r'href="(/en/trial/remark/[^"]+)"', page)[1])
    asked = tester.get(link)
    told = tester.post("/en/trial/remark/", filled(asked, text="Et après ?"))
    assert told.url == address(draft)
    assert "/contributions/" in TrialRemark.objects.get().path


def test_a_picture_is_drawn_once_for_all_that_try(draft, code, settings, tmp_path) -> None:
    settings.MEDIA_ROOT = tmp_path
    draft.picture = Image.objects.create(title="Un quai", file=get_test_image_file())
    draft.save()
    draft.save_revision()
    clients = [come_in(code), come_in(code)]

    pages = [client.get(address(draft)).content.decode() for client in clients]

    row = Rendition.objects.get()
    assert [row.url in page for page in pages] == [True, True]
    assert len(list((tmp_path / "images").iterdir())) == 1


def test_the_page_of_patience_is_shown_while_the_draft_is_held(draft, tester, monkeypatch) -> None:
    """Of a lock that is not had in time; the browser is what it was afterwards."""

    def held(*_args: object, **_kwargs: object) -> None:
        raise OperationalError("canceling statement due to lock timeout")

    tester.raise_request_exception = False
    with monkeypatch.context() as patched:
        patched.setattr("parvis.front.trial.set_the_scene", held)
        assert tester.get(address(draft)).status_code == 503
    assert tester.get(address(draft)).status_code == 200


def test_a_draft_that_cannot_be_published_says_so(draft, tester) -> None:
    """Its texts were saved under an address that another page has taken since."""
    draft.slug = "taken"
    draft.save_revision()
    ConsultationFactory(slug="taken")

    answer = tester.get("/en/")

    assert answer.status_code == 503
    assert "This draft cannot be tried yet" in answer.content.decode()
    assert Client().get("/en/").status_code == 200
