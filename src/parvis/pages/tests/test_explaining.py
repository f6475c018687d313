"""Finding the words of a glossary in a text: which are found, where, and what is left as it was."""

import re
import time
import unicodedata

import pytest

from parvis.pages.explaining import Explained, Glossary, mark


def glossary(*words: str) -> Glossary:
    """Each word with its other ways of writing it after a bar."""
    terms = (
        Explained(pk, word.split("|")[0], tuple(word.split("|")), f"Sens {pk}.")
        for pk, word in enumerate(words, 1)
    )
    return Glossary(tuple(terms))


def found(html: str, *words: str) -> list[str]:
    return re.findall(r'<a class="term"[^>]*>([^<]*)</a>', mark(html, glossary(*words))[0])


def test_a_word_is_a_link_to_what_it_means_and_says_it() -> None:
    made, used = mark("<p>Une ZAC ici.</p>", glossary("ZAC"))

    assert made == '<p>Une <a class="term" href="#term-1" id="use-1" title="Sens 1.">ZAC</a> ici.</p>'
    assert used == (1,)


@pytest.mark.parametrize(
    ("word", "text", "shown"),
    [
        ("collectivité", "Les collectivités", ["collectivités"]),
        ("collectivités territoriales", "une collectivité territoriale", ["collectivité territoriale"]),
        ("plan local", "des plans locaux", ["plans locaux"]),
        ("réseau", "deux réseaux", ["réseaux"]),
        ("noyau", "des noyaux", ["noyaux"]),
        ("État", "L’Etat et l’état", ["Etat"]),
        ("évaluation", "Évaluation du plan", ["Évaluation"]),
        ("œuvre", "des oeuvres", ["oeuvres"]),
        ("droit d’usage", "un droit d&#x27;usage", ["droit d'usage"]),
        ("mise en demeure", "une mise en\n demeure", ["mise en\n demeure"]),
        ("eau", "l’eau, eau-de-vie", ["eau"]),
        ("marché", "elle marche, le marché", ["marché"]),
        ("PLU|plan local d’urbanisme", "un plan local d’urbanisme", ["plan local d’urbanisme"]),
    ],
)
def test_it_is_found_as_people_write_it(word: str, text: str, shown: list[str]) -> None:
    assert found(f"<p>{text}</p>", word) == shown


@pytest.mark.parametrize(
    ("word", "text"),
    [
        ("ZAC", "zac"),
        ("plu", "plume"),
        ("art", "départ"),
        ("eau", "eau-de-vie"),
        ("route", "routier"),
        ("sale", "salé"),
    ],
)
def test_it_is_not_found_in_another_word(word: str, text: str) -> None:
    assert found(f"<p>{text}</p>", word) == []


def test_letters_made_of_two_characters_are_read_as_one() -> None:
    text = unicodedata.normalize("NFD", "la collectivité")

    assert found(f"<p>{text}</p>", "collectivité") == ["collectivité"]


@pytest.mark.parametrize("tag", ["a", "h2", "code", "button", "summary", "svg"])
def test_links_headings_and_code_are_left_alone(tag: str) -> None:
    html = f'<{tag} title="ZAC"><em>ZAC</em></{tag}><p class="ZAC">ZAC</p><!-- ZAC -->'

    made, _used = mark(html, glossary("ZAC"))
    assert made.startswith(f'<{tag} title="ZAC"><em>ZAC</em></{tag}><p class="ZAC"><a class="term"')
    assert made.endswith("</p><!-- ZAC -->")


def test_only_the_first_time_of_a_text_and_the_longest_word() -> None:
    words = ("plan", "plan local")

    assert found("<p>Un plan local, un plan, un plan local.</p><p>Un plan.</p>", *words) == [
        "plan local",
        "plan",
    ]


def test_a_word_met_before_has_no_second_mark_to_come_back_to() -> None:
    again, used = mark("<p>ZAC</p>", glossary("ZAC"), already=frozenset({1}))
    once, none = mark("<p>ZAC</p>", glossary("ZAC"), already=frozenset({1}), once=True)

    assert (again, used) == ('<p><a class="term" href="#term-1" title="Sens 1.">ZAC</a></p>', (1,))
    assert (once, none) == ("<p>ZAC</p>", ())


def test_what_is_not_explained_stays_to_the_letter() -> None:
    html = (
        '<p>A &amp; b &nbsp;&foo et\n&copy=2 &#233 & &#x27;<br>5 &lt; 6 <img alt="ZAC" src="/x"/></p>\n'
        '<script>if (a < b) { "ZAC" }</script>'
    )

    assert mark(html, glossary("PLU"))[0] == html
    assert mark(html, glossary())[0] == html
    assert mark(html, glossary("ZAC"))[0] == html


def test_a_definition_cannot_close_its_attribute_nor_a_text_its_element() -> None:
    term = Explained(1, "ZAC", ("ZAC",), '"><script>alert(1)</script>')
    made, _used = mark("<p>&lt;b&gt; ZAC &lt;/b&gt;</p>", Glossary((term,)))

    assert made == (
        '<p>&lt;b&gt; <a class="term" href="#term-1" id="use-1"'
        ' title="&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;">ZAC</a> &lt;/b&gt;</p>'
    )


def test_the_time_does_not_grow_with_the_words_explained() -> None:
    """Five hundred words cost what five do, within what a clock can tell."""
    text = "<p>" + "des mots de tous les jours, et rien de plus. " * 2000 + "</p>"
    few, many = (glossary(*(f"terme{place} de la liste" for place in range(count))) for count in (5, 500))

    def seconds(words: Glossary, place: int) -> float:
        mark("<p>terme</p>", words)
        begun = time.process_time()
        mark(f"{text}{place}", words)
        return time.process_time() - begun

    quick, full = (min(seconds(words, place) for place in range(5)) for words in (few, many))
    assert full < 3 * quick
