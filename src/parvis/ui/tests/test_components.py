"""Components say what they are to those who listen, and let no hostile text through."""

from datetime import UTC, datetime
from html.parser import HTMLParser

import pytest
from django.template import Context, Template
from django.utils import translation

from parvis.ui.data import ArgumentLine, Fact, Link, MapPoint, PhaseStep, VoteChoice

HOSTILE = '"><script>alert(1)</script>'
WHEN = datetime(2026, 3, 14, 16, 5, tzinfo=UTC)


class Tags(HTMLParser):
    """The opening tags of a fragment, with their attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.found if name == tag]


def render(source: str, **context: object) -> str:
    with translation.override("fr"):
        return Template("{% load parvis %}" + source).render(Context(context))


def tags(source: str, **context: object) -> Tags:
    return Tags(render(source, **context))


def choices(chosen: str = "") -> list[VoteChoice]:
    return [
        VoteChoice("for", "For", "+", count=2, chosen=chosen == "for"),
        VoteChoice("mixed", "Mixed", "±", count=None),
        VoteChoice("against", "Against", "−", count=1),
    ]


@pytest.mark.parametrize(
    "source",
    [
        "{% button label=x url=x name=x value=x data_parvis_x=x %}",
        "{% button label=x name=x value=x id=x %}",
        "{% dialog id=x title=x trigger=x url=x %}{{ x }}{% enddialog %}",
        "{% share url=x title=x %}",
        "{% page_head title=x kicker=x kicker_url=x lede=x %}{{ x }}{% endpage_head %}",
        "{% section title=x id=x note=x url=x link=x %}{{ x }}{% endsection %}",
        "{% breadcrumbs %}{% crumb label=x url=x %}{% endbreadcrumbs %}",
        "{% card title=x url=x kicker=x note=x image=x %}{{ x }}{% endcard %}",
        "{% tag label=x url=x %}{% tag label=x kind=x %}",
        "{% tabs items=links label=x %}{% chips items=links label=x %}",
        "{% pagination previous_url=x next_url=x label=x previous_label=x next_label=x %}",
        "{% empty_state title=x %}{{ x }}{% endempty_state %}",
        "{% alert text=x kind=x title=x %}",
        "{% progress value=1 total=2 label=x %}",
        "{% person name=x badge=x url=x identity_level='L1' %}",
        "{% figure value=1 noun=x note=x url=x %}",
        "{% facts items=facts %}",
        "{% receipt reference=x recorded_at=when url=x %}",
        "{% caveat text=x %}",
        "{% stepper steps=steps label=x %}",
        "{% vote_control id=x action=x choices=votes label=x disabled_reason=x %}",
        "{% argument_pair best_for=line best_against=line %}",
        "{% map points=points label=x %}",
    ],
)
def test_hostile_text_stays_text(source: str) -> None:
    found = tags(
        source,
        x=HOSTILE,
        when=WHEN,
        links=[Link(HOSTILE, HOSTILE)],
        facts=[Fact(HOSTILE, HOSTILE, HOSTILE)],
        steps=[PhaseStep(HOSTILE, "present", url=HOSTILE, summary=HOSTILE)],
        votes=[VoteChoice(HOSTILE, HOSTILE, HOSTILE)],
        line=ArgumentLine(HOSTILE, HOSTILE, 1, url=HOSTILE),
        points=[MapPoint(HOSTILE, 1, 1, HOSTILE, HOSTILE)],
    )
    assert found.all("script") == []
    assert found.found != []


def test_a_button_is_a_link_only_when_it_leads_somewhere() -> None:
    assert tags("{% button label='Go' url='/x/' %}").all("a")[0]["href"] == "/x/"
    assert tags("{% button label='Send' name='a' value='b' %}").all("button")[0] == {
        "class": "button button--primary",
        "type": "submit",
        "name": "a",
        "value": "b",
    }


def test_icons_are_silent() -> None:
    assert tags("{% icon 'check' %}").all("svg")[0]["aria-hidden"] == "true"


def test_the_current_view_says_so() -> None:
    links = [Link("Ideas", "/i/", current=True, count=1284), Link("Results", "/r/")]
    assert [
        link.get("aria-current") for link in tags("{% tabs items=l label='Views' %}", l=links).all("a")
    ] == [
        "page",
        None,
    ]


def test_only_the_present_phase_is_the_current_step() -> None:
    steps = [PhaseStep("a", "past"), PhaseStep("b", "present"), PhaseStep("c", "future")]
    found = tags("{% stepper steps=s %}", s=steps).all("li")
    assert [step.get("aria-current") for step in found] == [None, "step", None]


def test_a_vote_presses_the_answer_already_given_and_offers_to_withdraw_it() -> None:
    found = tags("{% vote_control id='v' action='/vote/' choices=c label='Opinion' %}", c=choices("for"))
    assert [(button["value"], button.get("aria-pressed")) for button in found.all("button")] == [
        ("for", "true"),
        ("mixed", "false"),
        ("against", "false"),
        ("withdraw", None),
    ]
    assert found.all("form")[0]["hx-post"] == "/vote/"


def test_a_vote_not_yet_given_cannot_be_withdrawn() -> None:
    html = render("{% vote_control id='v' action='/vote/' choices=c label='Opinion' %}", c=choices())
    assert "withdraw" not in html


def test_counts_are_people_and_hidden_counts_are_not_zero() -> None:
    html = render("{% vote_control id='v' action='/vote/' choices=c label='Opinion' %}", c=choices())
    assert html.count('class="vote__count"') == 2
    assert "2 personnes" in html


def test_a_closed_vote_says_why_and_sends_nothing() -> None:
    source = "{% vote_control id='v' action='/vote/' choices=c label='Opinion' disabled_reason='Closed.' %}"
    found = tags(source, c=choices("for"), csrf_token="secret")
    assert [("disabled" in button) for button in found.all("button")] == [True, True, True]
    assert found.all("input") == []
    assert "Closed." in render(source, c=choices("for"))


def test_a_vote_carries_its_token_and_room_for_the_browsers_share() -> None:
    found = tags(
        "{% vote_control id='v' action='/v/' choices=c label='O' %}", c=choices(), csrf_token="secret"
    )
    fields = {field["name"]: field["value"] for field in found.all("input")}
    assert fields == {"csrfmiddlewaretoken": "secret", "share": ""}


def test_the_place_of_a_missing_argument_is_kept() -> None:
    line = ArgumentLine("Because", "Somebody", 3)
    found = tags("{% argument_pair best_for=line best_against=none add_url='/add/' %}", line=line, none=None)
    assert [section["class"] for section in found.all("section")] == [
        "argument argument--for",
        "argument argument--against",
    ]
    assert [link["href"] for link in found.all("a")] == ["/add/"]


def test_an_error_interrupts_and_other_messages_wait() -> None:
    assert tags("{% alert text='x' kind='error' %}").all("div")[0]["role"] == "alert"
    assert tags("{% alert text='x' kind='debug' %}").all("div")[0] == {
        "class": "alert alert--info",
        "role": "status",
    }


def test_the_ends_of_a_list_have_no_dead_link() -> None:
    assert [link["rel"] for link in tags("{% pagination next_url='?after=1' %}").all("a")] == ["next"]
    assert tags("{% pagination %}").found == []


def test_copying_needs_scripts_and_says_nothing_without() -> None:
    button = tags("{% share url='https://x.example/a' title='T' %}").all("button")[0]
    assert "hidden" in button


def test_an_unknown_identity_level_is_refused() -> None:
    with pytest.raises(ValueError):
        render("{% identity level='L9' %}")
