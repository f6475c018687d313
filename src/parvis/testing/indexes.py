"""Wagtail's own indexes of pages and files, which its desk alone reads."""

from itertools import chain

from django.db.models.signals import post_save
from modelsearch.index import get_indexed_models, insert_or_update_object
from modelsearch.signal_handlers import post_save_signal_handler
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page, ReferenceIndex
from wagtail.signal_handlers import disconnect_reference_index_signal_handlers_for_model


def leave_unindexed() -> None:
    """What is saved from now on stays out of them: most tests make pages. See `index_all`."""
    for model in get_indexed_models():
        post_save.disconnect(post_save_signal_handler, sender=model)
    for model in ReferenceIndex.tracked_models:
        disconnect_reference_index_signal_handlers_for_model(model)


def index_all() -> None:
    """Write every page and file into them, for tests that look for what the desk finds, or hides."""
    rows = (Page.objects.specific(), get_image_model().objects.all(), get_document_model().objects.all())
    for row in chain(*rows):
        insert_or_update_object(row)
        ReferenceIndex.create_or_update_for_object(row)
