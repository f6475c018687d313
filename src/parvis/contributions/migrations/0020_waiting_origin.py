"""By which way a text that waits to be read came."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("contributions", "0019_held_files")]

    operations = [
        migrations.AddField(
            model_name="waitingtext",
            name="origin",
            field=models.CharField(
                choices=[
                    ("web", "Web"),
                    ("paper", "Paper"),
                    ("event", "Event"),
                    ("email", "E-mail"),
                    ("import", "Import"),
                ],
                db_default="web",
                default="web",
                max_length=10,
                verbose_name="origin",
            ),
        ),
    ]
