"""Sections and findings of a synthesis: written, ordered, kept clean, by those who may."""

import pytest

from parvis.accounts.errors import Refused
from parvis.consultations.enums import Role
from parvis.consultations.tests.factories import ConsultationFactory
from parvis.restitution.domain import write_synthesis as writing
from parvis.restitution.sections import Finding, Section, SynthesisDraft
from parvis.restitution.synthesis_queries import synthesis_of
from parvis.restitution.tests.synthesis_data import Square, member, square
from parvis.restitution.wording import plain, rich, typed

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> Square:
    return square()


def order(place: Square) -> list[list[str]]:
    return [
        [section.title, *(plain(finding.text) for finding in section.findings.order_by("place"))]
        for section in Section.objects.filter(synthesis=place.synthesis).order_by("place")
    ]


def test_a_synthesis_is_begun_once_as_a_draft() -> None:
    consultation = ConsultationFactory()
    actor = member(consultation, Role.ANALYST)
    given = {
        "consultation": consultation,
        "title": "Ce que vous avez dit",
        "summary": "Des bancs.",
        "method": "",
    }
    made = writing.begin_synthesis(actor=actor, **given)
    assert not made.live
    assert synthesis_of(consultation) == made
    with pytest.raises(Refused):
        writing.begin_synthesis(actor=actor, **given)


def test_sections_and_findings_keep_the_order_they_are_given(place: Square) -> None:
    first = place.finding("Un.")
    place.finding("Deux.")
    last = place.finding("Trois.")
    writing.move_finding(actor=place.organiser, finding=last, places=-1)
    writing.move_finding(actor=place.organiser, finding=first, places=1)
    assert order(place) == [["Les rues", "Trois.", "Un.", "Deux."]]

    other = writing.add_section(actor=place.organiser, synthesis=place.synthesis, title=" Les  bus ")
    writing.change_finding(actor=place.organiser, finding=first, text="Un.", section=other)
    writing.move_section(actor=place.organiser, section=other, places=-1)
    writing.remove_finding(actor=place.organiser, finding=last)
    writing.rename_section(actor=place.organiser, section=other, title="Les trams")
    assert order(place) == [["Les trams", "Un."], ["Les rues", "Deux."]]


def test_a_section_with_findings_stays_until_they_are_gone(place: Square) -> None:
    made = place.finding()
    with pytest.raises(Refused):
        writing.remove_section(actor=place.organiser, section=made.section)
    writing.remove_finding(actor=place.organiser, finding=made)
    writing.remove_section(actor=place.organiser, section=made.section)
    assert order(place) == []


def test_what_says_nothing_or_too_much_is_refused(place: Square) -> None:
    section = writing.add_section(actor=place.organiser, synthesis=place.synthesis, title="Les rues")
    for title in (" ", "a" * 161):
        with pytest.raises(Refused):
            writing.add_section(actor=place.organiser, synthesis=place.synthesis, title=title)
    for text in (" \n ", "a" * 5001):
        with pytest.raises(Refused):
            writing.add_finding(actor=place.organiser, section=section, text=text)
    assert order(place) == [["Les rues"]]


@pytest.mark.parametrize("role", [Role.MODERATOR, Role.ANIMATOR, Role.GUARANTOR, Role.OBSERVER])
def test_others_do_not_write(place: Square, role: Role) -> None:
    with pytest.raises(Refused):
        writing.add_section(actor=member(place.consultation, role), synthesis=place.synthesis, title="Non")


def test_what_is_written_meanwhile_elsewhere_is_refused_softly(place: Square) -> None:
    made = place.finding()
    Finding.objects.filter(pk=made.pk).delete()
    with pytest.raises(Refused, match=r"meanwhile|entre-temps"):
        writing.remove_finding(actor=place.organiser, finding=made)


def test_the_mark_of_a_draft_stays_until_other_words_are_written(place: Square) -> None:
    draft = SynthesisDraft.objects.create(synthesis=place.synthesis, analysis=place.analysis, language="fr")
    made = place.finding("Quatre contributions.")
    Finding.objects.filter(pk=made.pk).update(draft=draft)
    writing.accept_finding(actor=place.organiser, finding=made)
    writing.change_finding(
        actor=place.organiser, finding=made, text="Quatre contributions.", section=made.section
    )
    made.refresh_from_db()
    assert (made.draft, made.accepted_at is not None) == (draft, True)

    writing.change_finding(actor=place.organiser, finding=made, text="Quatre voix.", section=made.section)
    made.refresh_from_db()
    assert (made.draft, made.accepted_at) == (None, None)
    with pytest.raises(Refused):
        writing.accept_finding(actor=place.organiser, finding=made)


TYPED = "Un **banc** & un [lien](https://example.org/a).\nEncore.\n\n- un\n- deux\n\nFin <b>."


def test_what_is_typed_is_kept_as_clean_rich_text_and_given_back() -> None:
    html = rich(TYPED)
    assert html == (
        '<p>Un <strong>banc</strong> &amp; un <a href="https://example.org/a">lien</a>.<br>Encore.</p>'
        "<ul><li>un</li><li>deux</li></ul><p>Fin &lt;b&gt;.</p>"
    )
    assert typed(html) == TYPED
    assert rich(typed(html)) == html


@pytest.mark.parametrize(
    "text",
    ["[clic](javascript:alert(1))", "<script>alert(1)</script>", '<p onclick="x">a</p>', "[a](//evil.org)"],
)
def test_nothing_typed_is_run(text: str) -> None:
    html = rich(text)
    assert "<script" not in html
    assert "href" not in html
    assert "<p onclick" not in html
