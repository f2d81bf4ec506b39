"""How the due day was counted 期限怎样计算, in one sentence for screens and letters alike."""

from gongkai.applications.folding import Folded
from gongkai.law.dated import written_day

WEEK = "一二三四五六日"


def due_sentence(folded: Folded) -> str:
    """Why the due day is that day, in one sentence."""
    found = folded.reckoning
    if found.received is None:
        return "还没有与申请人确认收到，期限没有开始。平常信函应在收到当日确认。"
    start = written_day(found.received)
    if found.decided and found.due:
        return f"责令重新答复，决定书或者判决书写明的期限至{written_day(found.due)}。"
    if found.fixed and found.due:
        return f"已确定延迟答复，期限至{written_day(found.due)}。"
    if found.term is None:
        return "期限没有开始。"
    counted = f"从{start}的次日起算{found.term.days}个工作日"
    pauses = "，征求意见的时间不计" if found.term.pauses else ""
    if found.due is None:
        if any(pause.until is None for pause in found.term.pauses):
            return f"{counted}{pauses}。对方什么时候答复没有期限，答复以前期限暂定。"
        year = found.calendar.last_year + 1
        return (
            f"{counted}{pauses}。要数到{year}年，{year}年放假安排还没有载入，期限暂定；载入以后自动重新计算。"
        )
    return f"{counted}{pauses}，到{written_day(found.due)}（周{WEEK[found.due.weekday()]}）为止。"
