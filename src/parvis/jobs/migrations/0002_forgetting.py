from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("jobs", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Forgetting",
            fields=[
                ("rule", models.SlugField(max_length=40, primary_key=True, serialize=False, verbose_name="rule")),
                ("ran_at", models.DateTimeField(verbose_name="last applied at")),
                ("rows", models.PositiveIntegerField(verbose_name="rows erased")),
            ],
            options={
                "verbose_name": "application of a retention rule",
                "verbose_name_plural": "applications of retention rules",
            },
        ),
    ]
