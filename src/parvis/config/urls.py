"""Every address of the site. French has no prefix; English lives under /en/."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path, re_path
from django.views.decorators.http import require_safe
from wagtail import views as wagtail
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.urls import serve_pattern

from parvis.config.media import document, media
from parvis.front.views.finding import robots, sitemap
from parvis.ledger.views.log import well_known
from parvis.ui.views import brand_colours

handler400 = "parvis.config.patience.bad_request"
handler500 = "parvis.config.patience.server_error"

urlpatterns = [
    path("desk/reports/page-types-usage/", include("parvis.front.desk.reports")),
    path("desk/account/", include("parvis.front.desk.account")),
    path("desk/", include("parvis.front.desk.closed")),
    path("desk/", include(wagtailadmin_urls)),
    # Of Wagtail's addresses for the public, those in use: no shared password, no sign-in page of its own.
    re_path(r"^documents/(\d+)/(.*)$", document, name="wagtaildocs_serve"),
    path("media/<path:path>", media, name="media"),
    path("look/<slug:digits>.css", brand_colours, name="brand_colours"),
    path(".well-known/parvis-ledger", well_known, name="parvis_ledger"),
    path("ledger/", include("parvis.ledger.log_urls")),
    path("robots.txt", robots, name="robots"),
    path("sitemap.xml", sitemap, name="sitemap"),
    path("api/v1/", include("parvis.opendata.api.urls")),
    path("api/deployment/", include("parvis.conduct.instance_urls")),
    path("files/", include("parvis.contributions.file_urls")),
]

urlpatterns += i18n_patterns(
    path("account/", include("parvis.accounts.sign_in_urls")),
    path("me/", include("parvis.accounts.urls")),
    path("me/tokens/", include("parvis.opendata.token_urls")),
    path("api/", include("parvis.opendata.api.page_urls")),
    path("me/organisations/", include("parvis.organisations.urls")),
    path("me/teams/", include("parvis.consultations.team_urls")),
    path("styleguide/", include("parvis.ui.urls")),
    path("demonstration/", include("parvis.demonstration.urls")),
    path("mailbox/", include("parvis.jobs.urls")),
    path("contributions/", include("parvis.contributions.urls")),
    path("ballots/", include("parvis.ballots.urls")),
    path("debate/", include("parvis.debate.urls")),
    path("room/", include("parvis.room.urls")),
    path("field/", include("parvis.field.urls")),
    path("moderation/", include("parvis.moderation.urls")),
    path("results/", include("parvis.restitution.urls")),
    path("follow/", include("parvis.following.urls")),
    path("invitation/", include("parvis.consultations.invitation_urls")),
    path("exports/", include("parvis.opendata.urls")),
    path("ledger/", include("parvis.ledger.urls")),
    path("pages/", include("parvis.pages.urls")),
    path("", include("parvis.gatherings.urls")),
    path("", include("parvis.front.urls")),
    re_path(serve_pattern, require_safe(wagtail.serve), name="wagtail_serve"),
    prefix_default_language=False,
)
