"""Odd words, numbers and headings of published reports; each changes a Sheet in place, as oddlayouts does."""

from __future__ import annotations

import re
from random import Random

from gongkai.annualreport.tests.generating.oddlayouts import Oddity
from gongkai.annualreport.tests.generating.sheets import Sheet

WORDS: dict[str, Oddity] = {}
_WIDE = str.maketrans("0123456789.", "０１２３４５６７８９．")
_KANGXI = str.maketrans("一二人大工行見生用自", "⼀⼆⼈⼤⼯⾏⾒⽣⽤⾃")


def words(oddity: Oddity) -> Oddity:
    """Count this function among the oddities of words."""
    WORDS[oddity.__name__] = oddity
    return oddity


def _numbers(sheet: Sheet, written: str, tables: str = "234") -> None:
    sheet.every(
        lambda cell, number: cell._replace(text=written.format(cell.text)) if number else cell, tables
    )


@words
def numbers_in_full_width(sheet: Sheet, dice: Random) -> None:
    sheet.every(lambda cell, number: cell._replace(text=cell.text.translate(_WIDE)) if number else cell)


@words
def thousands_with_commas(sheet: Sheet, dice: Random) -> None:
    comma = dice.choice((",", "，"))

    def change(text: str) -> str:
        return f"{int(text):,}".replace(",", comma) if text.isdecimal() else text

    sheet.every(lambda cell, number: cell._replace(text=change(cell.text)) if number else cell)


@words
def counts_with_their_unit(sheet: Sheet, dice: Random) -> None:
    _numbers(sheet, dice.choice(("{}件", "{} 件", "{}（件）", "{}条")), "34")


@words
def letters_of_labels_apart(sheet: Sheet, dice: Random) -> None:
    blank = dice.choice((" ", "\u3000", "\xa0\xa0", "\n", "\u200b"))
    sheet.every(lambda cell, number: cell if number else cell._replace(text=blank.join(cell.text)))


@words
def odd_enumerators(sheet: Sheet, dice: Random) -> None:
    pairs = {
        "1.": "⒈",
        "2.": "2、",
        "3.": "（3）",
        "4.": "4 ",
        "5.": "⒌",
        "（一）": "㈠",
        "（三）": "三、",
        "（七）": "㈦",
    }

    def change(text: str) -> str:
        return next((new + text[len(old) :] for old, new in pairs.items() if text.startswith(old)), text)

    sheet.every(lambda cell, number: cell if number else cell._replace(text=change(cell.text)), "3")


@words
def radicals_for_characters(sheet: Sheet, dice: Random) -> None:
    """What copying from a PDF gives: 康熙 radicals instead of the characters."""
    sheet.every(lambda cell, number: cell._replace(text=cell.text.translate(_KANGXI)))
    sheet.headings = [heading.translate(_KANGXI) for heading in sheet.headings]
    sheet.parts[0][0] = str(sheet.parts[0][0]).translate(_KANGXI)


@words
def numbers_between_invisible_characters(sheet: Sheet, dice: Random) -> None:
    _numbers(sheet, dice.choice(("\u200b{}\u200b", "\ufeff{}", "\u200e{}\u200e", "\xad{}", "\u3000{}\u3000")))


@words
def labels_as_other_years_word_them(sheet: Sheet, dice: Random) -> None:
    pairs = {
        "一、本年新收政府信息公开申请数量": "一、本年新收政府信息公开申请",
        "二、上年结转政府信息公开申请数量": "二、上年度结转政府信息公开申请数量",
        "（一）予以公开": "（一）予以公开的",
        "3.补正后申请内容仍不明确": "3.补正后申请内容不明确",
        "3.其他": "3.其它",
        "（六）其他处理": "（六）其它处理",
        "（七）总计": "（七）合计",
        "四、结转下年度继续办理": "四、结转下年度继续办理数量",
        "1.信访举报投诉类申请": "1.信访、举报、投诉类申请",
        "2.其他法律行政法规禁止公开": "2.其他法律、行政法规禁止公开的",
    }  # fmt: skip
    sheet.every(lambda cell, number: cell._replace(text=pairs.get(cell.text, cell.text)), "3")


@words
def a_heading_nobody_knows(sheet: Sheet, dice: Random) -> None:
    name = dice.choice(sheet.report.format.table3_columns[1:-1])
    heads = sheet.rows3()[2]
    heads[:] = [cell._replace(text="某类主体") if cell.text == name else cell for cell in heads]


@words
def a_charge_in_yuan(sheet: Sheet, dice: Random) -> None:
    """The heading of the charges says 元 where the form says 万元: the number is kept in 万元."""
    if sheet.report.format.name == "2021":
        column, label = "本年收费金额（单位：万元）", "行政事业性收费"
        charge = sheet.report.table2[label][column]

        def change(text: str) -> str:
            return text.replace("单位：万元", "单位：元")

        for part in sheet.parts[2]:
            if not isinstance(part, str) and any(column in cell.text for row in part for cell in row):
                yuan = f"{(charge or 0) * 10_000:f}"
                part[:] = [[c._replace(text=change(c.text)) for c in row] for row in part]
                part[-1][-1] = part[-1][-1]._replace(text=re.sub(r"\.0+$", "", yuan))


@words
def headings_as_parts(sheet: Sheet, dice: Random) -> None:
    sheet.headings = [f"第{h[0]}部分　{h[2:]}" for h in sheet.headings]


@words
def headings_in_brackets(sheet: Sheet, dice: Random) -> None:
    sheet.headings = [f"（{h[0]}）{h[2:]}" for h in sheet.headings]


@words
def headings_in_digits(sheet: Sheet, dice: Random) -> None:
    sheet.headings = [f"{number}.{h[2:]}" for number, h in enumerate(sheet.headings, 1)]


@words
def headings_without_numbers(sheet: Sheet, dice: Random) -> None:
    sheet.headings = [h[2:] for h in sheet.headings]


@words
def headings_worded_otherwise(sheet: Sheet, dice: Random) -> None:
    choices = (
        ("一、概述", "一、基本情况", "一、总体工作情况", "一 、总体情况：", "一、总 体 情 况"),
        ("二、行政机关主动公开政府信息情况", "二、主动公开情况", "二、主动公开政府信息的情况"),
        (
            "三、依申请公开情况",
            "三、收到和处理政府信息公开申请情况表",
            "三、行政机关收到和处理政府信息公开申请情况",
        ),
        ("四、因政府信息公开工作被申请行政复议、提起行政诉讼情况", "四、行政复议、行政诉讼情况"),
        ("五、存在的不足及下一步打算", "五、存在问题和改进措施", "五、工作中存在的主要问题、原因及改进情况"),
        ("六、其它需要说明的事项", "六、需要报告的其他事项", "六、其他事项", "六、其他需要报告的情况"),
    )
    sheet.headings = [dice.choice(words) for words in choices]


@words
def headings_run_into_their_text(sheet: Sheet, dice: Random) -> None:
    for number in (1, 5, 6):
        if sheet.parts[number]:
            sheet.parts[number][0] = f"{sheet.headings[number - 1]}。{sheet.parts[number][0]}"
            sheet.headings[number - 1] = ""
