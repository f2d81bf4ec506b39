"""Web archives (.mht, .mhtml): the page inside, as browsers and Word save it in one file."""

from __future__ import annotations

import base64
import binascii
import quopri
import re

_OPENS = (b"mime-version:", b"from:", b"date:", b"content-type:", b"subject:", b"snapshot-content-location:")
_BOUNDARY = re.compile(rb"boundary=\"?([^\"\s;]{1,70})", re.IGNORECASE)
_TYPE = re.compile(rb"^content-type:\s*([\w/+.-]+)", re.IGNORECASE | re.MULTILINE)
_CODING = re.compile(rb"^content-transfer-encoding:\s*([\w-]+)", re.IGNORECASE | re.MULTILINE)
_END_OF_HEADERS = re.compile(rb"\r?\n\r?\n")
LOOKED_AT = 4096  # bytes in which the headers of an archive stand
MOST_PARTS = 300  # a page with its pictures has some dozens


def page_in(content: bytes) -> bytes | None:
    """The HTML of a web archive; None when the bytes are none."""
    head = content[:LOOKED_AT]
    if not head.lstrip(b"\xef\xbb\xbf \r\n").lower().startswith(_OPENS):
        return None
    kind, boundary = _TYPE.search(head), _BOUNDARY.search(head)
    if kind is None:
        return None
    if boundary is None or not kind[1].lower().startswith(b"multipart/"):
        return _page(content)
    parts = content.split(b"--" + boundary[1], MOST_PARTS)[1:]
    return next((page for part in parts if (page := _page(part)) is not None), None)


def _page(part: bytes) -> bytes | None:
    """The page of one part, or of the part within a part that holds it."""
    end = _END_OF_HEADERS.search(part, 0, LOOKED_AT)
    if end is None:
        return None
    head, body = part[: end.start()].lstrip(), part[end.end() :]
    kind = _TYPE.search(head)
    if kind is None or kind[1].lower() != b"text/html":
        return None
    coding = _CODING.search(head)
    match coding[1].lower() if coding else b"":
        case b"quoted-printable":
            return quopri.decodestring(body)
        case b"base64":
            try:
                return base64.b64decode(body)
            except binascii.Error:
                return None
    return body
