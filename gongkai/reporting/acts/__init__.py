"""The only writers of this room."""

from gongkai.reporting.acts.checkup import delete_checkup, forget_checkups, keep_checkup, note_checkup
from gongkai.reporting.acts.collection import (
    call_more,
    change_terms,
    close,
    excuse,
    open_year,
    recall,
    reopen,
)
from gongkai.reporting.acts.collection_handin import Fate, HandIn, submit_file, submit_many, submit_own
from gongkai.reporting.acts.collection_verdict import accept, merge_year, return_submission
from gongkai.reporting.acts.report import edit, prepare, publish, sign
from gongkai.reporting.acts.report_takedown import reopen_report, withdraw_report

__all__ = [
    "Fate",
    "HandIn",
    "accept",
    "call_more",
    "change_terms",
    "close",
    "delete_checkup",
    "edit",
    "excuse",
    "forget_checkups",
    "keep_checkup",
    "merge_year",
    "note_checkup",
    "open_year",
    "prepare",
    "publish",
    "recall",
    "reopen",
    "reopen_report",
    "return_submission",
    "sign",
    "submit_file",
    "submit_many",
    "submit_own",
    "withdraw_report",
]
