"""Consultations in which participants may contribute and vote by the API."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("consultations", "0015_directory")]

    operations = [
        migrations.AddField(
            model_name="consultationpage",
            name="takes_api",
            field=models.BooleanField(
                db_default=False,
                default=False,
                help_text="By a program of theirs, under their account: the same rules, and shown as such.",
                verbose_name="participants may contribute and vote by the API",
            ),
        ),
    ]
