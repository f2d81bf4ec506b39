"""What the clock tells: every step with its article, its sentence and its days, word for word."""

from datetime import date

import pytest

from gongkai.law.clock.cases import run_case
from gongkai.law.clock.events import Event, EventRefused
from gongkai.law.clock.fold import Reckoning, reckon
from gongkai.law.clock.refusals import ClockRefused
from gongkai.law.workdays import Calendar

OFFICIAL = Calendar.official()
OLD = "《政府信息公开条例》（国务院令第492号）"
NEW = "《政府信息公开条例》"

# One line an event: day, kind, then what else is said of it.
STORIES = {
    "延期后交邮": (
        """2026-09-18 received channel=post
           2026-10-22 extended days=5 served=2026-10-22
           2026-10-29 answered posted=2026-10-29""",
        f"""{NEW}第三十一条第（二）项|邮寄（有签收），2026年9月18日收到申请。|2026-09-18|2026-09-18
            {NEW}第三十三条第二款|答复期限20个工作日，收到当日不计。|2026-09-18|2026-10-22
            {NEW}第三十三条第二款|延长答复期限5个工作日，并告知申请人。|2026-10-22|2026-10-29
            国办公开办函〔2016〕235号|2026年10月29日交邮，以此判断是否按期答复。|2026-10-29|2026-10-29""",
        "",
    ),
    "逾期补正后签收": (
        """2026-02-09 received channel=online
           2026-02-10 supplement_requested by=2026-02-26
           2026-02-27 supplement_received
           2026-03-30 answered signed=2026-03-30""",
        f"""{NEW}第三十一条第（三）项|互联网，2026年2月9日收到申请。|2026-02-09|2026-02-09
            {NEW}第三十三条第二款|答复期限20个工作日，收到当日不计。|2026-02-09|2026-03-13
            {NEW}第三十条|告知补正，申请人应于2026年2月26日前补正；收到补正后答复期限重新计算。|2026-02-10|2026-02-26
            {NEW}第三十条|收到补正（已过补正期限，由机关决定仍予办理），答复期限自2026年2月27日起重新计算。|2026-02-27|2026-02-27
            {NEW}第三十三条第二款|重新计算的答复期限20个工作日，收到当日不计。|2026-02-27|2026-03-26
            国办公开办函〔2016〕235号|2026年3月30日签收，以此判断是否按期答复。|2026-03-30|2026-03-30""",
        "late_answer|应于2026年3月26日前答复，2026年3月30日才签收，逾期。",
    ),
    "期限当日补正不算逾期": (
        """2026-02-09 received channel=counter
           2026-02-26 supplement_requested by=2026-03-03
           2026-03-03 supplement_received""",
        f"""{NEW}第三十一条第（一）项|当面提交，2026年2月9日收到申请。|2026-02-09|2026-02-09
            {NEW}第三十三条第二款|答复期限20个工作日，收到当日不计。|2026-02-09|2026-03-13
            {NEW}第三十条|告知补正，申请人应于2026年3月3日前补正；收到补正后答复期限重新计算。|2026-02-26|2026-03-03
            {NEW}第三十条|收到补正，答复期限自2026年3月3日起重新计算。|2026-03-03|2026-03-03
            {NEW}第三十三条第二款|重新计算的答复期限20个工作日，收到当日不计。|2026-03-03|2026-03-31""",
        f"late_supplement_notice|补正应于收到申请之日起7个工作日内（2026年2月25日前）告知，"
        f"2026年2月26日才告知（{NEW}第三十条）。",
    ),
    "没有写补正期限": (
        """2026-02-09 received channel=counter
           2026-02-10 supplement_requested
           2026-03-03 supplement_received
           2026-03-04 answered""",
        f"""{NEW}第三十一条第（一）项|当面提交，2026年2月9日收到申请。|2026-02-09|2026-02-09
            {NEW}第三十三条第二款|答复期限20个工作日，收到当日不计。|2026-02-09|2026-03-13
            {NEW}第三十条|告知补正；收到补正后答复期限重新计算。|2026-02-10|
            {NEW}第三十条|收到补正，答复期限自2026年3月3日起重新计算。|2026-03-03|2026-03-03
            {NEW}第三十三条第二款|重新计算的答复期限20个工作日，收到当日不计。|2026-03-03|2026-03-31
            国办公开办函〔2016〕235号|2026年3月4日答复，以此判断是否按期答复。|2026-03-04|2026-03-04""",
        "",
    ),
    "平常信函，其他机关当日回复": (
        """2025-06-05 received channel=plain_letter confirmed=2025-06-05
           2025-06-09 organ_consulted served=2025-06-10
           2025-06-10 organ_replied""",
        f"""{NEW}第三十一条第（二）项|平常信函，2025年6月5日收到申请。|2025-06-05|2025-06-05
            {NEW}第三十三条第二款|答复期限20个工作日，收到当日不计。|2025-06-05|2025-07-03
            {NEW}第三十四条|征求其他机关意见。自收到征求意见书之日起15个工作日至2025年7月1日，征求意见期间不计入答复期限。|2025-06-09|2025-07-01
            {NEW}第三十三条第三款|其他机关于2025年6月10日答复，这段时间有1个工作日不计，答复期限至2025年7月4日。|2025-06-09|2025-06-10""",
        "",
    ),
    "第三方逾期答复，送达之日没有登记": (
        """2025-06-05 received channel=counter
           2025-06-09 third_party_consulted
           2025-07-01 third_party_replied""",
        f"""{NEW}第三十一条第（一）项|当面提交，2025年6月5日收到申请。|2025-06-05|2025-06-05
            {NEW}第三十三条第二款|答复期限20个工作日，收到当日不计。|2025-06-05|2025-07-03
            {NEW}第三十二条|征求第三方意见。送达之日未登记，暂自发出之日起15个工作日至2025年6月30日，征求意见期间不计入答复期限。|2025-06-09|2025-06-30
            {NEW}第三十三条第三款|第三方逾期答复，只扣除至2025年6月30日，这段时间有15个工作日不计，答复期限至2025年7月24日。|2025-06-09|2025-06-30""",
        "",
    ),
    "逾期后征求意见": (
        """2025-06-05 received channel=counter
           2025-07-04 organ_consulted""",
        f"""{NEW}第三十一条第（一）项|当面提交，2025年6月5日收到申请。|2025-06-05|2025-06-05
            {NEW}第三十三条第二款|答复期限20个工作日，收到当日不计。|2025-06-05|2025-07-03
            {NEW}第三十四条|征求其他机关意见时答复期限已满，不再扣除期限。|2025-07-04|""",
        "late_consultation|答复期限届满后才征求其他机关意见，期限不因此顺延。",
    ),
    "收费": (
        """2026-08-24 received channel=counter
           2026-09-17 fee_notified served=2026-09-18
           2026-10-22 fee_paid""",
        f"""{NEW}第三十一条第（一）项|当面提交，2026年8月24日收到申请。|2026-08-24|2026-08-24
            {NEW}第三十三条第二款|答复期限20个工作日，收到当日不计。|2026-08-24|2026-09-20
            政府信息公开信息处理费管理办法|通知缴纳信息处理费，申请人应于2026年10月22日前缴纳；缴费后答复期限重新计算。|2026-09-17|2026-10-22
            政府信息公开信息处理费管理办法|2026年10月22日缴费，答复期限20个工作日自次日起重新计算。|2026-10-22|2026-11-19""",
        "",
    ),
    "延迟答复": (
        """2026-08-03 received channel=counter
           2026-08-20 delayed until=2026-12-01""",
        f"""{NEW}第三十一条第（一）项|当面提交，2026年8月3日收到申请。|2026-08-03|2026-08-03
            {NEW}第三十三条第二款|答复期限20个工作日，收到当日不计。|2026-08-03|2026-08-31
            {NEW}第三十五条|申请理由合理，确定延迟答复至2026年12月1日，并告知申请人。|2026-08-20|2026-12-01""",
        "",
    ),
    "责令重新答复，没有写明期限": (
        """2024-01-22 received channel=counter
           2024-02-20 answered posted=2024-02-20
           2024-06-03 reopened
           2024-07-03 answered signed=2024-07-03""",
        f"""{NEW}第三十一条第（一）项|当面提交，2024年1月22日收到申请。|2024-01-22|2024-01-22
            {NEW}第三十三条第二款|答复期限20个工作日，收到当日不计。|2024-01-22|2024-02-22
            国办公开办函〔2016〕235号|2024年2月20日交邮，以此判断是否按期答复。|2024-02-20|2024-02-20
            《行政复议法实施条例》第四十九条|责令重新答复，没有写明期限，答复期限20个工作日重新计算，收到决定当日不计。|2024-06-03|2024-07-02
            国办公开办函〔2016〕235号|2024年7月3日签收，以此判断是否按期答复。|2024-07-03|2024-07-03""",
        "late_answer|应于2024年7月2日前答复，2024年7月3日才签收，逾期。",
    ),
    "责令重新答复，写明期限": (
        """2024-01-22 received channel=counter
           2024-02-20 answered posted=2024-02-20
           2024-06-03 reopened until=2024-06-18
           2024-06-05 supplement_requested
           2024-06-11 supplement_received
           2024-06-12 fee_notified served=2024-06-12
           2024-06-13 fee_paid
           2024-06-18 answered posted=2024-06-18""",
        f"""{NEW}第三十一条第（一）项|当面提交，2024年1月22日收到申请。|2024-01-22|2024-01-22
            {NEW}第三十三条第二款|答复期限20个工作日，收到当日不计。|2024-01-22|2024-02-22
            国办公开办函〔2016〕235号|2024年2月20日交邮，以此判断是否按期答复。|2024-02-20|2024-02-20
            行政复议决定书或者行政判决书|责令重新答复，写明的期限至2024年6月18日。|2024-06-03|2024-06-18
            {NEW}第三十条|告知补正。|2024-06-05|
            {NEW}第三十条|收到补正。|2024-06-11|2024-06-11
            行政复议决定书或者行政判决书|决定书或者判决书写明的期限不变，仍至2024年6月18日。|2024-06-11|2024-06-18
            政府信息公开信息处理费管理办法|通知缴纳信息处理费，申请人应于2024年7月10日前缴纳。|2024-06-12|2024-07-10
            政府信息公开信息处理费管理办法|2024年6月13日缴费。|2024-06-13|2024-06-18
            国办公开办函〔2016〕235号|2024年6月18日交邮，以此判断是否按期答复。|2024-06-18|2024-06-18""",
        "",
    ),
    "2018年": (
        """2018-03-01 received channel=plain_letter confirmed=2018-03-01
           2018-03-02 third_party_consulted
           2018-03-05 third_party_replied
           2018-03-06 organ_consulted
           2018-03-07 organ_replied
           2018-03-08 extended days=15
           2018-03-09 supplement_requested
           2018-03-12 supplement_received""",
        f"""{OLD}第二十四条第二款|平常信函，2018年3月1日收到申请。|2018-03-01|2018-03-01
            {OLD}第二十四条第二款|答复期限15个工作日，收到当日不计。|2018-03-01|2018-03-22
            {OLD}第二十三条|征求第三方意见。征求意见期间不计入答复期限。|2018-03-02|
            {OLD}第二十四条第三款|第三方于2018年3月5日答复，这段时间有1个工作日不计，答复期限至2018年3月23日。|2018-03-02|2018-03-05
            {OLD}第七条|征求其他机关意见。征求意见期间不计入答复期限。|2018-03-06|
            {OLD}第二十四条第三款|其他机关于2018年3月7日答复，这段时间有1个工作日不计，答复期限至2018年3月26日。|2018-03-06|2018-03-07
            {OLD}第二十四条第二款|延长答复期限15个工作日，并告知申请人。|2018-03-26|2018-04-17
            {OLD}第二十一条|告知补正；收到补正后答复期限重新计算。|2018-03-09|
            {OLD}第二十一条|收到补正，答复期限自2018年3月12日起重新计算。|2018-03-12|2018-03-12
            {OLD}第二十四条第二款|重新计算的答复期限15个工作日，收到当日不计。|2018-03-12|2018-04-02""",
        "",
    ),
}


def told(events: str) -> Reckoning:
    return reckon([Event.read(_row(line.split())) for line in events.splitlines()], calendar=OFFICIAL)


def _row(words: list[str]) -> dict[str, object]:
    row: dict[str, object] = {"day": date.fromisoformat(words[0]), "kind": words[1]}
    for word in words[2:]:
        key, _, value = word.partition("=")
        if key == "channel":
            row[key] = value
        else:
            row[key] = int(value) if key == "days" else date.fromisoformat(value)
    return row


@pytest.mark.parametrize("name", STORIES)
def test_the_story_is_told_word_for_word(name: str) -> None:
    events, steps, violation = STORIES[name]
    found = told(events)
    assert [f"{step.article}|{step.reason}|{step.start}|{step.end or ''}" for step in found.steps] == [
        line.strip() for line in steps.splitlines()
    ]
    assert [f"{one.code}|{one.sentence}" for one in found.violations] == ([violation] if violation else [])


def test_days_paused_after_the_last_counted_day_stand_in_the_ledger_without_a_number_of_their_own() -> None:
    found = told(
        """2024-01-22 received channel=counter
           2024-02-22 third_party_consulted served=2024-02-22
           2024-02-28 third_party_replied"""
    )
    assert [(str(line.day), line.counted, line.number) for line in found.ledger[-7:]] == [
        ("2024-02-22", True, 20),
        ("2024-02-23", False, 20),
        ("2024-02-24", False, 20),
        ("2024-02-25", False, 20),
        ("2024-02-26", False, 20),
        ("2024-02-27", False, 20),
        ("2024-02-28", False, 20),
    ]


def test_a_term_without_a_known_end_shows_a_year_of_days_at_most() -> None:
    waiting = told("2010-03-01 received channel=counter\n2010-03-02 third_party_consulted")
    assert (waiting.due, waiting.provisional) == (None, True)
    assert (len(waiting.ledger), waiting.ledger[-1].number) == (366, 1)


@pytest.mark.parametrize(
    ("said", "late"),
    [("2026-02-25", 0), ("2026-02-10", 0), ("2026-02-26", 1), ("2026-03-12", 1)],
)
def test_the_seventh_working_day_is_the_last_to_ask_for_a_supplement(said: str, late: int) -> None:
    assert len(told(f"2026-02-09 received channel=counter\n{said} supplement_requested").violations) == late


def test_a_refusal_names_the_article_that_forbids_it() -> None:
    rows = [
        {"kind": "received", "day": date(2024, 1, 22), "channel": "counter"},
        {"kind": "extended", "day": date(2024, 2, 20), "days": 21},
    ]
    found = run_case({"name": "甲", "events": rows}, OFFICIAL)
    assert found.message == "延长的期限应为1至20个工作日，现为21个。（《政府信息公开条例》第三十三条第二款）"


@pytest.mark.parametrize(("until", "due"), [("", (2024, 7, 2)), (" until=2024-06-18", (2024, 6, 18))])
def test_an_organ_that_was_silent_is_ordered_to_answer_and_stays_late(
    until: str, due: tuple[int, int, int]
) -> None:
    """责令限期答复 (行政复议法第六十六条): there is no answer to be given anew, only one that never came."""
    found = told(
        f"""2024-01-22 received channel=counter
            2024-06-03 reopened{until}"""
    )
    assert (found.due, found.decided) == (date(*due), bool(until))
    assert "责令限期答复" in found.steps[-1].reason
    (missed,) = found.violations
    assert missed.code == "late_answer"
    assert missed.sentence == "应于2024年2月22日前答复，到2024年6月3日收到决定时还没有答复，逾期。"
    answered = told(
        f"""2024-01-22 received channel=counter
            2024-06-03 reopened{until}
            2024-06-17 answered posted=2024-06-17"""
    )
    assert answered.violations == found.violations


def test_an_order_while_the_applicant_was_waited_for_notes_no_lateness() -> None:
    found = told(
        """2024-01-22 received channel=counter
           2024-01-24 supplement_requested
           2024-06-03 reopened"""
    )
    assert found.violations == ()


@pytest.mark.parametrize("waiting", ["supplement_requested", "fee_notified"])
def test_waiting_for_the_applicant_excuses_no_lateness_past_a_day_set_by_a_decision(waiting: str) -> None:
    found = told(
        f"""2024-01-22 received channel=counter
            2024-02-20 answered posted=2024-02-20
            2024-06-03 reopened until=2024-06-18
            2024-06-05 {waiting}
            2024-06-19 answered posted=2024-06-19"""
    )
    assert [one.code for one in found.violations] == ["late_answer"]


@pytest.mark.parametrize(
    ("story", "said"),
    [
        (
            "2024-02-19 answered posted=2024-02-21\n2024-02-20 reopened",
            "2024年2月20日收到的决定，早于2024年2月21日的答复，请核对。",
        ),
        (
            "2024-02-20 answered\n2024-06-03 reopened until=2024-06-18\n2024-06-10 extended days=5",
            "重新答复的期限2024年6月18日是决定书或者判决书写明的，本机关不能登记“延期”。",
        ),
        (
            "2024-02-20 answered\n2024-06-03 reopened until=2024-06-02",
            "责令重新答复的截止之日2024-06-02早于2024-06-03，请核对。",
        ),
    ],
)
def test_what_a_decision_cannot_do_is_told(story: str, said: str) -> None:
    with pytest.raises((ClockRefused, EventRefused)) as refusal:
        told(f"2024-01-22 received channel=counter\n{story}")
    assert str(refusal.value) == said
