from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("consultations", "0005_invitations"),
    ]

    operations = [
        migrations.AlterField(
            model_name="phaseaction",
            name="verb",
            field=models.CharField(
                choices=[
                    ("deposit", "deposit"),
                    ("vote", "vote"),
                    ("argue", "argue"),
                    ("comment", "comment"),
                    ("ask", "ask the organiser"),
                ],
                max_length=10,
                verbose_name="action",
            ),
        ),
    ]
