"""The only writers of disclosure: one legal act, one keyword-only function, one transaction, one trail record."""

from gongkai.disclosure.acts import intake
from gongkai.disclosure.acts.catalogue import amend_node, lay_out_catalogue, open_node
from gongkai.disclosure.acts.chains import drop_chain, set_chain
from gongkai.disclosure.acts.files import store_file
from gongkai.disclosure.acts.items import draft, mark_validity
from gongkai.disclosure.acts.registers import enter, strike
from gongkai.disclosure.acts.rescanning import begin_rescan, rescan_lot, settle_finding
from gongkai.disclosure.acts.reviewing.answering import (
    determine,
    pass_step,
    recall_referral,
    return_to_author,
)
from gongkai.disclosure.acts.reviewing.clearing import Masking, mask, override
from gongkai.disclosure.acts.reviewing.handing import delegate, end_delegation, hand_over, take_over
from gongkai.disclosure.acts.reviewing.opening import submit
from gongkai.disclosure.acts.reviewing.urgent import propose_urgent, publish_urgently
from gongkai.disclosure.acts.standing import fingerprint
from gongkai.disclosure.acts.takedown import note_annulled, open_evidence, withdraw
from gongkai.disclosure.acts.withholding import reassess, withhold
from gongkai.trail.acts import Refused

__all__ = [
    "Masking",
    "Refused",
    "amend_node",
    "begin_rescan",
    "delegate",
    "determine",
    "draft",
    "drop_chain",
    "end_delegation",
    "enter",
    "fingerprint",
    "hand_over",
    "intake",
    "lay_out_catalogue",
    "mark_validity",
    "mask",
    "note_annulled",
    "open_evidence",
    "open_node",
    "override",
    "pass_step",
    "propose_urgent",
    "publish_urgently",
    "reassess",
    "recall_referral",
    "rescan_lot",
    "return_to_author",
    "set_chain",
    "settle_finding",
    "store_file",
    "strike",
    "submit",
    "take_over",
    "withdraw",
    "withhold",
]
