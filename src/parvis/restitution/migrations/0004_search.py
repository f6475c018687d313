from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations

from parvis.contributions.search import search_vector


class Migration(migrations.Migration):
    atomic = False

    dependencies = [
        ("contributions", "0001_initial"),
        ("restitution", "0003_answered"),
    ]

    operations = [
        AddIndexConcurrently(
            model_name="answer",
            index=GinIndex(search_vector("text", weight="B"), name="answer_search"),
        ),
    ]
