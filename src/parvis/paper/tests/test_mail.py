"""A text sent by e-mail: kept, confirmed by whoever holds the address, published by the rules of the site."""

import io
from datetime import timedelta
from email.message import EmailMessage

import pytest
from django.core.management import call_command
from django.utils import timezone, translation

from parvis.accounts.enums import IdentityLevel
from parvis.accounts.models import Participant
from parvis.consultations.models import Phase
from parvis.consultations.tests.factories import KindFactory, PhaseActionFactory, PhaseFactory, ThemeFactory
from parvis.contributions.models import Contribution, WaitingText
from parvis.jobs.models import Forgetting
from parvis.jobs.models import Mail as Sent
from parvis.moderation.domain.screen import admit
from parvis.moderation.tests.factories import moderator_of
from parvis.paper.domain.receive_mail import receive_mail
from parvis.paper.mail_parsing import MOST_BYTES, own_words, plain, read_mail
from parvis.paper.models import MailAnswered, ReceivedMail
from parvis.paper.queries import source_of
from parvis.paper.tasks import forget_unconfirmed_mails

pytestmark = pytest.mark.django_db
FROM = "Zoé Martin <zoe@valmont.example>"


@pytest.fixture(autouse=True)
def site(settings) -> None:
    settings.PARVIS_MAIL_ADDRESS = "participer@ville.example"


@pytest.fixture
def action():
    return PhaseActionFactory(phase__consultation__slug="velo", phase__consultation__title="Le vélo")


def mail(
    text: str = "Un banc devant l’école.", *, to: str = "participer+velo@ville.example", **headers: str
) -> bytes:
    message = EmailMessage()
    message["From"], message["To"] = headers.pop("sender", FROM), to
    message["Subject"] = headers.pop("subject", "Re: Un banc")
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    message.set_content(text)
    return message.as_bytes()


def path_of(words: str) -> str:
    line = next(line for line in words.splitlines() if "/mailed/" in line)
    return "/" + line.split("/", 3)[3]


def test_a_text_waits_for_its_confirmation_and_is_then_published(action, client) -> None:
    assert receive_mail(data=mail(X_Mailer="x")) == "kept"
    assert Contribution.objects.count() == 0
    answer = Sent.objects.get()
    assert (answer.recipient, answer.headers["Auto-Submitted"]) == ("zoe@valmont.example", "auto-replied")
    address = path_of(answer.text)

    form = client.get(address).context["form"]
    assert (form["title"].value(), form["text"].value()) == ("Un banc", "Un banc devant l’école.")
    assert Contribution.objects.count() == 0
    typed = {"key": form["key"].value(), "title": "Un banc neuf", "text": "Devant l’école."}
    done = client.post(f"{address}?action={action.pk}", typed)

    made = Contribution.objects.get()
    assert done.url.endswith(f"/contributions/{made.pk}/")
    assert (made.title, made.origin, made.identity_level, made.author.email) == (
        "Un banc neuf", "email", IdentityLevel.EMAIL, "zoe@valmont.example",
    )  # fmt: skip
    held = ReceivedMail.objects.get()
    assert (held.address, held.subject, held.text) == ("", "", "")
    assert "already confirmed" in client.get("/en" + address).content.decode()
    client.post(f"{address}?action={action.pk}", typed)
    assert Contribution.objects.count() == 1
    assert "_auth_user_id" not in client.session


def test_an_account_that_exists_is_the_author(action, client) -> None:
    known = Participant.objects.create(
        email="zoe@valmont.example", canonical_email="zoe@valmont.example", identity_level=2
    )
    receive_mail(data=mail())
    address = path_of(Sent.objects.get().text)
    key = client.get(address).context["form"]["key"].value()

    client.post(address, {"key": key, "title": "Un banc", "text": "Ici."})

    assert Contribution.objects.get().author == known


def test_what_is_read_first_waits_for_a_moderator(action, client) -> None:
    type(action).objects.update(read_within=24)
    receive_mail(data=mail())
    address = path_of(Sent.objects.get().text)
    page = client.get("/en" + address)
    assert "Somebody of the team then reads it before it appears, within 24 hours." in page.content.decode()

    client.post(address, {"key": page.context["form"]["key"].value(), "title": "Un banc", "text": "Ici."})

    text = WaitingText.objects.get()
    assert (Contribution.objects.count(), text.title, text.origin) == (0, "Un banc", "email")
    made = admit(actor=moderator_of(text.consultation), text=text)
    with translation.override("en"):
        assert (made.origin, source_of(made)) == ("email", "Sent by e-mail.")


def test_the_phase_closed_meanwhile(action, client) -> None:
    receive_mail(data=mail())
    address = path_of(Sent.objects.get().text)
    closed = timezone.now() - timedelta(hours=1)
    Phase.objects.update(starts_at=closed - timedelta(days=1), ends_at=closed)

    assert "takes no text now" in client.get("/en" + address).content.decode()
    client.post(f"{address}?action={action.pk}", {"title": "Un banc", "text": "Ici."})
    assert Contribution.objects.count() == 0


def test_one_chooses_among_what_is_open(action, client) -> None:
    other = PhaseActionFactory(
        phase=action.phase, kind=KindFactory(consultation=action.kind.consultation, is_titled=False)
    )
    ThemeFactory(consultation=action.kind.consultation)
    receive_mail(data=mail())
    address = path_of(Sent.objects.get().text)

    assert [one.pk for one in client.get(address).context["actions"]] == [action.pk, other.pk]
    form = client.get(f"{address}?action={other.pk}").context["form"]
    assert form["text"].value() == "Un banc\n\nUn banc devant l’école."
    assert client.get(f"{address}?action=999999").status_code == 404
    wrong = client.post(f"{address}?action={other.pk}", {"text": "Ici."})
    assert (wrong.status_code, Contribution.objects.count()) == (422, 0)


def test_what_two_phases_ask_for_is_told_apart(action, client) -> None:
    second = PhaseFactory(consultation=action.phase.consultation, title="Deuxième tour")
    PhaseActionFactory(phase=second, kind=action.kind)
    receive_mail(data=mail())

    page = client.get(path_of(Sent.objects.get().text)).content.decode()

    assert f"({action.phase.title})</a>" in page
    assert "(Deuxième tour)</a>" in page


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (mail(to="participer+autre@ville.example"), "aucune consultation|No consultation"),
        (mail(to="participer@ville.example"), "aucune consultation|No consultation"),
        (mail(text=" "), "aucun texte|no text"),
    ],
)
def test_what_leads_nowhere_is_told_once_a_day(action, data: bytes, why: str) -> None:
    assert [receive_mail(data=data), receive_mail(data=data + b"\n")] == ["answered", "left"]

    assert any(part.lower() in Sent.objects.get().text.lower() for part in why.split("|"))
    assert (ReceivedMail.objects.count(), MailAnswered.objects.count()) == (0, 1)


def test_a_closed_consultation_says_so(action) -> None:
    closed = timezone.now() - timedelta(hours=1)
    Phase.objects.update(starts_at=closed - timedelta(days=1), ends_at=closed)

    assert receive_mail(data=mail()) == "answered"
    assert "/consultations/velo/" in Sent.objects.get().text


@pytest.mark.parametrize(
    "headers",
    [
        {"Auto_Submitted": "auto-replied"},
        {"Precedence": "bulk"},
        {"List_Id": "<liste.example>"},
        {"Return_Path": "<>"},
        {"sender": "MAILER-DAEMON@valmont.example"},
        {"sender": "participer+velo@ville.example"},
        {"sender": "nobody"},
        {"to": "someone@else.example"},
    ],
)
def test_machines_and_lists_get_no_answer(action, headers: dict[str, str]) -> None:
    assert receive_mail(data=mail(**headers)) == "left"
    assert (Sent.objects.count(), ReceivedMail.objects.count()) == (0, 0)


def test_the_same_mail_twice_is_one_and_an_address_has_ten_at_most(action) -> None:
    assert [receive_mail(data=mail()) for _time in range(2)] == ["kept", "known"]
    fates = [receive_mail(data=mail(f"Un banc {number}.")) for number in range(10)]

    assert fates == ["kept"] * 9 + ["left"]
    assert Sent.objects.count() == 10


def test_the_envelope_says_for_which_consultation(action, monkeypatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(mail(to="liste@asso.example"))))
    said = io.StringIO()

    call_command("receive_mail", "--to", "participer+velo@ville.example", stdout=said)

    assert said.getvalue().strip() == "kept"


@pytest.mark.parametrize(
    "data", [b"", b"x" * (MOST_BYTES + 1), b"\xff\xfe\x00", b"Content-Type: text/plain; charset=no\n\nx"]
)
def test_what_is_no_mail_is_left(action, data: bytes) -> None:
    assert receive_mail(data=data) == "left"


def test_a_site_without_an_address_takes_none(action, settings) -> None:
    settings.PARVIS_MAIL_ADDRESS = ""

    assert receive_mail(data=mail()) == "left"


def test_what_nobody_confirms_is_erased_after_a_month(action) -> None:
    receive_mail(data=mail())
    forget_unconfirmed_mails()
    assert ReceivedMail.objects.count() == 1
    ReceivedMail.objects.update(received_at=timezone.now() - timedelta(days=31))

    forget_unconfirmed_mails()

    assert (ReceivedMail.objects.count(), Forgetting.objects.get(rule="mails_received").rows) == (0, 1)


def test_html_alone_is_read_without_what_runs_and_files_are_counted() -> None:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = (
        FROM,
        "participer+velo@ville.example",
        "Fwd: RE: Banc",
    )
    message.set_content(
        "<style>p{}</style><script>alert(1)</script><p>Un <b>banc</b> &amp; un arbre</p><p>Ici.<br>Là</p>",
        subtype="html",
    )
    message.add_attachment(b"%PDF", maintype="application", subtype="pdf", filename="plan.pdf")

    read = read_mail(message.as_bytes())

    assert (read.text, read.files, read.subject) == ("Un banc & un arbre\n\nIci.\nLà", 1, "Banc")


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("Oui.\n\nLe lun. 2 mars 2026 à 10:00, Ville <a@b.c> a écrit :\n> Votre avis ?\n", "Oui."),
        ("Oui.\n\nOn Mon, 2 Mar 2026 at 10:00, Town\n<a@b.c> wrote:\n> What do you think?", "Oui."),
        ("Oui.\n-- \nZoé\n06 00 00 00 00", "Oui."),
        ("> Votre avis ?\nOui.\nEnvoyé de mon iPhone", "Oui."),
        ("Le banc a écrit une page :\nelle est belle.", "Le banc a écrit une page :\nelle est belle."),
        ("Le maire a écrit :\nun texte clair.", "Le maire a écrit :\nun texte clair."),
        ("-----Message d'origine-----\nDe : Ville", "-----Message d'origine-----\nDe : Ville"),
        ("Un tiret --\nreste.", "Un tiret --\nreste."),
    ],
)
def test_what_others_wrote_and_signatures_stay_out(written: str, kept: str) -> None:
    assert own_words(written) == kept


def test_no_tag_is_left_of_html() -> None:
    assert (
        plain('<a href="javascript:x">lien</a> 1 &lt; 2 <img src=x onerror=y><ul><li>un<li>deux</ul>')
        == "lien 1 < 2\nun\ndeux"
    )
