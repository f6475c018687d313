"""Jobs of the accounts floor."""

from datetime import timedelta

from django.db.models.functions import Now
from procrastinate.contrib.django import app

from parvis.accounts.models import SignInCode

KEPT = timedelta(hours=24)


@app.periodic(cron="37 * * * *")
@app.task(queueing_lock="forget_sign_in_codes")
def forget_sign_in_codes(timestamp: int) -> None:
    """An address that never confirmed its code leaves no trace."""
    SignInCode.objects.filter(created_at__lt=Now() - KEPT).delete()
