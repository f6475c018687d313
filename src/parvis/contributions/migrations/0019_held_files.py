"""Files of what waits: what bears on their column comes while people read and write."""

from django.contrib.postgres.operations import AddConstraintNotValid, AddIndexConcurrently, ValidateConstraint
from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("contributions", "0018_quotations")]

    operations = [
        AddConstraintNotValid(
            model_name="attachment",
            constraint=models.CheckConstraint(
                condition=Q(held_for=None) | Q(contribution=None, owner__isnull=False),
                name="attachment_held_for_its_sender",
            ),
        ),
        ValidateConstraint(model_name="attachment", name="attachment_held_for_its_sender"),
        AddIndexConcurrently(
            model_name="attachment",
            index=models.Index(
                condition=Q(held_for__isnull=False), fields=["held_for"], name="attachment_held"
            ),
        ),
    ]
