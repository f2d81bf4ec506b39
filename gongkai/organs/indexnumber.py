"""索引号格式: the template from which an organ's index numbers are made, checked before it is kept."""

import string

from gongkai.organs.models import IndexReset
from gongkai.trail.acts import Refused

PARTS = frozenset({"credit_code", "slug", "year", "month", "duty", "serial"})
LONGEST = 80  # characters of an index number
_SAMPLE = {"credit_code": "X" * 18, "slug": "x", "year": 2020, "month": "01", "duty": "20-15", "serial": 1}


def check_template(template: str, reset: str) -> None:
    """Refuse a template that could not number.

    That is one with unknown parts, without a serial to keep numbers apart, or without the year when
    the serial begins anew each year.
    """
    try:
        parts = [(name, form) for _, name, form, _ in string.Formatter().parse(template) if name is not None]
        sample = template.format(**_SAMPLE)
    except (ValueError, KeyError, IndexError, AttributeError):
        parts, sample = [("", "{")], ""
    if any("{" in form for _, form in parts):
        raise Refused("索引号格式写错了。请参照 {credit_code}/{year}-{serial:05d} 填写。")
    names = {name for name, _ in parts}
    if not names <= PARTS or "serial" not in names:
        raise Refused(
            "索引号格式只能用 {credit_code} {slug} {year} {month} {duty}，并且必须有 {serial:05d}。"
        )
    if reset == IndexReset.YEAR and "year" not in names:
        raise Refused("流水号每年从1开始时，索引号格式里要有 {year}，否则会重号。")
    if len(sample) > LONGEST:
        raise Refused(f"按这个格式，索引号会有{len(sample)}个字，最多{LONGEST}个字，请改短。")
