"""What a reviewer must have opened before a draft goes public: every attachment, and every part no program could read."""

from collections.abc import Iterable

from gongkai.disclosure.models import Review

Looked = dict[str, str]


def to_look_at(review: Review) -> list[Looked]:
    """Each file as {name, sha256}, each unread part as {part}; a file that stands twice is listed once.

    Pictures in the text are looked at with the text; those that no program can read are among the parts.
    """
    draft = review.revision.as_object() if review.revision else None
    attachments = draft.attachments.all() if draft else []
    files = {
        one.stored_file.sha256: {"name": str(one), "sha256": one.stored_file.sha256}
        for one in attachments
        if not one.inline
    }
    return [*files.values(), *({"part": part} for part in dict.fromkeys(review.unread))]


def key_of(looked: Looked) -> str:
    """What tells one from the other: the file's hash, or the part's own words."""
    return looked.get("sha256") or looked.get("part", "")


def label_of(looked: Looked) -> str:
    """What it is called on the sheet."""
    return f"附件“{looked['name']}”" if "name" in looked else looked.get("part", "")


def not_looked_at(review: Review, looked: Iterable[Looked]) -> list[Looked]:
    """What is still to be opened."""
    seen = {key_of(one) for one in looked}
    return [one for one in to_look_at(review) if key_of(one) not in seen]
