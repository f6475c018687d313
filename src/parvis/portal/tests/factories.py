"""Pages of the portal for tests, below the home page."""

from typing import Any

import factory
from factory.django import DjangoModelFactory
from wagtail.models import Page

from parvis.consultations.enums import Scale, Way
from parvis.pages.tests.factories import home_page
from parvis.portal.enums import Priority, Quality, Values
from parvis.portal.models import (
    ElsewhereIndexPage,
    ElsewherePage,
    MethodIndexPage,
    MethodPage,
    PracticePage,
)


def folder(model: type[Page], slug: str) -> Page:
    found = model.objects.first()
    if found is None:
        found = model(title=slug, slug=slug)
        home_page().add_child(instance=found)
    return found


class PortalPageFactory(DjangoModelFactory):
    class Meta:
        abstract = True

    @classmethod
    def _parent(cls) -> Page:
        return home_page()

    @classmethod
    def _create(cls, model_class: type[Page], *args: Any, **kwargs: Any) -> Page:
        page = model_class(*args, **kwargs)
        cls._parent().add_child(instance=page)
        return page


class MethodFactory(PortalPageFactory):
    """A method that suits everything, with the grade 3 everywhere, unless told."""

    class Meta:
        model = MethodPage

    class Params:
        graded = factory.Trait(
            **{f"{quality}_{end}": 3 for quality in Quality.values for end in ("low", "high")}
        )

    title = factory.Sequence(lambda n: f"Method {n}")
    slug = factory.Sequence(lambda n: f"method-{n}")
    code = factory.Sequence(lambda n: f"code-{n}")
    summary = "In a few words."
    objective = "To know."
    public = "Everybody."
    priority = Priority.REACH
    way = Way.ONLINE
    suits_subject = suits_ways = suits_draft = suits_legal = True
    values_from = Values.ESTIMATE

    @classmethod
    def _parent(cls) -> Page:
        return folder(MethodIndexPage, "methods")


class ElsewhereFactory(PortalPageFactory):
    class Meta:
        model = ElsewherePage

    title = factory.Sequence(lambda n: f"Elsewhere {n}")
    organiser = "The region"
    address = "https://participer.example.org/trains"
    scale = Scale.REGIONAL
    way = Way.BOTH

    @classmethod
    def _parent(cls) -> Page:
        return folder(ElsewhereIndexPage, "held-elsewhere")


class PracticeFactory(PortalPageFactory):
    class Meta:
        model = PracticePage

    title = "Good practice"
    slug = factory.Sequence(lambda n: f"practice-{n}")
    body = "<p>Say the frame.</p>"
