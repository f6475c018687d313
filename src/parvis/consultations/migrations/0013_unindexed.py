"""Consultations whose contributions are kept out of search engines."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("consultations", "0012_read_first"),
    ]

    operations = [
        migrations.AddField(
            model_name="consultationpage",
            name="unindexed",
            field=models.BooleanField(
                db_default=False,
                default=False,
                help_text="The page of the consultation itself is still found.",
                verbose_name="what people write is kept out of search engines",
            ),
        ),
    ]
