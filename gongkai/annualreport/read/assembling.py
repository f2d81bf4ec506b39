"""The report put together from what was read of it: its outline and its three tables."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.annualreport.formats import Format
from gongkai.annualreport.read.blocks import PICTURE
from gongkai.annualreport.read.outline import Outline, paragraphs
from gongkai.annualreport.read.reading import Reading
from gongkai.annualreport.report import Cell, Report

NAMES = ("表二", "表三", "表四")
Tables = tuple[Reading, Reading, Reading]  # 表二, 表三, 表四


def assembled(parts: Outline, form: Format, tables: Tables) -> Report:
    """The report; what is missing or was not read is named in Report.unread. Year 0: none was found."""
    two, three, four = tables
    table2: dict[str, dict[str, Cell]] = {}
    for _, label, column in form.table2_cells():
        table2.setdefault(label, {})[column] = two.cells.get(f"表2/{label}/{column}")
    return Report(
        organ=parts.organ,
        year=parts.year or 0,
        format=form,
        table2=table2,
        table3={
            row.key: tuple(three.cells.get(f"表3/{row.key}/{column}") for column in form.table3_columns)
            for row in form.table3_rows
        },
        table4=tuple(four.cells.get(f"表4/{group.name}/{column}") for group, column in form.table4_cells()),
        title=parts.title,
        intro=parts.intro,
        sections=_narrative(parts, form, tables),
        issuer=parts.issuer,
        dated=parts.dated,
        amount_unit=next((unit for place, unit in two.units.items() if "采购" in place and unit), None),
        unread=(*_missing(parts, form), *_unread(parts, tables)),
        marks={**two.marks, **three.marks, **four.marks},
        origins={**two.origins, **three.origins, **four.origins},
        candidates={**two.candidates, **three.candidates, **four.candidates},
    )


def _unread(parts: Outline, tables: Tables) -> Iterator[str]:
    """What the tables left unread; of a table that is not there, whether a picture stands in its place."""
    for number, name, table in zip((2, 3, 4), NAMES, tables, strict=True):
        pictured = PICTURE in parts.sections.get(number, "")
        for said in table.unread:
            if pictured and said.startswith(f"没有找到{name}的表格"):
                yield f"{name}是图片，读不出里面的数字。请上传表格是文字的文件（Word、Excel或网页），或者补录。"
            else:
                yield said


def _missing(parts: Outline, form: Format) -> list[str]:
    missing = [] if parts.organ else ["标题：没有找到机关名称。"]
    missing += [] if parts.year else ["标题：没有找到报告年度。"]
    missing += parts.doubts
    return missing + [
        f"没有找到“{form.sections[n - 1]}”这一部分。" for n in range(1, 7) if n not in parts.sections
    ]


def _narrative(parts: Outline, form: Format, tables: Tables) -> dict[str, str]:
    """Sections 一, 五, 六 in full; of 二, 三, 四 the sentences beside the tables."""
    words = {number: paragraphs(parts.sections.get(number, "")) for number in (1, 5, 6)}
    words |= {number: "\n".join(table.sentences) for number, table in zip((2, 3, 4), tables, strict=True)}
    return {form.sections[number - 1]: words[number] for number in range(1, 7)}
