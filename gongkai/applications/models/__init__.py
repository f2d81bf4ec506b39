"""The register of applications: the case, what happened to it, its letters, its answer, what was disputed."""

from gongkai.applications.models.answer import Answer
from gongkai.applications.models.application import Application, Channel, Form, State, Way
from gongkai.applications.models.event import CLOCK_KINDS, CaseEvent, Kind
from gongkai.applications.models.letter import Letter, Stage
from gongkai.applications.models.paper import Arrival, Proof
from gongkai.applications.models.remedy import Remedy, Result, Route
from gongkai.applications.models.reminder import Reminder, Spared
from gongkai.applications.models.wording import Wording

__all__ = [
    "CLOCK_KINDS",
    "Answer",
    "Application",
    "Arrival",
    "CaseEvent",
    "Channel",
    "Form",
    "Kind",
    "Letter",
    "Proof",
    "Remedy",
    "Reminder",
    "Result",
    "Route",
    "Spared",
    "Stage",
    "State",
    "Way",
    "Wording",
]
