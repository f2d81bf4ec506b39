"""体裁 from a title's last word: 关于做好植树工作的通知（试行） is a 通知."""

import re

from gongkai.documents.records import GENRES

_ASIDE = re.compile(r"(?:[（(【〔][^（(【〔]*[）)】〕]|[》”\"])+$")


def genre_of(title: str) -> str:
    """The genre that a title ends in, of those disclosure knows; "" for none."""
    bare = _ASIDE.sub("", title.strip())
    return next((genre for genre in sorted(GENRES, key=len, reverse=True) if bare.endswith(genre)), "")
