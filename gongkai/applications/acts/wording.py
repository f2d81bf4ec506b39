"""What every act that changes who asked and for what shares: the bounds, and that what stood there before is kept."""

from dataclasses import asdict
from datetime import datetime

from gongkai.applications.models import Application, Wording
from gongkai.applications.personal import (
    APPLICANT,
    LONGEST,
    REQUEST,
    Applicant,
    Unreadable,
    applicant_of,
    request_of,
    seal_into,
)
from gongkai.organs.models import Person
from gongkai.trail.acts import Refused


def check_lengths(applicant: Applicant, request: str) -> None:
    """Refused for what is too long to be kept."""
    if any(len(value) > LONGEST[APPLICANT] for value in asdict(applicant).values()):
        raise Refused(f"申请人的每一项最多{LONGEST[APPLICANT]}个字，请写短一些。")
    if len(request) > LONGEST[REQUEST]:
        raise Refused(f"内容描述有{len(request)}个字，最多{LONGEST[REQUEST]}个字，请摘要填写，原件另存。")


def reword(
    application: Application,
    applicant: Applicant,
    request: str,
    form: str,
    way: str,
    *,
    by: Person | None,
    at: datetime,
) -> None:
    """Put new words in the place of the old, which are kept under the same seal; `by` is empty for the applicant.

    Refused where nothing would change, or what stands there cannot be opened. Raises ValidationError.
    """
    try:
        before = (applicant_of(application), request_of(application), application.form, application.way)
    except Unreadable as fault:
        raise Refused(str(fault)) from None
    if before == (applicant, request, form, way):
        raise Refused("没有改动，不用更正。")
    Wording.objects.create(
        application=application,
        sealed_applicant=application.sealed_applicant,
        sealed_request=application.sealed_request,
        form=application.form,
        way=application.way,
        by=by,
        at=at,
    )
    application.form, application.way = form, way
    seal_into(application, applicant, request)
    application.full_clean(exclude=["received_on"])
    application.save()
