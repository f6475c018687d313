"""In the demonstration, sent mail is readable on a page of the site; nowhere else."""

import pytest
from django.urls import reverse

from parvis.jobs.tests.factories import MailFactory

pytestmark = pytest.mark.django_db


def test_the_newest_mail_comes_first(client, settings):
    settings.PARVIS_DEMO = True
    MailFactory(subject="1111 1111 is your code")
    MailFactory(subject="2222 2222 is your code")
    page = client.get(reverse("jobs:mailbox"))
    assert page.status_code == 200
    assert [mail.subject for mail in page.context["mails"]] == [
        "2222 2222 is your code",
        "1111 1111 is your code",
    ]
    assert page.content.decode().index("2222 2222") < page.content.decode().index("1111 1111")


def test_an_empty_mailbox_says_what_will_come(client, settings):
    settings.PARVIS_DEMO = True
    assert reverse("account_login") in client.get(reverse("jobs:mailbox")).content.decode()


def test_one_mail_is_read_as_text(client, settings):
    settings.PARVIS_DEMO = True
    mail = MailFactory(text="<b>Bold</b> https://example.org/")
    content = client.get(reverse("jobs:mail", args=[mail.pk])).content.decode()
    assert "&lt;b&gt;Bold&lt;/b&gt;" in content
    assert '<a href="https://example.org/"' in content


@pytest.mark.parametrize("name", ["jobs:mailbox", "jobs:mail"])
def test_outside_the_demonstration_there_is_no_mailbox(client, settings, name):
    settings.PARVIS_DEMO = False
    mail = MailFactory()
    args = [mail.pk] if name == "jobs:mail" else []
    assert client.get(reverse(name, args=args)).status_code == 404
