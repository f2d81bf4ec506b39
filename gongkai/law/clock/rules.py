"""The numbers of the clock 期限规定, dated: a case of 2018 is judged by the regulation of 2008."""

from dataclasses import dataclass
from datetime import date

from gongkai.law.cite import Article
from gongkai.law.dated import Dated, Value
from gongkai.law.publication import EDITION_2007, REGULATION

_OLD, _OLD_END = date(2008, 5, 1), date(2019, 5, 14)
_NEW = date(2019, 5, 15)


def _old(article: int, paragraph: int | None = None) -> Article:
    return Article(REGULATION, article, paragraph, edition=EDITION_2007)


@dataclass(frozen=True)
class Terms:
    """Every number that governs an application received on a day; all in working days.

    `supplement` and `reply` are None where the regulation of 2008 set no number.
    """

    answer: int
    answer_by: Article
    extension: int
    extension_by: Article
    supplement: int | None
    supplement_by: Article
    reply: int | None  # of a third party 第三方, or of an organ that made the information too
    third_party_by: Article
    organ_by: Article
    excluded_by: Article  # the time of asking others does not count


TERMS: Dated[Terms] = Dated(
    "依申请公开的期限",
    Value(
        Terms(
            answer=15,
            answer_by=_old(24, 2),
            extension=15,
            extension_by=_old(24, 2),
            supplement=None,
            supplement_by=_old(21),
            reply=None,
            third_party_by=_old(23),
            organ_by=_old(7),
            excluded_by=_old(24, 3),
        ),
        _old(24),
        since=_OLD,
        until=_OLD_END,
    ),
    Value(
        Terms(
            answer=20,
            answer_by=Article(REGULATION, 33, 2),
            extension=20,
            extension_by=Article(REGULATION, 33, 2),
            supplement=7,
            supplement_by=Article(REGULATION, 30),
            reply=15,
            third_party_by=Article(REGULATION, 32),
            organ_by=Article(REGULATION, 34),
            excluded_by=Article(REGULATION, 33, 3),
        ),
        Article(REGULATION, 33),
        since=_NEW,
    ),
)

FEE_RULES = "政府信息公开信息处理费管理办法"
# Payment within 20 working days; the handling term runs anew from the day after it (办法; its Art. 8 is cited
# from memory of the text and so named without a paragraph).
FEE_DAYS: Dated[int] = Dated(
    "缴纳信息处理费的期限", Value(20, Article(REGULATION, 42), since=date(2021, 1, 1))
)
DELAY_BY = Article(REGULATION, 35)
# 责令重新答复 (行政复议法第六十四条; 行政诉讼法第七十条). The decision or judgment may set the day by which to answer
# anew: then that day holds, and nothing that happens meanwhile moves it. Where it sets none, the act is done anew
# within the term that laws and regulations have for it (行政复议法实施条例第四十九条, known from a notice on it, not
# from its text; the law of 2023 leaves it standing): the whole answering term, from the day the decision was
# received, under the regulation in force on that day. Nothing says so of a judgment; ours: the same.
REOPEN_BY = Article("行政复议法实施条例", 49)
# An organ that did not answer at all is ordered to do so within a term (行政复议法第六十六条; 行政诉讼法第七十二条),
# which the decision sets; where it sets none the whole term runs anew, as after 责令重新答复. Ours: no text says so.
PERFORM_BY = Article("行政复议法", 66)
DECIDED_BY = "行政复议决定书或者行政判决书"
ON_TIME_BY = "国办公开办函〔2016〕235号"  # the day of posting or of signing decides, not that of the decision


def received_by(channel: str) -> Article:
    """The item of Art. 31 that fixes the day of receipt for a channel."""
    item = {"counter": 1, "post": 2, "plain_letter": 2, "online": 3, "fax": 3}[channel]
    return Article(REGULATION, 31, None, item)
