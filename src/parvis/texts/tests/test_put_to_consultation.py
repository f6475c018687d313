"""From a file to passages on which people vote: bring, correct, publish."""

import pytest

from parvis.accounts.errors import Refused
from parvis.accounts.tests.factories import ParticipantFactory
from parvis.consultations.enums import KindRole, Role
from parvis.consultations.tests.factories import ConsultationFactory, KindFactory, TeamMemberFactory
from parvis.contributions.models import Contribution
from parvis.ledger.models import Pending
from parvis.texts.domain.bring_text import MOST_PIECES, bring_text, change_text, drop_text
from parvis.texts.domain.publish_text import publish_text
from parvis.texts.lines import Line
from parvis.texts.models import Document, Passage
from parvis.texts.queries import pieces_in
from parvis.texts.readers import read_text
from parvis.texts.tests.factories import drafted, organiser_of, published
from parvis.texts.tests.files import BILL, FILES, docx, markdown, sixty_pages
from parvis.texts.writing import markdown_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def consultation():
    return ConsultationFactory()


def titles(document):
    rows = document.passages.filter(contribution__isnull=False)
    return list(rows.values_list("contribution__title", flat=True))


@pytest.mark.parametrize("name", FILES)
def test_each_format_becomes_the_same_passages(consultation, name):
    actor = organiser_of(consultation)
    brought = bring_text(actor=actor, consultation=consultation, name=name, data=FILES[name](BILL))
    publish_text(actor=actor, document=brought)
    assert (brought.title, brought.slug) == ("Charte de la place", "charte-de-la-place")
    assert titles(brought) == ["Article 1er – L’eau", "Article 2", "TITRE II – Ce que nous payons, § 1"]


def test_a_passage_is_a_contribution_of_nobody_with_its_line_in_the_log(consultation):
    document = drafted(consultation)
    before = Pending.objects.count()
    publish_text(actor=organiser_of(consultation), document=document)
    rows = Contribution.objects.filter(passage__document=document).select_related("kind")
    assert {(row.author, row.origin, row.kind.role) for row in rows} == {(None, "import", KindRole.PASSAGE)}
    told = list(Pending.objects.order_by("pk").values_list("kind", flat=True))[before:]
    assert told == ["rules.changed", *["contribution.accepted"] * 3]


def test_the_kinds_are_made_once_and_beside_those_that_are_there(consultation):
    KindFactory(consultation=consultation, code="passage")
    published(consultation)
    published(consultation)
    made = consultation.kinds.exclude(role=KindRole.PLAIN)
    assert [(kind.code, kind.role) for kind in made] == [("passage-2", "passage"), ("amendment", "amendment")]
    assert made[1].responds_to == made[0]
    assert [question.is_required for question in made[1].questions.all()] == [True]


def test_the_organiser_corrects_the_words_and_the_level_before_anything_is_public(consultation):
    document = drafted(consultation)
    actor = organiser_of(consultation)
    source = document.source.replace("## Article 2", "Article 2 ")
    change_text(actor=actor, document=document, title=" Charte ", source=source, depth=0)
    document.refresh_from_db()
    assert (document.title, document.depth) == ("Charte", 0)
    assert Contribution.objects.count() == 0
    publish_text(actor=actor, document=document)
    assert len(titles(document)) == 5


def test_a_level_that_the_words_no_longer_have_is_the_best_one(consultation):
    document = drafted(consultation)
    change_text(actor=organiser_of(consultation), document=document, title="x", source="Un banc.", depth=3)
    document.refresh_from_db()
    assert document.depth == 0


def test_what_is_published_no_longer_changes(consultation):
    document = published(consultation)
    actor = organiser_of(consultation)
    for act in (
        lambda: change_text(actor=actor, document=document, title="x", source="x", depth=0),
        lambda: drop_text(actor=actor, document=document),
        lambda: publish_text(actor=actor, document=document),
    ):
        with pytest.raises(Refused):
            act()
    assert Contribution.objects.count() == 3


@pytest.mark.parametrize(
    "lines",
    [
        [Line(1, "Un"), Line(1, "Deux")],
        [Line(0, "a" * 16_000)],
        [Line(0, "a")] * (MOST_PIECES + 1),
    ],
    ids=["no passage", "too long", "too many"],
)
def test_a_cut_on_which_nobody_could_speak_is_refused_and_nothing_is_made(consultation, lines):
    document = drafted(consultation, lines)
    with pytest.raises(Refused):
        publish_text(actor=organiser_of(consultation), document=document)
    assert (Passage.objects.count(), Contribution.objects.count(), consultation.kinds.count()) == (0, 0, 0)


@pytest.mark.parametrize("role", [Role.MODERATOR, Role.ANALYST, Role.GUARANTOR, None])
def test_only_organisers_bring_and_publish(consultation, role):
    document = drafted(consultation)
    person = ParticipantFactory()
    if role:
        person = TeamMemberFactory(consultation=consultation, role=role).participant
    with pytest.raises(Refused):
        bring_text(actor=person, consultation=consultation, name="a.md", data=b"Un banc.")
    with pytest.raises(Refused):
        publish_text(actor=person, document=document)
    assert Document.objects.get().state == "draft"


@pytest.mark.parametrize("depth", [0, 1, 2])
def test_what_is_written_in_markdown_is_imported_again_the_same(consultation, depth):
    document = drafted(consultation)
    actor = organiser_of(consultation)
    change_text(actor=actor, document=document, title=document.title, source=document.source, depth=depth)
    publish_text(actor=actor, document=document)
    document.refresh_from_db()
    again = bring_text(
        actor=actor, consultation=consultation, name="b.md", data=markdown_of(document).encode()
    )
    publish_text(actor=actor, document=again)
    assert (again.title, again.depth) == (document.title, depth)
    assert pieces_in(again) == pieces_in(document)


def test_sixty_pages_are_imported_with_their_structure(consultation):
    lines = sixty_pages()
    text = read_text("plan.docx", docx(lines))
    assert (text.title, len(text.lines)) == ("Plan de la ville", 6 + 60 + 1200)
    document = published(consultation, lines)
    assert document.passages.count() == 666
    assert titles(document)[-1] == "Article 600"
    again = read_text("b.md", markdown_of(document).encode())
    assert again.lines == text.lines
    assert markdown(lines)
