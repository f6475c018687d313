"""Which save of the draft of an organisation was published: what others keep after it still waits."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("contributions", "0013_guests_told")]

    operations = [
        migrations.AddField(
            model_name="shareddraft",
            name="sent_number",
            field=models.PositiveIntegerField(
                null=True, verbose_name="number of the save that was published"
            ),
        ),
    ]
