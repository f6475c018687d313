"""One way to write a value, and only that one is read."""

import json
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from parvis.merkle.canonical import canonical, parse, parse_json, write_parsed

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4),
    max_leaves=12,
)


@given(VALUES)
@example("\n\u0303")
@example({"\u00e9": 1, "\ufb01": "\U0001f600"})
def test_what_is_written_is_read_and_written_again_the_same(value):
    try:
        data = canonical(value)
    except UnicodeEncodeError:
        return
    assert canonical(parse(data)) == write_parsed(parse(data)) == data


def test_keys_are_sorted_and_nothing_is_between():
    assert canonical({"b": [1, None, True], "a": "e\u0301"}) == '{"a":"é","b":[1,null,true]}'.encode()


@pytest.mark.parametrize(
    "data",
    [
        b"", b"{", b" {}", b"{}\n", b'{"a": 1}', b'{"b":1,"a":2}', b'{"a":1,"a":1}', b'{"a":1,"a":2}', b"1.0",
        b"1e3", b"-0", b"01", b"NaN", b"Infinity", b'"\\u0041"', b'"\\/"', '"e\u0301"'.encode(), b'"\xff"',
        b'"\\ud800"', b"\xef\xbb\xbf{}", "{}".encode("utf-16"), b"[" * 100_000, b"1" * 5_000, b'{"a":1.5}',
        b"[1,]", b"'a'", b"nul",
    ],
)  # fmt: skip
def test_any_other_way_is_refused(data):
    with pytest.raises(ValueError):
        parse(data)


def test_any_layout_is_read_where_the_layout_says_nothing():
    assert parse_json(b' {"b": [1],\n "a": null} ') == {"a": None, "b": [1]}


@pytest.mark.parametrize(
    "data", [b'{"a":1,"a":1}', b'[{"a":{"b":1,"b":2}}]', b"1.5", b"NaN", b"[" * 100_000, b"\xff"]
)
def test_doubled_keys_and_floats_are_refused_in_any_layout(data):
    with pytest.raises(ValueError):
        parse_json(data)


@pytest.mark.parametrize("value", [1.5, {1: 2}, {"a": b"x"}, {"a": {2}}])
def test_what_json_does_not_hold_is_not_written(value):
    with pytest.raises(TypeError):
        canonical(value)


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_it_is_json_in_normal_form_c(text):
    assert json.loads(canonical([text])) == [unicodedata.normalize("NFC", text)]
