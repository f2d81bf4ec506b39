"""The title of a report (标题): whose it is and for which year, however it is worded and wherever it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from gongkai.annualreport.read.labels import fold

_YEAR = r"(?P<year>20\d\d|二[〇○零0OoОо][〇○零0OoОо一二三四五六七八九]{2})年?度?"
_ORGAN = r"(?:第\d{1,3}|\d{1,3}(?=[师团营连号])|[^\s\d|:：《》〈〉【】〔〕。,，；;>＞»/_—\-])"
_WORK = r"(?:政府信息公开|政务信息公开|信息公开|政务公开)(?:工作)?(?:的)?(?:情况)?(?:的)?"
_REPORT = r"(?:年度|工作|情况|的)*(?:报告|年报)"
_TITLES = (
    re.compile(rf"(?P<organ>{_ORGAN}{{0,40}}?){_YEAR}(?P<after>{_ORGAN}{{0,30}}?){_WORK}{_REPORT}"),
    re.compile(rf"(?P<organ>{_ORGAN}{{0,40}}?){_WORK}{_YEAR}{_REPORT}"),
    re.compile(rf"(?P<organ>{_ORGAN}{{0,40}}?){_WORK}{_REPORT}[（(]{_YEAR}[）)]"),
)
_HINT = re.compile("报告|年报")
_PROSE = re.compile(r"根据|按照|依据|编制|现将|要求|通知|。")
ORGAN_LINE = re.compile(
    r"(?!各)[\u4e00-\u9fff（）()·]{2,30}(?:政府|局|委员会|办公室|办事处|管委会|中心|院|委|厅|所|站|队|社|会|馆|校|公司|署"
    r"|部|办|(?<=..)(?:镇|乡|街道|县|区|市|旗))"
)
_NO_ORGAN = re.compile(r"(?:政府)?信息公开|公开|目录|指南|年报|部门|栏目|首页|机构|职能|乡镇|网站|之窗|专题")
_LEADING = re.compile(r"^(?:关于(?:印发|公布|发布|报送)?|转发|标题|名称|附件\d?)+")
_DIGITS = {char: index for index, char in enumerate("〇一二三四五六七八九")} | dict.fromkeys("○零0OoОо", 0)
LONGEST = 80  # characters of a line with a title
MOST_LINES = 400  # of a page, looked through for its title


class Title(NamedTuple):
    """One title: its words, the organ they name ("" for none) and the year."""

    words: str
    organ: str
    year: int


def year_of(written: str) -> int:
    """2023 of 2023 and of 二〇二三."""
    return int("".join(str(_DIGITS.get(char, char)) for char in written))


def title_of(opening: str, year: int | None) -> Title | None:
    """The title above the report. Of several the one said most often; then the one of `year`, then the last."""
    lines = [stripped for line in opening.splitlines() if (stripped := line.strip(" \t\u3000|#*"))]
    lines = (
        lines[:MOST_LINES] if len(lines) <= 2 * MOST_LINES else [*lines[:MOST_LINES], *lines[-MOST_LINES:]]
    )
    found = list(_titles(lines))
    if not found:
        return None
    named = [title for title in found if title.organ] or found

    def worth(at: int) -> tuple[int, bool, int]:
        title = named[at]
        same = sum((other.organ, other.year) == (title.organ, title.year) for other in named)
        return same, title.year == year, at

    return named[max(range(len(named)), key=worth)]


def titles_in(text: str) -> Iterator[Title]:
    """Every title in the text, in order."""
    yield from _titles([stripped for line in text.splitlines() if (stripped := line.strip(" \t\u3000|#*"))])


def _titles(lines: Sequence[str]) -> Iterator[Title]:
    """Every title in one line, or in up to three short ones below each other."""
    for index, line in enumerate(lines):
        if len(line) > LONGEST or not _HINT.search(line):
            if "报告" not in line[:LONGEST] or (title := _in_line(line[:LONGEST], from_start=True)) is None:
                continue
            yield title._replace(organ=title.organ or _near(lines, index))
            continue
        title = _in_line(line) or _over_lines(lines, index)
        if title is not None:
            yield title._replace(organ=title.organ or _near(lines, index))


def _over_lines(lines: Sequence[str], index: int) -> Title | None:
    """A title broken over lines; of the ways to join them the one that names an organ."""
    best: Title | None = None
    for count in (2, 3):
        above = lines[max(index - count + 1, 0) : index]
        below = lines[index + 1 : index + 2]
        for parts in ((*above, lines[index]), (*above, lines[index], *below)):
            if len(parts) > 1 and all(len(part) <= LONGEST // 2 for part in parts):
                title = _in_line("".join(parts))
                if title is not None and title.organ and not _NO_ORGAN.search(title.organ):
                    return title
                best = best or (title._replace(organ="") if title else None)
    return best


def _in_line(line: str, *, from_start: bool = False) -> Title | None:
    plain = "".join(fold(line).split())
    kept = "".join(line.split())
    for pattern in _TITLES:
        match = pattern.search(plain)
        if match is None or _PROSE.search(plain[: match.end()]) or (from_start and match.start() > 0):
            continue
        named = "organ" if match["organ"] or "after" not in match.groupdict() else "after"
        organ = _LEADING.sub("", kept[match.start(named) : match.end(named)]).removesuffix("关于")
        organ = organ.strip("、.．· ").removesuffix("的")
        words = _LEADING.sub("", kept[match.start() : match.end()])
        return Title(words, organ if len(organ) > 1 else "", year_of(match["year"]))
    return None


def _near(lines: Sequence[str], index: int) -> str:
    """The organ named in the line below or above a title that names none."""
    around = (*lines[index + 1 : index + 2], *lines[max(index - 1, 0) : index])
    return next((line for line in around if is_organ(line)), "")


def is_organ(line: str) -> bool:
    """Whether a line is the name of an organ."""
    return bool(ORGAN_LINE.fullmatch(line)) and not _NO_ORGAN.search(line)
