"""Jobs of the accounts floor."""

from datetime import timedelta

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import connection
from django.db.models.functions import Now
from procrastinate.contrib.django import app

from parvis.accounts.domain.inactive import forget_unconfirmed, warn_inactive
from parvis.accounts.domain.link_identity import forgettable
from parvis.accounts.guard import FORGOTTEN
from parvis.accounts.models import Allowance, Footprint, SignInCode
from parvis.jobs.forgetting import record

KEPT = timedelta(hours=24)


@app.periodic(cron="37 * * * *")
@app.task(queueing_lock="forget_sign_in_codes")
def forget_sign_in_codes(timestamp: int) -> None:
    """An address that never confirmed its code leaves no trace."""
    record("codes", SignInCode.objects.filter(created_at__lt=Now() - KEPT).delete()[0])


@app.periodic(cron="7 3 * * *")
@app.task(queueing_lock="forget_what_expired")
def forget_what_expired(timestamp: int) -> None:
    """Sessions that are over, and what limits and signals of abuse no longer need.

    A sign-in is listed before its session is first saved: one of the last day is left alone.
    """
    Session.objects.filter(expire_date__lt=Now()).delete()
    listed = UserSession.objects.filter(created_at__lt=Now() - KEPT)
    over = listed.exclude(session_key__in=Session.objects.values("session_key"))
    record("sessions", over.delete()[0])
    record("limits", Allowance.objects.filter(full_at__lt=Now()).delete()[0])
    record("footprints", Footprint.objects.filter(seen_at__lt=Now() - FORGOTTEN).delete()[0])
    record("identities", forgettable().delete()[0])
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM parvis_cache WHERE expires < now()")


@app.periodic(cron="43 5 * * *")
@app.task(queueing_lock="look_after_unused_accounts")
def look_after_unused_accounts(timestamp: int) -> None:
    """Erase addresses that nobody confirmed; tell those who no longer come, whom `front` erases later."""
    record("unconfirmed", forget_unconfirmed())
    record("inactive-told", warn_inactive())
