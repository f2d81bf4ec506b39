"""The same form sent again: whether it says what the application says that it has become."""

from collections.abc import Iterable
from typing import Any

from gongkai.applications.models import Application
from gongkai.applications.personal import Unreadable, applicant_of, request_of
from gongkai.applications.proofs import IDENTITY, opened
from gongkai.portal.doors.applying.form import ApplyForm

CHOSEN = ("applicant_kind", "form", "way")


def is_same(case: Application, form: ApplyForm, files: Iterable[Any]) -> bool:
    """Whether form and files are those of the case, to the last sign: only who sent it before knows all of it.

    A case that cannot be opened is the same as nothing.
    """
    if not form.is_valid():
        return False
    given = form.cleaned_data
    try:
        return (
            all(given[name] == getattr(case, name) for name in CHOSEN)
            and given["request"] == request_of(case)
            and form.applicant() == applicant_of(case)
            and _same_files(case, list(files))
        )
    except Unreadable:
        return False


def _same_files(case: Application, files: list[Any]) -> bool:
    """Compared byte by byte, and not looked into. After a lost answer a browser sends them once more."""
    kept = list(case.proofs.filter(what=IDENTITY).order_by("pk"))
    if [file.size for file in files] != [proof.size for proof in kept]:
        return False
    if any(proof.deleted_at for proof in kept):
        return False
    return all(file.read() == opened(proof) for file, proof in zip(files, kept, strict=True))
