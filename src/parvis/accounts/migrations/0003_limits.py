import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("accounts", "0002_mailboxes"),
    ]

    operations = [
        migrations.AddField(
            model_name="signincode",
            name="network",
            field=models.CharField(blank=True, db_default="", max_length=16, verbose_name="network, as a keyed hash"),
        ),
        migrations.CreateModel(
            name="Allowance",
            fields=[
                ("key", models.CharField(max_length=32, primary_key=True, serialize=False, verbose_name="key")),
                ("full_at", models.DateTimeField(verbose_name="whole again at")),
                ("room", models.DurationField(verbose_name="room")),
            ],
            options={
                "verbose_name": "allowance",
                "verbose_name_plural": "allowances",
                "indexes": [models.Index(fields=["full_at"], name="allowance_age")],
            },
        ),
        migrations.CreateModel(
            name="Footprint",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("network", models.CharField(blank=True, max_length=16, verbose_name="network, as a keyed hash")),
                ("browser", models.CharField(blank=True, max_length=16, verbose_name="browser, as a keyed hash")),
                ("seen_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), verbose_name="seen at")),
                ("participant", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="footprints", to=settings.AUTH_USER_MODEL, verbose_name="participant")),
            ],
            options={
                "verbose_name": "footprint",
                "verbose_name_plural": "footprints",
                "constraints": [models.UniqueConstraint(fields=("participant", "network", "browser"), name="footprint_unique")],
                "indexes": [
                    models.Index(fields=["network"], name="footprint_network"),
                    models.Index(fields=["seen_at"], name="footprint_age"),
                ],
            },
        ),
    ]
