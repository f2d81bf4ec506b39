"""Pages saved whole (mht) and mails (eml): every part in them."""

import re
from base64 import b64decode
from binascii import Error, a2b_qp
from contextlib import suppress
from email import policy
from email.parser import BytesParser

from gongkai.screening.content.carriers.contents import Contents
from gongkai.screening.content.carriers.draft import Draft

_MOST = 500
_CODED = re.compile(
    r"=\?(?P<encoding>[A-Za-z0-9_-]{1,30})(?:\*[a-z-]{0,8})?\?(?P<way>[BbQq])\?(?P<said>[^?\s]*)\?="
)
_BETWEEN = re.compile(r"\?=\s+=\?")


def is_mail(data: bytes) -> bool:
    """Whether the bytes begin with the head of a mail."""
    head = data[:2_000].lower()
    return b"\nmime-version:" in b"\n" + head and (b"content-type:" in head or b"\nsubject:" in b"\n" + head)


def mail(data: bytes, contents: Contents) -> None:
    """Read each part as the file it is."""
    message = BytesParser(policy=policy.compat32).parsebytes(data)
    head = Draft("邮件头")
    for name, value in message.items():
        head.quote(f"{name}：\n{_meant(str(value))}", "", 0, 0, False)
        head.part()
    contents.add(head.reading())
    for number, part in enumerate(message.walk(), 1):
        if number > _MOST:
            contents.tell(f"里面的部分超过{_MOST}个，其余没有检查。请另存为 PDF 后再检查。")
            return
        body = part.get_payload(decode=True)
        if not part.is_multipart() and isinstance(body, bytes) and body.strip():
            contents.bounds.take(len(body), len(body))
            contents.inside(_meant(part.get_filename() or "") or f"第{number}部分", body)


def _meant(written: str) -> str:
    """A line of the head with what is written in it in letters only (=?utf-8?B?…?=, RFC 2047) as it is meant."""
    return _CODED.sub(_decoded, _BETWEEN.sub("?==?", written)) if "=?" in written else written


def _decoded(found: re.Match[str]) -> str:
    """One such word, as it stands if it is broken."""
    said = found["said"].encode("ascii", "replace")
    with suppress(Error, LookupError):
        raw = b64decode(said + b"=" * (-len(said) % 4)) if found["way"] in "Bb" else a2b_qp(said, header=True)
        encoding = found["encoding"].lower()
        return raw.decode("gb18030" if encoding in ("gb2312", "gbk") else encoding, "replace")
    return found[0]
