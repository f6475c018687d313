"""The texts that blocks hold now leave their former column, so that what is taken from a page is gone.

In a migration of its own: it is the one to hold back while processes of the former version still run. What
these wrote meanwhile becomes blocks before the column goes.
"""

from importlib import import_module

from django.db import migrations

convert = import_module("parvis.pages.migrations.0004_blocks").convert


class Migration(migrations.Migration):
    dependencies = [
        ("pages", "0004_blocks"),
    ]

    operations = [
        migrations.RunPython(convert, migrations.RunPython.noop),
        *(
            migrations.RemoveField(model_name=name, name="body")
            for name in ("articlepage", "newspage", "resourcepage")
        ),
    ]
