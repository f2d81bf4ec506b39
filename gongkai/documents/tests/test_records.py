"""Old records: every bad row is named by its cell, every good one is ready with its files."""

import io
import random
import time
from datetime import date

import openpyxl
import pytest

from gongkai.documents.genres import genre_of
from gongkai.documents.members import CannotList, Member
from gongkai.documents.mending import rows_to_mend
from gongkai.documents.plan import Plan, plan
from gongkai.documents.records import OLD_RECORDS, read_old_records
from gongkai.documents.tests.samples import PNG, workbook
from gongkai.documents.vetting import vetted
from gongkai.spreadsheets import read, template, write

LABELS = [column.label for column in OLD_RECORDS.columns]
GOOD = {
    "标题": "关于危房改造的通知",
    "栏目": "政策文件",
    "正文": "各村：……",
    "成文日期": date(2019, 3, 5),
    "原发布时间": date(2019, 3, 8),
}


def files(*paths: str, size: int = 10) -> dict[str, Member]:
    """Files that came along."""
    return {path: Member(path, size, lambda: b"") for path in paths}


def planned(*rows: dict[str, object], members: dict[str, Member] | None = None, **known: list[str]) -> Plan:
    """The plan for these rows, given by label over a good one."""
    lines = [[{**GOOD, **row}.get(label) for label in LABELS] for row in rows]
    return plan(read_old_records(workbook(旧信息目录=[LABELS, *lines])), members or {}, known=known)


def fault(
    row: dict[str, object], members: dict[str, Member] | None = None, **known: list[str]
) -> tuple[str, str]:
    """Cell and message of the one fault of a row."""
    got = planned(row, members=members, **known)
    assert got.rows == ()
    (one,) = got.faults
    assert one.message.startswith(f"{one.cell}“{one.column}”")
    assert one.message.endswith("。")
    return one.cell, one.message


def test_the_template_reads_back_with_its_example_left_out() -> None:
    reading = read(OLD_RECORDS, template(OLD_RECORDS))
    assert (reading.rows, reading.faults) == ((), ())


def test_a_good_row_is_ready_with_its_files_in_order() -> None:
    members = files("附件/名单.xls", "通知.PDF", "旧.doc")
    got = planned({"附件文件名": "通知.pdf；名单．XLS", "正文": None}, members=members)
    assert (got.faults, got.unused) == ((), ("旧.doc",))
    assert [(row.number, [one.path for one in row.attachments]) for row in got.rows] == [
        (2, ["通知.PDF", "附件/名单.xls"])
    ]
    assert got.rows[0].values["published_on"] == date(2019, 3, 8)
    assert got.notices[-1].message == "有 1 个文件没有被可以导入的行用到：“旧.doc”。请核对有没有漏写。"


@pytest.mark.parametrize(
    ("row", "cell", "said"),
    [
        ({"标题": None}, "A2", "必填"),
        ({"成文日期": "2019-02-30"}, "D2", "日历上没有这一天"),
        ({"体裁": "小说"}, "J2", "可选项"),
        ({"正文": None}, "C2", "至少要有一样"),
        ({"有效性": "废止"}, "L2", "要填从哪天起"),
        ({"失效废止日期": date(2020, 1, 1)}, "K2", "有效性应为"),
        ({"有效性": "废止", "失效废止日期": date(2018, 1, 1)}, "L2", "早于成文日期 2019年3月5日"),
        ({"附件文件名": "没有.pdf"}, "P2", "没有找到"),
        ({"附件文件名": "../a.pdf"}, "P2", "指到别处的路径"),
        ({"附件文件名": "C:\\a.pdf"}, "P2", "指到别处的路径"),
        ({"附件文件名": "/a.pdf"}, "P2", "指到别处的路径"),
        ({"附件文件名": "通知.pdf.exe"}, "P2", "两个扩展名"),
        ({"附件文件名": "a.pdf；A.PDF"}, "P2", "写了两次"),
        ({"附件文件名": "程序.exe"}, "P2", "不能作为附件"),
        ({"附件文件名": "a"}, "P2", "是不是“a.pdf”"),
        ({"附件文件名": "花名册2019.xls"}, "P2", "是不是“花名册2019年.xls”"),
        ({"附件文件名": "同名.pdf"}, "P2", "请写上文件夹"),
    ],
)
def test_each_fault_is_named_by_its_cell(row: dict[str, object], cell: str, said: str) -> None:
    members = files("a.pdf", "程序.exe", "甲/同名.pdf", "乙/同名.pdf", "花名册2019年.xls")
    where, message = fault(row, members)
    assert where == cell
    assert said in message


def test_empty_and_oversized_files_are_faults() -> None:
    assert "0 字节" in fault({"附件文件名": "a.pdf"}, files("a.pdf", size=0))[1]
    assert "超过 30 MB" in fault({"附件文件名": "a.pdf"}, files("a.pdf", size=2**26))[1]


def test_a_folder_tells_files_of_one_name_apart() -> None:
    members = files("2020/甲/同名.pdf", "2020/乙/同名.pdf", "同名.pdf")
    got = planned({"附件文件名": "甲\\同名.pdf\n同名.pdf"}, members=members)
    assert [one.path for one in got.rows[0].attachments] == ["2020/甲/同名.pdf", "同名.pdf"]


def test_names_that_differ_only_in_case_are_never_guessed() -> None:
    members = files("A.pdf", "a.pdf")
    assert [one.path for one in planned({"附件文件名": "a.pdf"}, members=members).rows[0].attachments] == [
        "a.pdf"
    ]
    assert "请写上文件夹" in fault({"附件文件名": "Ａ.PDF"}, members)[1]


def test_a_column_that_does_not_exist_is_a_fault_and_a_blank_in_it_none() -> None:
    assert "没有这一项" in fault({"栏目": "政策文档"}, node=["政策文件"])[1]
    got = planned({"栏目": "政 策 文件 "}, node=["政策文件"])
    assert got.rows[0].values["node"] == "政策文件"


def test_an_index_number_used_twice_is_a_fault_of_the_second() -> None:
    got = planned({"索引号(原)": "x/2019-1"}, {"索引号(原)": "X/2019-1", "标题": "别的通知"})
    assert [row.number for row in got.rows] == [2]
    assert [(one.cell, "第 2 行" in one.message) for one in got.faults] == [("G3", True)]


def test_rows_alike_shared_files_and_odd_days_are_worth_a_look() -> None:
    row = {"附件文件名": "a.pdf", "原发布时间": date(2019, 3, 1)}
    got = planned(row, row, members=files("a.pdf"))
    assert len(got.rows) == 2
    said = [one.message for one in got.notices if one.cell.endswith("3")]
    assert [
        any(word in message for message in said) for word in ("第 2 行也用了", "是不是重复", "早于成文日期")
    ] == [True] * 3


def test_cells_are_named_by_the_columns_of_the_file_not_of_the_template() -> None:
    labels = LABELS[::-1]
    row = {**GOOD, "附件文件名": "没有.pdf"}
    data = workbook(旧信息目录=[["崆峒镇旧信息"], labels, [row.get(label) for label in labels]])
    assert [one.cell for one in plan(read_old_records(data), {}).faults] == ["A3"]


def test_five_thousand_rows_name_exactly_the_forty_faults_in_seconds() -> None:
    chance = random.Random(5)
    members = files(*(f"附件/{n}.pdf" for n in range(2, 5_002)))
    rows = [
        {
            "title": f"关于第{n}项工作的通知", "node": "政策文件", "body": "各村：", "formed_on": date(2019, 3, 5),
            "published_on": date(2019, 3, 8), "index_number": f"620802/2019-{n:05d}", "attachments": f"{n}.pdf",
        }
        for n in range(2, 5_002)
    ]  # fmt: skip
    spoil = [
        ("A", {"title": None}), ("D", {"formed_on": None}), ("P", {"attachments": "没有这个.pdf"}),
        ("P", {"attachments": "../../etc/passwd"}), ("L", {"validity": "失效"}),
        ("G", {"index_number": "620802/2019-00002"}), ("C", {"body": None, "attachments": None}),
        ("B", {"node": "不存在的栏目"}),
    ]  # fmt: skip
    planted = set()
    for place, number in enumerate(chance.sample(range(3, 5_002), 40)):
        column, change = spoil[place % len(spoil)]
        rows[number - 2] |= change
        planted.add(f"{column}{number}")
    data = write(OLD_RECORDS, rows)
    began = time.monotonic()
    got = plan(read_old_records(data), members, known={"node": ["政策文件"]})
    took = time.monotonic() - began
    assert {one.cell for one in got.faults} == planted
    assert len(got.faults) == 40
    assert [row.number for row in got.rows] == sorted(
        set(range(2, 5_002)) - {int(cell[1:]) for cell in planted}
    )
    assert took < 20


def test_no_old_record_lies_after_the_day_of_the_import() -> None:
    rows = [
        {"成文日期": date(2021, 3, 6), "原发布时间": date(2021, 3, 7)},
        {"有效性": "失效", "失效废止日期": date(2021, 3, 8)},
        {"成文日期": date(2021, 3, 5), "原发布时间": date(2021, 3, 5)},
    ]
    lines = [[{**GOOD, **row}.get(label) for label in LABELS] for row in rows]
    records = read_old_records(workbook(旧信息目录=[LABELS, *lines]))
    got = plan(records, {}, day=date(2021, 3, 5))
    assert [one.cell for one in got.faults] == ["D2", "E2", "L3"]
    assert [row.number for row in got.rows] == [4]
    assert len(plan(records, {}).rows) == 3


def test_a_value_may_be_written_in_several_ways() -> None:
    got = planned({"栏目": "20－1"}, node={"政策文件": "政策文件", "20-1": "政策文件"})
    assert got.rows[0].values["node"] == "政策文件"


def test_what_does_not_come_along_is_said() -> None:
    got = planned({"正文": '<p>甲<IMG src="/a.png"><img/></p>'}, {"正文": "长" * 32_767})
    assert len(got.rows) == 2
    assert any("C2“正文”里有 2 张图片" in notice.message for notice in got.notices)
    assert any("C3“正文”有 32767 个字" in notice.message for notice in got.notices)


def counting(path: str, data: bytes, reads: list[str]) -> Member:
    """A file that notes when it is read."""

    def read_it() -> bytes:
        reads.append(path)
        return data

    return Member(path, len(data), read_it)


def test_every_file_is_examined_once_and_a_refused_one_keeps_its_rows_out() -> None:
    reads: list[str] = []
    members = {
        name: counting(name, data, reads) for name, data in {"好.png": PNG, "假.png": b"%PDF-1.4 x"}.items()
    }
    rows = [{"附件文件名": "好.png"}, {"附件文件名": "好.png；假.png"}, {"附件文件名": "假.png"}, {}]
    lines = [[{**GOOD, **row}.get(label) for label in LABELS] for row in rows]
    records = read_old_records(workbook(旧信息目录=[LABELS, *lines]))
    kept, told = [], []
    got = vetted(
        plan(records, members), records, limit=1000, keep=lambda one, data: kept.append((one.path, data)),
        progress=told.append,
    )  # fmt: skip
    assert [row.number for row in got.rows] == [2, 5]
    assert [(one.cell, one.found) for one in got.faults] == [("P3", "假.png"), ("P4", "假.png")]
    assert all(
        one.message.startswith(f"{one.cell}“附件文件名”写的附件“假.png”不能用：") for one in got.faults
    )
    assert (reads, kept, told) == (["好.png", "假.png"], [("好.png", PNG)], [1, 2, 3, 4])


def test_a_file_that_cannot_be_read_or_is_too_large_keeps_its_row_out() -> None:
    def gone() -> bytes:
        raise CannotList("读不到文件“没了.pdf”。")

    members = {
        "没了.pdf": Member("没了.pdf", 9, gone),
        "大.png": Member("大.png", 2000, lambda: PNG + bytes(2000)),
    }
    lines = [[{**GOOD, "附件文件名": name}.get(label) for label in LABELS] for name in members]
    records = read_old_records(workbook(旧信息目录=[LABELS, *lines]))
    got = vetted(plan(records, members), records, limit=1000, keep=lambda *_: None)
    assert got.rows == ()
    assert ["读不到文件" in got.faults[0].message, "超过上限" in got.faults[1].message] == [True, True]


def test_the_rows_to_mend_hold_what_was_filled_in_and_read_back() -> None:
    labels = [*LABELS[::-1], "备注"]
    rows = [{}, {"标题": None, "索引号(原)": 12}, {"成文日期": "昨天"}, {"正文": "=1+1"}]
    lines = [[{**GOOD, **row, "备注": "x"}.get(label) for label in labels] for row in rows]
    data = workbook(旧信息目录=[["崆峒镇旧信息"], labels, *lines])
    records = read_old_records(data)
    assert records.heading == 2
    faults = plan(records, {}).faults
    mended = rows_to_mend(data, records, done={3}, remedies=[(one.row, one.message) for one in faults])
    again = read_old_records(mended)
    assert [one.cell for one in plan(again, {}).faults] == ["A2", "D3", "C4"], "a formula is no text"
    book = openpyxl.load_workbook(io.BytesIO(mended)).active
    assert [cell.value for cell in book[1]] == [*LABELS, "原来的行号", "怎么改"]
    assert [(line[0].value, line[-2].value) for line in book.iter_rows(min_row=2)] == [
        (None, 4),
        (GOOD["标题"], 5),
        (GOOD["标题"], 6),
    ]
    assert book["D2"].value.date() == date(2019, 3, 5)
    assert (book["D3"].value, book["G2"].value) == ("昨天", "12")


def test_the_example_of_the_template_is_no_row_to_mend() -> None:
    data = template(OLD_RECORDS)
    mended = rows_to_mend(data, read_old_records(data), done=(), remedies=())
    assert openpyxl.load_workbook(io.BytesIO(mended)).active.max_row == 1


@pytest.mark.parametrize(
    ("title", "genre"),
    [
        ("关于做好植树工作的通知", "通知"),
        ("关于印发《白杨镇植树方案》的通知（试行）", "通知"),
        ("白杨镇2020年防汛应急预案", "预案"),
        ("白杨镇工作规则（2020年修订）", ""),
        ("《白杨镇公文处理办法》", "办法"),
        ("2020年度工作总结", "总结"),
        ("", ""),
    ],
)
def test_the_genre_follows_from_the_title(title: str, genre: str) -> None:
    assert genre_of(title) == genre
