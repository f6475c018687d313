"""Words of the panel floor: what people are asked of themselves, and what they may answer."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from parvis.panel.departments import DEPARTMENTS


class Trait(models.TextChoices):
    """What one may be asked; each has its own closed list of answers."""

    AGE = "age", _("Age")
    SEX = "sex", _("Sex")
    TERRITORY = "territory", _("Where one lives")
    DEPARTMENT = "department", _("Department")
    OCCUPATION = "occupation", _("Occupation")


class Age(models.TextChoices):
    UNDER_18 = "0-17", _("Under 18")
    FROM_18 = "18-29", _("18 to 29")
    FROM_30 = "30-44", _("30 to 44")
    FROM_45 = "45-59", _("45 to 59")
    FROM_60 = "60-74", _("60 to 74")
    FROM_75 = "75-", _("75 and over")


class Sex(models.TextChoices):
    WOMAN = "woman", _("Woman")
    MAN = "man", _("Man")
    OTHER = "other", _("Another answer")


class Territory(models.TextChoices):
    CITY = "city", _("In a large city")
    SUBURB = "suburb", _("In the suburbs of a city")
    TOWN = "town", _("In a small or middle-sized town")
    VILLAGE = "village", _("In the country or in a village")


class Occupation(models.TextChoices):
    """The groups of the French nomenclature of occupations, and those who have none."""

    FARMER = "farmer", _("Farmer")
    TRADE = "trade", _("Craftsperson, shopkeeper or head of a company")
    EXECUTIVE = "executive", _("Executive, or higher intellectual occupation")
    INTERMEDIATE = "intermediate", _("Intermediate occupation")
    EMPLOYEE = "employee", _("Employee")
    WORKER = "worker", _("Worker")
    RETIRED = "retired", _("Retired")
    STUDENT = "student", _("Pupil or student")
    NONE = "none", _("Without an occupation, looking for one")


def categories(trait: Trait) -> list[tuple[str, str]]:
    """The answers to one question, each with its name, in the order in which they are read."""
    if trait == Trait.DEPARTMENT:
        return [(code, f"{code} {name}") for code, name in DEPARTMENTS.items()]
    answers: dict[Trait, type[models.TextChoices]] = {
        Trait.AGE: Age,
        Trait.SEX: Sex,
        Trait.TERRITORY: Territory,
        Trait.OCCUPATION: Occupation,
    }
    return [(one.value, str(one.label)) for one in answers[trait]]


QUESTIONS = {
    Trait.AGE: _("How old are you?"),
    Trait.SEX: _("You are:"),
    Trait.TERRITORY: _("Where do you live?"),
    Trait.DEPARTMENT: _("In which department?"),
    Trait.OCCUPATION: _("What is your occupation?"),
}
