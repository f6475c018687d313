"""Minutes at the desk, from notes to publication: passages speak of contributions, whose pages show them."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from parvis.consultations.enums import Role
from parvis.consultations.tests.factories import KindFactory, PhaseActionFactory, TeamMemberFactory
from parvis.contributions.models import Contribution
from parvis.contributions.tests.factories import ContributionFactory
from parvis.gatherings.tests.factories import EventFactory
from parvis.minutes.models import Minutes, Passage
from parvis.minutes.queries import minutes_of, written
from parvis.minutes.tests.factories import CorrectionFactory, MinutesFactory, published

pytestmark = pytest.mark.django_db
SAID = [f"On a parlé du banc numéro {number}." for number in range(1, 13)]


def url(name: str, minutes: Minutes, **given: int) -> str:
    place = minutes.event.consultation_id
    return reverse(f"desk:{name}", kwargs={"pk": place, "minutes_pk": minutes.pk, **given})


def own(organiser) -> Minutes:
    return MinutesFactory(event__consultation=organiser.consultation)


def test_twelve_passages_are_linked_and_the_contributions_show_them(desk, organiser) -> None:
    at_desk, place = desk(organiser.participant), organiser.consultation
    event = EventFactory(consultation=place, title="Workshop")
    texts = ContributionFactory.create_batch(12, kind=KindFactory(consultation=place))
    begun = at_desk.post(reverse("desk:begin_minutes", kwargs={"pk": place.pk, "event_pk": event.pk}))
    minutes = minutes_of(event)
    assert begun.url == url("notes", minutes)

    typed = {"notes": "# Benches\n\n" + "\n\n".join(SAID), "based_on": mark(at_desk.get(begun.url))}
    assert at_desk.post(begun.url, typed).status_code == 302
    passages = [row for row in written(minutes) if not row.is_heading]
    for passage, text in zip(passages, texts, strict=True):
        sent = {"contributions": f"C-{text.pk}"}
        at_desk.post(url("link_passage", minutes, passage_pk=passage.pk), sent)
    at_desk.post(url("describe_minutes", minutes), {"written_by": "Ada", "attendance": "Residents: 34"})
    visitor = Client()
    pages = [reverse("front:contribution", args=[text.pk]) for text in texts]
    assert not any(SAID[place] in visitor.get(page).content.decode() for place, page in enumerate(pages))

    assert at_desk.post(url("publish_minutes", minutes)).status_code == 302
    for passage, page, said in zip(passages, pages, SAID, strict=True):
        told = visitor.get(page).content.decode()
        assert (told.count(said), f"/minutes/{minutes.pk}/#p{passage.pk}" in told) == (1, True)
    read = visitor.get(reverse("front:minutes", args=[minutes.pk])).content.decode()
    assert [f"/contributions/{text.pk}/" in read for text in texts] == [True] * 12


def mark(response) -> str:
    return re.search(r'name="based_on" value="(\w+)"', response.content.decode())[1]


def test_a_form_with_a_mistake_keeps_what_was_typed(desk, organiser) -> None:
    at_desk, minutes = desk(organiser.participant), own(organiser)
    sent = at_desk.post(url("notes", minutes), {"notes": "Tout autre chose.", "based_on": "former"})
    assert (sent.status_code, "Tout autre chose." in sent.content.decode()) == (422, True)
    sent = at_desk.post(url("describe_minutes", minutes), {"written_by": "Ada", "attendance": "Residents"})
    assert (sent.status_code, "write the name of the group" in sent.content.decode()) == (422, True)
    passage = written(minutes)[1]
    sent = at_desk.post(
        url("link_passage", minutes, passage_pk=passage.pk), {"contributions": str(ContributionFactory().pk)}
    )
    assert (sent.status_code, "Nothing public" in sent.content.decode()) == (422, True)
    assert [row.text for row in written(minutes)][1] == "Le dernier bus part trop tôt."


def test_passages_are_moved_changed_and_removed_without_a_script(desk, organiser) -> None:
    at_desk, minutes = desk(organiser.participant), own(organiser)
    first, second, third = written(minutes)
    at_desk.post(url("move_passage", minutes, passage_pk=third.pk), {"up": "1"})
    at_desk.post(url("passage", minutes, passage_pk=second.pk), {"text": "Il part à vingt heures."})
    at_desk.post(url("remove_passage", minutes, passage_pk=first.pk))
    at_desk.post(url("add_passage", minutes), {"text": "Fin."})
    assert [(row.pk, row.text) for row in written(minutes)][:2] == [
        (third.pk, "Il manque un abri."), (second.pk, "Il part à vingt heures."),
    ]  # fmt: skip
    assert Passage.objects.count() == 3


def test_the_link_of_the_draft_is_shown_once(desk, organiser) -> None:
    at_desk, minutes = desk(organiser.participant), own(organiser)
    shown = at_desk.post(url("share_minutes", minutes), {"emails": "rosa@example.org"}, follow=True)
    (code,) = re.findall(r"/minutes/draft/([\w-]+)/", shown.content.decode())
    assert code not in at_desk.get(url("minutes", minutes)).content.decode()
    assert Client().get(reverse("front:minutes_draft", args=[code])).status_code == 200

    at_desk.post(url("end_sharing", minutes))
    assert Client().get(reverse("front:minutes_draft", args=[code])).status_code == 404
    refused = at_desk.post(url("share_minutes", minutes), {"emails": "rosa"})
    assert (refused.status_code, "is not an e-mail address" in refused.content.decode()) == (422, True)


def test_corrections_are_decided_and_counted(desk, organiser) -> None:
    at_desk, minutes = desk(organiser.participant), own(organiser)
    passage = written(minutes)[2]
    taken, other = CorrectionFactory(passage=passage), CorrectionFactory(passage=passage, new_text="Trois.")
    at_desk.post(url("accept_correction", minutes, correction_pk=taken.pk))
    at_desk.post(url("decline_correction", minutes, correction_pk=other.pk), {"reply": ""})
    other.refresh_from_db()
    assert other.settled_at is None
    at_desk.post(url("decline_correction", minutes, correction_pk=other.pk), {"reply": "No."})
    at_desk.post(url("publish_minutes", minutes))

    read = Client().get(reverse("front:minutes", args=[minutes.pk]), headers={"accept-language": "en"})
    told = Client().get(read.url if read.status_code == 302 else reverse("front:minutes", args=[minutes.pk]))
    assert ("Il manque deux abris." in told.content.decode(), minutes.versions.get().corrected) == (True, 1)


def test_what_was_said_becomes_a_contribution_with_a_receipt(desk, organiser) -> None:
    at_desk, minutes = desk(organiser.participant), own(organiser)
    action = PhaseActionFactory(phase__consultation=organiser.consultation)
    passage = written(minutes)[2]
    form = at_desk.get(url("said", minutes, passage_pk=passage.pk))
    key = re.search(r'name="key" value="([\w-]+)"', form.content.decode())[1]
    sent = {"kind": action.kind_id, "title": "A shelter", "text": passage.text, "key": key}
    for _time in range(2):
        told = at_desk.post(url("said", minutes, passage_pk=passage.pk), sent, follow=True)
    made = Contribution.objects.get()
    assert (made.author, f"C-{made.pk}" in told.content.decode()) == (None, True)
    page = Client().get(reverse("front:contribution", args=[made.pk])).content.decode()
    assert ("A shelter" in page, "#spoken" in page or 'id="spoken"' in page) == (True, False)

    published(minutes)
    page = Client().get(reverse("front:contribution", args=[made.pk])).content.decode()
    assert 'id="spoken"' in page


@pytest.mark.parametrize("who", ["moderator", "elsewhere"])
def test_the_team_reads_the_draft_and_another_team_finds_nothing(desk, organiser, who: str) -> None:
    minutes = own(organiser)
    place = {"consultation": organiser.consultation, "role": Role.MODERATOR} if who == "moderator" else {}
    other = desk(TeamMemberFactory(**place).participant)
    assert other.get(url("minutes", minutes)).status_code == (200 if who == "moderator" else 404)
    assert other.get(url("notes", minutes)).status_code == 404
    assert other.post(url("publish_minutes", minutes)).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_queries_do_not_grow_with_passages(
    desk, organiser, django_assert_max_num_queries, count: int
) -> None:
    at_desk = desk(organiser.participant)
    minutes = MinutesFactory(event__consultation=organiser.consultation, words=["Dit."] * count)
    for row in written(minutes):
        row.links.create(
            contribution=ContributionFactory(kind=KindFactory(consultation=organiser.consultation))
        )
        CorrectionFactory(passage=row)
    with django_assert_max_num_queries(45):
        assert at_desk.get(url("minutes", minutes)).status_code == 200
