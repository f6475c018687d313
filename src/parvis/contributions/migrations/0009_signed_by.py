"""Contributions that an organisation signs: an empty column, then what bears on it while people read and write."""

import django.db.models.deletion
from django.conf import settings
from django.contrib.postgres.operations import AddConstraintNotValid, AddIndexConcurrently, ValidateConstraint
from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    atomic = False

    dependencies = [
        ("contributions", "0008_guests"),
        ("organisations", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="contribution",
            name="organisation",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                help_text="The author answers for it; the public reads the name of the organisation alone.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="contributions",
                to="organisations.organisation",
                verbose_name="in the name of",
            ),
        ),
        AddConstraintNotValid(
            model_name="contribution",
            constraint=models.CheckConstraint(
                condition=Q(organisation=None) | Q(is_guest=False, is_only=False),
                name="contribution_signed_by_somebody",
            ),
        ),
        ValidateConstraint(model_name="contribution", name="contribution_signed_by_somebody"),
        AddIndexConcurrently(
            model_name="contribution",
            index=models.Index(
                condition=Q(organisation__isnull=False),
                fields=["organisation", "-created_at", "-id"],
                name="contribution_signed",
            ),
        ),
    ]
