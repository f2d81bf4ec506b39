"""Names and titles of leaders (领导姓名职务), by the list that the organ keeps."""

import re
from collections.abc import Iterator

from gongkai.screening.content.finding import Kind, Severity
from gongkai.screening.content.hit import Hit
from gongkai.screening.content.kinds.reading import Reading

_HAN = "[\u4e00-\u9fff]"


def leader_names(reading: Reading) -> Iterator[Hit]:
    """A title of the list with a name that the list has otherwise, before or after it; the mask is the right name."""
    by_title: dict[str, list[str]] = {}
    for leader in reading.facts.leaders:
        by_title.setdefault(leader.title, []).append(leader.name)
    names = {name for holders in by_title.values() for name in holders}
    for title, holders in by_title.items():
        for found in re.finditer(re.escape(title), reading.text):
            if not _longer(reading.text, found.start(), title, by_title):
                yield from _beside(reading.text, found.start(), found.end(), holders, names)


def _longer(text: str, start: int, title: str, titles: dict[str, list[str]]) -> bool:
    """Whether it is a part of another title: 副区长 is not 区长."""
    if text[start - 1 : start] == "副" and not title.startswith("副"):
        return True
    return any(
        other != title and title in other and other in text[max(start - len(other), 0) : start + len(other)]
        for other in titles
    )


def _beside(text: str, start: int, end: int, holders: list[str], names: set[str]) -> Iterator[Hit]:
    """The name right after the title or right before it, if it is not the holder's but nearly so or another's."""
    for name in sorted(names | set(holders)):
        size = len(name)
        after = (end, end + size)
        before = (start - size, start)
        for left, right in (after, before):
            written = text[left:right] if left >= 0 else ""
            if len(written) != size or any(
                _written(text, left, holder, (left, right) == before, right) for holder in holders
            ):
                continue
            nearest = next((holder for holder in holders if _nearly(written, holder)), None)
            if nearest or (written in names and written not in holders):
                yield Hit(left, right, Kind.LEADER_NAME, Severity.WARN, nearest or holders[0])
                return


def _written(text: str, left: int, holder: str, before: bool, right: int) -> bool:
    """Whether the holder's own name stands there, longer or shorter than the one compared."""
    return text.endswith(holder, 0, right) if before else text.startswith(holder, left)


def _nearly(written: str, name: str) -> bool:
    """Whether one character of the name is another, or two have changed places."""
    if len(written) != len(name) or written == name or not re.fullmatch(f"{_HAN}+", written):
        return False
    differing = sum(one != other for one, other in zip(written, name, strict=True))
    return differing == 1 or (differing == 2 and sorted(written) == sorted(name))
