"""Reports are one file each, complete, in the reader's language, and obey nobody's text."""

import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from django.utils import translation
from playwright.sync_api import Page

from parvis.analysis.synthesis import draft
from parvis.testing.browser import DESK, NARROW, PHONE, axe_violations, overflowing, photograph
from parvis.understanding.opinions_report import in_brief, opinions_report
from parvis.understanding.synthesis import markdown
from parvis.understanding.tests.made import HOSTILE, ORIGIN, texts, votes
from parvis.understanding.topics_report import topics_report

NewPage = Callable[..., Page]


def report(kind: str, language: str) -> str:
    with translation.override(language):
        if kind == "topics":
            return topics_report(*texts(), ORIGIN)
        conversation, found = votes()
        return opinions_report(found, conversation, ORIGIN)


both = pytest.mark.parametrize("kind", ["topics", "opinions"])


@both
def test_a_report_asks_nothing_of_the_network_and_runs_nothing(kind: str) -> None:
    page = report(kind, "en")
    assert not re.search(r"<script|<link|<img|<iframe|\bsrc=|url\(|@import|\son\w+=", page)
    assert {link for link in re.findall(r'href="([^"]*)"', page) if not link.startswith("#")} == set()
    assert "default-src 'none'" in page


@both
def test_a_report_speaks_one_language(kind: str) -> None:
    english, french = report(kind, "en"), report(kind, "fr")
    assert '<html lang="en">' in english
    assert '<html lang="fr">' in french
    assert "How far to trust it" in english
    assert "Jusqu’où s’y fier" in french
    assert "How far to trust it" not in french


@both
def test_what_people_write_is_shown_and_never_run(kind: str) -> None:
    page = report(kind, "fr")
    assert HOSTILE not in page
    assert "&lt;script&gt;" in page


@both
def test_the_same_analysis_gives_the_same_report(kind: str) -> None:
    assert report(kind, "fr") == report(kind, "fr")


@both
def test_a_report_says_how_to_do_it_again(kind: str) -> None:
    page = report(kind, "en")
    assert ORIGIN.sha256 in page
    assert ORIGIN.command in page


def test_a_report_and_its_markdown_begin_with_a_summary_before_any_topic() -> None:
    corpus, topics, drawn = texts()
    for language, heading, words in (
        ("en", "In brief", "Topics, by number of contributions: “bus"),
        ("fr", "En bref", "Les sujets, par nombre de contributions"),
    ):
        with translation.override(language):
            page, text = topics_report(corpus, topics, drawn, ORIGIN), markdown(drawn, corpus)
        assert f"## {heading}\n" in text
        assert text.index(heading) < text.index(words) < text.index("\n### ")
        assert page.index(f">{heading}<") < page.index(words) < page.index('id="topic-1"')


def test_what_is_unstable_is_said_once_with_its_figure() -> None:
    corpus, topics, _ = texts()
    shaky = replace(topics, stability=0.21, notes=("low_stability", "few_documents"))
    with translation.override("en"):
        page = topics_report(corpus, shaky, draft(corpus, shaky), ORIGIN)
    assert "topics change much (stability 0.21" in page
    assert "Topics change much when part of the texts is drawn again" not in page
    assert "There are few texts" in page


def test_links_inside_a_report_lead_somewhere() -> None:
    for kind in ("topics", "opinions"):
        page = report(kind, "en")
        targets = set(re.findall(r'href="#([^"]*)"', page))
        assert targets <= set(re.findall(r'\bid="([^"]*)"', page))


def test_statements_refused_by_moderation_are_nowhere() -> None:
    assert "A refused statement" not in report("opinions", "en")


def test_groups_that_do_not_hold_are_not_presented_as_groups() -> None:
    conversation, found = votes()
    loose = replace(found, stability=0.3, notes=("no_clear_groups",))
    with translation.override("en"):
        shaky, firm = (opinions_report(item, conversation, ORIGIN) for item in (loose, found))
        assert "No clear groups" in in_brief(loose)
    assert "No clear groups: drawn again" in shaky
    assert "No clear groups: drawn again" not in firm


def test_people_who_voted_too_little_are_counted() -> None:
    conversation, found = votes()
    group = found.group.copy()
    group[:5] = -1
    with translation.override("en"):
        page = opinions_report(replace(found, group=group), conversation, ORIGIN)
    assert "5 people voted on fewer than 7 statements" in page


def test_the_draft_in_markdown_holds_the_same_and_obeys_nobody() -> None:
    corpus, _, drawn = texts()
    with translation.override("fr"):
        text = markdown(drawn, corpus)
    assert text.startswith("# Projet de synthèse\n")
    assert "<script>" not in text
    assert r"\<script\>" in text
    marks = re.findall(r"\[\^(\d+)\](?!:)", text)
    assert marks == re.findall(r"^\[\^(\d+)\]:", text, re.MULTILINE)


@pytest.mark.browser
@both
@pytest.mark.parametrize(("size", "theme"), [(PHONE, "light"), (DESK, "dark")])
def test_axe_finds_nothing_and_nothing_sticks_out(
    new_page: NewPage, kind: str, size: tuple[int, int], theme: str
) -> None:
    page = new_page(size=size)
    page.emulate_media(color_scheme=theme)
    page.set_content(report(kind, "fr"))
    photograph(page, f"report-{kind}-{theme}-{size[0]}")
    assert axe_violations(page) == []
    assert overflowing(page, width=NARROW[0]) == []
