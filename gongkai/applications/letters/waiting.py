"""Letters by what they wait for 文书待办, as queries for the list of letters and the office's first page."""

from collections.abc import Callable, Mapping

from django.db.models import Q, QuerySet

from gongkai.applications.letters.kinds import CHECK, KINDS, SIGN
from gongkai.applications.models import Letter, Stage

Letters = QuerySet[Letter]
_CHECKED = [key for key, kind in KINDS.items() if CHECK in kind.needs]
_SIGNED_ONLY = [key for key, kind in KINDS.items() if SIGN in kind.needs and CHECK not in kind.needs]
_ALONE = [key for key, kind in KINDS.items() if not kind.needs]
_READY = Q(stage=Stage.DRAFT) & ~Q(digest="")
_RETURNED = Q(stage=Stage.DRAFT, digest="", checked_by__isnull=False)
# What may be shown, by the word in the address: its name, and which letters.
SHOWN: Mapping[str, tuple[str, Callable[[Letters], Letters]]] = {
    "check": ("待审查", lambda letters: letters.filter(_READY, kind__in=_CHECKED)),
    "sign": (
        "待签发",
        lambda letters: letters.filter(Q(stage=Stage.CHECKED) | _READY & Q(kind__in=_SIGNED_ONLY)),
    ),
    "issue": ("待印发", lambda letters: letters.filter(Q(stage=Stage.SIGNED) | _READY & Q(kind__in=_ALONE))),
    "returned": ("已退回", lambda letters: letters.filter(_RETURNED)),
    "writing": ("拟稿中", lambda letters: letters.filter(Q(stage=Stage.DRAFT, digest="") & ~_RETURNED)),
    "issued": ("已印发", lambda letters: letters.filter(stage=Stage.ISSUED)),
}


def letters_of(organs: frozenset[int]) -> Letters:
    """Every letter of these organs, the newest first; their words stay closed."""
    return (
        Letter.objects.filter(application__organ_id__in=organs)
        .select_related("application", "organ", "drafted_by", "checked_by", "signed_by", "issued_by")
        .defer("sealed_words", "application__sealed_applicant", "application__sealed_request")
        .order_by("-id")
    )
