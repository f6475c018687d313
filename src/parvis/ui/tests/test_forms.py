"""The renderer ties labels, hints and errors to their controls, and the summary leads to them."""

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.template import Context, Template
from django.utils import translation
from django.utils.functional import lazy
from django.utils.html import format_html

from parvis.ui.forms import LongText, Renderer
from parvis.ui.tests.test_components import HOSTILE, Tags


class Sample(forms.Form):
    title = forms.CharField(label="Title", help_text="One sentence")
    kind = forms.ChoiceField(label="Kind", choices=[("a", "A"), ("b", "B")], widget=forms.RadioSelect)
    follow = forms.BooleanField(label="Follow", required=False)
    secret = forms.CharField(widget=forms.HiddenInput, required=False)

    default_renderer = Renderer


def control(found: Tags, name: str) -> dict[str, str | None]:
    return next(field for field in found.all("input") if field.get("name") == name)


def test_the_site_draws_its_forms_with_this_renderer() -> None:
    assert isinstance(forms.Form().renderer, Renderer)


def test_a_field_at_rest_points_to_its_hint() -> None:
    found = Tags(str(Sample()))
    assert control(found, "title")["aria-describedby"] == "id_title_helptext"
    assert next(label["for"] for label in found.all("label")) == "id_title"


def test_a_refused_field_points_to_its_hint_and_its_error() -> None:
    found = Tags(str(Sample({})))
    field = control(found, "title")
    assert (field["aria-invalid"], field["aria-describedby"]) == ("true", "id_title_helptext id_title_error")
    ids = [attributes["id"] for attributes in found.all("div") if "id" in attributes]
    assert {"id_title_helptext", "id_title_error", "id_kind_error"} <= set(ids)


def test_choices_are_a_fieldset_with_a_legend() -> None:
    found = Tags(str(Sample()))
    assert len(found.all("fieldset")) == len(found.all("legend")) == 1


def test_the_summary_leads_to_the_first_control_of_each_field() -> None:
    html = Template("{% load parvis %}{% error_summary form=form %}").render(Context({"form": Sample({})}))
    assert [link["href"] for link in Tags(html).all("a")] == ["#id_title", "#id_kind_0"]


def test_a_form_not_yet_sent_has_no_summary() -> None:
    assert (
        Template("{% load parvis %}{% error_summary form=form %}").render(Context({"form": Sample()})).strip()
        == ""
    )


def test_one_error_is_not_said_in_the_plural() -> None:
    form = Sample({"title": "x"})
    with translation.override("fr"):
        html = Template("{% load parvis %}{% error_summary form=form %}").render(Context({"form": form}))
    assert "Un point à corriger" in html


def test_hostile_input_comes_back_as_text() -> None:
    assert Tags(str(Sample({"title": HOSTILE, "kind": HOSTILE}))).all("script") == []


def test_a_hint_is_text_unless_the_form_built_it_as_html() -> None:
    class Hinted(Sample):
        said = forms.CharField(help_text=HOSTILE)
        built = forms.CharField(help_text=format_html("<code>{}</code>", "1 < 2"))
        later = forms.CharField(help_text=lazy(format_html, str)("<kbd>{}</kbd>", "1 < 2"))

    html = str(Hinted())
    assert Tags(html).all("script") == []
    assert "<code>1 &lt; 2</code>" in html
    assert "<kbd>1 &lt; 2</kbd>" in html


def test_a_line_ending_counts_once_as_in_the_browser() -> None:
    field = LongText(max_length=1000, rows=3)
    text = "x\r\n" * 500
    assert field.clean(text) == text.strip()
    with pytest.raises(ValidationError) as refused:
        field.clean("x" * 1001)
    assert refused.value.messages == ["Votre texte dépasse de 1 caractère\xa0: 1\xa0000 au plus."]


def test_the_browser_is_told_the_limit() -> None:
    assert LongText(max_length=1000, rows=3).widget.attrs == {"cols": "40", "rows": 3, "maxlength": "1000"}
