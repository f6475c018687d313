"""Give the site its own name, logo and colour."""

import io
from math import floor

from django.core.files import File
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import formats
from django.utils.translation import gettext as _
from wagtail.models import Site

from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.pages.domain.redraw import opened
from parvis.pages.models import Brand
from parvis.pages.permissions import can
from parvis.ui import colour as colours

HEAVIEST = 2 * 1024 * 1024
# Three times what the head of a page shows, for sharp screens.
LARGEST = (720, 132)


@transaction.atomic
def set_brand(
    *,
    actor: Participant,
    name: str,
    colour: str = "",
    logo: File | None = None,
    without_logo: bool = False,
) -> Brand:
    """Change the name and the colour (empty: that of Parvis); the logo only when one is given or taken away.

    Raises `Refused`. The file of a former logo stays: pages kept by caches still show it.
    """
    if not can(actor, "edit_site"):
        raise Refused(_("You may not change the look of this site. Ask its administrator."))
    check_colour(colour)
    site = Site.objects.select_for_update().get(is_default_site=True)
    site.site_name = name
    site.save(update_fields=["site_name"])
    brand, _created = Brand.objects.get_or_create(site=site)
    brand.colour = colour
    if logo is not None:
        brand.logo = ContentFile(redraw(logo), name="logo.png")
    elif without_logo:
        brand.logo = ""
    brand.save()
    return brand


def check_colour(colour: str) -> None:
    """Refuse a colour that text could not be read in, and name the nearest one that does."""
    if not colour:
        return
    if not colours.WRITTEN.fullmatch(colour):
        raise Refused(_("Write the colour as # and six digits, such as #0b5c5e."))
    ratio = colours.weakest(colour)
    if ratio < colours.READABLE:
        raise Refused(
            _(
                "This colour is too light to be read: its contrast is %(ratio)s to 1, and text needs "
                "%(least)s to 1. The nearest shade that reads is %(shade)s."
            )
            % {
                "ratio": formats.number_format(floor(ratio * 10) / 10, 1),
                "least": formats.number_format(colours.READABLE, 1),
                "shade": colours.nearest_readable(colour),
            }
        )


def redraw(logo: File) -> bytes:
    """The picture as a PNG of a fitting size: nothing else of the file that was sent is kept."""
    if logo.size > HEAVIEST:
        raise Refused(_("This file is larger than 2 MB: choose a smaller picture."))
    with opened(logo) as picture:
        picture.thumbnail(LARGEST)
        drawn = picture.convert("RGBA")
    written = io.BytesIO()
    drawn.save(written, "PNG", optimize=True)
    return written.getvalue()
