"""S-WORDING: phrases that the regulation (政府信息公开条例) no longer has since its revision of 2019."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from gongkai.annualreport.check.text import Sentence
from gongkai.annualreport.findings import Finding, finding
from gongkai.law.cite import Article

_OLD = (
    (
        re.compile("公开[”’]?为原则[”’]?[，、]?[“‘]?不公开[”’]?(?:是|为)例外"),
        f"{Article('政府信息公开条例', 5)}的表述是“以公开为常态、不公开为例外”。请改用现行表述。",
    ),
    (
        re.compile("国务院令第?492号|特殊需要[^。]{0,12}申请"),
        "2019年修订后的《政府信息公开条例》是国务院令第711号，申请不再要求说明“特殊需要”。请改引现行条例。",
    ),
)


def check_wording(sentences: Iterable[Sentence]) -> Iterator[Finding]:
    """One note per old phrase, at its first place."""
    said: set[int] = set()
    for sentence in sentences:
        if "例外" not in sentence.text and "492" not in sentence.text and "特殊需要" not in sentence.text:
            continue
        for index, (phrase, mend) in enumerate(_OLD):
            found = phrase.search(sentence.text)
            if found and index not in said:
                said.add(index)
                message = f"“{sentence.heading}”用了旧的表述“{found[0]}”。{mend}"
                quote = sentence.quote(found.start(), found.end())
                yield finding("S-WORDING", sentence.heading, message, quote=quote)
