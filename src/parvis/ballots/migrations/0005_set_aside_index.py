from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):

    atomic = False

    dependencies = [
        ("ballots", "0004_set_aside"),
    ]

    operations = [
        AddIndexConcurrently(
            model_name="vote",
            index=models.Index(condition=models.Q(("set_aside__isnull", False)), fields=["set_aside", "contribution"], name="vote_set_aside"),
        ),
    ]
