"""Old records: every bad row is named by its cell, every good one is ready with its files."""

import random
import time
from datetime import date

import pytest

from gongkai.documents.members import Member
from gongkai.documents.plan import Plan, plan
from gongkai.documents.records import OLD_RECORDS, read_old_records
from gongkai.documents.tests.samples import workbook
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
