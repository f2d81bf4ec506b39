"""The full town of tests/town.py for a module with many tests on it: built once; what a test does to it is undone.

Such a module imports these names in place of the town and the people of gongkai/conftest.py. The town stands in a
transaction that stays open from the module's first test to its last and is then rolled back, and each test works
inside a savepoint of it: so no test of the module may ask for `transactional_db`.
"""

from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import pytest
from django.db import transaction

from gongkai.conftest import MOMENT, OFFICES, a_district, a_town, in_office
from gongkai.organs.models import Organ, Person
from tests.town import Town, filled

__all__ = ["approver", "district", "editor", "full_town", "officer", "standing", "town"]


@pytest.fixture(scope="module")
def standing(django_db_setup: None, django_db_blocker: Any) -> Iterator[Town]:
    """The town as it was built; for the fixtures below."""
    around = transaction.atomic()
    with django_db_blocker.unblock():
        around.__enter__()
        organ = a_town(a_district())
        people = {role: in_office(role, organ) for role in OFFICES}
        built = filled(organ, moment=MOMENT, **people)
    yield built
    with django_db_blocker.unblock():
        transaction.set_rollback(True)
        around.__exit__(None, None, None)


@pytest.fixture
def full_town(standing: Town, db: None) -> Town:
    """The town, as if it had been built for this test."""
    return deepcopy(standing)


@pytest.fixture
def town(full_town: Town) -> Any:
    return full_town.organ


@pytest.fixture
def district(town: Any) -> Any:
    return Organ.objects.get(pk=town.parent_id)


@pytest.fixture
def editor(full_town: Town) -> Person:
    return _in_office("editor")


@pytest.fixture
def approver(full_town: Town) -> Person:
    return _in_office("approver")


@pytest.fixture
def officer(full_town: Town) -> Person:
    return _in_office("officer")


def _in_office(role: str) -> Person:
    return Person.objects.get(username=OFFICES[role][0])
