"""The register of applications: the case, what happened to it, how it was answered, what was disputed."""

from gongkai.applications.models.answer import Answer
from gongkai.applications.models.application import Application, Channel, Form, State, Way
from gongkai.applications.models.event import CLOCK_KINDS, CaseEvent, Kind
from gongkai.applications.models.remedy import Remedy, Result, Route
from gongkai.applications.models.wording import Wording

__all__ = [
    "CLOCK_KINDS",
    "Answer",
    "Application",
    "CaseEvent",
    "Channel",
    "Form",
    "Kind",
    "Remedy",
    "Result",
    "Route",
    "State",
    "Way",
    "Wording",
]
