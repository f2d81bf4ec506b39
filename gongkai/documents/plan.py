"""Planning an import of old records: which rows are ready, and every fault by its cell."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from gongkai.documents.attaching import Files, Unmatched, names_in
from gongkai.documents.members import Member, shown
from gongkai.documents.records import OLD_RECORDS, OldRecords
from gongkai.spreadsheets.columns import Value
from gongkai.spreadsheets.days import chinese
from gongkai.spreadsheets.results import Fault, Notice, ReadRow
from gongkai.spreadsheets.text import brief, folded

_LABELS = {column.key: column.label for column in OLD_RECORDS.columns}
_NAMED = 20
_CELL = 32_767  # characters; a cell holds no more
_PICTURE = re.compile(r"<img[\s/>]", re.IGNORECASE)


@dataclass(frozen=True)
class PlannedRow:
    """A row that can be imported: its number in the sheet, its values, and the files to attach in order."""

    number: int
    values: Mapping[str, Value]
    attachments: tuple[Member, ...]


@dataclass(frozen=True)
class Plan:
    """What an import would do: `rows` that are ready, `faults` that keep a row out (none is in both), `notices`
    to look at, and the paths of files that no ready row attaches."""

    rows: tuple[PlannedRow, ...]
    faults: tuple[Fault, ...]
    notices: tuple[Notice, ...]
    unused: tuple[str, ...]


def plan(
    records: OldRecords,
    attachments: Mapping[str, Member],
    *,
    known: Mapping[str, Mapping[str, str] | Collection[str]] | None = None,
    day: date | None = None,
) -> Plan:
    """Check every row against the others and the files that came along.

    `known` lists, for a column's key (node, subject), the values there are, or says for every way of writing one
    which it means; one written otherwise in width or blanks is put right, any other is a fault. No record is of
    later than `day`, if that is given.
    """
    planning = _Planning(records, Files(attachments), known or {}, day)
    ready = [row for read in records.reading.rows if (row := planning.row(read))]
    used = {member.path for row in ready for member in row.attachments}
    unused = tuple(path for path in attachments if path not in used)
    notices = [*records.reading.notices, *planning.notices]
    if unused:
        listed = "、".join(f"“{shown(path)}”" for path in unused[:_NAMED])
        more = "等" if len(unused) > _NAMED else ""
        notices.append(
            Notice("", f"有 {len(unused)} 个文件没有被可以导入的行用到：{listed}{more}。请核对有没有漏写。")
        )
    faults = sorted([*records.reading.faults, *planning.faults], key=lambda fault: fault.row)
    return Plan(tuple(ready), tuple(faults), tuple(notices), unused)


class _Planning:
    """The rows looked at so far, and what was found about them."""

    def __init__(
        self,
        records: OldRecords,
        files: Files,
        known: Mapping[str, Mapping[str, str] | Collection[str]],
        day: date | None,
    ) -> None:
        self._records, self._files, self._day = records, files, day
        self._known = {
            key: {folded(one): values[one] if isinstance(values, Mapping) else one for one in values}
            for key, values in known.items()
        }
        self._seen: dict[tuple[str, ...], int] = {}
        self._attached: dict[str, int] = {}
        self.faults: list[Fault] = []
        self.notices: list[Notice] = []

    def row(self, read: ReadRow) -> PlannedRow | None:
        """The row as it would be imported, None if it has a fault."""
        before = len(self.faults)
        values = dict(read.values)
        for key, choices in self._known.items():
            if isinstance(written := values.get(key), str):
                values[key] = choices.get(folded(written))
                if values[key] is None:
                    rest = f"填的是“{brief(written)}”，没有这一项。请按系统里的名称填写。"
                    self._fault(read.number, key, written, rest)
        for key, rest in (*_contradictions(values), *_still_to_come(values, self._day)):
            self._fault(read.number, key, str(values.get(key) or ""), rest)
        for rest in _lost(str(values["body"] or "")):
            self._notice(read.number, "body", rest)
        formed, published = values["formed_on"], values["published_on"]
        if isinstance(formed, date) and isinstance(published, date) and published < formed:
            self._notice(read.number, "published_on", f"早于成文日期 {chinese(formed)}，请核对。")
        members = tuple(self._members(read))
        self._compare(read.number, values)
        return PlannedRow(read.number, values, members) if len(self.faults) == before else None

    def _members(self, read: ReadRow) -> Iterator[Member]:
        """The files the row attaches."""
        cell = str(read.values.get("attachments") or "")
        seen = set[str]()
        for name in names_in(cell):
            try:
                member = self._files.member(name)
            except Unmatched as unmatched:
                self._fault(read.number, "attachments", name, str(unmatched))
                continue
            if member.path in seen:
                rest = f"把附件“{brief(name)}”写了两次。请删去一个。"
                self._fault(read.number, "attachments", name, rest)
            elif (first := self._attached.setdefault(member.path, read.number)) != read.number:
                self._notice(
                    read.number, "attachments", f"的附件“{brief(name)}”第 {first} 行也用了，请核对。"
                )
            seen.add(member.path)
            yield member

    def _compare(self, number: int, values: Mapping[str, Value]) -> None:
        """An index number used twice is a fault; two rows that read alike are worth a look."""
        if written := values.get("index_number"):
            first = self._seen.setdefault(("index_number", folded(str(written))), number)
            if first != number:
                rest = f"填的索引号“{brief(str(written))}”与第 {first} 行相同。索引号不能重复，请改正。"
                self._fault(number, "index_number", str(written), rest)
        alike = ("row", folded(str(values["title"])), str(values["formed_on"]), folded(str(values["node"])))
        first = self._seen.setdefault(alike, number)
        if first != number:
            self._notice(number, "title", f"的标题、栏目和成文日期与第 {first} 行相同，请核对是不是重复。")

    def _fault(self, number: int, key: str, found: str, rest: str) -> None:
        where = self._records.cell(number, key)
        self.faults.append(Fault(where, number, _LABELS[key], brief(found), f"{where}“{_LABELS[key]}”{rest}"))

    def _notice(self, number: int, key: str, rest: str) -> None:
        where = self._records.cell(number, key)
        self.notices.append(Notice(where, f"{where}“{_LABELS[key]}”{rest}"))


def _still_to_come(values: Mapping[str, Value], day: date | None) -> Iterator[tuple[str, str]]:
    """Days of an old record that lie after `day`."""
    for key in ("formed_on", "published_on", "validity_on"):
        written = values[key]
        if day and isinstance(written, date) and written > day:
            yield key, f"{chinese(written)}晚于今天 {chinese(day)}。请核对年份后改正。"


def _lost(body: str) -> Iterator[str]:
    """What of a text will not come along."""
    if len(body) >= _CELL:
        yield f"有 {len(body)} 个字，到了 Excel 单元格的上限，后面的内容可能已被截断，请核对原文。"
    if pictures := len(_PICTURE.findall(body)):
        yield f"里有 {pictures} 张图片，不能随 Excel 导入，只导入文字。请导入后再补上图片。"


def _contradictions(values: Mapping[str, Value]) -> Iterator[tuple[str, str]]:
    """What cannot be right within a row: the column's key, and the rest of a sentence."""
    if not values["body"] and not values["attachments"]:
        yield "body", "和“附件文件名”都没有填写。正文和附件至少要有一样，请补上。"
    validity, ended = values["validity"], values["validity_on"]
    if validity not in (None, "有效") and ended is None:
        yield "validity_on", f"没有填写。有效性是“{validity}”的，要填从哪天起。"
    if validity in (None, "有效") and ended is not None:
        yield (
            "validity",
            "与“失效废止日期”不符。填了失效废止日期的，有效性应为“失效”“废止”或“已修改”，请改正。",
        )
    formed = values["formed_on"]
    if isinstance(formed, date) and isinstance(ended, date) and ended < formed:
        yield "validity_on", f"早于成文日期 {chinese(formed)}，请核对后改正。"
