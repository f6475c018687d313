"""Deposits that guests may make, without an address."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [
        ("consultations", "0008_follow_moved"),
    ]

    operations = [
        migrations.AddField(
            model_name="phaseaction",
            name="allows_guests",
            field=models.BooleanField(
                db_default=False,
                default=False,
                verbose_name="guests may deposit",
            ),
        ),
        migrations.AddConstraint(
            model_name="phaseaction",
            constraint=models.CheckConstraint(
                condition=Q(allows_guests=False) | Q(verb__in=("deposit", "ask"), minimum_level__lte=1),
                name="phase_action_guests_write",
            ),
        ),
    ]
