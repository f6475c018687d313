"""What the editor asks of a consultation, in the order in which one thinks of it."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, Panel

CONTENT_PANELS: list[Panel] = [
    FieldPanel("title", heading=_("Question asked")),
    FieldPanel("summary"),
    FieldPanel("picture"),
    MultiFieldPanel(
        [
            FieldPanel("organiser"),
            FieldPanel("decision_maker"),
            FieldPanel("funder"),
            FieldPanel("operator"),
            FieldPanel("contact"),
            FieldPanel("has_no_guarantor"),
        ],
        heading=_("Who"),
    ),
    MultiFieldPanel(
        [FieldPanel("profile"), FieldPanel("replaced_committee"), FieldPanel("announcement")],
        heading=_("In which legal frame"),
    ),
    MultiFieldPanel(
        [
            FieldPanel("presentation"),
            FieldPanel("objective"),
            FieldPanel("open_points"),
            FieldPanel("settled_points"),
            FieldPanel("alternatives"),
            FieldPanel("offline_ways"),
        ],
        heading=_("What"),
    ),
    MultiFieldPanel(
        [
            FieldPanel("use_of_contributions"),
            FieldPanel("answer_due"),
            FieldPanel("answer_in_charge"),
            FieldPanel("currency"),
            FieldPanel("sponsor_word"),
            FieldPanel("sponsor"),
        ],
        heading=_("And then"),
    ),
    MultiFieldPanel([FieldPanel("unindexed")], heading=_("Search engines")),
    MultiFieldPanel([FieldPanel("takes_api")], heading=_("Programs (API)")),
    MultiFieldPanel([FieldPanel("scale"), FieldPanel("way")], heading=_("In the list of consultations")),
]
