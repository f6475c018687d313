from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("accounts", "0007_purpose_of_news"),
    ]

    operations = [
        migrations.CreateModel(
            name="Refusal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField(verbose_name="day")),
                ("act", models.CharField(max_length=12, verbose_name="act")),
                ("count", models.PositiveBigIntegerField(verbose_name="acts refused")),
            ],
            options={
                "verbose_name": "acts refused by a limit",
                "verbose_name_plural": "acts refused by limits",
                "constraints": [models.UniqueConstraint(fields=("day", "act"), name="refusal_one_a_day")],
            },
        ),
    ]
