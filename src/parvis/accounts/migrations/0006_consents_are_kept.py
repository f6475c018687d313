import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import parvis.accounts.kept

# Emptying the whole table is refused too, where nobody but the migrations makes tables: tests empty theirs.
EMPTIED = """
CREATE TRIGGER accounts_consent_is_not_emptied BEFORE TRUNCATE ON accounts_consent
    FOR EACH STATEMENT EXECUTE FUNCTION accounts_keep_consents();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0005_linked_identities"),
    ]

    operations = [
        migrations.AlterField(
            model_name="consent",
            name="participant",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="consents",
                to=settings.AUTH_USER_MODEL,
                verbose_name="participant",
            ),
        ),
        migrations.AddConstraint(model_name="consent", constraint=parvis.accounts.kept.Kept(name="consent_kept")),
        migrations.RunSQL(EMPTIED, "DROP TRIGGER accounts_consent_is_not_emptied ON accounts_consent"),
    ]
