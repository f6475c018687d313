"""Mails for tests."""

import factory
from factory.django import DjangoModelFactory

from parvis.jobs.models import Mail


class MailFactory(DjangoModelFactory):
    class Meta:
        model = Mail

    recipient = factory.Sequence(lambda number: f"person{number}@example.org")
    sender = "Parvis <parvis@example.org>"
    subject = "A subject"
    text = "A text."
