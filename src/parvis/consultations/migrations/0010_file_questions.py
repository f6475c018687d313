"""Questions answered by a photo or a document."""

from django.db import migrations, models

TYPES = [
    ("short_text", "short text"),
    ("long_text", "long text"),
    ("single", "one choice"),
    ("multiple", "several choices"),
    ("scale", "scale"),
    ("ranking", "ranking"),
    ("matrix", "grid of choices"),
    ("number", "number"),
    ("date", "date"),
    ("place", "place"),
    ("statement", "statement to accept"),
    ("photo", "photo"),
    ("file", "file"),
    ("note", "text between questions"),
    ("section", "new page of the form"),
]


class Migration(migrations.Migration):
    dependencies = [
        ("consultations", "0009_guests"),
    ]

    operations = [
        migrations.AlterField(
            model_name="question",
            name="type",
            field=models.CharField(choices=TYPES, max_length=12, verbose_name="type"),
        ),
    ]
