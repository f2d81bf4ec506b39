"""The calendar's form: a holiday notice in the clerk's own words."""

from gongkai.law.notice import read_notice
from gongkai.office.holidays import NoticeForm

IN_CHINESE = """年份：2027
标题：测试用的通知
文号: 测试〔2026〕1号
安排：
  - 节日：春节
    原句：2月5日至11日放假，共7天。2月14日上班。
    放假：2027-02-05 至 2027-02-11
    上班：[2027-02-14]
"""
IN_ITS_FORM = """year: 2027
title: 测试用的通知
number: 测试〔2026〕1号
arrangements:
  - holiday: 春节
    text: 2月5日至11日放假，共7天。2月14日上班。
    rest: 2027-02-05 至 2027-02-11
    work: [2027-02-14]
"""


def taken(text: str) -> str:
    form = NoticeForm({"text": text})
    assert form.is_valid(), form.errors
    return str(form.cleaned_data["text"])


def test_a_notice_with_chinese_heads_reads_as_the_one_in_its_form() -> None:
    assert read_notice(taken(IN_CHINESE)) == read_notice(IN_ITS_FORM)
    assert taken(IN_ITS_FORM) == IN_ITS_FORM.strip()


def test_words_inside_a_sentence_are_left_alone() -> None:
    assert taken("原句：放假：3天\ntext: 上班") == "text: 放假：3天\ntext: 上班"
