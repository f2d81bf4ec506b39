"""The log names no key: whoever reads it opens nobody's case, calendar or subscription."""

import logging
from io import StringIO
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from gongkai.settings.logkeys import KeysLeftOut, without_keys

KEY = "12-1700000000.geheim_Sig-natur"
DOORS = settings.PUBLIC_PATH + settings.DOORS


@pytest.mark.parametrize(
    ("path", "left"),
    [
        (f"shenqing/jian/{KEY}/huizhi/", "shenqing/jian/…/huizhi/"),
        (f"shenqing/jian/{KEY}/", "shenqing/jian/…/"),
        (f"rili/{KEY}.ics", "rili/…"),
        (f"dingyue/queren/{KEY}/", "dingyue/queren/…/"),
        (f"dingyue/tuiding/{KEY}/?x=1", "dingyue/tuiding/…/?x=1"),
        ("dingyue/baiyang-zhen/gongzhao/", "dingyue/baiyang-zhen/gongzhao/"),
    ],
)
def test_what_is_a_key_in_an_address_is_left_out(path: str, left: str) -> None:
    assert without_keys(f"GET {DOORS}{path}") == f"GET {DOORS}{left}"


@pytest.mark.parametrize(
    ("sentence", "args"),
    [
        ("%s: %s", ("Internal Server Error", f"{DOORS}shenqing/jian/{KEY}/")),
        (f"Not Found: {DOORS}rili/{KEY}.ics", ()),
        ("%(path)s %(status)d", ({"path": f"/dingyue/tuiding/{KEY}/", "status": 500},)),
        ("%s %.1f %d", (ValueError(f"/jian/{KEY}/"), 1.5, 7)),
    ],
)
def test_no_record_holds_a_key_and_the_rest_of_it_stays(sentence: str, args: tuple[Any, ...]) -> None:
    record = logging.LogRecord("django.request", logging.ERROR, "x", 1, sentence, args, None)
    assert KeysLeftOut().filter(record)
    said = record.getMessage()
    assert KEY not in said and "…" in said


@pytest.mark.django_db
def test_a_fault_behind_an_address_that_is_a_key_is_logged_without_it(monkeypatch: Any) -> None:
    def fails(*_: Any) -> Any:
        raise RuntimeError("坏了")

    monkeypatch.setattr("gongkai.portal.doors.applying.status.case_of", fails)
    [handler] = [
        one for one in logging.getLogger().handlers if any(isinstance(f, KeysLeftOut) for f in one.filters)
    ]
    log = StringIO()
    monkeypatch.setattr(handler, "stream", log)
    answer = Client(raise_request_exception=False).get(f"{DOORS}shenqing/jian/{KEY}/")
    said = log.getvalue()
    assert answer.status_code == 500 and "坏了" in said and "jian/…/" in said and KEY not in said
