"""Every address of the site. French has no prefix; English lives under /en/."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from parvis.config.media import media
from parvis.ui.views import brand_colours

urlpatterns = [
    path("desk/reports/page-types-usage/", include("parvis.front.desk.reports")),
    path("desk/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("media/<path:path>", media, name="media"),
    path("look/<slug:digits>.css", brand_colours, name="brand_colours"),
]

urlpatterns += i18n_patterns(
    path("account/", include("parvis.accounts.sign_in_urls")),
    path("me/", include("parvis.accounts.urls")),
    path("styleguide/", include("parvis.ui.urls")),
    path("demonstration/", include("parvis.demonstration.urls")),
    path("mailbox/", include("parvis.jobs.urls")),
    path("contributions/", include("parvis.contributions.urls")),
    path("ballots/", include("parvis.ballots.urls")),
    path("debate/", include("parvis.debate.urls")),
    path("results/", include("parvis.restitution.urls")),
    path("follow/", include("parvis.consultations.urls")),
    path("exports/", include("parvis.opendata.urls")),
    path("pages/", include("parvis.pages.urls")),
    path("", include("parvis.front.urls")),
    path("", include(wagtail_urls)),
    prefix_default_language=False,
)
