"""The marked copy (标记稿) of a report: its official page with every finding at its place, and the list of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from importlib import resources

from gongkai.annualreport.findings import Finding
from gongkai.annualreport.report import Report
from gongkai.annualreport.write.marking import (
    CELL,
    SECTION,
    SENTENCE,
    Marked,
    kind_of,
    marked_article,
    short_name,
)
from gongkai.annualreport.write.text import number, one_line, plain
from gongkai.annualreport.write.wording import basis, level_word, sum_in_words

_BACK = {CELL: "看表格里的位置", SENTENCE: "看原文里的句子", SECTION: "看这一部分"}
_HOW = (
    "表格里和文字后面的“错1”“提2”是问题的编号：点编号看说明，点说明下面的链接回到报告。"
    "“错误”必须改正；“提醒”请核对，确实无误的可以不改；“未核对”是条件不够、没有比对的，请自己核对。"
)


def marked_html(report: Report, findings: Sequence[Finding]) -> str:
    """One self-contained page, to read on a screen or print on A4: the findings in a list, and the report with
    each marked by number and level at its cells, in its sentence, or at the heading of its section.

    What belongs to no cell and no sentence comes first. Nothing in the report or the findings is taken as markup.
    """
    marked = marked_article(report, findings)
    title = f"{one_line(report.organ) or '（未写机关）'}{report.year or '（未写）'}年度报告体检标记稿"
    style = resources.files(__package__).joinpath("marked.css").read_text(encoding="utf-8")
    return "\n".join(
        (
            '<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f'<meta name="robots" content="noindex">\n<title>{escape(title)}</title>',
            f"<style>\n{style}</style>\n</head>\n<body>",
            '<a class="skip" href="#baogao">跳到报告</a>',
            f"<header>\n<h1>{escape(title)}</h1>\n<p><strong>{_verdict(findings)}</strong></p>",
            f"<p>{_HOW}</p>" if findings else "",
            "</header>\n<main>",
            *_list(report, marked),
            f'<section class="sheet" id="baogao" aria-label="报告" tabindex="-1">\n{marked.article}\n</section>',
            "</main>\n</body>\n</html>\n",
        )
    )


def _verdict(findings: Sequence[Finding]) -> str:
    errors = sum(found.severity == "error" for found in findings)
    warnings = sum(found.severity == "warning" for found in findings)
    unchecked = sum(not found.assessable for found in findings)
    text = f"{f'有{errors}处错误' if errors else '没有错误'}，{warnings}处提醒"
    return f"{text}，{unchecked}项未核对。" if unchecked else f"{text}。"


def _list(report: Report, marked: Marked) -> Iterator[str]:
    yield '<nav class="findings" aria-label="问题清单">\n<h2>问题清单</h2>'
    if report.unread:
        yield "<h3>没有读出的地方</h3>\n<ul>"
        yield from (f"<li>{escape(plain(place))}</li>" for place in report.unread)
        yield "</ul>\n<p>这些地方没有参加核对，请对照原文。</p>"
    if not marked.findings:
        yield "<p>没有发现问题。</p>"
    numbered = list(enumerate(marked.findings, start=1))
    for heading, group in (
        ("整篇或整个部分的问题", numbered[: marked.whole]),
        ("表格和文字里的问题", numbered[marked.whole :]),
    ):
        if group:
            yield f"<h3>{heading}</h3>\n<ol>"
            yield from (_item(report, index, found, marked.anchors.get(index, ())) for index, found in group)
            yield "</ol>"
    yield "</nav>"


def _item(report: Report, index: int, found: Finding, anchors: Sequence[str]) -> str:
    level = f'<span class="level level-{kind_of(found)}">{short_name(index, found)}</span>'
    lines = [f"<p>{level} <strong>{level_word(found)}</strong>：{escape(plain(found.message))}</p>"]
    if words := sum_in_words(report, found):
        lines.append(f'<p class="sum">算式：{escape(plain(words))}</p>')
    elif found.expected is not None and found.found is not None:
        pair = f"应为{number(found.expected)}，实为{number(found.found)}"
        lines.append(f'<p class="sum">{escape(pair)}。</p>')
    if found.quote:
        lines.append(f'<p class="quote">原文：“{escape(plain(found.quote))}”</p>')
    if words := basis(found):
        lines.append(f'<p class="basis">依据：{escape(words)}</p>')
    if anchors:
        links = (f'<a href="#{anchor}">{_BACK[anchor.partition("-")[0]]}</a>' for anchor in anchors)
        lines.append(f'<p class="back">{"　".join(links)}</p>')
    return f'<li id="wenti-{index}" tabindex="-1">{"".join(lines)}</li>'
