"""导出: whoever takes records away as a file is noted in the trail for it."""

from typing import Any

from django.db import models
from django.http import HttpRequest

from gongkai.office.clock import now
from gongkai.trail.acts import note

EXPORTED = "导出"


def noted_export(request: HttpRequest, subject: models.Model, what: str, **detail: Any) -> None:
    """Note that this person takes `what` of `subject` away as a file; `what` names a kind of file, nobody's data."""
    by: Any = request.user
    organ_id = getattr(subject, "organ_id", None)
    note(verb=EXPORTED, subject=subject, by=by, at=now(), organ_id=organ_id, detail={"文件": what, **detail})
