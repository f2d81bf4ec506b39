"""The only writers of this room: every legal act on an application, and on what was disputed after it."""

from gongkai.applications.acts.byapplicant import amend_own, supplement, withdraw
from gongkai.applications.acts.closing import answer, archive
from gongkai.applications.acts.correcting import correct
from gongkai.applications.acts.issuing import issue_letter
from gongkai.applications.acts.letters import (
    check_letter,
    draft_letter,
    drop_letter,
    open_letter,
    return_letter,
    rewrite_letter,
    sign_letter,
)
from gongkai.applications.acts.paper import (
    amend_arrival,
    dismiss_arrival,
    enter_arrival,
    reconsider_arrival,
    register_arrival,
)
from gongkai.applications.acts.parting import split, transfer
from gongkai.applications.acts.proving import forget_proofs, keep_proof, look_at_proof
from gongkai.applications.acts.recounting import follow_calendar
from gongkai.applications.acts.registering import amend, confirm, hand_over, register
from gongkai.applications.acts.remedies import decide_remedy, file_remedy, reopen
from gongkai.applications.acts.reminding import close_feed, open_feed, set_reminder
from gongkai.applications.acts.revealing import reveal
from gongkai.applications.acts.running import (
    consult,
    delay,
    extend,
    notify_fee,
    pay,
    receive_supplement,
    reply,
    request_supplement,
)
from gongkai.applications.acts.sections import ask_section, make_public, section_reply
from gongkai.applications.acts.submitting import note_spared, submit
from gongkai.applications.acts.taking import take

__all__ = [
    "amend",
    "amend_arrival",
    "amend_own",
    "answer",
    "archive",
    "ask_section",
    "check_letter",
    "close_feed",
    "confirm",
    "consult",
    "correct",
    "decide_remedy",
    "delay",
    "dismiss_arrival",
    "draft_letter",
    "drop_letter",
    "enter_arrival",
    "extend",
    "file_remedy",
    "follow_calendar",
    "forget_proofs",
    "hand_over",
    "issue_letter",
    "keep_proof",
    "look_at_proof",
    "make_public",
    "note_spared",
    "notify_fee",
    "open_feed",
    "open_letter",
    "pay",
    "receive_supplement",
    "reconsider_arrival",
    "register",
    "register_arrival",
    "reopen",
    "reply",
    "request_supplement",
    "return_letter",
    "reveal",
    "rewrite_letter",
    "section_reply",
    "set_reminder",
    "sign_letter",
    "split",
    "submit",
    "supplement",
    "take",
    "transfer",
    "withdraw",
]
