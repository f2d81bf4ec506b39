"""Reports as web pages: the layouts, markup, furniture and encodings of many sites and hands."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from html import escape
from itertools import groupby
from random import Random

from gongkai.annualreport.report import Report

ENCODINGS = ("utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16")
DECLARED = ("utf-8", "gb2312", "gbk", "iso-8859-1", "")
_TRADITIONAL = str.maketrans("开关机业务总数处项应办结转继续无书线", "開關機業務總數處項應辦結轉繼續無書線")
_HALF = str.maketrans("（）“”", '()""')


class Hand:
    """One hand and its habits, the same throughout a page."""

    def __init__(self, dice: Random) -> None:
        self.dice = dice
        self.upper = dice.random() < 0.2
        self.unclosed = dice.random() < 0.15
        self.wraps = dice.choice(("plain", "p", "spans", "word"))
        self.blank = dice.choice(("", "&nbsp;", "<o:p></o:p>", "<p>&nbsp;</p>", " "))
        self.heads = dice.choice(("td", "th"))
        self.split_third = dice.random() < 0.3
        self.repeats = dice.random() < 0.2
        self.five_tables = dice.random() < 0.3
        self.nested = dice.random() < 0.3
        self.half_width = dice.random() < 0.3
        self.traditional = dice.random() < 0.1
        self.misprints = dice.random() < 0.2
        self.furniture = dice.random() < 0.6

    def label(self, text: str) -> str:
        """A label as this hand writes it."""
        if self.misprints:
            text = text.replace("法规禁止", "止").replace("“三安全一稳定”", "三安全一稳定")
        if self.half_width:
            text = text.translate(_HALF)
        if self.traditional:
            text = text.translate(_TRADITIONAL)
        if text == "商业企业" and self.wraps != "plain":
            return "<p>商业</p><p>企业</p>"
        return self.wrapped(text)

    def wrapped(self, text: str) -> str:
        """The text within whatever tags this hand puts around it."""
        plain = escape(text, quote=False)
        cut = len(plain) // 2
        if self.wraps == "spans" and len(text) > 3 and "&" not in plain:
            return f"<span>{plain[:cut]}</span><font face='仿宋'>{plain[cut:]}</font>"
        if self.wraps == "word":
            return f'<p class="MsoNormal" align=center><span lang="EN-US">{plain}<o:p></o:p></span></p>'
        return f"<p>{plain}</p>" if self.wraps == "p" else plain

    def cell(self, text: str, rowspan: int = 1, colspan: int = 1, tag: str = "td") -> str:
        """One cell, opened and – by most hands – closed."""
        spans = (f' rowspan="{rowspan}"' if rowspan > 1 else "") + (
            f' colspan="{colspan}"' if colspan > 1 else ""
        )
        return f"<{tag}{spans}>{text}" + ("" if self.unclosed else f"</{tag}>")

    def row(self, cells: Sequence[str]) -> str:
        """One row."""
        return "<tr>" + "".join(cells) + ("" if self.unclosed else "</tr>")

    def table(self, rows: Sequence[str]) -> str:
        """One table; some hands put it in a table that lays out the page."""
        table = '<table border="1" cellspacing="0"><tbody>' + "".join(rows) + "</tbody></table>"
        return f"<table><tr><td><p></p>{table}</td></tr></table>" if self.nested else table


def page(dice: Random, report: Report) -> bytes:
    """The report as the bytes of a web page."""
    hand = Hand(dice)
    body = "".join(_body(hand, report))
    declared = dice.choice(DECLARED)
    meta = f'<meta charset="{declared}">' if declared else ""
    title = f"<title>{report.title}-某某县人民政府</title>" if dice.random() < 0.5 else "<title></title>"
    whole = f"<!DOCTYPE html><html><head>{meta}{title}</head><body>{body}</body></html>"
    if hand.upper:
        whole = _upper(whole)
    encoding = dice.choice(ENCODINGS if not hand.traditional else ("utf-8", "gb18030"))
    return whole.encode(encoding)


def _upper(page_: str) -> str:
    for tag in ("table", "tbody", "tr", "td", "p", "span", "div"):
        page_ = page_.replace(f"<{tag}", f"<{tag.upper()}").replace(f"</{tag}", f"</{tag.upper()}")
    return page_


def _body(hand: Hand, report: Report) -> Iterator[str]:
    if hand.furniture:
        yield "<div><ul><li><a href='/'>首页</a></li><li>政务公开</li></ul><script>var x='一、总体情况';</script></div>"
        yield "<table><tr><td>行政许可</td><td>行政处罚</td><td>规章</td></tr></table>"
    yield f"<h1>{report.title}</h1>"
    if hand.furniture:
        yield "<div>发布时间：2024-01-20 来源：本站 浏览次数：<span>12</span> 【字体：大 中 小】</div>"
    yield f"<p>{report.intro}</p>"
    tables: dict[int, Callable[[], Iterator[str]]] = {
        1: lambda: _table2(hand, report),
        2: lambda: _table3(hand, report),
        3: lambda: _table4(hand, report),
    }
    for number, heading in enumerate(report.format.sections):
        yield f"<p><b>{heading[:2]}</b>{heading[2:]}</p>"
        yield from (f"<p>　　{line}</p>" for line in report.sections[heading].splitlines())
        if number in tables:
            yield from tables[number]()
    yield f"<p align=right>{report.issuer}</p><p align=right>{report.year + 1}年1月18日</p>"
    if hand.furniture:
        yield "<div>打印 关闭</div><div>扫一扫在手机打开当前页</div><div>版权所有：某某县人民政府办公室</div>"


def _number(hand: Hand, report: Report, place: str, value: object) -> str:
    if value is None:
        return report.marks.get(place) or hand.blank
    return hand.wrapped(str(value))


def _table2(hand: Hand, report: Report) -> Iterator[str]:
    rows: list[str] = []
    for block in report.format.table2:
        width = 12 // len(block.columns)
        rows.append(hand.row([hand.cell(hand.label(block.caption), 1, 13)]))
        heads = [hand.cell(hand.label("信息内容"), tag=hand.heads)]
        rows.append(hand.row(heads + [hand.cell(hand.label(c), 1, width, hand.heads) for c in block.columns]))
        for label in block.rows:
            cells = [
                hand.cell(_number(hand, report, f"表2/{label}/{c}", report.table2[label][c]), 1, width)
                for c in block.columns
            ]
            rows.append(hand.row([hand.cell(hand.label(label)), *cells]))
        if hand.five_tables:
            yield hand.table(rows)
            rows = []
    if rows:
        yield hand.table(rows)


def _table3(hand: Hand, report: Report) -> Iterator[str]:
    form = report.format
    person, *organs, total = form.table3_columns
    th = hand.heads
    rows = [
        hand.row(
            [hand.cell(hand.label(form.table3_note), 3, 3), hand.cell(hand.label("申请人情况"), 1, 7, th)]
        ),
        hand.row(
            [
                hand.cell(hand.label(person), 2, 1, th),
                hand.cell(hand.label("法人或其他组织"), 1, 5, th),
                hand.cell(hand.label(total), 2, 1, th),
            ]
        ),
        hand.row([hand.cell(hand.label(organ), tag=th) for organ in organs]),
    ]
    results = [row for row in form.table3_rows if row.group]
    cut = len(results) // 2 if hand.split_third else len(results)
    for row in form.table3_rows:
        labels = list(_labels(hand, row, results, cut))
        values = [
            hand.cell(_number(hand, report, f"表3/{row.key}/{column}", value))
            for column, value in zip(form.table3_columns, report.table3[row.key], strict=True)
        ]
        rows.append(hand.row(labels + values))
    yield hand.table(rows)


def _labels(hand: Hand, row: object, results: list, cut: int) -> Iterator[str]:  # type: ignore[type-arg]
    if row not in results:
        yield hand.cell(hand.label(row.label), 1, 3)  # type: ignore[attr-defined]
        return
    index = results.index(row)
    if index in (0, cut):
        height = cut if index == 0 else len(results) - cut
        yield hand.cell(hand.label(results[0].group), height)
    subgroup = results[index].subgroup
    if not subgroup:
        yield hand.cell(hand.label(results[index].label), 1, 2)
        return
    pieces = [list(rows) for _, rows in groupby(results, key=lambda one: one.subgroup)]
    mine = next(piece for piece in pieces if results[index] in piece)
    before = [one for one in mine if results.index(one) < cut]
    start = mine[0] if index < cut or mine[0] not in before else mine[len(before)]
    if hand.repeats:
        yield hand.cell(hand.label(subgroup))
    elif results[index] is start or (index == cut and results[index] in mine):
        part = before if index < cut else [one for one in mine if one not in before]
        yield hand.cell(hand.label(subgroup), len(part))
    yield hand.cell(hand.label(results[index].label))


def _table4(hand: Hand, report: Report) -> Iterator[str]:
    form, th = report.format, hand.heads
    names = form.table4[0].columns
    rows = [
        hand.row([hand.cell(hand.label("行政复议"), 1, 5, th), hand.cell(hand.label("行政诉讼"), 1, 10, th)]),
        hand.row(
            [hand.cell(hand.label(name), 2, 1, th) for name in names]
            + [hand.cell(hand.label(group.subgroup or ""), 1, 5, th) for group in form.table4[1:]]
        ),
        hand.row([hand.cell(hand.label(name), tag=th) for name in (*names, *names)]),
        hand.row(
            [
                hand.cell(_number(hand, report, f"表4/{group.name}/{column}", value))
                for (group, column), value in zip(form.table4_cells(), report.table4, strict=True)
            ]
        ),
    ]
    yield hand.table(rows)
