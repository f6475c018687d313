"""The OpenAPI document, and the page that is made from it."""

from typing import Any

import pytest
from django.test import Client

from parvis.opendata.api.documentation import operations

pytestmark = pytest.mark.django_db


def document(**asked: str) -> dict[str, Any]:
    answer = Client().get("/api/v1/openapi.json", asked)
    assert answer.headers["Content-Type"] == "application/json; charset=utf-8"
    return answer.json()


def every_operation(told: dict[str, Any]):
    return [(method, one) for path in told["paths"].values() for method, one in path.items()]


def bounds(schema: dict[str, Any]) -> bool:
    """Whether what may be sent has an end: a range, a length, a pattern, a list."""
    kinds = schema.get("anyOf", [schema])
    return all(
        one.get("type") == "null"
        or {"enum", "pattern", "maxLength"} & set(one)
        or {"minimum", "maximum"} <= set(one)
        for one in kinds
    )


def test_every_parameter_is_bounded_and_told() -> None:
    parameters = [
        (one["operationId"], part)
        for _method, one in every_operation(document())
        for part in one["parameters"]
    ]

    assert len(parameters) > 30
    assert [(name, one["name"]) for name, one in parameters if not bounds(one["schema"])] == []
    assert [
        (name, one["name"]) for name, one in parameters if not one["description"] and one["in"] != "path"
    ] == []


def test_every_refusal_is_of_one_shape() -> None:
    for _method, one in every_operation(document()):
        for status, answer in one["responses"].items():
            if int(status) >= 400 and status not in ("408", "413"):
                assert list(answer["content"]) == ["application/problem+json"]


def test_what_surrounds_operations_is_told() -> None:
    for method, one in every_operation(document()):
        wanted = {"200", "304", "422", "429", "503"} if method == "get" else {"401", "403", "409", "429"}
        assert wanted <= set(one["responses"])
        assert ("security" in one) == (method == "post")
        assert "Retry-After" in one["responses"]["429"]["headers"]


def test_it_is_in_the_language_asked_for() -> None:
    french, english = document(), document(language="en")

    assert french["openapi"] == "3.1.0"
    assert french["paths"].keys() == english["paths"].keys()
    summaries = [
        {one["operationId"]: one["summary"] for _method, one in every_operation(told)}
        for told in (french, english)
    ]
    assert [one["contribute"] for one in summaries] == ["Contribuer", "Contribute"]


@pytest.mark.parametrize(("address", "language"), [("/api/", "fr"), ("/en/api/", "en")])
def test_the_page_lists_every_operation_without_any_script_of_its_own(address, language) -> None:
    told = document(language=language)
    page = Client().get(address)

    shown = page.content.decode()
    for one in operations(told):
        assert f'id="{one.code}"' in shown
        assert one.path in shown
        for field in (*one.asked, *one.fields):
            assert f"<code>{field.name}</code>" in shown
    assert shown.count("<details") >= len(operations(told)) == len(every_operation(told))


def test_the_page_of_open_data_leads_there(client) -> None:
    from parvis.consultations.tests.factories import ConsultationFactory

    page = client.get(f"/exports/{ConsultationFactory().slug}/").content.decode()

    assert 'href="/api/"' in page
