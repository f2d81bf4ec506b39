"""The agencies and people of the demonstration district, from `organs.yaml` and `people.yaml`."""

from collections.abc import Mapping
from dataclasses import fields
from functools import cache

from gongkai.demonstration.content import OrganData, PersonData
from gongkai.demonstration.families import FOLDER, read_yaml


@cache
def organs() -> Mapping[str, OrganData]:
    """Every agency by slug, a superior before its subordinates."""
    names = {field.name for field in fields(OrganData)} - {"slug", "parent"}
    return {
        slug: OrganData(slug=slug, parent=facts.get("parent"), **{name: facts[name] for name in names})
        for slug, facts in read_yaml(FOLDER / "organs.yaml").items()
    }


@cache
def places() -> Mapping[str, tuple[str, ...]]:
    """By agency, what its documents go round: a town's villages, a district's towns."""
    return {slug: tuple(facts.get("places", ())) for slug, facts in read_yaml(FOLDER / "organs.yaml").items()}


@cache
def people() -> tuple[PersonData, ...]:
    """Everyone with an account, in the order of the agencies."""
    return tuple(
        PersonData(username=username, name=name, organ=slug, roles=frozenset(roles))
        for slug, staff in read_yaml(FOLDER / "people.yaml").items()
        for username, (name, *roles) in staff.items()
    )
