"""Screening a file (内容筛查): whatever its kind, all that must not go public, each with its place."""

from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from gongkai.screening.content.carriers.contents import Contents, Unopened
from gongkai.screening.content.carriers.kinds import read
from gongkai.screening.content.carriers.seen import Seen
from gongkai.screening.content.excerpts import findings
from gongkai.screening.content.facts import Facts
from gongkai.screening.content.finding import Finding, Screened
from gongkai.screening.content.quoting import printable, quotable
from gongkai.screening.content.text import hits

NO_FACTS = Facts()
DAMAGED = "文件像是损坏的，没有检查完。请用原来的软件打开核对，另存后再检查。"

FAILED = "检查时程序出错，没有检查完，先不要公开。请报告给系统管理员。"


class Examined(NamedTuple):
    """What screening a file has brought up, and whether the file could be opened at all."""

    screened: Screened
    opened: bool


def screen(name: str, data: bytes, *, facts: Facts = NO_FACTS) -> Screened:
    """All findings on a file and its name, and what nobody could read. Never raises for what the file holds."""
    return examine(name, data, facts=facts).screened


def examine(name: str, data: bytes, *, facts: Facts = NO_FACTS) -> Examined:
    """As `screen`, and whether the file could be opened."""
    contents, opened = contents_of(name, data)
    found, unread = dict[Finding, None](), dict[str, None]()
    for each in contents.everything():
        try:
            found |= dict.fromkeys(_findings(each, facts))
        except Exception:  # nothing may pass because its reading failed: it is said, and counts as not opened
            opened = False
            each.tell(FAILED)
        unread |= dict.fromkeys(quotable(sentence, facts) for sentence in each.unread)
    return Examined(Screened(tuple(found), tuple(unread)), opened)


def contents_of(name: str, data: bytes) -> tuple[Contents, bool]:
    """All that a file says, its name too, and whether it could be opened. Never raises for what it holds."""
    contents = Contents(read)
    contents.name(name)
    try:
        read(name, data, contents)
    except Unopened as reason:
        contents.tell(str(reason))
        return contents, False
    except Exception:  # a hostile file may make any library say anything: it is one sentence, never a halt
        contents.tell(DAMAGED)
        return contents, False
    return contents, True


def _findings(contents: Contents, facts: Facts) -> Iterator[Finding]:
    """The findings in one file, without what lies in it; each thing once, however many readings show it."""
    yield from contents.findings
    seen = Seen()
    for reading in contents.readings:
        found = hits(reading.passage.text, facts)
        for hit, finding in zip(
            found, findings(reading.passage.text, found, reading.passage.where), strict=True
        ):
            if seen.new(reading, hit):
                yield told(finding, contents.prefix, facts)


def told(finding: Finding, prefix: str, facts: Facts) -> Finding:
    """The finding with its place in the file within which files lie, and nothing in it that may not be shown."""
    where, excerpt = quotable(prefix + finding.where, facts), printable(finding.excerpt)
    if where == finding.where and excerpt == finding.excerpt:
        return finding
    return replace(finding, where=where, excerpt=excerpt)
