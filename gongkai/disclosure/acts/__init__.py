"""The only writers of disclosure: one legal act, one keyword-only function, one transaction, one trail record."""

from gongkai.disclosure.acts import intake
from gongkai.disclosure.acts.catalogue import amend_node, lay_out_catalogue, open_node
from gongkai.disclosure.acts.files import store_file
from gongkai.disclosure.acts.items import (
    draft,
    fingerprint,
    mark_validity,
    publish,
    return_to_author,
    submit,
    withdraw,
)
from gongkai.disclosure.acts.registers import enter, strike
from gongkai.trail.acts import Refused

__all__ = [
    "Refused",
    "amend_node",
    "draft",
    "enter",
    "fingerprint",
    "intake",
    "lay_out_catalogue",
    "mark_validity",
    "open_node",
    "publish",
    "return_to_author",
    "store_file",
    "strike",
    "submit",
    "withdraw",
]
