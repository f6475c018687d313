"""What the editor of a page shows beside its fields."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import Panel

from parvis.pages.sources import source_of


class SourcePanel(Panel):
    """The source of a translation: a script puts each part beside the field where it is translated."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "pages/panels/source.html"

        def is_shown(self) -> bool:
            return bool(super().is_shown() and self.instance.translates_id)

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            return {
                **super().get_context_data(parent_context),
                "source": source_of(self.instance),
                "page": self.instance,
            }


def source_panel() -> SourcePanel:
    return SourcePanel(heading=_("Source of this translation"))
