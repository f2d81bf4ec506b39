"""Columns of personal data (个人信息栏目), told by their headings."""

from collections.abc import Iterator

from gongkai.screening.content.finding import Kind, Severity
from gongkai.screening.content.hit import Hit
from gongkai.screening.content.kinds.columns import TELLING
from gongkai.screening.content.kinds.reading import Reading


def personal_columns(reading: Reading) -> Iterator[Hit]:
    """Each heading of a column that holds personal data; only a person can tell whether it must go."""
    for heading in reading.columns.headings:
        if heading.meaning in TELLING:
            yield Hit(heading.start, heading.end, Kind.COLUMN_HEADER, Severity.WARN)
