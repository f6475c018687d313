"""Jobs of the editorial floor."""

from django.core.management import call_command
from procrastinate.contrib.django import app


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="publish_scheduled_pages")
def publish_scheduled_pages(timestamp: int) -> None:
    """Publish and unpublish the pages whose hour has come (Wagtail's own rules)."""
    call_command("publish_scheduled")
