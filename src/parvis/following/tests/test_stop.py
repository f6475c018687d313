"""The links of a mail stop it: by one press, without signing in, for nobody else."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.core import signing
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from parvis.accounts.domain.erase import erase
from parvis.contributions.models import Contribution
from parvis.contributions.tests.factories import ContributionFactory
from parvis.following.domain.digest import write_digests
from parvis.following.enums import Rhythm, Sort
from parvis.following.models import Digest, Subscription
from parvis.following.tests.factories import DigestFactory, SubscriptionFactory
from parvis.following.tokens import SALT, Stop, read_token, write_token
from parvis.jobs.models import Mail
from parvis.restitution.tests.factories import AnswerFactory

pytestmark = pytest.mark.django_db
LATER = timedelta(days=1)


@pytest.fixture
def mail() -> Mail:
    """A digest with what one follows and what answers one's acts."""
    me = DigestFactory().participant
    row = SubscriptionFactory(participant=me, consultation=None, contribution=ContributionFactory())
    AnswerFactory(contribution=row.contribution)
    AnswerFactory(contribution=ContributionFactory(author=me))
    write_digests(now=timezone.now() + LATER)
    found: Mail = Mail.objects.get()
    return found


def path(address: str) -> str:
    return address.strip("<>").removeprefix(settings.PARVIS_ADDRESS)


def links(mail: Mail) -> list[str]:
    return [path(line) for line in mail.text.splitlines() if "/follow/stop/" in line]


def strict() -> Client:
    return Client(enforce_csrf_checks=True)


def test_a_mail_program_stops_all_by_one_post(mail: Mail) -> None:
    """RFC 8058, section 3.1: without cookie, and the body says so."""
    assert mail.headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    answer = strict().post(path(mail.headers["List-Unsubscribe"]), {"List-Unsubscribe": "One-Click"})

    assert (answer.status_code, Digest.objects.get().rhythm) == (200, Rhythm.NEVER)
    assert Subscription.objects.count() == 1
    assert not answer.cookies


def test_looking_changes_nothing_a_press_does(mail: Mail) -> None:
    one, everything = links(mail)
    for url in (one, everything):
        page = strict().get(url).content.decode()
        assert f'<form method="post" action="{url}">' in page
        assert strict().head(url).status_code == 405
    assert (Subscription.objects.count(), Digest.objects.get().rhythm) == (1, Rhythm.DAILY)

    for _twice in range(2):
        assert strict().post(one).status_code == 200
    assert (Subscription.objects.count(), Digest.objects.get().rhythm) == (0, Rhythm.DAILY)


def forged() -> list[str]:
    parts = [1, "contribution", 1]
    good = write_token(Stop(1))
    return [
        "x",
        good[:-1],
        good.replace(":", ".", 1),
        signing.dumps(parts, key="another key", salt=SALT),
        signing.dumps(parts, salt="another.use"),
        "é" * 500,
    ]


def test_a_forged_link_stops_nothing(mail: Mail) -> None:
    for token in forged():
        url = reverse("following:stop", args=[token])
        assert [strict().get(url).status_code, strict().post(url).status_code] == [404, 404]
    assert (Subscription.objects.count(), Digest.objects.get().rhythm) == (1, Rhythm.DAILY)


def test_a_link_lets_nobody_in_and_stops_one_person_s_alone(mail: Mail, client: Client) -> None:
    row = Subscription.objects.get()
    other = SubscriptionFactory(consultation=None, contribution=row.contribution)
    one, _everything = links(mail)
    page = client.post(one).content.decode()

    assert Subscription.objects.get() == other
    assert "_auth_user_id" not in client.session
    assert str(row.participant) not in page
    assert row.contribution.title not in page


def test_after_the_account_left_the_link_does_nothing(mail: Mail) -> None:
    row = Subscription.objects.get()
    erase(actor=row.participant)
    assert [strict().post(url).status_code for url in links(mail)] == [200, 200]


def test_a_link_is_good_for_ever_and_says_what_was_written() -> None:
    for stop in (Stop(7), Stop(7, Sort.AUTHOR, 9)):
        assert read_token(write_token(stop)) == stop


ATTACKS = [
    "Un banc\r\nBcc: voleur@example.org",
    "Un banc\u2028X-Evil: 1\x85\x0b",
    "%(title)s %s {0} %",
    "<b>&amp; \u202e cnab nU",
]


@pytest.mark.parametrize("title", ATTACKS)
def test_a_title_makes_neither_a_header_nor_a_line(title: str) -> None:
    me = DigestFactory().participant
    item = ContributionFactory(author=me)
    Contribution.objects.filter(pk=item.pk).update(title=title)
    AnswerFactory(contribution=item)
    write_digests(now=timezone.now() + LATER)

    mail = Mail.objects.get()
    assert set(mail.headers) == {"List-Unsubscribe", "List-Unsubscribe-Post"}
    assert "Bcc" not in mail.subject.split(":")[0]
    assert len(mail.subject.splitlines()) == 1
    lines = [line for line in mail.text.splitlines() if line.startswith(("Bcc", "X-Evil"))]
    assert lines == []
    assert "\u202e" not in mail.text
