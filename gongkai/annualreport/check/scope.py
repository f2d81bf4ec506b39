"""What a clause speaks of (口径): this year and the whole organ, or another year, a part of it, one channel."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongkai.annualreport.check.text import Clause, Sentence

_YEAR = re.compile(r"(?<!\d)(20\d\d)(?:年|年度)")
_NAMED = re.compile(r"《[^》]*》|〔20\d\d〕|“[^”]{0,40}”")
_THIS_YEAR = re.compile(r"本年|今年|全年|年内|本报告期")
_OTHER_TIME = re.compile(
    r"去年|上年(?!度?结转)|上一年(?!度?结转)|前年|历年|历史|上半年|下半年|季度|每年|近年|近[三五两]年|来年|明年|"
    r"同比|环比|增加|增长|减少|下降|增幅|降幅|多收|少收|累计"
)
_ALL_THE_YEAR = re.compile(
    r"(?:全年|本年度?|年内|今年|年度|期间|共|结转)累计|累计(?:共)?(?:收到|受理|办理|办结|主动)"
)
_PART_OF_YEAR = re.compile(
    r"(?<!\d)(?:[2-9]|1[01])月|(?<!\d)1月(?!1日|[至到—-])|(?<!\d)12月(?=\d)(?!31日)|截至(?!.{0,6}12月)"
)
_CHANNEL = re.compile(
    r"网上|线上|线下|网络|网站|平台|信函|信件|邮寄|邮件|邮箱|来信|当面|现场|传真|窗口|书面|电话|微信|微博"
)
_PART_OF_ORGAN = re.compile(
    r"本级|政府办|办公[室厅](?!.{0,4}代表)|各?部门(?!的)|各[镇乡]|乡镇|各街道|街镇|各单位|直单位|分局|支队|所属|下属|窗口"
)
_WHOLE_ORGAN = re.compile(r"全[县区市镇乡州旗省局系]|各级|代表")
# A part of the organ named as whose request is followed, or who is instructed, did not do the counted work.
_INSTRUCTED = re.compile(r"按照|根据|依据|落实|要求|部署|通知|指导|督促|印发|转发|会同|配合|组织")
_COUNTED = re.compile(r"\d[件条份个宗项次起]")
_APPLICANTS = re.compile(r"自然人|企业|科研|公益|律师|法律服务|法人|组织|个人")
_ALL_APPLICANTS = re.compile(r"(?:公民|自然人|个人).{0,3}(?:法人|组织|企业)")


def in_scope(sentence: Sentence, year: int, *, parts: bool = False) -> Iterator[tuple[Clause, str]]:
    """The clauses that speak of this year and the whole organ, each without the titles and words in quotes.

    A year, a part of the year or a part of the organ named in one clause holds for the next ones until
    another is named; a comparison (同比增加9件) is passed over alone. With `parts`, what parts of the organ did
    is in scope too.
    """
    other = part = False
    for clause in sentence.clauses:
        plain = _NAMED.sub("", clause.text)
        if years := _YEAR.findall(plain):
            other = bool(year) and any(int(named) != year for named in years)
        elif _THIS_YEAR.search(plain):
            other = False
        if _WHOLE_ORGAN.search(plain):
            part = False
        elif _PART_OF_ORGAN.search(plain) and not _INSTRUCTED.search(plain):
            part = True
        another_time = bool(_OTHER_TIME.search(plain)) and not _only_all_the_year(plain)
        if another_time or _PART_OF_YEAR.search(plain):
            other = other or not _COUNTED.search(plain)
        elif not other and (parts or not part):
            yield clause, plain


def _only_all_the_year(plain: str) -> bool:
    """Whether the only word of another time is 累计, and it means the whole of this year."""
    rest = _OTHER_TIME.sub(lambda found: "" if found[0] == "累计" else found[0], plain)
    return not _OTHER_TIME.search(rest) and bool(_ALL_THE_YEAR.search(plain))


def whole(words: str) -> bool:
    """Whether words before a number speak of all applications: of no one channel or kind of applicant."""
    if _CHANNEL.search(words):
        return False
    return not _APPLICANTS.search(words) or bool(_ALL_APPLICANTS.search(words))
