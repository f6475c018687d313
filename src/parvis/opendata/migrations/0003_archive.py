import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("consultations", "0001_initial"),
        ("opendata", "0002_older_than_the_log"),
    ]

    operations = [
        migrations.CreateModel(
            name="Archive",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                ("file", models.CharField(max_length=60, verbose_name="name of its file")),
                ("sha256", models.CharField(max_length=64, verbose_name="SHA-256")),
                ("bytes", models.BigIntegerField(verbose_name="size in bytes")),
                ("size", models.BigIntegerField(verbose_name="lines of the public log")),
                (
                    "watched",
                    models.BigIntegerField(verbose_name="watched up to this line of the public log"),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("current", "current"),
                            ("behind", "something happened since"),
                            ("taken_down", "taken down"),
                        ],
                        default="current",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                (
                    "made_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(),
                        editable=False,
                        verbose_name="made at",
                    ),
                ),
                (
                    "consultation",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="archive",
                        to="consultations.consultationpage",
                        verbose_name="consultation",
                    ),
                ),
            ],
            options={
                "verbose_name": "archive",
                "verbose_name_plural": "archives",
            },
        ),
    ]
