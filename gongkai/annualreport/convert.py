"""转换表式: a report in the other official format (2019, 2021), and in sentences what could not go along."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from gongkai.annualreport.cells import with_cells
from gongkai.annualreport.findings import place_name
from gongkai.annualreport.formats import BEFORE_2019, Format, format_named
from gongkai.annualreport.report import UNREAD, Cell, Report
from gongkai.annualreport.write.text import number

OTHER, OTHERS, REST = "other", ("other1", "other2", "other3"), "other3"  # （六）其他处理: one row, three rows


class CannotConvert(ValueError):
    """The report has no tables that another format could take; the message, in Chinese, names the remedy."""


@dataclass(frozen=True)
class Converted:
    """The report in the format asked for, and a sentence for each thing that could not be carried over."""

    report: Report
    lost: tuple[str, ...]


def convert(report: Report, to: str | None = None) -> Converted:
    """The report in the format `to` ("2019" or "2021"); unchanged when `to` is None or already its format.

    The report year stays. Tables 3 and 4 are carried over: the one row （六）其他处理 of 2019 becomes
    3.其他, beside 0 in 1 and 2; the three rows of 2021 are added up. The columns of table 2 mean different things in the two
    formats: they are left blank. Raises UnknownYear for any other format, CannotConvert for a report of before
    2019, which has no tables of a national format.

    >>> from gongkai.annualreport import Report
    >>> converted = convert(Report.empty("某某县清河镇人民政府", 2020), "2021")
    >>> converted.report.format.name, converted.lost
    ('2021', ())
    """
    if to is None or (report.format.name, report.format.table2_name) == (to, to):
        return Converted(report, ())
    if BEFORE_2019 in (to, report.format.name):
        raise CannotConvert(
            f"{report.year}年度的报告不能换成“{to}”年表式：2019年度以前没有全国统一的表格。请不要要求换表式。"
        )
    form = format_named(to)
    old = _Old(dict(report.cells()), report.marks, report.format)
    moved, lost = _moved(old, form)
    values = {place: old.values.get(came) for place, came in moved.items()}
    marks = {place: old.marks[came] for place, came in moved.items() if came in old.marks}
    values |= _emptied(old, form)
    if report.format.name == "2021" and to == "2019":
        lost += _add_up_others(old, form, values, marks)
    new = replace(
        with_cells(report, form, values),
        sections=_sections(report, form),
        marks=marks,
        origins={place: report.origins[came] for place, came in moved.items() if came in report.origins},
        candidates={
            place: report.candidates[came] for place, came in moved.items() if came in report.candidates
        },
        amount_unit=report.amount_unit if report.format.table2_name == to else None,
    )
    return Converted(new, tuple(lost))


@dataclass(frozen=True)
class _Old:
    values: Mapping[str, Cell]
    marks: Mapping[str, str]
    form: Format

    def said(self, place: str) -> str:
        """What stands at a place, in words; empty for a blank or 0."""
        mark = self.marks.get(place, "")
        value = self.values.get(place)
        return "没有读出的数" if mark == UNREAD else number(value) if value else mark


def _moved(old: _Old, form: Format) -> tuple[dict[str, str], list[str]]:
    """Each place of the new format that has its number from a place of the old one; sentences for the rest."""
    moved, lost = {}, []
    same_table2 = old.form.table2_name == form.table2_name
    for place in old.values:
        table, row, *_ = place.split("/")
        if table == "表2" and not same_table2:
            if said := old.said(place):
                lost.append(
                    f"{place_name(old.form, place)}（{said}）：{form.name}年表式没有含义相同的栏目，已空出。"
                )
        elif table == "表3" and row == OTHER and form.name == "2021":
            moved[place.replace(f"/{OTHER}/", f"/{REST}/")] = place
        elif table != "表3" or row not in OTHERS or form.name == "2021":
            moved[place] = place
    return moved, lost + _single_row_note(old, form)


def _single_row_note(old: _Old, form: Format) -> list[str]:
    """2019 → 2021: all of （六） goes into 3.其他; the rows 1 and 2 are then 0."""
    rows = [f"表3/{OTHER}/{column}" for column in old.form.table3_columns]
    if old.form.name == form.name or form.name != "2021" or not any(map(old.said, rows)):
        return []
    return [
        "表三·（六）其他处理：原表式只有一行，已全部记入“3.其他”；"
        "其中有逾期不补正、逾期不缴费的，请查明后分别填入第1、2项。"
    ]


def _emptied(old: _Old, form: Format) -> dict[str, Cell]:
    """2019 → 2021: 0 in the rows 1 and 2 of （六） wherever its number stands in row 3."""
    if old.form.name == form.name or form.name != "2021":
        return {}
    columns = [c for c in form.table3_columns if old.values.get(f"表3/{OTHER}/{c}") is not None]
    return {f"表3/{key}/{column}": 0 for key in OTHERS if key != REST for column in columns}


def _add_up_others(old: _Old, form: Format, values: dict[str, Cell], marks: dict[str, str]) -> list[str]:
    """2021 → 2019: the three rows of （六） become one; what they were is said where it cannot be told after."""
    lost = []
    for column in form.table3_columns:
        rows = [f"表3/{key}/{column}" for key in OTHERS]
        place, numbers = f"表3/{OTHER}/{column}", [old.values.get(row) for row in rows]
        if any(old.marks.get(row) == UNREAD for row in rows):
            values[place], marks[place] = None, UNREAD
        elif any(number is not None for number in numbers):
            values[place] = sum((number or 0 for number in numbers), start=0)
        if any(map(old.said, rows[:2])) or old.marks.get(rows[2]) == UNREAD:
            parts = "、".join(f"第{index}项{old.said(row) or 0}" for index, row in enumerate(rows, start=1))
            lost.append(f"表三·（六）其他处理·{column}：三个小项合为一行，不再分列（{parts}）。")
    return lost


def _sections(report: Report, form: Format) -> dict[str, str]:
    """The texts under the headings of the new format; headings of the report's own stay."""
    headings = dict(zip(report.format.sections, form.sections, strict=True))
    return {headings.get(heading, heading): text for heading, text in report.sections.items()}
