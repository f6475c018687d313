from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("restitution", "0002_leaves"),
    ]

    operations = [
        migrations.AlterField(
            model_name="answer",
            name="status",
            field=models.CharField(
                choices=[
                    ("kept", "kept"),
                    ("partly", "partly kept"),
                    ("not_kept", "not kept"),
                    ("studied", "under study"),
                    ("answered", "answered"),
                ],
                max_length=10,
                verbose_name="status",
            ),
        ),
    ]
