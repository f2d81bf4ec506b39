"""Index fields: each layout sites print them in, and what must not be taken for one."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.documents.dates import first_day, small_number
from gongkai.documents.fields import Fields, fields_of
from gongkai.documents.numbers import normalised

WANTED = {
    "index_number": "11620802MB1234567X/2020-00012",
    "document_number": "崆政发〔2020〕12号",
    "title": "关于加强农村饮水安全管理的通知",
    "issuing_organ": "崆峒区人民政府办公室",
    "formed_on": "2020-03-05",
    "published_at": "2020-03-08 09:30",
    "subject": "农业、林业、水利\\水利",
    "genre": "通知",
    "validity": "有效",
    "attribute": "主动公开",
    "keywords": "饮水 安全",
}
PAIRS = [
    ("索引号", WANTED["index_number"]),
    ("发文字号", "崆政发[2020]12号"),
    ("名称", WANTED["title"]),
    ("发布机构", WANTED["issuing_organ"]),
    ("生成日期", "2020年3月5日"),
    ("发布日期", "2020-03-08 09:30"),
    ("主题分类", WANTED["subject"]),
    ("体裁分类", "通知"),
    ("有效性", "现行有效"),
    ("公开方式", "主动公开"),
    ("主题词", WANTED["keywords"]),
]


def values(fields: Fields) -> dict[str, str]:
    """The fields found."""
    return {name: found.value for name, found in vars(fields).items() if found}


def spaced(label: str) -> str:
    """A label set with blanks, as 索 引 号."""
    return "　".join(label) if len(label) == 3 else label


@pytest.mark.parametrize(
    "text",
    [
        "\n".join(f"{label}：{value}" for label, value in PAIRS),
        "\n".join(f"{label}: {value}" for label, value in PAIRS).replace("号:", "号 :"),
        "\n".join(f"【{label}】{value}" for label, value in PAIRS),
        "\n".join(f"{label}\t{value}" for label, value in PAIRS),
        "\n".join(f"| {label} | {value} |" for label, value in PAIRS),
        " | ".join(f"{label}： | {value}" for label, value in PAIRS),
        "\n\n".join(f"  • {label}:\n\n    {value}" for label, value in PAIRS),
        "\n".join(f"{label}\n{value}" for label, value in PAIRS),
        "当前位置：首页 " + " ".join(f"{spaced(label)}： {value}" for label, value in PAIRS),
    ],
    ids=["lines", "half width", "brackets", "tabs", "rows", "one row", "bullets", "stacked", "run together"],
)  # fmt: skip
def test_every_layout_gives_the_same_fields(text: str) -> None:
    got = fields_of(text)
    assert values(got) == WANTED
    assert all(found is None or found.sure for found in vars(got).values())


def test_a_day_is_given_as_a_day_with_its_place() -> None:
    found = fields_of("索引号：x1\n\n成文日期：二〇二〇年三月五日").formed_on
    assert found is not None
    assert (found.day, found.value, found.line, found.where) == (
        date(2020, 3, 5),
        "2020-03-05",
        3,
        "第 3 行“成文日期”",
    )


def test_an_empty_label_does_not_take_the_next_label_or_the_text_below() -> None:
    text = "索引号：\n文号：\n发布机构：\n有效性：无\n成文日期：\n各村民委员会：现将有关事项通知如下。"
    assert values(fields_of(text)) == {}


def test_a_value_ends_where_a_label_we_do_not_know_begins() -> None:
    got = fields_of("发文机关：崆峒区人民政府 服务对象：农民 文号：崆政发〔2020〕1号")
    assert values(got) == {"issuing_organ": "崆峒区人民政府", "document_number": "崆政发〔2020〕1号"}


def test_ordinary_words_in_a_text_are_no_labels() -> None:
    text = "关于培训的说明。\n一、时间：2020年3月5日 9:00\n名称：培训班\n来源：财政资金\n标题：略\n公开方式：公告栏"
    assert values(fields_of(text)) == {}


def test_cited_numbers_are_not_the_documents_own() -> None:
    text = "根据《信息处理费管理办法》（国办函〔2020〕109号）和国办发〔2017〕47号文件，印发实施。"
    assert fields_of(text).document_number is None


def test_a_number_on_its_own_line_is_the_documents_own_but_wants_a_look() -> None:
    found = fields_of("关于事项的通知\n崆政发〔2020〕12号\n各镇：根据（国办发〔2017〕47号）").document_number
    assert found is not None
    assert (found.value, found.sure, found.line) == ("崆政发〔2020〕12号", False, 2)


def test_title_organ_and_day_are_known_by_the_shape_of_a_notice() -> None:
    got = fields_of(
        "崆峒镇关于事项的通知\n各村：请照办。\n　　　崆峒镇人民政府\n　　　2020年3月5日\n（此件公开）"
    )
    assert values(got) == {
        "title": "崆峒镇关于事项的通知",
        "issuing_organ": "崆峒镇人民政府",
        "formed_on": "2020-03-05",
    }


def test_the_printing_note_is_not_the_signature() -> None:
    got = fields_of("各村：请照办。\n崆峒镇人民政府\n2020年3月5日\n崆峒镇党政办公室 2020年3月9日印发")
    assert got.formed_on and got.formed_on.day == date(2020, 3, 5)
    assert fields_of("请照办。\n崆峒镇党政办公室 2020年3月9日印发").formed_on is None


def test_a_page_that_states_its_day_twice_keeps_the_time() -> None:
    got = fields_of("文号：崆政发〔2020〕1号\n发布时间：2020-03-05 11:05\n发布日期：2020-03-05")
    assert got.published_at and got.published_at.value == "2020-03-05 11:05"


@pytest.mark.parametrize(
    ("written", "official"),
    [
        ("崆政发〔2020〕12号", "崆政发〔2020〕12号"),
        ("国办发[2017]47号", "国办发〔2017〕47号"),
        ("闽岚综实管综（2014） 143 号", "闽岚综实管综〔2014〕143号"),
        ("崆镇发【2020】第3号", "崆镇发〔2020〕第3号"),
        ("平凉市人民政府令第5号", "平凉市人民政府令第5号"),
        ("2020年第3号", "2020年第3号"),
        ("崆政发2020-12", None),
        ("关于崆政发〔2020〕12号的通知", None),
        ("〔2020〕12号", None),
    ],
)
def test_document_numbers_take_their_official_form(written: str, official: str | None) -> None:
    assert normalised(written) == official


@pytest.mark.parametrize(
    ("written", "day", "time"),
    [
        ("2020年3月5日", date(2020, 3, 5), ""),
        ("2020 年 03 月 05 日 09：30", date(2020, 3, 5), "09:30"),
        ("二〇二〇年三月五日", date(2020, 3, 5), ""),
        ("二○一九年十二月三十一日", date(2019, 12, 31), ""),
        ("二零二一年十月廿日", date(2021, 10, 20), ""),
        ("2020-03-05 17:06:01", date(2020, 3, 5), "17:06:01"),
        ("2020/3/5", date(2020, 3, 5), ""),
        ("20200305", date(2020, 3, 5), ""),
    ],
)
def test_days_are_read_as_documents_write_them(written: str, day: date, time: str) -> None:
    got = first_day(written)
    assert got is not None
    assert (got.day, got.time) == (day, time)


@pytest.mark.parametrize(
    "text", ["2020年2月30日", "2020-13-05", "12020-03-05", "2020年3月", "120200305", "2020-03-051"]
)
def test_what_is_no_day_of_the_calendar_is_none(text: str) -> None:
    assert first_day(text) is None


@given(st.integers(1, 99))
def test_small_chinese_numbers_are_read_back(number: int) -> None:
    from gongkai.documents.word.numerals import chinese

    assert small_number(chinese(number)) == number


LABELLED = st.sampled_from(
    ["索引号", "文号", "：", " | ", "\n", "\t", "成文日期", "2020年", "3月5日", "〔2020〕", "号", "  "]
)


@given(st.one_of(st.text(), st.lists(st.one_of(LABELLED, st.text(max_size=5))).map("".join)))
def test_no_text_whatever_raises(text: str) -> None:
    for found in vars(fields_of(text)).values():
        assert found is None or (found.value.strip() and found.line >= 1)


def test_a_huge_text_is_looked_at_in_moments() -> None:
    import time

    began = time.monotonic()
    fields_of("村民委员会 " * 300_000)
    fields_of("索 引 号" * 300_000)
    fields_of("\n2020年3月5日" * 100_000)
    assert time.monotonic() - began < 8
