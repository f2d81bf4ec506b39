"""The masked copy (去标识化副本) of a file: what must not go public is masked in its place, nothing else changes."""

from dataclasses import dataclass, replace
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from gongkai.screening.content.carriers.contents import Contents
from gongkai.screening.content.carriers.markup import encoded
from gongkai.screening.content.facts import Facts
from gongkai.screening.content.finding import Finding, Severity
from gongkai.screening.content.masked.choice import NONE_LET, PERSONAL, Change, Let, is_let, within
from gongkai.screening.content.masked.dropping import NAMING, to_drop, without
from gongkai.screening.content.masked.pictures import bare, telling
from gongkai.screening.content.masked.plan import Plan, plan
from gongkai.screening.content.masked.workbook import Workbook
from gongkai.screening.content.screen import NO_FACTS, contents_of, screen
from gongkai.screening.filekinds import FileKind, Foreign
from gongkai.screening.packages import opened, unpacked
from gongkai.screening.signatures import kind_of

_TEXTS = (FileKind.TEXT, Foreign.UTF16_TEXT)
_PACKAGES = (FileKind.DOCX, FileKind.XLSX, FileKind.PPTX)
_TWICE = "文件里有重名的部件，不能自动遮盖。请用原来的软件打开，另存后再试。"
_CANNOT = "这种文件不能自动遮盖。请在原文件里改好，或者另存为 docx、xlsx 后再试。"


class _NamedTwice(Exception):
    """Two parts of a package have one name: nobody can tell which of them a program shows."""


@dataclass(frozen=True)
class Masked:
    """The copy, None if none can be made; what stays in it for a person, a sentence each; what was changed."""

    data: bytes | None
    left: tuple[str, ...] = ()
    done: tuple[Change, ...] = ()


def masked_copy(name: str, data: bytes, *, facts: Facts = NO_FACTS, let: Let = NONE_LET) -> Masked:
    """A copy of the file in which is masked what a program may mask. Never raises for what the file holds.

    That is what stops publication; of the rest what is personal, in lists and hidden parts only (see choice);
    and nothing that somebody let through. Texts, lists, web pages, docx, xlsx and pptx can be masked. Hidden
    sheets, columns and rows, comments and deletions with personal data are emptied, and so is a column of ID
    numbers. What the copy still holds is found by screening it again.
    """
    done: list[Change] = []
    try:
        copy = _copy(name, data, facts, let, done)
    except _NamedTwice:
        return Masked(None, (_TWICE, *_left(name, data, facts, let)))
    except Exception:  # whatever a damaged part makes a library say: no copy is better than half of one
        copy = None
    if copy is None:
        return Masked(None, (_CANNOT, *_left(name, data, facts, let)))
    return Masked(copy, _left(name, copy, facts, let), tuple(done))


def _copy(name: str, data: bytes, facts: Facts, let: Let, done: list[Change]) -> bytes | None:
    """The copy, None if it is of a kind that cannot be masked. Raises Damaged and what libraries raise."""
    contents, was_opened = contents_of(name, data)
    kind = kind_of(data) if was_opened else Foreign.UNKNOWN
    if kind not in (*_TEXTS, *_PACKAGES, Foreign.WEB_PAGE):
        return None
    made = plan(contents, facts, markup=kind not in _TEXTS, let=let)
    if kind in _PACKAGES:
        return _package(data, contents, made, facts, let, done)
    _empty_units(contents, made)
    done += made.changes()
    text, encoding = contents.texts[""]
    return made.edits.made("", text).encode(encoding)


def _left(name: str, data: bytes, facts: Facts, let: Let) -> tuple[str, ...]:
    """What a file holds that must not go public, or that nobody has looked at."""
    found = screen(name, data, facts=facts)
    left = (one for one in found.findings if _matters(one) and not is_let(one, let))
    return (*map(_sentence, left), *found.unread)


def _matters(one: Finding) -> bool:
    if one.severity is Severity.BLOCK:
        return True
    return one.severity is Severity.WARN and one.mask is not None and one.kind in PERSONAL


def _sentence(one: Finding) -> str:
    return f"{one.where}：{one.kind.label}没有遮盖（{one.excerpt}）。请人工处理。"


def _package(
    data: bytes, contents: Contents, made: Plan, facts: Facts, let: Let, done: list[Change]
) -> bytes:
    """The copy of an Office file: changed parts anew, all others byte for byte."""
    workbook = Workbook(contents, made)
    workbook.change()
    _empty_units(contents, made)
    done += made.changes()
    changed = {
        part: encoded(made.edits.made(part, contents.texts[part][0]), contents.texts[part][1])
        for part in made.edits.parts
    }
    with opened(data) as package:
        if len(set(package.namelist())) < len(package.namelist()):
            raise _NamedTwice
        changed |= (pictures := _bare_pictures(package))
        done += (Change(part, "图片里的说明", "里面有个人信息", "") for part in pictures)
        for inner in contents.within:
            if inner.part:
                data_within = _bytes(package, inner.part)
                copy = masked_copy(inner.part, data_within, facts=facts, let=within(let, inner.prefix))
                if copy.data is not None:
                    changed[inner.part] = copy.data
                    done += (replace(one, where=inner.prefix + one.where) for one in copy.done)
        if not changed:
            return data
        gone = to_drop(package.namelist(), formulas_dropped=workbook.formulas_dropped)
        if gone:
            naming = [part for part in NAMING if part in package.namelist()]
            changed |= without(gone, {part: changed.get(part) or _bytes(package, part) for part in naming})
        return _rewritten(package, changed, gone)


def _bare_pictures(package: ZipFile) -> dict[str, bytes]:
    """The pictures that say what must not go public, without what is written into them."""
    found = dict[str, bytes]()
    for part in package.namelist():
        if "/media/" in part and telling(data := _bytes(package, part)) and (copy := bare(data)):
            found[part] = copy
    return found


def _bytes(package: ZipFile, part: str) -> bytes:
    return unpacked(package, package.getinfo(part))


def _empty_units(contents: Contents, made: Plan) -> None:
    """Empty all that belongs to a hidden thing with personal data in it, but for cells: they are done."""
    for reading in contents.readings:
        for node in reading.nodes:
            if node.owner.unit in made.units and node.owner.cell < 0 and node.high > node.low:
                made.edits.put(node.part, node.low, node.high, "")


def _rewritten(package: ZipFile, changed: dict[str, bytes], gone: frozenset[str]) -> bytes:
    """The package with the changed parts, all in their order, and without those that go."""
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as copy:
        for info in package.infolist():
            name = info.filename.replace("\\", "/")
            fresh = ZipInfo(info.filename, info.date_time)
            fresh.compress_type, fresh.external_attr = info.compress_type, info.external_attr
            if name not in gone:
                copy.writestr(fresh, changed[name] if name in changed else unpacked(package, info))
    return out.getvalue()
