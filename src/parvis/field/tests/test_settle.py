"""What the form refused of a device: put right and entered, or discarded; then its words are gone."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from parvis.accounts.enums import Origin
from parvis.accounts.errors import Refused
from parvis.accounts.tests.factories import ParticipantFactory
from parvis.consultations.enums import Role
from parvis.contributions.models import Contribution
from parvis.field.domain.settle_entry import discard_kept, enter_kept
from parvis.field.enums import Fate
from parvis.field.models import FieldEntry
from parvis.field.queries import kept_among
from parvis.field.tasks import forget_old_entries
from parvis.field.tests.factories import KitFactory, item, outcomes, send
from parvis.jobs.models import Forgetting
from parvis.moderation.domain.screen import admit
from parvis.paper.tests.factories import member_of
from parvis.paper.typed import Words

pytestmark = pytest.mark.django_db
WORDS = Words(title="Un banc", text="Devant l’école.")


@pytest.fixture
def kit():
    return KitFactory(token="t")


@pytest.fixture
def kept(kit) -> FieldEntry:
    send("t", [item(kit, title="", text="Zanzibar")])
    return FieldEntry.objects.get()


def page_of(code: str) -> str:
    return Client().get(f"/en/paper/{code}/").content.decode()


@pytest.mark.parametrize("kiosk", [False, True])
def test_a_member_puts_it_right_and_enters_it(kiosk: bool) -> None:
    kit = KitFactory(token="k", kiosk=kiosk)
    sent = item(kit, title="")
    send("k", [sent])
    person = member_of(kit.batch)

    entry = enter_kept(actor=person, entry=FieldEntry.objects.get(), words=WORDS)

    made = Contribution.objects.get()
    assert (made.title, made.origin, made.author, made.state) == ("Un banc", Origin.FIELD, None, "published")
    assert (entry.sheet.code, entry.sheet.entered_by, entry.words) == (sent["code"], person, "")
    assert outcomes("k", sent) == ["entered"]
    assert Contribution.objects.count() == 1


def test_what_is_still_wrong_stays(kept) -> None:
    with pytest.raises(Refused, match="title"):
        enter_kept(actor=member_of(kept.kit.batch), entry=kept, words=Words(text="x"))

    kept.refresh_from_db()
    assert (kept.fate, "Zanzibar" in kept.words) == (Fate.KEPT, True)


def test_it_is_settled_once(kept) -> None:
    person = member_of(kept.kit.batch)
    discard_kept(actor=person, entry=kept, reason="Un essai")

    for act in (
        lambda: enter_kept(actor=person, entry=kept, words=WORDS),
        lambda: discard_kept(actor=person, entry=kept, reason="Un autre"),
    ):
        with pytest.raises(Refused, match="already"):
            act()


def test_only_who_moderates_here_settles(kept) -> None:
    others = [ParticipantFactory(), member_of(kept.kit.batch, Role.ANALYST), member_of(KitFactory().batch)]

    for person in others:
        with pytest.raises(Refused, match="Only those who organise or moderate"):
            enter_kept(actor=person, entry=kept, words=WORDS)
        with pytest.raises(Refused, match="Only those who organise or moderate"):
            discard_kept(actor=person, entry=kept, reason="Un essai")
        assert kept_among(person, [kept.kit.batch.consultation_id]) == {}
    here = kept.kit.batch.consultation_id
    assert kept_among(member_of(kept.kit.batch), [here]) == {here: 1}


def test_a_discarded_answer_says_why_to_whoever_holds_its_code(kept) -> None:
    assert "The team looks at it" in page_of(kept.code)
    with pytest.raises(Refused, match="Say why"):
        discard_kept(actor=member_of(kept.kit.batch), entry=kept, reason="  ")

    discard_kept(actor=member_of(kept.kit.batch), entry=kept, reason="Un essai <b>")

    assert "Un essai &lt;b&gt;" in page_of(kept.code)
    assert "Zanzibar" not in page_of(kept.code)


def test_words_are_kept_only_while_somebody_has_to_look_at_them(kept) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        FieldEntry.objects.update(fate=Fate.ENTERED)
    with pytest.raises(IntegrityError), transaction.atomic():
        FieldEntry.objects.update(fate=Fate.DISCARDED, words="", reason="")


def test_what_nobody_settled_is_erased_and_does_not_come_in_again(kit) -> None:
    old, new = item(kit, title=""), item(kit, title="")
    send("t", [old, new])
    FieldEntry.objects.filter(key=old["key"]).update(received_at=timezone.now() - timedelta(days=181))

    forget_old_entries(timestamp=0)

    assert Forgetting.objects.get(rule="field_entries").rows == 1
    assert outcomes("t", old, new) == ["discarded", "kept"]
    assert "Nobody of the team looked at it in time." in page_of(old["code"])


def test_the_page_of_a_code_follows_an_answer(kit) -> None:
    entered = item(kit)
    kiosk = KitFactory(token="k", kiosk=True, batch=kit.batch)
    waiting = item(kiosk, title="Un arbre")
    send("t", [entered])
    send("k", [waiting])

    assert "Read what it became" in page_of(entered["code"])
    assert "It waits for a moderator" in page_of(waiting["code"])
    assert "Un arbre" not in page_of(waiting["code"])
    admit(actor=member_of(kit.batch), text=FieldEntry.objects.get(code=waiting["code"]).waiting)
    assert "Un arbre" in page_of(waiting["code"])
    assert "Written on site, on a device" in Client().get(
        f"/en/contributions/{Contribution.objects.get(title='Un arbre').pk}/"
    ).content.decode()  # fmt: skip


def test_the_desk_shows_the_form_as_it_was_filled(desk, kept) -> None:
    client = desk(member_of(kept.kit.batch))
    kit = kept.kit
    place = [kit.batch.consultation_id, kit.batch_id, kit.pk]
    address = reverse("desk:device_answer", args=[*place, kept.pk])

    shown = client.get(address).content.decode()
    refused = client.post(address, {"title": "", "text": "Zanzibar", "key": kept.key})
    done = client.post(address, {"title": "Un banc", "text": "Zanzibar", "key": kept.key})

    assert ("Zanzibar" in shown, "Give your text a title" in shown, refused.status_code) == (True, True, 422)
    assert done.url == reverse("desk:device", args=place)
    assert Contribution.objects.get().text == "Zanzibar"
    assert client.get(address).url == done.url


def test_the_desk_says_what_is_to_be_looked_at(desk, kept) -> None:
    page = desk(member_of(kept.kit.batch)).get(reverse("wagtailadmin_home"))

    assert "1 answer of a device is to be looked at." in page.content.decode()
