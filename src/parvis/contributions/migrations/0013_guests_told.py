"""When the moderators were told that a text of a guest waits."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("contributions", "0012_shared_drafts")]

    operations = [
        migrations.AddField(
            model_name="guesttext",
            name="told_at",
            field=models.DateTimeField(editable=False, null=True, verbose_name="told to the moderators at"),
        ),
        migrations.AddIndex(
            model_name="guesttext",
            index=models.Index(
                condition=Q(("state", "waiting"), ("told_at", None)),
                fields=["id"],
                name="guest_text_untold",
            ),
        ),
    ]
