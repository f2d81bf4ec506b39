"""A district that collects: its officer, a department beside the towns, and reports to hand in."""

import io
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from lxml import html

from gongkai.annualreport.report import Report
from gongkai.annualreport.write.as_html import report_html
from gongkai.conftest import _organ, _person
from gongkai.reporting import acts
from gongkai.reporting.acts import HandIn
from gongkai.reporting.models import Called, Collection

YEAR = 2020


@pytest.fixture
def january(moment: datetime) -> datetime:
    """Wednesday, before the reports of 2020 are due."""
    return moment.replace(month=1, day=20)


@pytest.fixture
def collector(district: Any) -> Any:
    """公开办 of the district, and nothing elsewhere."""
    return _person("quban", "瞿收集", district, "officer")


@pytest.fixture
def department(district: Any) -> Any:
    return _organ("tongji-ju", "清水区统计局", "department", district)


@pytest.fixture
def clerk(department: Any) -> Any:
    """公开办 of the department."""
    return _person("tongji", "童纪", department, "officer")


@pytest.fixture
def collection(
    town: Any, other_town: Any, department: Any, district: Any, collector: Any, january: datetime
) -> Collection:
    """The collecting of the reports of 2020, from two towns and a department."""
    return acts.open_year(organ=district, year=YEAR, by=collector, at=january)


@pytest.fixture
def call(collection: Collection) -> Callable[[Any], Called]:
    """The call to an organ."""
    return lambda organ: collection.called.get(organ=organ)


def a_report(organ: str, year: int = YEAR, *, granted: int = 3, wrong: bool = False) -> Report:
    """A report that foots: `granted` applications of persons, all granted. `wrong`: the total says one more."""
    report = Report.empty(organ, year)
    total = granted + wrong
    rows = {"new": granted, "granted": granted, "result_total": total}
    table3 = {
        key: (rows[key], 0, 0, 0, 0, 0, rows[key]) if key in rows else row
        for key, row in report.table3.items()
    }
    return replace(
        report,
        table3=table3,
        title=f"{organ}{year}年政府信息公开工作年度报告",
        sections=dict.fromkeys(report.format.sections, "无。"),
        issuer=organ,
    )


def a_page(report: Report) -> bytes:
    """The report as a page that its organ would save and send."""
    return f'<!DOCTYPE html><meta charset="utf-8"><title>{report.title}</title>{report_html(report)}'.encode()


def a_file(report: Report, name: str = "") -> HandIn:
    """The report as a file that was read."""
    return HandIn(name or f"{report.organ}{report.year}.html", a_page(report), report)


def at_the_desk_of(person: Any) -> Client:
    """A person logged in to the back office."""
    client = Client()
    client.force_login(person)
    return client


def plain(answer: Any) -> str:
    """What a page says in its main part."""
    return " ".join(html.fromstring(answer.content).xpath("string(//main)").split())


def upload(name: str, data: bytes) -> SimpleUploadedFile:
    """A file as a browser sends it."""
    return SimpleUploadedFile(name, data)


def zipped(**members: bytes) -> bytes:
    """An archive with these members."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return packed.getvalue()
