"""Dates out of order (日期先后): 条例 第二十六条 gives twenty working days from 形成或者变更之日."""

import re
from collections.abc import Iterator
from datetime import date

from gongkai.law.cite import Article
from gongkai.screening.content.facts import Facts
from gongkai.screening.content.finding import Finding, Kind, Severity
from gongkai.screening.content.hit import Hit
from gongkai.screening.content.kinds.reading import Reading

TERM = 20
BASIS = Article("政府信息公开条例", 26)
_DAY = r"((?:19|20)[0-9]{2})\s?[年\-./]\s?([0-9]{1,2})\s?[月\-./]\s?([0-9]{1,2})"
_SAID = re.compile(r"[\s：:|]{0,4}" + _DAY)


def date_findings(facts: Facts) -> Iterator[Finding]:
    """What the dates of the item say: published before it was made, or later than twenty working days after."""
    formed, published = facts.formed_on, facts.published_on
    if formed is None or published is None:
        return
    said = f"成文日期 {formed:%Y-%m-%d}，发布日期 {published:%Y-%m-%d}"
    if published < formed:
        yield Finding(Kind.DATE_ORDER, Severity.WARN, "日期", f"{said}：发布在成文之前，请核对。")
    elif facts.workdays_between is not None and (taken := facts.workdays_between(formed, published)) > TERM:
        yield Finding(
            Kind.DATE_ORDER,
            Severity.WARN,
            "日期",
            f"{said}：相隔 {taken} 个工作日，超过 {TERM} 个（{BASIS}）。",
        )


def dates_in_text(reading: Reading) -> Iterator[Hit]:
    """A publication date in the text that lies before the date of making next to it."""
    said = [
        (word.name, found, day)
        for word in reading.words
        if word.name in ("formed", "published")
        and (found := _SAID.match(reading.view, word.end))
        and (day := _day(found))
    ]
    made: date | None = None
    for position, (name, found, day) in enumerate(said):
        if name == "formed":
            made = day
            continue
        following = next(
            (other for kind, _, other in said[position + 1 : position + 2] if kind == "formed"), None
        )
        if any(formed is not None and day < formed for formed in (made, following if made is None else None)):
            yield Hit(found.start(1), found.end(), Kind.DATE_ORDER, Severity.WARN)


def _day(found: re.Match[str]) -> date | None:
    try:
        return date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return None
