import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("ballots", "0007_fence"),
        ("consultations", "0006_verbs"),
        ("contributions", "0005_merges"),
    ]

    operations = [
        migrations.CreateModel(
            name="Overlap",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("choice", models.SmallIntegerField(verbose_name="choice")),
                ("amount", models.IntegerField(verbose_name="amount")),
                ("ballot", models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="consultations.phaseaction", verbose_name="ballot")),
                ("contribution", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="contributions.contribution", verbose_name="contribution")),
                ("merge", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="contributions.merge", verbose_name="merge")),
            ],
            options={"verbose_name": "votes that count once", "verbose_name_plural": "votes that count once"},
        ),
    ]
