"""Whether somebody is named beside a word: names (姓名) are told by surname, company and punctuation."""

import re
from functools import cache

from gongkai.screening.content.kinds.lexicon import load


@cache
def _not_names() -> frozenset[str]:
    """Beginnings of common words that look like a surname with a given name."""
    return frozenset(load("surnames")["not_names"].split())


@cache
def surname() -> str:
    """A pattern of one surname."""
    data = load("surnames")
    return (
        f"(?:{'|'.join(data['double'].split())}|[{''.join(dict.fromkeys(data['single'].replace(' ', '')))}])"
    )


_GIVEN = "[\u4e00-\u9fff某×xX*＊○〇]"


@cache
def _beside() -> re.Pattern[str]:
    """A name with what tells that it is one: a role before it, or sex, age, an ailment after it."""
    roles = (
        "姓\\s?名[：:]?\\s?|村民|户主|患者|贫困户|脱贫户|低保户|特困户|监测户|五保户|学生|学员|幼儿|儿童|孤儿|居民|社员|职工|"
        "同志|病人|患儿|申请人|当事人|救助对象|其(?:妻|夫|子|女|父|母|弟|兄|妹|姐)|女儿|儿子|妻子|丈夫|父亲|母亲|老人"
    )
    after = (
        "\\s?[，,、（(：:]?\\s?(?:男|女|现年|[0-9]{1,3}\\s?岁|本人|因|患|身患|系|(?:肢体|视力|听力|言语|智力|精神|多重)残疾[一二三四1-4]级|被(?:诊断|确诊)|确诊|一家|一户|家庭|家中|家里|"
        "(?:长期|多年|先天|不幸|常年|自幼|之[妻夫子女])|(?:的?(?:妻子|丈夫|儿子|女儿|父亲|母亲|孙子|孙女)))"
    )
    name = f"{surname()}{_GIVEN}{{1,2}}?"
    return re.compile(
        f"(?:{roles})(?P<led>{name}{_GIVEN}?)(?=[，,、（(）)；;：:。\\s因患系的被]|$)|(?P<followed>{name})(?={after})"
    )


@cache
def _whole() -> re.Pattern[str]:
    return re.compile(f"{surname()}[ 　]?{_GIVEN}[ 　]?{_GIVEN}?")


def is_name(cell: str) -> bool:
    """Whether a cell of a table holds the name of a person and nothing else."""
    cell = cell.strip(" 　")
    return 2 <= len(cell) <= 5 and _whole().fullmatch(cell) is not None and cell[:2] not in _not_names()


def names_in(sentence: str) -> list[tuple[int, int]]:
    """Where persons are named in a sentence."""
    found = []
    for match in _beside().finditer(sentence):
        group = match.lastgroup or 0
        if match[group][:2] not in _not_names():
            found.append(match.span(group))
    return found
