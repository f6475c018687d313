"""`{% load parvis %}`: every component, and the filters that put numbers and dates in words."""

from django import template

from parvis.ui import words
from parvis.ui.components import actions, content, graphics, shell, taking_part

register = template.Library()

for module in (actions, content, graphics, shell, taking_part):
    register.tags.update(module.register.tags)

register.filter("number", words.number)
register.filter("day", words.day)
register.filter("moment", words.moment)
register.filter("people", words.people)
register.filter("share", words.share)
