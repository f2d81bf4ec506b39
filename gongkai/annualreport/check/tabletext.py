"""What the text of a report before 2019 says of the rows of its statistics table (统计表)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from gongkai.annualreport.check.scope import in_scope
from gongkai.annualreport.check.text import NUMBER, Sentence, fold, number_of
from gongkai.annualreport.report import Statistic

_FILL = r"(?:信息|数量|总数|数|的|共计|共|为|计)*+"
_N = rf"{_FILL}{NUMBER}(?:条|件|份|宗)"
# What the text calls a number, and the words a row of the table has for it.
_PHRASES = (
    ("当面申请", rf"(?:当面|现场)(?:提交|提出)?申请{_N}", "当面|现场"),
    ("传真申请", rf"传真(?:提交|提出)?申请{_N}", "^(?!.*信函).*传真"),
    ("电子邮件申请", rf"(?:电子邮件|电子邮箱|邮件)(?:提交|提出)?申请{_N}", "电子邮件|邮箱"),
    ("网上申请", rf"(?:网上|网络|网站|在线)(?:提交|提出)?申请{_N}", "网上|网络|在线"),
    ("信函申请", rf"(?:信函|信件|邮寄)(?:提交|提出)?申请{_N}", "^(?!.*传真).*信函"),
    ("收到申请", rf"收到[^，0-9]{{0,16}}申请{_N}", "申请.*总数"),
    ("答复总数", rf"答复(?:的)?总数{_N}", "申请的答复(?:总)?数|答复(?:的)?总数"),
    (
        "同意公开答复",
        rf"(?<!不)同意公开(?:的)?(?:答复)?{_N}",
        "(?<!部分)(?<!不)同意公开(?:的)?答复",
    ),
    ("同意部分公开答复", rf"部分公开(?:的)?(?:答复)?{_N}", "部分公开.*答复"),
    ("主动公开信息", rf"主动公开(?:政府)?信息{_N}", "主动公开.*数"),
)
_QUOTED = tuple((what, re.compile(phrase), re.compile(words)) for what, phrase, words in _PHRASES)
_MAY_QUOTE = re.compile(r"(?:申请|公开|答复).{0,24}[\d一二三四五六七八九十百千零〇两](?:条|件|份|宗)")


@dataclass(frozen=True)
class Quoted:
    """A number of the text and the row of the table it quotes; `words` is the sentence as published."""

    what: str
    number: int
    row: Statistic
    sentence: Sentence
    words: str
    of_all: bool  # it speaks of the whole organ, not of a part (各乡镇)


def quoted_rows(rows: Sequence[Statistic], year: int, sentences: Iterable[Sentence]) -> Iterator[Quoted]:
    """Every number of this year that the text gives for a row it names."""
    named = [(what, phrase, row) for what, phrase, words in _QUOTED if (row := _row(rows, words))]
    for sentence in sentences if named else ():
        if not _MAY_QUOTE.search(sentence.text):
            continue
        of_all = {clause.start for clause, _ in in_scope(sentence, year)}
        for clause, plain in in_scope(sentence, year, parts=True):
            for what, phrase, row in named if _MAY_QUOTE.search(plain) else ():
                match = phrase.search(plain)
                number = number_of(match) if match else None
                if number is not None:
                    end = clause.start + len(clause.text)
                    said = sentence.quote(clause.start, end)
                    yield Quoted(what, number, row, sentence, said, clause.start in of_all)


def _row(rows: Sequence[Statistic], words: re.Pattern[str]) -> Statistic | None:
    return next((row for row in rows if words.search(fold(row.label))), None)
