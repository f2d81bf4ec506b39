"""What a workbook says about itself: worksheets, texts, which styles show days, and their epoch."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from gongkai.spreadsheets.package import Attributes, Elements, Package
from gongkai.spreadsheets.results import CannotRead
from gongkai.spreadsheets.sniff import subject
from gongkai.spreadsheets.text import unescaped

# Number formats with a fixed meaning that show a day or a time; 27–36 and 50–58 are those of Chinese Excel.
_DATED_FORMATS = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)})
_QUOTED = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')


@dataclass(frozen=True)
class Tab:
    """One worksheet (工作表) as listed in the workbook."""

    title: str
    part: str
    hidden: bool


@dataclass(frozen=True)
class Workbook:
    """An opened workbook; `dated` are the style numbers that show a day or a time, `padded` those that show a
    number with leading zeros, and how many digits."""

    package: Package
    tabs: tuple[Tab, ...]
    texts: list[str]
    dated: frozenset[int]
    padded: dict[int, int]
    from_1904: bool


def open_workbook(data: bytes, name: str = "") -> Workbook:
    """Open the bytes of an .xlsx file. Raises CannotRead if it is none, is damaged or breaks a limit."""
    package = Package(data, name)
    main = next(
        (part for kind, part in package.targets("").values() if kind == "officeDocument"), "xl/workbook.xml"
    )
    elements = _elements(package, main)
    targets = package.targets(main)
    tabs = tuple(_tabs(elements, targets))
    if not tabs:
        raise CannotRead(f"{subject(name)}里没有工作表。请下载模板，填写后再导入。")
    parts = dict(targets.values())
    texts = _Texts()
    if "sharedStrings" in parts and package.has(parts["sharedStrings"]):
        for _ in package.parse(parts["sharedStrings"], texts):
            pass
    formats: list[str] = []
    if "styles" in parts and package.has(parts["styles"]):
        with package.damage_refused():
            formats = list(_formats(_elements(package, parts["styles"])))
    dated = frozenset(style for style, code in enumerate(formats) if shows_day(code))
    padded = {style: len(code) for style, code in enumerate(formats) if len(code) > 1 and not code.strip("0")}
    from_1904 = any(
        tag == "workbookPr" and attributes.get("date1904") in ("1", "true", "on")
        for tag, attributes in elements
    )
    return Workbook(package, tabs, texts.found, dated, padded, from_1904)


def _elements(package: Package, part: str) -> list[tuple[str, Attributes]]:
    """Every element of a small part."""
    elements = Elements()
    for _ in package.parse(part, elements):
        pass
    return elements.seen


def _tabs(elements: list[tuple[str, Attributes]], targets: dict[str, tuple[str, str]]) -> Iterator[Tab]:
    """The worksheets in their order; chart sheets are none."""
    for tag, attributes in elements:
        if tag == "sheet":
            kind, part = targets.get(attributes.get("id", ""), ("", ""))
            if kind == "worksheet":
                hidden = attributes.get("state", "visible") != "visible"
                yield Tab(attributes.get("name", ""), part, hidden)


def _formats(elements: list[tuple[str, Attributes]]) -> Iterator[str]:
    """The number format of each cell style, in their order."""
    own: dict[int, str] = {}
    within = ""
    for tag, attributes in elements:
        if tag in ("cellStyleXfs", "cellXfs", "cellStyles", "dxfs"):
            within = tag
        elif tag == "numFmt" and not within:
            own[int(attributes.get("numFmtId", "0"))] = attributes.get("formatCode", "")
        elif tag == "xf" and within == "cellXfs":
            number = int(attributes.get("numFmtId", "0"))
            yield own.get(number, "yyyy-mm-dd" if number in _DATED_FORMATS else "General")


def shows_day(format_code: str) -> bool:
    """Whether a custom number format shows a day or a time, as yyyy"年"m"月"d"日" does."""
    code = _QUOTED.sub("", format_code.split(";")[0]).lower().replace("general", "")
    return bool(re.search(r"[ymdhs]", code))


class _Texts:
    """A handler that gathers the shared texts, without the reading aids (拼音) beside them."""

    def __init__(self) -> None:
        self.found: list[str] = []
        self._runs: list[str] = []
        self._in_text = False
        self._aside = 0

    def start(self, name: str, attributes: Attributes) -> None:
        """Begin a text, one of its runs, or an aside."""
        if name == "si":
            self._runs = []
        elif name == "rPh":
            self._aside += 1
        elif name == "t":
            self._in_text = not self._aside

    def end(self, name: str) -> None:
        """Finish what was begun."""
        if name == "si":
            self.found.append(unescaped("".join(self._runs)))
        elif name == "rPh":
            self._aside -= 1
        elif name == "t":
            self._in_text = False

    def text(self, text: str) -> None:
        """Take the characters of a run."""
        if self._in_text:
            self._runs.append(text)
