"""我来办: somebody of the office takes a case that nobody handles yet."""

from datetime import datetime

from django.db import transaction

from gongkai.applications.acts.keeping import stored
from gongkai.applications.acts.registering import hand_over
from gongkai.applications.models import Application, CaseEvent
from gongkai.office.clock import CHINA
from gongkai.organs.models import Person
from gongkai.trail.acts import Refused


@transaction.atomic
def take(*, application: Application, by: Person, at: datetime) -> CaseEvent:
    """`by` handles the case from now on. Refused when somebody else was quicker, and to who may not handle cases."""
    application = stored(application)
    if application.handler is not None:
        raise Refused(f"这件申请已经由{application.handler}经办，要换人的请用“转办”。")
    return hand_over(application=application, to=by, day=at.astimezone(CHINA).date(), by=by, at=at)
