"""文书 on the office's first page: to check and sign for who approves, to issue and mend for the office."""

from django.urls import reverse

from gongkai.applications.letters.chain import APPROVERS
from gongkai.applications.letters.waiting import SHOWN, letters_of
from gongkai.applications.states import OFFICE
from gongkai.office.tasks import Task
from gongkai.organs.models import Person
from gongkai.organs.permissions import organ_ids

# What waits, for whom, how it is called.
LINES = (
    ("check", APPROVERS, "件文书待审查"),
    ("sign", APPROVERS, "件文书待签发"),
    ("issue", OFFICE, "件文书待印发"),
    ("returned", OFFICE, "件文书被退回，待修改"),
)


def letter_tasks(person: Person) -> list[Task]:
    """The letters that wait for this person."""
    address, found = reverse("applications_letter:index"), []
    for which, roles, label in LINES:
        organs = organ_ids(person, roles)
        count = SHOWN[which][1](letters_of(organs)).count() if organs else 0
        if count:
            found.append(Task(label, count, f"{address}?show={which}"))
    return found
