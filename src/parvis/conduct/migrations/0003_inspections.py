import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("conduct", "0002_rehearsal"),
        ("consultations", "0011_legal_frame"),
    ]

    operations = [
        migrations.CreateModel(
            name="Inspection",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("made_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False, verbose_name="made at")),
                ("acts", models.PositiveBigIntegerField(db_default=0, default=0, verbose_name="acts looked at")),
                ("unlogged", models.PositiveBigIntegerField(db_default=0, default=0, verbose_name="acts without a line in the log")),
                ("late", models.PositiveBigIntegerField(db_default=0, default=0, verbose_name="acts taken after the close")),
                ("ungrouped", models.PositiveBigIntegerField(db_default=0, default=0, verbose_name="identical texts counted apart")),
                ("endless", models.PositiveIntegerField(db_default=0, default=0, verbose_name="accounts closed without an end")),
                ("consultation", models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name="inspection", to="consultations.consultationpage", verbose_name="consultation")),
            ],
            options={
                "verbose_name": "inspection of a consultation",
                "verbose_name_plural": "inspections of consultations",
            },
        ),
        migrations.CreateModel(
            name="Explanation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("words", models.TextField(max_length=500, verbose_name="reason")),
                ("made_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False, verbose_name="said at")),
                ("rules", models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name="explanation", to="consultations.rules", verbose_name="rules as they became")),
            ],
            options={
                "verbose_name": "reason of a change",
                "verbose_name_plural": "reasons of changes",
                "constraints": [models.CheckConstraint(condition=models.Q(("words", ""), _negated=True), name="explanation_says_something")],
            },
        ),
    ]
