"""查看申请人信息: whoever looks at who asked leaves a trail."""

from datetime import datetime
from typing import NamedTuple

from django.db import transaction

from gongkai.applications.acts.keeping import stored
from gongkai.applications.models import Application
from gongkai.applications.personal import Applicant, Unreadable, applicant_of, request_of
from gongkai.applications.states import NOT_SEEING, may_see
from gongkai.organs.models import Person
from gongkai.trail.acts import Refused, record


class Revealed(NamedTuple):
    """Who asked, and for what."""

    applicant: Applicant
    request: str


@transaction.atomic
def reveal(*, application: Application, by: Person, at: datetime) -> Revealed:
    """Open the sealed facts of one case for `by`, who is noted in the trail for it. Refused when the seal is broken."""
    application = stored(application)
    if not may_see(by, application):
        raise Refused(NOT_SEEING)
    try:
        found = Revealed(applicant_of(application), request_of(application))
    except Unreadable as fault:
        raise Refused(str(fault)) from None
    record(verb="查看申请人信息", subject=application, by=by, at=at, organ_id=application.organ_id)
    return found
