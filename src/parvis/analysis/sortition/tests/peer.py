"""A second opinion: `sortition-algorithms`, by its own reading of the same tables."""

from sortition_algorithms import Settings
from sortition_algorithms.committee_generation import maximin
from sortition_algorithms.features import read_in_features
from sortition_algorithms.people import read_in_people

from parvis.analysis.sortition import Feature


def smallest_chance(features: list[Feature], size: int, home: list[int] | None) -> float:
    """The smallest chance that it gives, among those whom some panel has."""
    quotas = [
        {"feature": one.name, "value": value, "min": int(low), "max": int(high)}
        for one in features
        for value, low, high in zip(one.values, one.low, one.high, strict=True)
    ]
    people = [
        {"id": str(person), "home": str(home[person] if home else person)}
        | {one.name: one.values[one.level[person]] for one in features}
        for person in range(len(features[0].level))
    ]
    settings = Settings(
        id_column="id",
        columns_to_keep=["home"],
        check_same_address=bool(home),
        check_same_address_columns=["home"] if home else [],
    )
    kept, _feature, _value = read_in_features(["feature", "value", "min", "max"], quotas)
    read, _report = read_in_people(["id", "home", *(one.name for one in features)], people, kept, settings)
    panels, shares, _said = maximin.find_distribution_maximin(
        kept, read, size, settings.check_same_address_columns
    )
    chance = {person["id"]: 0.0 for person in people}
    for panel, share in zip(panels, shares, strict=True):
        for person in panel:
            chance[person] += share
    return min(value for value in chance.values() if value > 0)
