"""对照: two reports side by side (两年对照) — every number, the carry-over, and which texts changed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from math import floor
from typing import Any, Literal

from gongkai.annualreport.convert import OTHER, OTHERS
from gongkai.annualreport.findings import Amount, place_name
from gongkai.annualreport.formats import BEFORE_2019, Format
from gongkai.annualreport.organnames import NAMELESS, alike
from gongkai.annualreport.report import UNREAD, Cell, Report, json_number

TextState = Literal["未变", "改动", "新增", "删去"]
_SENTENCE = re.compile(r"[^。；！？\n]+[。；！？]?")


@dataclass(frozen=True)
class Change:
    """One number in both reports. `difference` is new − old, a blank counting 0; None where one is unread.

    `percent` is the difference in percent of the old number, to a tenth; None when that is 0.
    """

    place: str  # as Report.cells() names it
    where: str  # as people say it
    old: Cell
    new: Cell
    old_mark: str = ""  # what stands there instead of a number
    new_mark: str = ""

    @property
    def difference(self) -> Amount | None:
        """new − old; None where one of them could not be read."""
        if UNREAD in (self.old_mark, self.new_mark):
            return None
        return (self.new or 0) - (self.old or 0)

    @property
    def percent(self) -> Decimal | None:
        """The difference in percent of the old number; None when that is 0."""
        if not self.old or self.difference is None:
            return None
        tenths = Fraction(self.difference) * 1000 / abs(Fraction(self.old))
        rounded = floor(abs(tenths) + Fraction(1, 2))
        return Decimal(rounded if tenths > 0 else -rounded).scaleb(-1)

    @property
    def is_changed(self) -> bool:
        """Whether the two differ, or cannot be told to be the same."""
        return self.difference is None or self.difference != 0 or self.old_mark != self.new_mark

    @property
    def is_filled(self) -> bool:
        """Whether anything but 0 stands in either."""
        return bool(self.old or self.new or self.old_mark or self.new_mark)

    def as_json(self) -> dict[str, Any]:
        """The change as plain JSON, with difference and percent."""
        numbers = {"old": self.old, "new": self.new, "difference": self.difference, "percent": self.percent}
        return asdict(self) | {name: json_number(value) for name, value in numbers.items()}


@dataclass(frozen=True)
class TextChange:
    """One section in both reports; `share` is how much of the text, by sentences, is not in the other (0–1)."""

    heading: str
    state: TextState
    share: Decimal


@dataclass(frozen=True)
class Comparison:
    """Two reports side by side, `old` and `new` as 机关 年度."""

    old: str
    new: str
    changes: tuple[Change, ...]  # every place that both have, in the order of the new form
    only_old: tuple[Change, ...]  # rows that only the old format has: not comparable
    only_new: tuple[Change, ...]
    carried: tuple[Change, ...]  # 结转: old carried out, new carried in; empty unless the years follow
    texts: tuple[TextChange, ...]
    notes: tuple[str, ...]  # what to know when reading it, in sentences

    def as_json(self) -> dict[str, Any]:
        """The comparison as plain JSON."""
        lists = ("changes", "only_old", "only_new", "carried")
        return {
            "old": self.old,
            "new": self.new,
            **{name: [change.as_json() for change in getattr(self, name)] for name in lists},
            "texts": [asdict(text) | {"share": float(text.share)} for text in self.texts],
            "notes": list(self.notes),
        }


def compare(old: Report, new: Report) -> Comparison:
    """The two reports side by side: of two years, of two organs, or two versions of one report.

    The columns of table 2 are not comparable between the formats of 2019 and 2021 and stand in `only_old`
    and `only_new`; the single row （六）其他处理 of 2019 is compared with the sum of its three rows of 2021.

    >>> from gongkai.annualreport import Report
    >>> last, this = (Report.empty("某某县清河镇人民政府", year) for year in (2023, 2024))
    >>> comparison = compare(last, this)
    >>> len(comparison.changes), len(comparison.carried), comparison.notes
    (200, 7, ())
    """
    before, after = _numbers(old, new.format), _numbers(new, old.format)
    follows = new.year == old.year + 1 and _one_organ(old, new)
    return Comparison(
        old=_name(old),
        new=_name(new),
        changes=tuple(_change(place, before, after) for place in after if place in before),
        only_old=tuple(_change(place, before, {}) for place in before if place not in after),
        only_new=tuple(_change(place, {}, after) for place in after if place not in before),
        carried=tuple(_carried(old, new)) if follows else (),
        texts=tuple(_texts(old, new)),
        notes=tuple(_notes(old, new, follows)),
    )


@dataclass(frozen=True)
class _Number:
    value: Cell
    mark: str
    where: str


def _numbers(report: Report, other: Format) -> dict[str, _Number]:
    """Every number by its place; table 2 of another format, and （六） in one row where the other has one."""
    if report.format.name == BEFORE_2019:
        return _statistics(report)
    apart = report.format.table2_name != other.table2_name
    summed = report.format.name == "2021" and other.name == "2019"
    numbers: dict[str, _Number] = {}
    for place, value in report.cells():
        where, mark = place_name(report.format, place), report.marks.get(place, "")
        _, row, column = place.split("/", 2)
        if summed and row in OTHERS:
            key = f"表3/{OTHER}/{column}"
            numbers[key] = _plus(numbers.get(key), value, mark, f"表三·（六）其他处理·{column}")
        else:
            numbers[f"{report.format.table2_name}:{place}" if apart and place[1] == "2" else place] = _Number(
                value, mark, where
            )
    return numbers


def _statistics(report: Report) -> dict[str, _Number]:
    """The rows of the 统计表 of before 2019, this year's number of each; of two alike rows the first."""
    numbers: dict[str, _Number] = {}
    for row in report.statistics:
        unit = f"（{row.unit}）" if row.unit else ""
        value = row.values[0] if row.values else None
        mark = UNREAD if value is None else ""
        numbers.setdefault(f"统计表/{row.label}", _Number(value, mark, f"统计表·{row.label}{unit}"))
    return numbers


def _plus(so_far: _Number | None, value: Cell, mark: str, where: str) -> _Number:
    before = so_far or _Number(None, "", where)
    known = [number for number in (before.value, value) if number is not None]
    both = UNREAD if UNREAD in (before.mark, mark) else ""
    return _Number(sum(known, start=0) if known and not both else None, both, where)


def _change(place: str, before: Mapping[str, _Number], after: Mapping[str, _Number]) -> Change:
    nothing = _Number(None, "", "")
    old, new = before.get(place, nothing), after.get(place, nothing)
    name = place.split(":", 1)[-1]
    return Change(name, new.where or old.where, old.value, new.value, old.mark, new.mark)


def _carried(old: Report, new: Report) -> Iterator[Change]:
    """T3-4: what last year carried out is what this year carried in, by column."""
    before, after = dict(old.cells()), dict(new.cells())
    for column in new.format.table3_columns if old.format.table3_columns else ():
        out, into = f"表3/carried_out/{column}", f"表3/carried_in/{column}"
        marks = old.marks.get(out, ""), new.marks.get(into, "")
        yield Change(into, f"表三·{column}", before[out], after[into], *marks)


def _texts(old: Report, new: Report) -> Iterator[TextChange]:
    before = {"（开头）": old.intro, **old.sections}
    after = {"（开头）": new.intro, **new.sections}
    for heading in dict.fromkeys((*after, *before)):
        was, now = _sentences(before.get(heading, "")), _sentences(after.get(heading, ""))
        if was or now:
            yield TextChange(heading, _state(was, now), _share(was, now))


def _sentences(text: str) -> Counter[str]:
    return Counter(re.sub(r"\s", "", sentence) for sentence in _SENTENCE.findall(text) if sentence.strip())


def _state(was: Counter[str], now: Counter[str]) -> TextState:
    if not was:
        return "新增"
    if not now:
        return "删去"
    return "未变" if was == now else "改动"


def _share(was: Counter[str], now: Counter[str]) -> Decimal:
    """By characters: what stands in one text only, of both texts together."""
    apart, both = ((was - now) + (now - was)), was + now
    share = Decimal(_length(apart)) / Decimal(_length(both) or 1)
    return share.quantize(Decimal("0.001"), ROUND_HALF_UP)


def _length(sentences: Counter[str]) -> int:
    return sum(len(sentence) * times for sentence, times in sentences.items())


def _notes(old: Report, new: Report, follows: bool) -> Iterator[str]:
    if not _one_organ(old, new):
        yield "两份报告不是同一机关的，没有核对结转数。"
    elif not (old.year and new.year):
        yield "有一份报告没有写明年度，没有核对结转数。"
    elif old.year == new.year:
        yield "两份是同一年度的报告，没有核对结转数。"
    elif not follows:
        yield f"{old.year}年度和{new.year}年度不相连，没有核对结转数。"
    if BEFORE_2019 in (old.format.name, new.format.name):
        if old.format.name != new.format.name:
            yield "2019年度以前的报告没有全国统一的表格，数字不能对照，分别列出。"
        return
    if old.format.table2_name != new.format.table2_name:
        yield "两份报告表二的栏目含义不同，不能对照，分别列出。"
    if old.format.name != new.format.name:
        yield "2019年表式的“（六）其他处理”只有一行，与2021年表式三个小项之和对照。"


def _one_organ(old: Report, new: Report) -> bool:
    return bool(old.organ and new.organ) and alike(old.organ, new.organ)


def _name(report: Report) -> str:
    return f"{report.organ or NAMELESS} {report.year or '（未写）'}年度"
