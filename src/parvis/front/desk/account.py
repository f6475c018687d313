"""One's preferences at the desk, without the name that Wagtail asks for: people have a public name alone."""

from django.urls import path
from wagtail.admin.auth import require_admin_access
from wagtail.admin.views.account import AccountView, BaseSettingsPanel, NameEmailSettingsPanel


class Preferences(AccountView):
    """Language, look and picture: a first and a last name would be compulsory, and kept nowhere."""

    def get_panels(self) -> list[BaseSettingsPanel]:
        return [panel for panel in super().get_panels() if not isinstance(panel, NameEmailSettingsPanel)]


urlpatterns = [path("", require_admin_access(Preferences.as_view()))]
