"""When the moderators were told that an appeal waits."""

from django.conf import settings
from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [
        ("moderation", "0007_guests"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="appeal",
            name="told_at",
            field=models.DateTimeField(editable=False, null=True, verbose_name="told to the moderators at"),
        ),
        migrations.AddIndex(
            model_name="appeal",
            index=models.Index(condition=Q(("told_at", None)), fields=["id"], name="appeal_untold"),
        ),
    ]
