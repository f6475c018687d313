"""Amounts of money in words."""

from django.utils.translation import pgettext

from parvis.consultations.enums import Currency
from parvis.ui import words

SIGNS = {Currency.EUR: "€", Currency.GBP: "£", Currency.USD: "$", Currency.XOF: "F CFA"}


def amount(value: int, currency: str) -> str:
    """12000 -> "€12,000" or "12 000 €": whole units, as people say them."""
    sign = SIGNS.get(Currency(currency), currency)
    pattern = pgettext("amount of money", "%(sign)s%(value)s")
    return pattern % {"sign": sign, "value": words.number(value)}
