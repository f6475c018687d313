"""Attacks on the way in: guesses, stolen codes, floods of mail, spying on who has an account."""

import gc
import re
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection, connections
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from parvis.accounts.domain.confirm_code import confirm_code
from parvis.accounts.domain.request_code import request_code
from parvis.accounts.errors import Refused
from parvis.accounts.models import Allowance, Participant, SignInCode
from parvis.accounts.tests.factories import ParticipantFactory
from parvis.accounts.tests.knocking import typed
from parvis.consultations.tests.factories import ConsultationFactory
from parvis.jobs.models import Mail

pytestmark = pytest.mark.django_db
LOGIN, CODE = "/account/login/", "/account/login/code/"
NEW = "new@example.org"


def code_to(email):
    """What the owner of the address reads in the last mail."""
    return "".join(
        re.match(r"(\d{4}) (\d{4})\n", Mail.objects.filter(recipient=email).latest("pk").text).groups()
    )


def wrong(code, step=1):
    return f"{(int(code) + step) % 10**8:08}"


def is_signed_in(client):
    return "_auth_user_id" in client.session


def without_secrets(page, email):
    """What differs between any two pages: the address typed, and what is drawn anew for each."""
    page = re.sub(r'name="(csrfmiddlewaretoken|ticket)" value="[^"]*"', "", page)
    return re.sub(r'data-parvis-door="[^"]*"', "", page).replace(email, "ADDRESS")


def headers_of(answer):
    """All but the clock's, and the length of a page that repeats the address typed."""
    return {
        name: value for name, value in answer.headers.items() if name not in ("Expires", "Content-Length")
    }


def test_h03_guessing_locks_the_code_and_the_mailbox_never_the_owner():
    owner, guesser = Client(), Client()
    ParticipantFactory(email="awa@example.org")
    for number in range(50):
        place = f"203.0.113.{number}"
        guesser.post(LOGIN, typed("awa@example.org"), REMOTE_ADDR=place)
        if SignInCode.objects.exists():
            guesser.post(CODE, {"code": wrong(code_to("awa@example.org"), number + 1)}, REMOTE_ADDR=place)
    assert (Mail.objects.count(), is_signed_in(guesser)) == (3, False)
    assert max(SignInCode.objects.values_list("tries", flat=True)) == 5
    assert guesser.post(CODE, {"code": code_to("awa@example.org")}).status_code == 400
    Allowance.objects.all().delete()  # an hour later
    assert owner.post(LOGIN, typed("awa@example.org")).status_code == 302
    owner.post(CODE, {"code": code_to("awa@example.org")})
    assert is_signed_in(owner)


@pytest.mark.django_db(transaction=True)
def test_h04_a_code_sent_twice_at_once_opens_one_session():
    asked = request_code(email=NEW, language="fr")
    code = code_to(NEW)

    def enter(_number):
        try:
            return confirm_code(key=str(asked.pk), code=code).participant.pk
        except Refused as refused:
            return str(refused)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(6) as pool:
        answers = list(pool.map(enter, range(6)))
    assert answers.count(Participant.objects.get().pk) == 1
    assert set(answers) - {Participant.objects.get().pk} == {"Ce code a déjà servi. Demandez-en un nouveau."}


def test_h04_a_code_is_of_no_use_elsewhere_nor_after_ten_minutes():
    owner, thief = Client(), Client()
    owner.post(LOGIN, typed(NEW))
    code = code_to(NEW)
    assert thief.post(CODE, {"code": code}).url == LOGIN
    thief.post(LOGIN, typed("thief@example.org"))
    assert (thief.post(CODE, {"code": code}).status_code, is_signed_in(thief)) == (400, False)
    SignInCode.objects.filter(email=NEW).update(created_at=timezone.now() - timedelta(minutes=10))
    assert (owner.post(CODE, {"code": code}).status_code, is_signed_in(owner)) == (400, False)


def test_h05_a_flood_from_everywhere_stops_at_the_cap_of_the_site(settings, caplog):
    settings.PARVIS_CODES_PER_HOUR = 40
    page = ConsultationFactory()
    reader = Client()
    before = reader.get(f"/consultations/{page.slug}/")
    for number in range(40):
        source = f"198.51.100.{number % 15}"
        Client(REMOTE_ADDR=source).post(LOGIN, typed(f"victim{number}@example{number}.org"))
    assert Mail.objects.count() == 10
    alerts = [record.getMessage() for record in caplog.records if record.levelname == "ERROR"]
    assert alerts == ["limit reached: code, site"]
    after = reader.get(f"/consultations/{page.slug}/")
    assert (before.status_code, after.status_code) == (200, 200)
    assert Client().get(LOGIN).context["door"].wait == 32


def test_h06_nothing_tells_a_known_address_from_another():
    known = ParticipantFactory(email="known@example.org").email
    Client().post(LOGIN, typed("first@example.org"))  # what is read once and kept, is
    seen = []
    for email in (known, "other@example.org"):
        client = Client()
        with CaptureQueriesContext(connection) as queries:
            first = client.post(LOGIN, typed(email))
            asked = len(queries)
        second = client.get(CODE)
        page = without_secrets(second.content.decode(), email)
        seen.append((first.status_code, headers_of(first), asked, headers_of(second), page))
    assert seen[0] == seen[1]
    assert seen[0][2] > 10


def test_h06_the_work_done_does_not_tell_either():
    """Calls are counted, which no busy machine changes: as many of cryptography, and of all within 1 in 200.

    The row of a known account is read, and nothing more is done of it.
    """
    known = ParticipantFactory(email="known@example.org").email
    calls_of_a_request("first@example.org")  # what is read once and kept, is
    there, nowhere = calls_of_a_request(known), calls_of_a_request("other@example.org")
    assert secret(there) == secret(nowhere)
    assert secret(there).total() > 10
    assert abs(there.total() - nowhere.total()) < there.total() / 200


DRAWN_AGAIN = {"posix.urandom", "random.getrandbits", "None.from_bytes"}
"""A random number that is out of bounds is drawn again: how often is chance."""


def calls_of_a_request(email):
    """How often each function is called when a code is asked for."""
    Allowance.objects.all().delete()
    form, client, calls = typed(email), Client(), Counter()

    def note(frame, event, function):
        if event == "call":
            calls[f"{frame.f_globals.get('__name__')}.{frame.f_code.co_name}"] += 1
        elif event == "c_call":
            calls[f"{function.__module__}.{function.__name__}"] += 1

    gc.collect()
    gc.disable()  # what other tests left behind is none of this
    sys.setprofile(note)
    try:
        client.post(LOGIN, form)
    finally:
        sys.setprofile(None)
        gc.enable()
    return Counter({name: count for name, count in calls.items() if name not in DRAWN_AGAIN})


def secret(calls):
    """The calls of cryptography; the random numbers of forms are drawn again when they are out of bounds."""
    modules = ("hmac.", "_hashlib.", "hashlib.", "django.utils.crypto.", "django.contrib.auth.hashers.")
    return Counter({name: count for name, count in calls.items() if name.startswith(modules)})


def test_h14_one_mailbox_is_one_voter_however_it_is_written():
    writings = [
        "awa.diop@gmail.com",
        "AWADIOP@gmail.com",
        "awadiop+1@gmail.com",
        "a.w.a.diop+x@googlemail.com",
    ]
    pages = []
    for writing in writings:
        client = Client()
        Allowance.objects.all().delete()
        client.post(LOGIN, typed(writing))
        client.post(CODE, {"code": code_to(writing.lower())})
        pages.append(client.get("/me/").content.decode())
    assert list(Participant.objects.values_list("email", flat=True)) == ["awa.diop@gmail.com"]
    explained = "Vous êtes dans le compte que vous avez ouvert avec awa.diop@gmail.com"
    assert [explained in page for page in pages] == [False, True, True, True]


@pytest.mark.django_db(transaction=True)
def test_h14_nor_when_every_writing_comes_at_once():
    asked = [request_code(email=f"awa+{number}@gmail.com", language="fr") for number in range(8)]
    codes = [code_to(one.email) for one in asked]

    def enter(number):
        try:
            return confirm_code(key=str(asked[number].pk), code=codes[number]).participant.pk
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as pool:
        people = set(pool.map(enter, range(8)))
    assert (len(people), set(Participant.objects.values_list("pk", flat=True))) == (1, people)


def test_h27_a_link_opened_by_a_scanner_of_mail_confirms_nothing():
    owner = Client()
    owner.post(LOGIN, typed(NEW))
    text = Mail.objects.get().text
    for address in re.findall(r"https?://\S+", text):
        path = "/" + address.split("/", 3)[-1] if address.count("/") > 2 else "/"
        Client().get(path)
        owner.get(path)
    assert (SignInCode.objects.get().used_at, SignInCode.objects.get().tries) == (None, 0)
    assert (Participant.objects.count(), is_signed_in(owner)) == (0, False)
    code = code_to(NEW)
    owner.get(CODE, {"code": code})
    assert not is_signed_in(owner)
