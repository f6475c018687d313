"""Deposits whose texts are read before they appear."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [
        ("consultations", "0011_legal_frame"),
    ]

    operations = [
        migrations.AddField(
            model_name="phaseaction",
            name="read_within",
            field=models.PositiveSmallIntegerField(
                blank=True,
                help_text="Empty: what people write appears at once, and is read afterwards.",
                null=True,
                verbose_name="read before it appears, within so many hours",
            ),
        ),
        migrations.AddConstraint(
            model_name="phaseaction",
            constraint=models.CheckConstraint(
                condition=Q(read_within=None) | Q(verb__in=("deposit", "ask"), read_within__range=(1, 168)),
                name="phase_action_read_within",
            ),
        ),
    ]
