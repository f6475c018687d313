"""Somebody may be asked to lead an organisation before they act for it."""

from django.db import migrations, models
from django.db.models import Q

ACCEPTED = Q(participant__isnull=False, accepted_at__isnull=False, email="")


class Migration(migrations.Migration):
    dependencies = [("organisations", "0001_initial")]

    operations = [
        migrations.RemoveConstraint("representative", "representative_accepted"),
        migrations.AddConstraint(
            "representative",
            models.CheckConstraint(
                condition=Q(participant=None, accepted_at=None) | ACCEPTED, name="representative_accepted"
            ),
        ),
    ]
