"""The key with which another site asks for consultations is none, or a long one."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from parvis.config.deployment import read_instances_key


def test_a_long_key_is_read_as_it_is_and_none_is_none() -> None:
    assert (read_instances_key(""), read_instances_key("a" * 32)) == ("", "a" * 32)


@pytest.mark.parametrize("key", ["a", "a" * 31, "é" * 40, "a" * 40 + "\n"])
def test_one_that_could_be_guessed_or_not_be_sent_keeps_the_site_from_starting(key) -> None:
    with pytest.raises(ImproperlyConfigured):
        read_instances_key(key)
