"""A notice file is taken as the notice says, or refused with the place and the remedy in Chinese."""

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.law.notice import Notice, NoticeRefused
from gongkai.law.noticecheck import load_notice
from gongkai.law.tests.invented import LONG_NEW_YEAR, NEW_YEAR, NOTICE_2027
from gongkai.law.workdays import NOTICES


def changed(old: str, new: str) -> str:
    assert old in NOTICE_2027
    return NOTICE_2027.replace(old, new)


def test_a_notice_keeps_its_sentences_and_days() -> None:
    notice = load_notice(NOTICE_2027)
    assert (notice.year, notice.number, len(notice.arrangements)) == (2027, "测试〔2026〕1号", 7)
    spring = notice.arrangements[1]
    assert spring.text.startswith("2月5日（周五）")
    assert (spring.rest[0], spring.rest[-1], len(spring.rest)) == (date(2027, 2, 5), date(2027, 2, 11), 7)
    assert notice.work == (date(2027, 2, 14),)
    assert len(notice.rest) == 3 + 7 + 3 + 4 + 1 + 1 + 5


def test_the_shipped_example_is_the_2026_notice() -> None:
    notice = load_notice((NOTICES / "2026.yaml").read_text(encoding="utf-8"))
    assert notice.number == "国办发明电〔2025〕7号"
    assert [f"{day:%m-%d}" for day in sorted(notice.work)] == [
        "01-04", "02-14", "02-28", "05-09", "09-20", "10-10",
    ]  # fmt: skip
    assert len(notice.rest) == 3 + 9 + 3 + 5 + 3 + 3 + 7


REFUSALS = {
    "not yaml": ("year: [", "写法有误"),
    "a broken line": ("year: 2027\ntitle: 一\n  number: 二\n", "第3行"),
    "a list": ("- 1", "参照随附的2026年通知文件"),
    "nothing": ("", "参照随附的2026年通知文件"),
    "a day that does not exist": (changed("2027-06-09}", "2027-02-30}"), "不存在的日期"),
    "an unknown field": (changed("number:", "文号:"), "不认识的项目：文号"),
    "an unknown field of a sentence": (changed("work: [", "shangban: ["), "不认识的项目：shangban"),
    "the word YAML reads as false": (changed("rest: 2027-02-05", "off: 2027-02-05"), "第2条安排有不认识"),
    "no number": (changed("number: 测试〔2026〕1号\n", ""), "缺少：文号（number）"),
    "no sentence": (changed("text: 6月9日放假。, ", ""), "第5条安排缺少：通知原句（text）"),
    "a year in words": (changed("year: 2027", "year: 二〇二七"), "年份（year）应为"),
    "a year before the regulation": (changed("year: 2027", "year: 1999"), "年份（year）应为"),
    "no arrangements": ("year: 2027\ntitle: 一\nnumber: 二\narrangements: 三\n", "应为列表"),
    "a sentence that is no mapping": (
        "year: 2027\ntitle: 一\nnumber: 二\narrangements: [三]\n", "第1条安排应由",
    ),
    "a span of words": (changed("2027-01-01 至 2027-01-03", "一月一日至三日"), "第1条安排的放假（rest）中的"),
    "a span backwards": (changed("2027-01-01 至 2027-01-03", "2027-01-03 至 2027-01-01"), "止日早于起日"),
    "a span of a year": (changed("2027-01-01 至 2027-01-03", "2027-01-01 至 2027-12-31"), "超过一个月"),
    "a moment": (changed("rest: 2027-06-09", "rest: 2027-06-09 08:00:00"), "不是日期"),
    "the first day there is": (changed("rest: 2027-06-09", "rest: 0001-01-01"), "不在2027年前后"),
    "another year's days": (changed("rest: 2027-06-09", "rest: 2026-06-09"), "不在2027年前后"),
    "a day off and worked": (changed("work: [2027-02-14]", "work: [2027-02-11]"), "既写为放假又写为上班"),
    "a day twice": (changed("rest: [2027-09-15]", "rest: [2027-09-15, 2027-09-15]"), "重复写了2次"),
    "a weekday called make-up": (changed("work: [2027-02-14]", "work: [2027-02-12]"), "本来就是工作日"),
    "a wrong weekday in the sentence": (changed("2月5日（周五）", "2月5日（周四）"), "2月5日不是周四"),
    "a weekday on no date": (changed("6月9日放假", "6月31日（周三）放假"), "6月31日不是周三"),
    "a total that differs": (changed("放假调休，共7天", "放假调休，共8天"), "原句说共8天，放假写了7天"),
    "a day the sentence does not say": (changed("9月15日放假", "9月25日放假"), "9月15日没有出现在通知原句中"),
    "a forgotten make-up day": (changed("    work: [2027-02-14]\n", ""), "应为13天"),
    "a forgotten holiday": (
        changed("  - {holiday: 端午节, text: 6月9日放假。, rest: 2027-06-09}\n", ""), "现为12天，相差-1天",
    ),
    "extra days without reason": (changed("year: 2027", "year: 2027\nextra_days: 1"), "依据（extra_reason）"),
    "negative extra days": (changed("year: 2027", "year: 2027\nextra_days: -1"), "不小于0的整数"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "message"), REFUSALS.values(), ids=REFUSALS.keys())
def test_a_faulty_notice_is_refused_with_the_remedy(text: str, message: str) -> None:
    with pytest.raises(NoticeRefused) as refusal:
        load_notice(text)
    assert message in str(refusal.value)


def test_all_faults_are_told_at_once() -> None:
    text = changed("放假调休，共7天", "放假调休，共8天").replace("9月15日放假", "9月25日放假")
    with pytest.raises(NoticeRefused) as refusal:
        load_notice(text)
    assert len(str(refusal.value).splitlines()) == 2


def test_an_extra_day_with_its_document_is_accepted() -> None:
    text = changed("rest: 2027-06-09", "rest: 2027-06-09 至 2027-06-10").replace("6月9日放", "6月9日至10日放")
    with pytest.raises(NoticeRefused, match="应为13天"):
        load_notice(text)
    notice = load_notice(text + "extra_days: 1\nextra_reason: 测试用的增加放假通知\n")
    assert notice.extra_days == 1


def test_a_new_year_that_begins_in_december_is_accepted() -> None:
    text = changed(
        NEW_YEAR,
        LONG_NEW_YEAR,
    )
    assert load_notice(text).arrangements[0].rest == (date(2026, 12, 31), date(2027, 1, 1))


def taken_or_refused(read: Callable[[str], Notice], text: str) -> None:
    try:
        read(text)
    except NoticeRefused as refusal:
        assert str(refusal)


@given(st.text(max_size=60))
def test_any_text_at_all_ends_in_a_message(text: str) -> None:
    taken_or_refused(load_notice, text)


@given(st.integers(0, len(NOTICE_2027) - 1), st.sampled_from(["", " ", "-", ":", "9", "]", "\n", "至", "月"]))
def test_a_slip_of_the_pen_ends_in_a_notice_or_a_message(place: int, slip: str) -> None:
    taken_or_refused(load_notice, NOTICE_2027[:place] + slip + NOTICE_2027[place + 1 :])


def test_a_deeply_nested_file_is_refused() -> None:
    with pytest.raises(NoticeRefused):
        load_notice("[" * 20000)
