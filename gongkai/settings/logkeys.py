"""Keys stay out of the log: an address may hold the link to somebody's own case, calendar or subscription."""

import logging
import re
from collections.abc import Mapping
from typing import Any

_KEY = re.compile(r"(/(?:jian|rili|dingyue/queren|dingyue/tuiding)/)[^/\s'\"?]+")


def without_keys(text: str) -> str:
    """`text` with every key in an address replaced."""
    return _KEY.sub(r"\1…", text)


class KeysLeftOut(logging.Filter):
    """Lets every record pass, without the keys in its sentence and in what is put into it."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg = _bare(record.msg)
        if isinstance(record.args, Mapping):
            record.args = {name: _bare(value) for name, value in record.args.items()}
        elif record.args:
            record.args = tuple(_bare(value) for value in record.args)
        return True


def _bare(value: Any) -> Any:
    """Texts and faults as they would be written; numbers stay numbers."""
    return without_keys(str(value)) if isinstance(value, (str, BaseException)) else value
