"""RTF documents: their text, codes left out; bytes in code page 936, as Chinese Word and WPS write them."""

import re

from gongkai.screening.content.carriers.contents import Contents
from gongkai.screening.content.carriers.draft import Draft

_STEP = re.compile(
    r"\\u(-?\d{1,5})\s?\??|((?:\\'[0-9a-fA-F]{2})++)|\\(par|line|row|cell|tab|sect|page)\b\s?"
    r"|\\[a-zA-Z]{1,32}-?\d{0,10}\s?|\\\*|\\([\\{}~_-])|[{}\r\n]++|([^\\{}\r\n]++)|\\"
)
_SIGNS = {"cell": "\t", "tab": "\t"}
_PLAIN = {"~": " ", "_": "-", "-": ""}


def rtf(data: bytes, contents: Contents) -> None:
    """Read an RTF document, groups that are not shown (属性、批注) too."""
    text, draft, paragraph = data.decode("gb18030", "replace"), Draft(), 1
    for found in _STEP.finditer(text):
        code, raw, sign, quoted, words = found.groups()
        draft.place = f"第{paragraph}段"
        if code:
            draft.quote(chr(int(code) % 0x10000), "", 0, 0, False)
        elif raw:
            draft.quote(bytes.fromhex(raw.replace("\\'", "")).decode("gb18030", "replace"), "", 0, 0, False)
        elif sign:
            draft.say(_SIGNS.get(sign, "\n"))
            paragraph += sign not in _SIGNS
        elif quoted or words:
            draft.quote(words or _PLAIN.get(quoted, quoted), "", 0, 0, False)
    contents.add(draft.reading())
