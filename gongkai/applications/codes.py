"""查询码: the code that opens a case's status to its applicant. It follows from the case by the keys; none is stored."""

import hmac
import unicodedata

from gongkai.applications.models import Application
from gongkai.applications.personal import sealer_of_cases

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # without 0 O, 1 I L, which are mistaken for each other
LENGTH, GROUP = 9, 3  # 31⁹: about 2·10¹³ codes
_PURPOSE = "依申请公开查询码"
_DASHES = str.maketrans("", "", "-‐‑‒–—－_· \u3000\t")


def query_code(application: Application) -> str:
    """The code of one case as it is shown, ABC-DEF-GHJ. Raises KeysUnusable."""
    code = _code(application.pk)
    return "-".join(code[at : at + GROUP] for at in range(0, LENGTH, GROUP))


def fits(typed: str, application: Application | None) -> bool:
    """Whether `typed` is the code of the case; for None it takes as long, and is never. Raises KeysUnusable."""
    expected = _code(application.pk if application else 0)
    return hmac.compare_digest(_plain(typed).encode(), expected.encode()) and application is not None


def _code(pk: int) -> str:
    rest = int(sealer_of_cases().mark(str(pk), _PURPOSE), 16)
    code = ""
    for _ in range(LENGTH):
        rest, place = divmod(rest, len(ALPHABET))
        code += ALPHABET[place]
    return code


def _plain(typed: str) -> str:
    """As typed on a phone: small letters, full-width ones, blanks and dashes."""
    return unicodedata.normalize("NFKC", typed[:100]).upper().translate(_DASHES)
