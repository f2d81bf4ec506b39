"""Pages saved whole (mht) and mails (eml): every part in them."""

from email import policy
from email.header import decode_header, make_header
from email.parser import BytesParser

from gongkai.screening.content.carriers.contents import Contents
from gongkai.screening.content.carriers.draft import Draft

_MOST = 500


def is_mail(data: bytes) -> bool:
    """Whether the bytes begin with the head of a mail."""
    head = data[:2_000].lower()
    return b"\nmime-version:" in b"\n" + head and (b"content-type:" in head or b"\nsubject:" in b"\n" + head)


def mail(data: bytes, contents: Contents) -> None:
    """Read each part as the file it is."""
    message = BytesParser(policy=policy.compat32).parsebytes(data)
    head = Draft("邮件头")
    for name, value in message.items():
        head.quote(f"{name}：{_plain(value)}", "", 0, 0, False)
        head.part()
    contents.add(head.reading())
    for number, part in enumerate(message.walk(), 1):
        if number > _MOST:
            contents.tell(f"里面的部分超过{_MOST}个，其余没有检查。请另存为 PDF 后再检查。")
            return
        body = part.get_payload(decode=True)
        if not part.is_multipart() and isinstance(body, bytes) and body.strip():
            contents.bounds.take(len(body), len(body))
            contents.inside(_plain(part.get_filename() or f"第{number}部分"), body)


def _plain(value: object) -> str:
    """A head's words, coded ones (=?utf-8?B?…?=) decoded; as they stand where nobody can."""
    try:
        return str(make_header(decode_header(str(value))))
    except (ValueError, LookupError):
        return str(value)
