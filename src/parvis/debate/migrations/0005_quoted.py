from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("debate", "0004_promise"),
    ]

    operations = [
        migrations.AddField(
            model_name="argument",
            name="quoted",
            field=models.CharField(
                blank=True, db_default="", default="", max_length=500, verbose_name="words on which it bears"
            ),
        ),
        migrations.AddConstraint(
            model_name="argument",
            constraint=models.CheckConstraint(
                condition=models.Q(("quoted", ""), models.Q(("depth", 0), ("kind", "comment")), _connector="OR"),
                name="argument_comment_quotes",
            ),
        ),
    ]
