"""Checking that the database still refuses what it was told to refuse (核对数据库的防护): every trigger is there and on.

The names are those that the migrations of all rooms create; a test holds the lists against a fresh database.
"""

from collections.abc import Iterator

from django.db import connection

from gongkai.trail.checking import Fault, Scope

NAME = "数据库的防护"
GUARDS = {
    "sqlite": frozenset(
        [
            "applications_answer_no_delete",
            "applications_answer_no_update",
            "applications_application_no_delete",
            "applications_arrival_no_delete",
            "applications_caseevent_no_delete",
            "applications_caseevent_no_update",
            "applications_letter_no_delete",
            "applications_letter_no_update",
            "applications_proof_no_delete",
            "applications_wording_no_delete",
            "applications_wording_no_update",
            "disclosure_annulment_kept_delete",
            "disclosure_annulment_kept_update",
            "disclosure_changenote_kept_delete",
            "disclosure_changenote_kept_update",
            "disclosure_item_given_once",
            "disclosure_item_inserted",
            "disclosure_item_reviewed",
            "disclosure_reassessment_kept_delete",
            "disclosure_reassessment_kept_update",
            "disclosure_referral_answered_update",
            "disclosure_referral_kept_delete",
            "disclosure_review_bound",
            "disclosure_review_closed",
            "disclosure_review_kept_delete",
            "disclosure_reviewfinding_answered_update",
            "disclosure_reviewfinding_kept_delete",
            "disclosure_reviewstep_answered_update",
            "disclosure_reviewstep_kept_delete",
            "disclosure_secrecysheet_kept_delete",
            "disclosure_secrecysheet_kept_update",
            "disclosure_takedown_kept_delete",
            "disclosure_takedown_kept_update",
            "disclosure_withheld_kept_delete",
            "reporting_reporttakedown_kept_delete",
            "reporting_reporttakedown_kept_update",
            "trail_act_no_delete",
            "trail_act_no_update",
            "trail_dailyroot_no_delete",
            "trail_dailyroot_no_update",
            "trail_link_no_delete",
            "trail_link_no_update",
            "trail_publiclogentry_no_delete",
            "trail_publiclogentry_no_update",
        ]
    ),
    "postgresql": frozenset(
        [
            "applications_answer_append_only",
            "applications_application_kept",
            "applications_arrival_kept",
            "applications_caseevent_append_only",
            "applications_letter_kept",
            "applications_proof_kept",
            "applications_wording_append_only",
            "disclosure_annulment_kept",
            "disclosure_changenote_kept",
            "disclosure_item_given_once",
            "disclosure_item_inserted",
            "disclosure_item_reviewed",
            "disclosure_reassessment_kept",
            "disclosure_referral_answered",
            "disclosure_referral_kept",
            "disclosure_review_bound",
            "disclosure_review_closed",
            "disclosure_review_kept",
            "disclosure_reviewfinding_answered",
            "disclosure_reviewfinding_kept",
            "disclosure_reviewstep_answered",
            "disclosure_reviewstep_kept",
            "disclosure_secrecysheet_kept",
            "disclosure_takedown_kept",
            "disclosure_withheld_kept",
            "reporting_reporttakedown_kept",
            "trail_act_append_only",
            "trail_dailyroot_append_only",
            "trail_link_append_only",
            "trail_publiclogentry_append_only",
        ]
    ),
}
PUT_BACK = "请查明是谁去掉的、去掉以后改过什么，并从备份恢复。"
_THERE = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT t.tgname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid "
    "JOIN pg_namespace n ON n.oid = c.relnamespace "
    "WHERE NOT t.tgisinternal AND t.tgenabled IN ('O', 'A') AND n.nspname = current_schema()",
}


def check_guards(scope: Scope) -> Iterator[Fault]:
    """Name every trigger that is missing or switched off."""
    expected = GUARDS[connection.vendor]
    for name in sorted(expected - standing_guards()):
        yield Fault(NAME, f"触发器 {name}", "不见了或者被停用，数据库不再拒绝它应当拒绝的改动", PUT_BACK)
    scope.count(NAME, len(expected))


def standing_guards() -> frozenset[str]:
    """The triggers there are and that act."""
    with connection.cursor() as cursor:
        cursor.execute(_THERE[connection.vendor])
        return frozenset(name for (name,) in cursor.fetchall())
