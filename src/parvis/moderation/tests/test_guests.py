"""A moderator reads what guests send, and the secret link tells what became of it."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.db.models.functions import Now
from django.urls import reverse

from parvis.accounts.errors import Refused
from parvis.accounts.tests.factories import ParticipantFactory
from parvis.consultations.enums import Role
from parvis.consultations.tests.factories import TeamMemberFactory
from parvis.contributions.domain.withdraw_guest import withdraw_guest_text
from parvis.contributions.guest_links import write_token
from parvis.contributions.models import Contribution
from parvis.contributions.tests.factories import WaitingTextFactory
from parvis.contributions.waiting import WaitingText
from parvis.jobs import forgetting
from parvis.jobs.models import Forgetting, Mail
from parvis.ledger.domain.append import space_of
from parvis.ledger.models import Pending
from parvis.merkle.commitments import commit
from parvis.moderation.domain.forget_guests import forget_guests
from parvis.moderation.domain.hide import hide
from parvis.moderation.domain.restore import restore
from parvis.moderation.domain.screen import admit, refuse, refuse_all
from parvis.moderation.enums import Reason
from parvis.moderation.leaves import screening_payload
from parvis.moderation.models import Screening
from parvis.moderation.register import cells_of
from parvis.moderation.tests.factories import moderator_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def text() -> WaitingText:
    return WaitingTextFactory(title="Une fontaine", text="Il fait chaud.")


@pytest.fixture
def moderator(text):
    return moderator_of(text.consultation)


def link(text: WaitingText) -> str:
    return reverse("moderation:guest", args=[write_token(text)])


def told(after: int = 0) -> list[str]:
    return list(Pending.objects.filter(pk__gt=after).order_by("pk").values_list("kind", flat=True))


def test_what_is_published_is_a_contribution_of_nobody_known(text, moderator) -> None:
    before = Pending.objects.order_by("pk").last().pk

    item = admit(actor=moderator, text=text)

    text.refresh_from_db()
    assert (item.title, item.text, item.state, item.phase) == (
        "Une fontaine",
        "Il fait chaud.",
        "published",
        text.phase,
    )
    assert (item.author, item.identity_level, item.is_guest) == (None, 0, True)
    assert (text.state, text.contribution, text.title, text.has_words) == ("published", item, "", False)
    assert told(before) == ["moderation.admit", "contribution.accepted"]
    leaf = Pending.objects.get(kind="contribution.accepted")
    assert (leaf.reference, leaf.public) == (text.entry, {"level": 0, "channel": "web", "guest": True})


def test_what_is_refused_is_nowhere_and_the_reason_is_told(client, text, moderator) -> None:
    refuse(actor=moderator, text=text, reason=Reason.OFF_TOPIC, message=" Ce n’est pas la question. ")

    text.refresh_from_db()
    assert (text.state, text.title, Contribution.objects.count()) == ("refused", "Une fontaine", 0)
    leaf = Pending.objects.get(kind="moderation.refuse")
    assert (leaf.reference, leaf.public) == (text.entry, {"hours": 0, "reason": "off_topic"})
    page = client.get(link(text)).content.decode()
    assert "hors sujet" in page
    assert "Ce n’est pas la question." in page


@pytest.mark.parametrize("act", ["admit", "refuse"])
def test_it_is_decided_once_by_those_who_moderate(text, moderator, act) -> None:
    def do(actor):
        if act == "admit":
            return admit(actor=actor, text=text)
        return refuse(actor=actor, text=text, reason=Reason.INSULT)

    analyst = TeamMemberFactory(consultation=text.consultation, role=Role.ANALYST).participant
    for stranger in (ParticipantFactory(), analyst, moderator_of(WaitingTextFactory().consultation)):
        with pytest.raises(Refused):
            do(stranger)
    with pytest.raises(Refused):
        refuse(actor=moderator, text=text, reason=Reason.MISTAKE)
    do(moderator)
    with pytest.raises(Refused):
        do(moderator)
    assert Screening.objects.count() == 1


def test_several_are_refused_at_once_each_with_its_line(text, moderator, django_assert_num_queries) -> None:
    texts = [text, *WaitingTextFactory.create_batch(3, kind=text.kind, phase=text.phase)]
    admit(actor=moderator, text=texts[1])
    other = WaitingTextFactory()
    before = Pending.objects.order_by("pk").last().pk
    chosen = {"consultation": text.consultation, "texts": [*(row.pk for row in texts), other.pk]}

    with django_assert_num_queries(7):
        assert refuse_all(actor=moderator, **chosen, reason=Reason.ADVERTISING, message=" Une rafale. ") == 3

    assert told(before) == ["moderation.refuse"] * 3
    assert {leaf.reference for leaf in Pending.objects.filter(pk__gt=before)} == {
        row.entry for row in texts if row != texts[1]
    }
    made = Screening.objects.filter(act="refuse")
    assert set(made.values_list("message", "reason", "moderator")) == {
        ("Une rafale.", "advertising", moderator.pk)
    }
    other.refresh_from_db()
    assert other.state == "waiting"
    with pytest.raises(Refused):
        refuse_all(actor=moderator, **chosen, reason=Reason.ADVERTISING)


def test_several_are_refused_by_those_who_moderate_or_none_is(text, moderator, monkeypatch) -> None:
    WaitingTextFactory(kind=text.kind, phase=text.phase)
    every = list(WaitingText.objects.values_list("pk", flat=True))
    chosen = {"consultation": text.consultation, "texts": every}
    for stranger in (ParticipantFactory(), moderator_of(WaitingTextFactory().consultation)):
        with pytest.raises(Refused):
            refuse_all(actor=stranger, **chosen, reason=Reason.ADVERTISING)
    with pytest.raises(Refused):
        refuse_all(actor=moderator, **chosen, reason=Reason.MISTAKE)

    def fail(_entries: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("parvis.moderation.domain.screen.append_all", fail)
    with pytest.raises(RuntimeError):
        refuse_all(actor=moderator, **chosen, reason=Reason.ADVERTISING)
    assert (Screening.objects.count(), WaitingText.objects.exclude(state="waiting").count()) == (0, 0)


@pytest.mark.parametrize("how", ["by the clock", "by its author"])
def test_the_words_of_a_refusal_go_with_those_of_the_text(client, text, moderator, how) -> None:
    refuse(actor=moderator, text=text, reason=Reason.INSULT, message="Vous insultez Paul.")
    kept = WaitingTextFactory(kind=text.kind, phase=text.phase)
    refuse(actor=moderator, text=kept, reason=Reason.INSULT, message="Sans insulte.")
    screening = Screening.objects.get(text=text)
    space = space_of(text.consultation_id)
    committed = commit(bytes(screening.salt), screening_payload(screening, space=space))
    if how == "by its author":
        client.post(link(text))
    else:
        WaitingText.objects.filter(pk=text.pk).update(
            settled_at=Now() - forgetting.GUESTS - timedelta(days=1)
        )
        assert (forget_guests(), Forgetting.objects.get(rule="guests").rows) == (1, 1)

    assert dict(Screening.objects.values_list("text", "message")) == {text.pk: "", kept.pk: "Sans insulte."}
    page = client.get(link(text)).content.decode()
    assert ("Paul" in page, "insulte ou attaque" in page) == (False, True)
    screening.refresh_from_db()
    assert commit(bytes(screening.salt), screening_payload(screening, space=space)) == committed


def test_the_words_of_refusals_whose_text_went_earlier_go_too(text, moderator) -> None:
    refuse(actor=moderator, text=text, reason=Reason.INSULT, message="Vous insultez Paul.")
    withdraw_guest_text(text=text)
    assert (forget_guests(), Screening.objects.get().message) == (0, "")


def test_the_database_asks_a_refusal_for_its_reason(text, moderator) -> None:
    for wrong in (
        {"act": "refuse"},
        {"act": "refuse", "reason": "mistake"},
        {"act": "admit", "reason": "insult"},
    ):
        with pytest.raises(IntegrityError, match="screening_refusal_has_reason"), transaction.atomic():
            Screening.objects.create(text=text, moderator=moderator, **wrong)


def test_identical_texts_of_guests_are_one_line_and_hiding_one_restores_as_any(text, moderator) -> None:
    first = admit(actor=moderator, text=text)
    twin = WaitingTextFactory(
        kind=text.kind,
        phase=text.phase,
        consultation=text.consultation,
        title=text.title,
        text="Il fait chaud.",
    )
    second = admit(actor=moderator, text=WaitingText.objects.get(pk=twin.pk))
    first.refresh_from_db()
    second.refresh_from_db()
    assert second.is_lead == (first.fingerprint != second.fingerprint)
    hide(actor=moderator, target=first, reason=Reason.INSULT)
    restore(actor=moderator, target=first)
    assert (Contribution.objects.published().count(), Mail.objects.count()) == (2, 0)


def test_the_link_tells_where_it_stands_and_withdraws_it(client, text, moderator) -> None:
    address = link(text)
    waiting = client.get(f"{address}?sent=1")
    assert (waiting["X-Robots-Tag"], "no-store" in waiting["Cache-Control"]) == ("noindex", True)
    html = waiting.content.decode()
    assert "Il fait chaud." in html
    assert f"G-{text.pk}" in html
    assert (waiting["Referrer-Policy"], "referrer" in html) == ("same-origin", False)

    item = admit(actor=moderator, text=text)
    assert reverse("front:contribution", args=[item.pk]) in client.get(address).content.decode()
    assert client.post(address).url == address
    item.refresh_from_db()
    assert (item.state, item.salt) == ("withdrawn", None)
    assert b"Il fait chaud" not in client.get(address).content
    assert (client.post(address).status_code, told().count("contribution.withdrawn")) == (302, 1)


def test_nobody_makes_a_link(client, text) -> None:
    token = write_token(text)
    other = WaitingTextFactory()
    number, _dash, signature = token.partition("-")
    for forged in (token[:-1], f"{other.pk}-{signature}", number, f"{number}-", f"x-{signature}"):
        assert client.get(reverse("moderation:guest", args=[forged])).status_code == 404
        assert client.post(reverse("moderation:guest", args=[forged])).status_code == 404
    text.refresh_from_db()
    assert text.state == "waiting"


def test_a_hidden_text_is_withdrawn_by_its_link_too(client, text, moderator) -> None:
    item = admit(actor=moderator, text=text)
    hide(actor=moderator, target=item, reason=Reason.INSULT, message="Sans insulte.")
    assert b"Sans insulte." in client.get(link(text)).content
    client.post(link(text))
    item.refresh_from_db()
    assert item.state == "withdrawn"


@pytest.mark.parametrize("contact", ["consultation@ville.example", ""])
@pytest.mark.parametrize("what", ["refused", "hidden"])
def test_who_is_refused_or_hidden_knows_whom_to_write_to(client, text, moderator, contact, what) -> None:
    page = text.consultation
    page.contact, page.organiser = contact, "Ville de Luz"
    page.save(update_fields=["contact", "organiser"])
    asked = "Si cette décision vous semble"
    assert asked not in client.get(link(text)).content.decode()
    if what == "refused":
        refuse(actor=moderator, text=text, reason=Reason.INSULT)
    else:
        hide(actor=moderator, target=admit(actor=moderator, text=text), reason=Reason.INSULT)
    html = client.get(link(text)).content.decode()
    assert (asked in html, "Ville de Luz" in html, f"la référence G-{text.pk}" in html) == (True,) * 3
    assert (f'href="mailto:{contact}"' in html) == bool(contact)


def test_the_register_counts_what_was_read(client, text, moderator) -> None:
    refuse(actor=moderator, text=text, reason=Reason.HATE)
    admit(actor=moderator, text=WaitingTextFactory(kind=text.kind, phase=text.phase))
    WaitingTextFactory(kind=text.kind, phase=text.phase)

    (cell,) = cells_of(text.consultation)
    assert cell.sum.acts == 2
    page = client.get(reverse("front:register", args=[text.consultation.slug])).content.decode()
    assert "Une fontaine" not in page
    assert "haine ou discrimination" in page


def test_the_register_says_how_many_refusals_it_does_not_show(client, text, moderator, monkeypatch) -> None:
    monkeypatch.setattr("parvis.moderation.waiting_texts.MOST", 2)
    address = reverse("front:register", args=[text.consultation.slug])
    others = WaitingTextFactory.create_batch(2, kind=text.kind, phase=text.phase)
    for one in (text, others[0]):
        refuse(actor=moderator, text=one, reason=Reason.HATE)
    assert "derniers sur" not in client.get(address).content.decode()
    refuse(actor=moderator, text=others[1], reason=Reason.HATE)
    html = client.get(address).content.decode()
    assert (html.count("<strong>Non publié</strong>"), "Les 2 derniers sur 3." in html) == (2, True)
    data = reverse("opendata:open_data", args=[text.consultation.slug])
    assert f'<a href="{data}">Tous sont dans les données ouvertes' in html
