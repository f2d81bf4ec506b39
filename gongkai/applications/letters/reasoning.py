"""数量、频次不合理 (条例第三十五条): the applicant is asked for reasons first, and has until a day to give them."""

from datetime import date

from gongkai.applications.letters.facts import day_of
from gongkai.applications.letters.kinds import LetterKind
from gongkai.applications.letters.words import Words, words_of
from gongkai.applications.models import Application, Stage
from gongkai.applications.personal import Unreadable
from gongkai.law.dated import written_day

ASKING = "reasons"  # 说明理由告知书
REASONED = frozenset({"refuse4", "delay"})  # letters that judge the reasons given, or that none were


def unheard(kind: LetterKind, application: Application, words: Words, day: date) -> str:
    """Why a letter of `day` may not judge the applicant's reasons yet, in a sentence; empty where it may.

    Either what the applicant said is noted in the letter, or the day until which reasons were asked for is past.
    """
    if kind.key not in REASONED:
        return ""
    asked = application.letters.filter(stage=Stage.ISSUED, kind=ASKING).order_by("issued_at", "pk").last()
    if asked is None:
        return f"还没有印发过说明理由告知书，要先请申请人说明理由，再印发{kind.title}（{kind.article}）。"
    if words.fact("explained").strip():
        return ""
    try:
        until = day_of(words_of(asked).fact("until"))
    except Unreadable as fault:
        return str(fault)
    if until is not None and day > until:
        return ""
    return (
        f"说明理由告知书{asked.number}请申请人{f'在{written_day(until)}以前' if until else ''}说明理由，期限还没有过。"
        f"申请人已经说明的，请点“重新生成”，写明说明的日期和内容（{kind.article}）。"
    )
