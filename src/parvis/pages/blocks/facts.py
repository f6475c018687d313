"""Blocks of facts: dates, figures, places."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.blocks import CharBlock, DateBlock, DecimalBlock, ListBlock, StructBlock, StructValue, TextBlock

from parvis.ui.data import MapPoint

MOST_PLACES = 60


class StepBlock(StructBlock):
    date = DateBlock(label=gettext_lazy("Date"))
    title = CharBlock(label=gettext_lazy("What happens"), max_length=160)
    text = TextBlock(label=gettext_lazy("Details"), required=False, max_length=600)

    class Meta:
        icon = "date"
        label = gettext_lazy("Step")


class TimelineValue(StructValue):
    @property
    def dated(self) -> list[StructValue]:
        """Steps in the order of their dates."""
        return sorted((step for step in self["steps"] if step["date"]), key=lambda step: step["date"])


def _timeline_shown() -> dict[str, Any]:
    return {
        "title": _("The stages of the project"),
        "steps": [
            {"date": date(2026, 1, 12), "title": _("Studies"), "text": ""},
            {
                "date": date(2026, 3, 3),
                "title": _("Public consultation"),
                "text": _("Six weeks, online and on paper."),
            },
            {"date": date(2026, 6, 18), "title": _("Decision of the council"), "text": ""},
        ],
    }


class TimelineBlock(StructBlock):
    title = CharBlock(label=gettext_lazy("Title"), required=False, max_length=120)
    steps = ListBlock(StepBlock(), label=gettext_lazy("Steps"), min_num=1)

    class Meta:
        icon = "history"
        label = gettext_lazy("Timeline")
        description = gettext_lazy("Dated steps, the oldest first.")
        template = "pages/blocks/timeline.html"
        value_class = TimelineValue
        preview_value = staticmethod(_timeline_shown)


class FigureBlock(StructBlock):
    number = DecimalBlock(label=gettext_lazy("How much"), max_digits=15)
    unit = CharBlock(
        label=gettext_lazy("Unit"),
        required=False,
        max_length=20,
        help_text=gettext_lazy("Such as %, km, €: nothing for a count."),
    )
    label = CharBlock(
        label=gettext_lazy("What it counts"),
        max_length=120,
        help_text=gettext_lazy("With its date and its base: 12 percent of what?"),
    )
    source = CharBlock(
        label=gettext_lazy("Source"),
        max_length=160,
        help_text=gettext_lazy("Who counted, and when."),
    )

    class Meta:
        icon = "order"
        label = gettext_lazy("Figure")


def _figures_shown() -> dict[str, Any]:
    return {
        "title": _("In figures"),
        "figures": [
            {"number": 12_400, "unit": "", "label": _("residents"), "source": _("census")},
            {"number": 38, "unit": "%", "label": _("of trips shorter than 3 km"), "source": _("survey")},
        ],
    }


class FiguresBlock(StructBlock):
    title = CharBlock(label=gettext_lazy("Title"), required=False, max_length=120)
    figures = ListBlock(FigureBlock(), label=gettext_lazy("Figures"), min_num=1)

    class Meta:
        icon = "order"
        label = gettext_lazy("Key figures")
        description = gettext_lazy("Numbers with what they count and where they come from.")
        template = "pages/blocks/figures.html"
        preview_value = staticmethod(_figures_shown)


class PlaceBlock(StructBlock):
    label = CharBlock(label=gettext_lazy("Name of the place"), max_length=120)
    latitude = DecimalBlock(
        label=gettext_lazy("Latitude"),
        min_value=-90,
        max_value=90,
        max_digits=15,
        decimal_places=12,
        help_text=gettext_lazy("Such as 48.8566: a long press on most maps shows it, before the longitude."),
    )
    longitude = DecimalBlock(
        label=gettext_lazy("Longitude"),
        min_value=-180,
        max_value=180,
        max_digits=15,
        decimal_places=12,
        help_text=gettext_lazy("Such as 2.3522."),
    )
    note = CharBlock(label=gettext_lazy("In a few words"), required=False, max_length=300)

    class Meta:
        icon = "site"
        label = gettext_lazy("Place")


class MapValue(StructValue):
    @property
    def points(self) -> list[MapPoint]:
        """Places that are somewhere on earth, in the order of the list."""
        return [
            MapPoint(
                label=place["label"],
                latitude=float(place["latitude"]),
                longitude=float(place["longitude"]),
                note=place["note"],
            )
            for place in self["places"]
            if _is_on_earth(place["latitude"], place["longitude"])
        ]


def _is_on_earth(latitude: Decimal | None, longitude: Decimal | None) -> bool:
    return latitude is not None and longitude is not None and abs(latitude) <= 90 and abs(longitude) <= 180


def _map_shown() -> dict[str, Any]:
    return {
        "title": _("The places of the project"),
        "places": [
            {"label": _("The station"), "latitude": 47.2173, "longitude": -1.5416, "note": ""},
            {
                "label": _("The castle"),
                "latitude": 47.2161,
                "longitude": -1.5497,
                "note": _("Works in May."),
            },
        ],
    }


class MapBlock(StructBlock):
    title = CharBlock(label=gettext_lazy("Title"), max_length=120)
    places = ListBlock(PlaceBlock(), label=gettext_lazy("Places"), min_num=1, max_num=MOST_PLACES)

    class Meta:
        icon = "site"
        label = gettext_lazy("Map")
        description = gettext_lazy("Numbered places, with the list that says the same beside them.")
        template = "pages/blocks/map.html"
        value_class = MapValue
        preview_value = staticmethod(_map_shown)
