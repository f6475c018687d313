"""What no moderator has read yet: an empty column, then its index while people read and write.

What was deposited before stays as it is: nobody can say now who read it.
"""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("contributions", "0015_file_sent_by")]

    operations = [
        migrations.AddField(
            model_name="contribution",
            name="to_read_since",
            field=models.DateTimeField(
                editable=False,
                help_text=(
                    "Sent or revised on line, published, and no moderator has read it yet; empty otherwise."
                ),
                null=True,
                verbose_name="to be read by the team since",
            ),
        ),
        AddIndexConcurrently(
            model_name="contribution",
            index=models.Index(
                condition=Q(state="published") & Q(to_read_since__isnull=False),
                fields=["consultation", "to_read_since", "id"],
                name="contribution_to_read",
            ),
        ),
    ]
