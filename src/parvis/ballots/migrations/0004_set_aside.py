import uuid

import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models

import parvis.merkle.commitments


class Migration(migrations.Migration):

    dependencies = [
        ("ballots", "0003_leaves"),
        ("consultations", "0002_leaves"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="SetAside",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("entry", models.UUIDField(default=uuid.uuid4, editable=False, null=True, verbose_name="entry in the log")),
                ("salt", models.BinaryField(default=parvis.merkle.commitments.new_salt, max_length=32, null=True, verbose_name="salt")),
                ("criterion", models.JSONField(verbose_name="criterion")),
                ("reason", models.CharField(max_length=20, verbose_name="reason of the charter")),
                ("note", models.TextField(blank=True, max_length=1000, verbose_name="note")),
                ("figures", models.JSONField(default=dict, verbose_name="figures")),
                ("created_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False, verbose_name="decided at")),
                ("put_back_at", models.DateTimeField(editable=False, null=True, verbose_name="put back at")),
                ("consultation", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="set_aside", to="consultations.consultationpage", verbose_name="consultation")),
                ("moderator", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL, verbose_name="moderator")),
                ("put_back_by", models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL, verbose_name="put back by")),
            ],
            options={
                "verbose_name": "votes set aside",
                "verbose_name_plural": "votes set aside",
                "ordering": ["-id"],
            },
        ),
        migrations.AddField(
            model_name="vote",
            name="set_aside",
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="votes", to="ballots.setaside", verbose_name="set aside by"),
        ),
    ]
