"""依申请公开: where and how to apply to an organ, and the form to fill in (Arts. 27–33)."""

from __future__ import annotations

from dataclasses import dataclass

from gongkai.documents.applicationform import application_form
from gongkai.organs.models import CONTACTS, Level, Organ
from gongkai.portal.pages.organs import OrganFile
from gongkai.portal.pages.page import Column, render


def _agency(organ_id: int) -> Organ | None:
    """The organ, if it is one that takes applications: a village is no administrative organ."""
    return (
        Organ.objects.select_related("parent__parent")
        .exclude(level=Level.VILLAGE)
        .filter(pk=organ_id)
        .first()
    )


@dataclass(frozen=True)
class Applying(OrganFile):
    def content(self) -> bytes | None:
        organ = _agency(self.organ_id)
        if organ is None:
            return None
        return render(
            "portal/applying.html",
            self.path,
            organ=organ,
            column=Column("依申请公开", "依申请公开", f"向{organ.name}申请公开政府信息", "依申请公开,申请表"),
            takes_online=organ.abolished_on is None,
            contacts=[
                (label, getattr(organ, field))
                for field, label in CONTACTS.items()
                if field != "disclosure_office"
            ],
        )


@dataclass(frozen=True)
class ApplicationForm(OrganFile):
    def content(self) -> bytes | None:
        organ = _agency(self.organ_id)
        return None if organ is None else application_form(organ.name)
