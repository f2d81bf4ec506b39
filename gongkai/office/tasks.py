"""The first page of the back office: what is to be done, each a number that opens its list."""

from dataclasses import dataclass
from typing import Any

from wagtail import hooks
from wagtail.admin.ui.components import Component

from gongkai.organs.models import Person
from gongkai.organs.permissions import today


@dataclass(frozen=True)
class Task:
    """Something to do: how much of it, and where."""

    label: str
    count: int
    address: str
    urgent: bool = False


class TasksPanel(Component):
    """Every room's tasks for one person (hook `office_tasks`), and the offices that person holds."""

    name = "tasks"
    order = 10
    template_name = "office/tasks.html"

    def __init__(self, person: Person) -> None:
        self.person = person

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        return {
            "tasks": [task for tasks in hooks.get_hooks("office_tasks") for task in tasks(self.person)],
            "appointments": self.person.appointments.held_on(today())
            .select_related("organ")
            .order_by("organ_id"),
        }
