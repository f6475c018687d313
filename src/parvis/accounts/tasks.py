"""Jobs of the accounts floor."""

from datetime import timedelta

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import connection
from django.db.models.functions import Now
from procrastinate.contrib.django import app

from parvis.accounts.models import SignInCode

KEPT = timedelta(hours=24)


@app.periodic(cron="37 * * * *")
@app.task(queueing_lock="forget_sign_in_codes")
def forget_sign_in_codes(timestamp: int) -> None:
    """An address that never confirmed its code leaves no trace."""
    SignInCode.objects.filter(created_at__lt=Now() - KEPT).delete()


@app.periodic(cron="7 3 * * *")
@app.task(queueing_lock="forget_what_expired")
def forget_what_expired(timestamp: int) -> None:
    """Sessions that are over, and the counts that limit abuse: both name an address of the network.

    A sign-in is listed before its session is first saved: one of the last day is left alone.
    """
    Session.objects.filter(expire_date__lt=Now()).delete()
    listed = UserSession.objects.filter(created_at__lt=Now() - KEPT)
    listed.exclude(session_key__in=Session.objects.values("session_key")).delete()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM parvis_cache WHERE expires < now()")
