"""The forms by which people deposit and revise: words, questions, pages."""

from parvis.contributions.forms.submit import SALT, SubmitForm, sign_opening
from parvis.contributions.forms.words import WordsForm

__all__ = ["SALT", "SubmitForm", "WordsForm", "sign_opening"]
