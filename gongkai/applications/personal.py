"""Who asked, and for what 申请人信息: sealed before they reach the database, opened for one case at a time."""

import json
import unicodedata
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from django.conf import settings

from gongkai.applications.models import Application, Wording
from gongkai.sealing import KeysUnusable, SealBroken, Sealer, sealer

APPLICANT, REQUEST = "申请人", "所需信息的内容描述"
MARKED = "申请人标记"
LONGEST = {APPLICANT: 200, REQUEST: 4000}  # characters, of each fact


class Unreadable(Exception):
    """The seal does not open; the sentence says what to do."""


@dataclass(frozen=True)
class Applicant:
    """Who applied 申请人 (Art. 29: name, identity, contact); everything may be lacking, and be asked for by 补正."""

    name: str = ""
    id_kind: str = ""
    id_number: str = ""
    contact_person: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""

    def missing(self) -> list[str]:
        """What Art. 29 asks for and is not there."""
        contact = self.phone or self.email or self.address
        asked = {"姓名或者名称": self.name, "身份证明": self.id_number, "联系方式": contact}
        return [label for label, given in asked.items() if not given]


LABELS = {
    "name": "姓名或者名称",
    "id_kind": "证件名称",
    "id_number": "证件号码",
    "contact_person": "联系人",
    "phone": "联系电话",
    "email": "电子邮箱",
    "address": "联系地址",
}


def seal_into(application: Application, applicant: Applicant, request: str) -> None:
    """Put both under seal into `application`, which has its key already; nothing given leaves nothing behind.

    The mark of the applicant (申请人标记) goes with it.
    """
    facts = {key: value for key, value in asdict(applicant).items() if value}
    written = json.dumps(facts, ensure_ascii=False) if facts else ""
    application.sealed_applicant = _sealed(application, written, APPLICANT)
    application.sealed_request = _sealed(application, request, REQUEST)
    application.mark = mark_of(applicant)


def mark_of(applicant: Applicant) -> str:
    """A keyed mark of who asks, equal for equal persons: by the ID number, else by name and telephone; or empty."""
    number, name, phone = (_plain(one) for one in (applicant.id_number, applicant.name, applicant.phone))
    if number:
        return sealer_of_cases().mark(f"证件{number}", MARKED)
    return sealer_of_cases().mark(f"姓名{name}电话{phone}", MARKED) if name and phone else ""


def _plain(text: str) -> str:
    """Without blanks and hyphens, full-width letters as meant: how a number is typed makes no other person."""
    kept = unicodedata.normalize("NFKC", text).upper()
    return "".join(letter for letter in kept if letter.isalnum())


def applicant_of(case: Application | Wording) -> Applicant:
    """Who applied, now or as an earlier wording has it. Raises Unreadable."""
    written = _opened(case, case.sealed_applicant, APPLICANT)
    known = {field.name for field in fields(Applicant)}
    facts = json.loads(written) if written else {}
    return Applicant(**{key: value for key, value in facts.items() if key in known})


def request_of(case: Application | Wording) -> str:
    """What was asked for. Raises Unreadable."""
    return _opened(case, case.sealed_request, REQUEST)


def _sealed(application: Application, text: str, what: str) -> bytes:
    return sealer_of_cases().seal(text, _purpose(application, what)) if text else b""


def _opened(case: Application | Wording, sealed: bytes, what: str) -> str:
    if not sealed:
        return ""
    try:
        return sealer_of_cases().unseal(sealed, _purpose(case, what))
    except (SealBroken, KeysUnusable) as fault:
        raise Unreadable(str(fault)) from fault


def _purpose(case: Application | Wording, what: str) -> str:
    """Bound to the field and to the case: rows cannot be swapped."""
    return f"依申请公开{what}{case.sealed_for}"


def sealer_of_cases() -> Sealer:
    """The sealer with this installation's keys."""
    return sealer(Path(settings.DATA) / "keys" / "sealing")
