"""The words of a letter 文书内容: what stands on it, as one canonical text under seal, with its digest."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field

from gongkai.applications.models import Letter
from gongkai.applications.personal import Unreadable, sealer_of_cases
from gongkai.sealing import KeysUnusable, SealBroken

LONGEST = 20_000  # characters of all paragraphs together


@dataclass(frozen=True)
class Words:
    """What the letter says. `blocks` are its paragraphs by key, `facts` what it was told.

    `seen` are facts of the case as they were when the letter was made: it goes out only while they are the same.
    `number`, `dated` (ISO) and `address` (of the page that says whether it is genuine) are empty until it is issued.
    """

    title: str
    addressee: str
    issuer: str
    blocks: tuple[tuple[str, str], ...]
    facts: Mapping[str, str] = field(default_factory=dict)
    number: str = ""
    dated: str = ""
    code: str = ""
    address: str = ""
    seen: Mapping[str, str] | None = None

    def canonical(self) -> str:
        """One text for one content."""
        told = asdict(self)
        if self.seen is None:  # letters made before this was kept have the digest that they had
            del told["seen"]
        return json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    def digest(self) -> str:
        """SHA-256 of the canonical text."""
        return hashlib.sha256(self.canonical().encode()).hexdigest()

    def block(self, key: str) -> str:
        """The text of one paragraph; empty where there is none."""
        return dict(self.blocks).get(key, "")

    def fact(self, name: str) -> str:
        """One fact; empty where it was not told."""
        return self.facts.get(name, "")

    @property
    def text(self) -> str:
        """Everything that stands on the paper between addressee and signature."""
        return "\n".join(text for _, text in self.blocks if text)


def seal_words(letter: Letter, words: Words) -> None:
    """Put the words under the letter's seal; the record is not saved."""
    letter.sealed_words = sealer_of_cases().seal(words.canonical(), _purpose(letter))


def words_of(letter: Letter) -> Words:
    """The words of a letter. Raises Unreadable: the seal does not open, or an issued one is not what was issued."""
    try:
        told = json.loads(sealer_of_cases().unseal(bytes(letter.sealed_words), _purpose(letter)))
    except (SealBroken, KeysUnusable) as fault:
        raise Unreadable(str(fault)) from fault
    words = Words(**told | {"blocks": tuple((key, text) for key, text in told["blocks"])})
    if letter.digest and words.digest() != letter.digest:
        raise Unreadable("文书的内容与摘要不一致，可能被改动过。请不要使用，并联系系统管理员从备份核对。")
    return words


def _purpose(letter: Letter) -> str:
    """Bound to the case: a letter of one case does not open as one of another."""
    return f"依申请公开文书{letter.sealed_for}"
