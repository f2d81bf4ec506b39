"""协查: help asked of a section or a person of one's own organ, by a day of one's own; and 转为主动公开.

Neither moves a date of the law.
"""

from datetime import date, datetime

from django.db import transaction

from gongkai.applications.acts.keeping import entered, noted, opened, rows_of
from gongkai.applications.acts.parting import after_receipt
from gongkai.applications.folding import standing, waiting_sections
from gongkai.applications.models import Application, CaseEvent, Kind
from gongkai.organs.models import Person
from gongkai.trail.acts import Refused

LONGEST_NUMBER = 80  # characters of an index number


@transaction.atomic
def ask_section(
    *, application: Application, section: str, day: date, until: date, note: str, by: Person, at: datetime
) -> CaseEvent:
    """Ask a section or a person of the organ for help (协查) with what `note` says, by the day `until`.

    The same section is asked again once it has answered.
    """
    application = opened("ask_section", application, by, day)
    after_receipt(application, day)
    section = section.strip()
    if not section:
        raise Refused("请写明请哪个科室或者哪位人员协查。")
    if not note.strip():
        raise Refused("请写明协查的事项，例如 查找某份文件。")
    if until < day:
        raise Refused("请科室回复的日期不能早于请协查的日期。")
    if section in {row.party for row in waiting_sections(standing(rows_of(application)))}:
        raise Refused(f"已经请{section}协查，还没有回复。先登记回复，再请一次。")
    event = entered(
        application, kind=Kind.CO_HANDLING, day=day, party=section, until=until, note=note, by=by, at=at
    )
    noted(application, "请科室协查", event, by=by, at=at)
    return event


@transaction.atomic
def section_reply(
    *, application: Application, answering: str, day: date, by: Person, at: datetime, note: str = ""
) -> CaseEvent:
    """The section asked has answered; `answering` is its name as it was given when asking."""
    application = opened("section_reply", application, by, day)
    asked = {row.party: row for row in waiting_sections(standing(rows_of(application)))}
    if answering not in asked:
        raise Refused(f"没有等“{answering}”回复的协查。还没有回复的有：{'、'.join(asked)}。")
    if day < asked[answering].day:
        raise Refused("科室回复之日早于请协查的日期，请核对。")
    event = entered(application, kind=Kind.CO_HANDLED, day=day, party=answering, note=note, by=by, at=at)
    noted(application, "登记科室回复", event, by=by, at=at)
    return event


@transaction.atomic
def make_public(
    *, application: Application, index_number: str, day: date, by: Person, at: datetime
) -> CaseEvent:
    """Note that what was asked for is public now for everybody (转为主动公开), under this index number (条例第四十四条)."""
    application = opened("make_public", application, by, day)
    after_receipt(application, day)
    index_number = index_number.strip()
    if not 0 < len(index_number) <= LONGEST_NUMBER:
        raise Refused(f"请填公开信息的索引号，最多{LONGEST_NUMBER}个字符。信息还没有发布的，请先发布。")
    event = entered(application, kind=Kind.MADE_PUBLIC, day=day, note=f"索引号：{index_number}", by=by, at=at)
    noted(application, "转为主动公开", event, by=by, at=at, detail={"索引号": index_number})
    return event
