"""What every act about an import asks first: the record as it stands, and whether this person may."""

from gongkai.disclosure.models import Intake
from gongkai.organs.models import Organ, Person
from gongkai.organs.permissions import EDITING, may
from gongkai.trail.acts import Refused


def stored(intake: Intake) -> Intake:
    """The record as it stands now, locked until the act ends."""
    locked = Intake.objects.select_for_update(of=("self",)).defer("faults", "notices")
    return locked.select_related("organ", "by", "review_by").get(pk=intake.pk)


def allow(person: Person | None, organ: Organ) -> None:
    """Refused unless `person` is an editor (信息员) of the organ today."""
    if person is None or not may(person, EDITING, organ.pk):
        raise Refused(f"您没有{organ}的信息员职责，不能导入旧信息。")
