"""The yearly holiday notice 国务院办公厅节假日安排通知, read from a file a clerk can write.

The file keeps each sentence of the notice beside its encoding; see `notices/2026.yaml` for the format.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import yaml

_REQUIRED = {"year": "年份", "title": "通知标题", "number": "文号", "arrangements": "安排"}
_OPTIONAL = {"extra_days": "当年增加的放假天数", "extra_reason": "增加的依据"}
_ARRANGEMENT_REQUIRED = {"holiday": "节日", "text": "通知原句", "rest": "放假"}
_ARRANGEMENT_OPTIONAL = {"work": "调休上班"}


class NoticeRefused(ValueError):
    """The notice file cannot be used; the message lists every fault in Chinese, with place and remedy."""


@dataclass(frozen=True)
class Arrangement:
    """One numbered sentence of a notice: the holiday, its sentence, days off 放假, days worked 调休上班."""

    holiday: str
    text: str
    rest: tuple[date, ...]
    work: tuple[date, ...] = ()


@dataclass(frozen=True)
class Notice:
    """A whole notice for one year.

    `extra_days` is how many days off that one year has beyond 《全国年节及纪念日放假办法》 (2015: 9月3日),
    and `extra_reason` the document that gave them.
    """

    year: int
    title: str
    number: str
    arrangements: tuple[Arrangement, ...]
    extra_days: int = 0
    extra_reason: str = ""

    @property
    def rest(self) -> tuple[date, ...]:
        """Every day off the notice names, in its order."""
        return tuple(day for one in self.arrangements for day in one.rest)

    @property
    def work(self) -> tuple[date, ...]:
        """Every make-up working day 调休上班日 the notice names, in its order."""
        return tuple(day for one in self.arrangements for day in one.work)


def read_notice(text: str) -> Notice:
    """Read the file's form; whether its days make sense is `noticecheck.faults`. Raises NoticeRefused."""
    fields = _mapping(_yaml(text), _REQUIRED, _OPTIONAL, "通知文件")
    year, extra = fields["year"], fields.get("extra_days", 0)
    if type(year) is not int or not 2008 <= year <= 2100:
        raise NoticeRefused(f"年份（year）应为2008至2100之间的四位数字，现为“{year}”。")
    if type(extra) is not int or extra < 0:
        raise NoticeRefused(f"当年增加的放假天数（extra_days）应为不小于0的整数，现为“{extra}”。")
    rows = fields["arrangements"]
    if not isinstance(rows, list) or not rows:
        raise NoticeRefused("安排（arrangements）应为列表，且至少有一条。")
    return Notice(
        year=year,
        title=str(fields["title"]),
        number=str(fields["number"]),
        arrangements=tuple(_arrangement(row, f"第{place}条安排") for place, row in enumerate(rows, start=1)),
        extra_days=extra,
        extra_reason=str(fields.get("extra_reason") or ""),
    )


def _yaml(text: str) -> object:
    try:
        loaded: object = yaml.safe_load(text)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise NoticeRefused(f"通知文件第{line}行写法有误，请检查缩进、冒号和引号。") from error
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise NoticeRefused("通知文件中有无法识别的内容或不存在的日期，请对照通知原文检查。") from error
    return loaded


def _mapping(
    loaded: object, required: Mapping[str, str], optional: Mapping[str, str], place: str
) -> Mapping[str, Any]:
    if not isinstance(loaded, dict):
        raise NoticeRefused(f"{place}应由“项目: 内容”组成，请参照随附的2026年通知文件。")
    unknown = [str(key) for key in loaded if key not in required and key not in optional]
    if unknown:
        known = "、".join([*required, *optional])
        raise NoticeRefused(f"{place}有不认识的项目：{'、'.join(unknown)}。只能写：{known}。")
    missing = [f"{label}（{key}）" for key, label in required.items() if loaded.get(key) in (None, "")]
    if missing:
        raise NoticeRefused(f"{place}缺少：{'、'.join(missing)}。")
    return loaded


def _arrangement(row: object, place: str) -> Arrangement:
    fields = _mapping(row, _ARRANGEMENT_REQUIRED, _ARRANGEMENT_OPTIONAL, place)
    return Arrangement(
        holiday=str(fields["holiday"]),
        text=str(fields["text"]),
        rest=tuple(_days(fields["rest"], f"{place}的放假（rest）")),
        work=tuple(_days(fields.get("work") or [], f"{place}的上班（work）")),
    )


def _days(value: object, place: str) -> Iterator[date]:
    for part in value if isinstance(value, list) else [value]:
        if isinstance(part, date) and not isinstance(part, datetime):
            yield part
        else:
            yield from _span(part, place)


def _span(part: object, place: str) -> Iterator[date]:
    first, _, last = str(part).partition("至")
    try:
        start, end = date.fromisoformat(first.strip()), date.fromisoformat(last.strip())
    except ValueError as error:
        raise NoticeRefused(
            f"{place}中的“{part}”不是日期，请写成“2026-01-01”或“2026-01-01 至 2026-01-03”。"
        ) from error
    if not timedelta(0) <= end - start <= timedelta(days=31):
        raise NoticeRefused(f"{place}中的“{part}”止日早于起日，或超过一个月。")
    for ahead in range((end - start).days + 1):
        yield start + timedelta(days=ahead)
