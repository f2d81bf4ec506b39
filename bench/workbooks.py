"""Measured in a process of its own: screening (内容筛查) two workbooks of 20,000 rows, and masking one of them.

python bench/workbooks.py FOLDER
"""

import io
import json
import sys
import time
from collections.abc import Callable

import xlsxwriter
from yardstick import cpu_ms, yardstick

ROWS = 20_000
ROUNDS = 3
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def number(serial: int) -> str:
    """An ID number that keeps the rule of its check digit, of nobody."""
    body = f"620802{1950 + serial % 60}{serial // 60 % 12 + 1:02d}{serial // 720 % 28 + 1:02d}{serial % 1000:03d}"
    return body + "10X98765432"[sum(int(a) * b for a, b in zip(body, _WEIGHTS, strict=True)) % 11]


def workbook(row: Callable[[int], tuple[object, ...]], *heading: str) -> bytes:
    """A workbook of one sheet."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    sheet = book.add_worksheet("名册")
    sheet.write_row(0, 0, heading)
    for at in range(1, ROWS + 1):
        sheet.write_row(at, 0, row(at))
    book.close()
    return stream.getvalue()


def innocent(at: int) -> tuple[object, ...]:
    """A row of a table of projects."""
    return (
        at,
        f"道路维修{at}",
        f"崆镇发〔2020〕{at}号",
        at * 37,
        at * 1.37,
        at % 1000,
        "已完成",
        f"第{at % 9}批",
    )


def personal(at: int) -> tuple[object, ...]:
    """A row of a list of households, with an ID number and a telephone."""
    place = f"东关村{at % 9}组"
    return at, f"王{at % 977}", number(at), f"138{at:08d}", place, at * 1.37, "一卡通", f"第{at % 9}批"


def main() -> None:
    """Seconds of processor time for each, and how often the yardstick fits into them."""
    from gongkai.screening.content.masked import masked_copy
    from gongkai.screening.content.screen import screen

    plain = workbook(innocent, "序号", "项目", "文号", "金额", "单价", "数量", "状态", "批次")
    people = workbook(personal, "序号", "姓名", "身份证号", "电话", "村组", "金额", "方式", "批次")
    found = [one for one in screen("名册.xlsx", people).findings if one.severity == "block"]
    facts: dict[str, object] = {"rows": ROWS, "found": len(found), "planted": 2 * ROWS}
    facts["false"] = sum(one.severity == "block" for one in screen("项目.xlsx", plain).findings)
    for name, work in (
        ("plain", lambda: screen("项目.xlsx", plain)),
        ("people", lambda: screen("名册.xlsx", people)),
        ("masked", lambda: masked_copy("名册.xlsx", people)),
    ):
        begun = time.monotonic()
        pairs = sorted((cpu_ms(work), cpu_ms(yardstick)) for _ in range(ROUNDS if name != "masked" else 1))
        middle = pairs[len(pairs) // 2]
        facts[name] = {
            "seconds": middle[0] / 1000,
            "ratio": middle[0] / middle[1],
            "wall": (time.monotonic() - begun) / len(pairs),
        }
    sys.stdout.write(json.dumps(facts))


if __name__ == "__main__":
    main()
