"""What software must compute or enforce for an application, rule by rule: each with the example or test that holds it.

The numbers are those of the project's list of legal facts: 1 to 17 clocks, 18 to 20 fees, 21 to 28 case data.
"""

from collections.abc import Mapping

import pytest

from tests.vouching import there

LAW, ROOM, DOORS = "gongkai/law/tests", "gongkai/applications/tests", "gongkai/portal/tests/applying"

RULES: Mapping[int, tuple[str, ...]] = {
    1: ("例：2024年春节前", "例：2025年春节前", "例：2026年春节前", "例：2026年中秋和国庆连着", "例：2020年除夕前一天",
        "例：2021年中秋和国庆"),
    2: ("例：2026年周六调休上班当天", "例：2025年周日调休上班当天", "例：2024年除夕当天是工作日"),
    3: ("例：延长二十个工作日，最长", "例：国庆后的延期", "例：延长二十一个工作日，拒绝", "例：期限届满次日才延期，拒绝",
        "例：第二次延期，拒绝", f"{ROOM}/test_acts.py::test_who_handles_the_case_does_not_consent_to_its_extension",
        "例：延期告知在届满后才送达"),
    4: ("例：补正后重新计算全部期限", "例：第二次告知补正，拒绝"),
    5: ("例：第八个工作日才告知补正，仍可告知但超过期限",),
    6: (f"{ROOM}/test_acts.py::test_nobody_is_given_up_before_the_day_until_which_one_may_supplement_or_pay",
        f"{ROOM}/test_alarms.py::test_an_alarm_rings_from_its_day_on_and_not_before"),
    7: ("例：征求第三方意见，期间不计", "例：第三方没有答复，十五个工作日后由机关决定",
        f"{ROOM}/test_acts.py::test_a_third_party_is_waited_for"),
    8: ("例：共同制作机关没有答复，十五个工作日后视为同意",),
    9: (f"{ROOM}/test_objecting.py::test_all_is_disclosed_over_an_objection_only_after_the_third_party_was_told",
        f"{ROOM}/test_letters.py::test_answers_need_both_passes_and_the_law_is_behind_every_demand"),
    10: ("例：邮寄，以签收之日为收到之日", "例：平常信函，当日确认", "例：平常信函，尚未确认，期限还没有起算",
         "例：网上申请，假期中系统确认，以系统确认之日为准", "例：网上申请，工作人员假后才确认，收到之日不变（指导案例26号）",
         f"{ROOM}/test_alarms.py::test_a_letter_waits_for_its_confirmation_from_the_day_it_came"),
    11: ("例：届满当日签发，次日交邮，逾期", "例：届满当日交邮，按期"),
    12: (f"{LAW}/test_publication.py::test_the_second_example_of_the_regulation",
         f"{LAW}/test_publication.py::test_a_shorter_limit_is_counted_and_cited"),
    13: (f"{LAW}/test_publication.py::test_an_annulled_penalty_is_withdrawn_in_three_working_days",),
    14: ("例：申请人逾期不缴费，期满以后终止办理，不算逾期",
         f"{ROOM}/test_acts.py::test_whether_the_time_to_pay_is_over_is_not_guessed"),
    15: (f"{LAW}/test_remedies.py::test_a_last_day_of_rest_moves_to_the_next_working_day",),
    16: ("例：数到没有放假安排的年份，暂定",
         f"{ROOM}/test_recounting.py::test_what_reaches_into_an_unknown_year_is_provisional_until_its_notice_comes"),
    17: (f"{LAW}/test_reportdates.py::test_towns_and_departments_report_by_the_end_of_january",
         f"{LAW}/test_reportdates.py::test_the_district_reports_by_the_end_of_march"),
    18: (f"{LAW}/test_fees.py::test_the_fee_by_item_rises_by_brackets",
         f"{LAW}/test_fees.py::test_the_items_of_a_month_are_counted_from_one"),
    19: (f"{LAW}/test_fees.py::test_the_fee_by_page_rises_by_brackets",),
    20: (f"{LAW}/test_fees.py::test_both_ways_on_one_application_are_refused", "例：期限届满后才通知收费，拒绝",
         f"{ROOM}/test_objecting.py::test_an_organ_that_charges_nothing_sends_no_notice_of_a_fee"),
    21: (f"{DOORS}/test_applying.py::test_the_form_asks_what_article_29_names_and_no_purpose",
         f"{ROOM}/test_personal.py::test_a_case_without_personal_data_opens_empty"),
    22: (f"{ROOM}/test_screens.py::test_a_case_is_registered_on_the_screen_and_read_as_a_story",
         f"{ROOM}/test_paper.py::test_mail_is_entered_and_becomes_an_application_of_the_day_it_was_signed_for"),
    23: (f"{LAW}/test_outcomes.py::test_an_answer_rests_on_its_article_and_falls_in_its_row",
         f"{ROOM}/test_acts.py::test_an_answer_without_its_grounds_is_refused",
         f"{ROOM}/test_acts.py::test_a_case_has_one_result_even_when_two_screens_are_open"),
    24: (f"{ROOM}/test_letters.py::test_since_2024_a_refusal_says_review_first_and_an_old_sentence_is_held_back",),
    25: (f"{ROOM}/test_letters.py::test_a_letter_without_its_reason_ground_search_or_right_organ_is_held_back",),
    26: (f"{ROOM}/test_detecting.py::test_the_same_information_wanted_by_somebody_else_is_noticed",),
    27: (f"{ROOM}/test_detecting.py::test_a_petition_in_disguise_is_only_suggested",
         f"{ROOM}/test_detecting.py::test_the_same_person_asking_again_is_a_repeat_but_not_an_earlier_case_of_a_later_one"),
    28: (f"{ROOM}/test_personal.py::test_nothing_of_the_applicant_stands_readable_in_any_table",
         f"{ROOM}/test_acts.py::test_a_case_is_registered_and_answered_with_its_trail"),
}  # fmt: skip


def test_every_rule_has_its_line() -> None:
    assert list(RULES) == list(range(1, 29))


@pytest.mark.parametrize("number", RULES)
def test_a_rule_is_held_by_an_example_or_a_test(number: int) -> None:
    assert RULES[number]
    assert [held for held in RULES[number] if not there(held)] == []
