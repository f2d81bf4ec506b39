"""What stands around a case on its page: disputes and their terms, hints, sections asked, the parts it was split into."""

from typing import Any

from django.urls import reverse

from gongkai.applications.disputing import after_review, disputable, doubt
from gongkai.applications.folding import standing, waiting_sections
from gongkai.applications.models import Application
from gongkai.applications.models.application import CLOSED
from gongkai.applications.recent import hints_of
from gongkai.applications.states import MOVES, OFFICE, refusal
from gongkai.applications.views.seeing import Opened
from gongkai.organs.models import Person
from gongkai.organs.permissions import may


def around(person: Person, found: Opened) -> dict[str, Any]:
    """The context of case_remedies.html and case_hints.html."""
    application = found.application
    office = may(person, OFFICE, application.organ_id)
    return {
        "disputable": disputable(found.rows, found.calendar),
        "disputes": [
            {
                "remedy": one,
                "doubt": doubt(one, found.rows),
                "next": after_review(one, found.calendar),
                "address": reverse("applications_remedy:edit", args=[one.pk]) if office else "",
            }
            for one in application.remedies.all()
        ],
        "file_address": f"{reverse('applications_remedy:add')}?application={application.pk}"
        if office
        else "",
        "hints": hints_of(application),
        "publish_address": _publish(person, found),
        "sections": _sections(found),
        "kin": _kin(application),
    }


def _publish(person: Person, found: Opened) -> str:
    """Where to enter that what was asked for is public; empty where it may not be."""
    closed = refusal(MOVES["make_public"], found.application, person, found.day, found.rows)
    return "" if closed else reverse("applications_application:make_public", args=[found.application.pk])


def _sections(found: Opened) -> list[dict[str, Any]]:
    if found.application.state in CLOSED:
        return []
    return [{"row": row, "late": row.until < found.day} for row in waiting_sections(standing(found.rows))]


def _kin(application: Application) -> dict[str, Any]:
    """The case it was split from, and those that were split from it, as far as they are in the same organ."""
    same = Application.objects.filter(organ_id=application.organ_id)
    whole = holder = same.filter(pk=application.came_from_id).first()
    while holder is not None and not holder.proofs.exists():
        holder = same.filter(pk=holder.came_from_id).first()
    return {
        "whole": whole,
        "holder": holder,  # of the files that came with the application
        "parts": list(same.filter(came_from=application.pk).order_by("pk")),
    }
