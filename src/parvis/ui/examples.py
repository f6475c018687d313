"""What the style guide shows: invented words and numbers, as long and as awkward as real ones."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from parvis.ui.charts import Bar, BarChart, DayChart, Range, RangeChart, Series, StackedChart, StackedRow
from parvis.ui.data import ArgumentLine, Fact, Link, MapOutline, MapPoint, PhaseState, PhaseStep, VoteChoice

RECORDED_AT = datetime(2026, 3, 14, 17, 5, tzinfo=timezone.get_default_timezone())
SWATCHES = (
    *(
        "paper",
        "raised",
        "hairline",
        "ink",
        "soft-ink",
        "brand",
        "accent",
        "for",
        "mixed",
        "against",
        "danger",
    ),
    *(f"data-{place}" for place in range(1, 7)),
)
DAILY_COUNTS = (
    *(0, 12, 48, 96, 214, 188, 90, 41, 22, 60, 84, 71),
    *(33, 18, 9, 14, 27, 52, 120, 143, 77, 36, 12, 5),
)


class ExampleForm(forms.Form):
    """One field of each sort."""

    title = forms.CharField(
        label=gettext_lazy("Your idea in one sentence"),
        help_text=gettext_lazy("What would change, and where?"),
        max_length=120,
    )
    text = forms.CharField(
        label=gettext_lazy("What leads you to propose it?"), widget=forms.Textarea(attrs={"rows": 4})
    )
    email = forms.EmailField(label=gettext_lazy("E-mail address"), required=False)
    theme = forms.ChoiceField(
        label=gettext_lazy("Theme"),
        choices=[("", "—"), ("walk", gettext_lazy("Walking")), ("bike", gettext_lazy("Cycling"))],
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("What do you bring?"),
        help_text=gettext_lazy("This helps others to find it."),
        widget=forms.RadioSelect,
        choices=[
            ("pain", gettext_lazy("Something that does not work")),
            ("idea", gettext_lazy("A solution")),
        ],
    )
    follow = forms.BooleanField(
        label=gettext_lazy("Write to me when the answer is published"),
        help_text=gettext_lazy("One message, and no other."),
        required=False,
    )


def context() -> dict[str, object]:
    """Everything that the style guide's templates name."""
    return {"swatches": SWATCHES, **_reading(), **_taking_part(), **_charts(), **_places()}


def _reading() -> dict[str, object]:
    return {
        "form": ExampleForm(),
        "refused_form": ExampleForm({"email": "camille(at)example", "kind": "other"}, auto_id="refused_%s"),
        "tabs": [
            Link(_("Ideas"), "#tabs", current=True, count=1284),
            Link(_("Arguments"), "#tabs", count=312),
            Link(_("Results"), "#tabs"),
        ],
        "chips": [
            Link(_("All themes"), "#tabs", current=True),
            Link(_("Walking"), "#tabs", count=42),
            Link(_("Cycling"), "#tabs", count=118),
            Link(_("Schools and their surroundings"), "#tabs", count=7),
        ],
        "facts": [
            Fact(_("Who decides"), _("The town council, at its meeting of June")),
            Fact(_("Who may take part"), _("Everyone aged 16 and over, without condition of residence")),
            Fact(_("Rules"), _("Read the rules of this consultation"), url="#facts"),
        ],
        "recorded_at": RECORDED_AT,
        "long_name": _("Association of the residents of the old harbour and its quays"),
        "hostile": '<script>alert("x")</script>',
    }


def _taking_part() -> dict[str, object]:
    now = timezone.now()
    return {
        "steps": _steps(),
        "votes": _votes(chosen=""),
        "chosen_votes": _votes(chosen="mixed"),
        "hidden_votes": [
            VoteChoice(vote.value, vote.label, vote.sign, chosen=vote.value == "for")
            for vote in _votes(chosen="")
        ],
        "support": [VoteChoice("support", _("Support"), "+", count=1)],
        "supported": [VoteChoice("support", _("Supported"), "+", count=2041, chosen=True)],
        "in_days": now + timedelta(days=12, hours=5),
        "in_hours": now + timedelta(hours=5, minutes=20),
        "ended": RECORDED_AT,
        "opens": now + timedelta(days=4, hours=1),
        "later": now + timedelta(days=40),
        "best_for": ArgumentLine(
            text=_(
                "Children would cross a calm street twice a day, "
                "and their parents would stop driving them there."
            ),
            author=_("Camille, resident"),
            supports=86,
            url="#argument-pair",
            written_at=RECORDED_AT,
        ),
        "best_against": ArgumentLine(
            text=_(
                "The two neighbouring streets are narrower and have no pavement: the traffic would go there."
            ),
            author=_("A parent of two"),
            supports=1,
            url="#argument-pair",
            written_at=RECORDED_AT,
        ),
    }


def _steps() -> list[PhaseStep]:
    zone = timezone.get_default_timezone()
    days = [datetime(2026, month, 2, 9, tzinfo=zone) for month in (2, 3, 4, 5, 6, 7)]
    names = (
        (_("Say what does not work"), _("214 pain points, from 180 people.")),
        (_("Choose what matters most"), _("The twelve most supported were kept.")),
        (_("Propose solutions"), _("One idea at a time, on the twelve pain points kept.")),
        (_("Vote on the solutions"), ""),
        (_("Synthesis and answer"), ""),
    )
    states: tuple[PhaseState, ...] = ("past", "past", "present", "future", "future")
    return [
        PhaseStep(
            name=name,
            state=state,
            starts_at=days[place],
            ends_at=days[place + 1] if place < 4 else None,
            url="" if state == "future" else "#stepper",
            summary=summary,
        )
        for place, ((name, summary), state) in enumerate(zip(names, states, strict=True))
    ]


def _votes(*, chosen: str) -> list[VoteChoice]:
    return [
        VoteChoice("for", pgettext("vote", "For"), "+", count=1284, chosen=chosen == "for"),
        VoteChoice("mixed", pgettext("vote", "Mixed"), "±", count=1, chosen=chosen == "mixed"),
        VoteChoice("against", pgettext("vote", "Against"), "−", count=310, chosen=chosen == "against"),
    ]


def _charts() -> dict[str, object]:
    start = date(2026, 3, 1)
    days = tuple((start + timedelta(days=place), count) for place, count in enumerate(DAILY_COUNTS))
    return {
        "bar_chart": _difficulties(),
        "interval_chart": _intervals(),
        "range_chart": _qualities(),
        "range_chart_small": replace(_qualities(), id="ranges-small"),
        "stacked_chart": _shares(),
        "column_chart": DayChart(
            id="days",
            title=_("Two waves: the opening, then the meeting"),
            days=days,
            unit=_("Number of people"),
        ),
        "line_chart": DayChart(
            id="line",
            title=_("The same days, as a line"),
            days=days,
            unit=_("Number of votes"),
            drawing="line",
        ),
    }


def _difficulties() -> BarChart:
    return BarChart(
        id="bars",
        title=_("Crossing the avenue on foot comes first among the difficulties named"),
        unit=_("Number of people"),
        row_header=_("Difficulty"),
        source=_("1,496 people, several answers each. Data invented for this guide."),
        bars=(
            Bar(_("Crossing the avenue on foot"), 812),
            Bar(_("Finding a place for one's bicycle near the station or the covered market"), 604),
            Bar(_("Waiting for the bus in the rain"), 371),
            Bar(_("Reading the timetable"), 96),
            Bar(_("Going home after 9 p.m."), None, note=_("The question was added after the start.")),
        ),
    )


def _intervals() -> BarChart:
    return BarChart(
        id="intervals",
        title=_("Two residents in three would leave the car at home"),
        unit=_("Percent of residents."),
        row_header=_("Answer"),
        maximum=100,
        bars=(Bar(_("Yes, often"), 64, low=58, high=70), Bar(_("Sometimes"), 21, low=16, high=26)),
    )


def _qualities() -> RangeChart:
    return RangeChart(
        id="ranges",
        title=_("It reaches many people, and deliberates little"),
        unit=_("From 0 to 5."),
        row_header=_("Quality"),
        maximum=5,
        source=_("Data invented for this guide."),
        rows=(
            Range(_("People reached"), 5, 5),
            Range(_("Deliberation"), 0, 2, note=_("Higher when arguments stand side by side.")),
            Range(_("Information"), None, None),
        ),
    )


def _shares() -> StackedChart:
    return StackedChart(
        id="shares",
        title=_("Calm streets near schools gather; paid parking divides"),
        unit=_("people"),
        row_header=_("Proposal"),
        series=(
            Series(pgettext("vote", "For"), "for", "+"),
            Series(pgettext("vote", "Mixed"), "mixed", "±"),
            Series(pgettext("vote", "Against"), "against", "−"),
        ),
        rows=(
            StackedRow(_("Close the streets of schools to cars when pupils come and go"), (1040, 121, 93)),
            StackedRow(_("Make parking in the centre paid on Saturdays"), (402, 260, 588)),
        ),
    )


def _places() -> dict[str, object]:
    ring = ((-1.62, 48.1), (-1.58, 48.085), (-1.54, 48.095), (-1.535, 48.125), (-1.57, 48.14), (-1.61, 48.13))
    return {
        "outlines": [MapOutline(ring=ring)],
        "points": [
            MapPoint(
                _("Station square"), 48.103, -1.585, url="#map", note=_("Workshop on 12 March at 18:30")
            ),
            MapPoint(
                _("Covered market"), 48.117, -1.572, url="#map", note=_("Open table on Saturday morning")
            ),
            MapPoint(_("School of the Quays"), 48.124, -1.596),
        ],
    }
