"""What an official document is made of, and the same as JSON for the process that sets it."""

from __future__ import annotations

import hashlib
import json
from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any


@dataclass(frozen=True)
class OfficialDocument:
    """One document. The body is clean HTML; addressee and signature that stand in it are not printed twice."""

    title: str
    number: str  # 发文字号, may be empty
    body_html: str
    issuer: str  # 发文机关署名
    formed_on: date  # 成文日期
    addressee: str = ""  # 主送机关
    note: str = ""  # printed below the title: that it lapsed, was repealed or amended
    attachments: tuple[str, ...] = ()  # 附件说明: their names
    pictures: Mapping[str, bytes] = field(default_factory=dict)  # by the `src` that the body gives them


def document_json(document: OfficialDocument) -> dict[str, Any]:
    """The document as plain values; pictures in Base64."""
    facts = vars(document) | {"formed_on": document.formed_on.isoformat()}
    facts["pictures"] = {name: b64encode(data).decode() for name, data in document.pictures.items()}
    return facts


def document_from_json(facts: Mapping[str, Any]) -> OfficialDocument:
    """The reverse of document_json."""
    made = dict(facts) | {
        "formed_on": date.fromisoformat(facts["formed_on"]),
        "attachments": tuple(facts["attachments"]),
        "pictures": {name: b64decode(data) for name, data in facts["pictures"].items()},
    }
    return OfficialDocument(**made)


def digest(document: OfficialDocument) -> str:
    """SHA-256 over everything that the document's files are made from."""
    return hashlib.sha256(json.dumps(document_json(document), sort_keys=True).encode()).hexdigest()
