"""Editorial pages for tests: below `parent`, the home page unless told."""

from typing import Any

import factory
from factory.django import DjangoModelFactory
from wagtail.documents import get_document_model
from wagtail.models import Collection, Locale, Page, Site

from parvis.pages.blocks.stream import one_text
from parvis.pages.enums import ResourceForm, ResourceOrigin
from parvis.pages.models import ArticlePage, HomePage, NewsPage, ResourcePage


def home_page() -> HomePage:
    """The home page of a bare test site; a prepared site keeps its own."""
    if Collection.get_first_root_node() is None:
        Collection.add_root(name="Root")
    home = HomePage.objects.first()
    if home is None:
        Locale.objects.get_or_create(language_code="fr")
        root = Page.get_first_root_node() or Page.add_root(instance=Page(title="Root", slug="root"))
        home = root.add_child(instance=HomePage(title="Parvis", slug="home"))
        Site.objects.create(hostname="localhost", root_page=home, is_default_site=True)
    return home


class EditorialFactory(DjangoModelFactory):
    class Meta:
        abstract = True

    class Params:
        html = "<p>At length.</p>"

    summary = "In a few words."
    blocks = factory.LazyAttribute(lambda page: one_text(page.html))

    @classmethod
    def _create(cls, model_class: type[Page], *args: Any, parent: Page | None = None, **kwargs: Any) -> Page:
        page = model_class(*args, **kwargs)
        (parent or home_page()).add_child(instance=page)
        return page


class ArticleFactory(EditorialFactory):
    class Meta:
        model = ArticlePage

    title = factory.Sequence(lambda n: f"Article {n}")


class NewsFactory(EditorialFactory):
    class Meta:
        model = NewsPage

    title = factory.Sequence(lambda n: f"News {n}")


class ResourceFactory(EditorialFactory):
    """A link of the organiser, by default."""

    class Meta:
        model = ResourcePage

    title = factory.Sequence(lambda n: f"Resource {n}")
    form = ResourceForm.LINK
    origin = ResourceOrigin.ORGANISER
    publisher = "The town"
    link = "https://videos.example.org/a-film"


def every_block(words: str) -> list[dict[str, Any]]:
    """A block of each type that names no file, as the database holds it, with these words wherever it may."""
    rich = f"<p>{words}</p>"
    values: dict[str, Any] = {
        "text": rich,
        "video": {"title": words, "address": "https://youtu.be/abc123", "language": "fr", "transcript": rich},
        "timeline": {"title": words, "steps": [{"date": "2026-03-03", "title": words, "text": words}]},
        "figures": {
            "title": words,
            "figures": [{"number": "1250.5", "unit": words, "label": words, "source": words}],
        },
        "questions": {"title": words, "questions": [{"question": words, "answer": rich}]},
        "map": {
            "title": words,
            "places": [{"label": words, "latitude": "47.2", "longitude": "-1.5", "note": words}],
        },
        "quotation": {"words": words, "who": words, "role": words, "source": words, "address": words},
    }
    return [{"type": name, "value": value} for name, value in values.items()]


class DocumentFactory(DjangoModelFactory):
    class Meta:
        model = get_document_model()

    title = "Counts of bicycles"
    collection = factory.LazyFunction(lambda: home_page() and Collection.get_first_root_node())
    file = factory.django.FileField(filename="counts.pdf", data=b"%PDF-1.4 counts")
    file_size = 15
