"""Old records (旧信息目录) in Excel: the sheet they are filled into, and reading it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import islice

from gongkai.spreadsheets.addresses import address
from gongkai.spreadsheets.columns import Column, Kind, Sheet
from gongkai.spreadsheets.heading import SEARCHED_ROWS, find_heading
from gongkai.spreadsheets.reading import read
from gongkai.spreadsheets.results import Reading
from gongkai.spreadsheets.tabs import choose_tab
from gongkai.spreadsheets.workbook import open_workbook
from gongkai.spreadsheets.worksheet import Worksheet

# 体裁 and 有效性 in the words that disclosure uses.
GENRES = (
    *("通知", "公告", "通告", "公示", "意见", "决定", "报告", "批复", "函", "纪要", "办法", "方案", "规划"),
    *("预案", "计划", "总结", "其他"),
)
VALIDITIES = ("有效", "失效", "废止", "已修改")
_EARLIEST = date(1949, 10, 1)

OLD_RECORDS = Sheet(
    "旧信息目录",
    (
        Column("title", "标题", required=True, max_length=200, example="关于做好2019年农村危房改造工作的通知"),
        Column("node", "栏目", required=True, max_length=120, hint="填目录里的栏目名称", example="政策文件"),
        Column("body", "正文", hint="可以不填，但正文和附件至少要有一样", example="各村民委员会：……"),
        Column(
            "formed_on", "成文日期", Kind.DAY, required=True, minimum=_EARLIEST, example="2019-03-05",
            hint="信息形成的日期",
        ),
        Column(
            "published_on", "原发布时间", Kind.DAY, required=True, minimum=_EARLIEST, example="2019-03-08",
            hint="在原网站第一次发布的日期",
        ),
        Column("document_number", "文号", max_length=60, example="崆镇发〔2019〕12号"),
        Column("index_number", "索引号(原)", max_length=80, hint="原网站给的索引号", example="000014349/2019-00012"),
        Column("issuing_organ", "发文机关", max_length=120, example="崆峒镇人民政府"),
        Column("subject", "主题分类", max_length=60, example="民政、扶贫、救灾\\扶贫"),
        Column("genre", "体裁", Kind.CHOICE, choices=GENRES, example="通知"),
        Column("validity", "有效性", Kind.CHOICE, choices=VALIDITIES, example="有效"),
        Column("validity_on", "失效废止日期", Kind.DAY, minimum=_EARLIEST, hint="有效性不是“有效”的，填哪天起失效、废止或修改"),
        Column("source", "来源", max_length=80),
        Column("keywords", "关键词", max_length=120, example="危房改造、农村"),
        Column("summary", "内容概述", max_length=300),
        Column("attachments", "附件文件名", max_length=2000, hint="几个文件用；分开，带扩展名", example="名单.xls；通知.pdf"),
    ),
)  # fmt: skip


@dataclass(frozen=True)
class OldRecords:
    """A filled-in sheet: what was read, in which column of the file each field stands, in which row the heading
    (表头); both from 1, 0 for no heading."""

    reading: Reading
    columns: Mapping[str, int]
    heading: int = 0

    def cell(self, row: int, key: str) -> str:
        """The address of a field in a row as Excel shows it, C7; the whole row if the column is missing."""
        column = self.columns.get(key)
        return f"{row}:{row}" if column is None else address(row, column)


def read_old_records(data: bytes, *, name: str = "") -> OldRecords:
    """Read a filled-in sheet; `name` is the file's. Raises CannotRead (spreadsheets) for the file as a whole."""
    reading = read(OLD_RECORDS, data, name=name)
    book = open_workbook(data, name)
    tab, _ = choose_tab(OLD_RECORDS, book)
    heading = find_heading(OLD_RECORDS, list(islice(Worksheet(book, tab).rows(), SEARCHED_ROWS)))
    places = heading.columns if heading else {}
    columns = {column.key: place for place, column in places.items()}
    return OldRecords(reading, columns, heading.number if heading else 0)
