"""What of the files given is to be checked: archives opened, rubbish left out, the number bounded, all of it named."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from gongkai.annualreport.sources import is_litter, is_part_of_a_page, shown, sources
from gongkai.reporting.examining import Examined
from gongkai.reporting.handedin import Given
from gongkai.reporting.receiving import MOST_FILES, TOO_MANY, Laid

_NAMED = 500  # files too many that are still named one by one


@dataclass
class Unpacked:
    """The files to check, those that will not be checked with the reason, and a sentence on what was left out."""

    readable: list[Given] = field(default_factory=list)
    refused: list[Examined] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def unpacked(files: Iterable[Laid]) -> Unpacked:
    """Every file, of an archive every file in it, in the order given; at most MOST_FILES."""
    found, litter, unnamed = Unpacked(), 0, 0
    for file in files:
        if is_litter(file.name) or is_part_of_a_page(file.name):
            litter += 1
        elif file.path is None:
            found.refused.append(Examined(file.name, problem=f"“{file.name}”：{file.problem}"))
        else:
            for source in sources([file.path]):
                name = shown(f"{file.name}/{source.member}") if source.member else file.name
                if len(found.readable) < MOST_FILES:
                    found.readable.append(Given(name, source))
                elif len(found.refused) < _NAMED:
                    found.refused.append(Examined(name, problem=f"“{name}”：{TOO_MANY}"))
                else:
                    unnamed += 1
    if unnamed:
        found.notes.append(f"另有{unnamed}个文件超过了一次的数量，没有检查。请分几次。")
    if litter:
        found.notes.append(f"略过了{litter}个隐藏文件、临时文件或者网页附带的文件，它们不是报告。")
    return found
